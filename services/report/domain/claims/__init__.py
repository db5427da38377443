"""What a document says of figures, and whether its own tables bear it out."""
