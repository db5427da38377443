"""What an edition says of one unit, and in one page of all."""
