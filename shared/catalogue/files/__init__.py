"""The files of a province's folder, one module per kind: text in, values with their lines out."""
