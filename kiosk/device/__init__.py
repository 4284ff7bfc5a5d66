"""The device itself: its identity, its lock, its health."""
