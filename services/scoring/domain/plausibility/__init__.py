"""Plausibility: what is hardly right about a figure, one rule a file. A doubt never alters a figure."""
