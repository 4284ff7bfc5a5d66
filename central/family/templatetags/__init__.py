"""Template tags of the family pages."""
