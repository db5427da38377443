"""The library of published editions: pages and files for people and programs."""
