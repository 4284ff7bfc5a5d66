"""What the admin shows: read-only lists, and forms that go through the services."""

from central.console.admin import books, people, places

__all__ = ["books", "people", "places"]
