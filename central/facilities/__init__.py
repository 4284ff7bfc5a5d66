"""Facilities: their services, prices, rules and staff."""
