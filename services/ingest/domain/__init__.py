"""Rules of ingest, without input or output."""
