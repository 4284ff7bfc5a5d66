"""A touch kiosk for people in custody: photos and messages from their family."""

__version__ = "0.1.0"
