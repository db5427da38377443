"""The rules of fetching figures from a source that only offers a list over HTTP."""
