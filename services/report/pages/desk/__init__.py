"""The editors' desk: articles, and the way of an edition to its publication, on pages without a script."""
