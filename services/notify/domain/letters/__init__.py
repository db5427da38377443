"""Letters: what messages say, as ready texts in one language, for the templates to lay out."""
