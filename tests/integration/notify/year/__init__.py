"""The calendar of notify, lived through: days, weeks, a year."""
