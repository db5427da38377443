"""The four services, which meet only in events."""
