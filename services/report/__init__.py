"""Assemble the monthly bulletin from events."""
