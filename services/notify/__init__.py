"""Tell the units that are behind, once and clearly."""
