"""Channels: the ways a message reaches a unit."""
