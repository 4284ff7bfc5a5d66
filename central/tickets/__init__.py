"""Tickets: what an inmate says is wrong, and what staff answer."""
