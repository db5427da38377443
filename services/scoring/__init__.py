"""Judge every figure against its dated targets."""
