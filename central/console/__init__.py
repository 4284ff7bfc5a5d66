"""The staff console: Django's admin, dressed by unfold, over the services."""
