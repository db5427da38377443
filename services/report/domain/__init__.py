"""Rules of report, without input or output."""
