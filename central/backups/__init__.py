"""Backups of central, and putting one back."""
