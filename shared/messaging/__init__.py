"""How events travel: outbox, relay, broker, batch consumer, inbox, dead letters."""
