"""Reading a document that people have worked on, and what is held against it."""
