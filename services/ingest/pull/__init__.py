"""Fetching figures from sources that only offer a list over HTTP."""
