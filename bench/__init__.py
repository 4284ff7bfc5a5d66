"""Figures of the app's own work, measured on this machine."""
