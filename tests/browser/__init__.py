"""The pages in a real browser; what they share is started once and ends with the last of them."""
