"""Rules of scoring, without input or output."""
