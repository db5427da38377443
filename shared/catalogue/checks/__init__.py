"""What must hold between the lines of a catalogue, one module per kind."""
