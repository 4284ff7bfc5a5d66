"""Practice: the real screens over a vault that is thrown away, and a central that only plays."""

from kiosk.practice.room import PracticeRoom

__all__ = ["PracticeRoom"]
