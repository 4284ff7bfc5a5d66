"""The reference central service: a Django project."""
