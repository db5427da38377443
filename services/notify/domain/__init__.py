"""Rules of notify, without input or output."""
