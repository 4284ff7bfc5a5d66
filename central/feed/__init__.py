"""The change feed of an inmate, and the state that follows them to any device."""
