"""What every service needs: the event contract, the catalogue and the plumbing."""
