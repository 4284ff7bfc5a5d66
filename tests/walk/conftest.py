"""A central of its own for each walk: a walk changes everything that it meets."""

from tests.central_server import central

__all__ = ["central"]
