"""Brings facts from central into the vault and the outbox to central."""
