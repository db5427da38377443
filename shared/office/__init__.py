"""Files of office programs, opened without trusting them."""
