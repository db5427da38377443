"""The page's template, its parts and its style sheet."""
