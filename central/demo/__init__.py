"""A demonstration: central with a facility full of life, a device, and the app beside it."""
