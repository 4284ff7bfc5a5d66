"""A voice: Qt's text to speech in a child process of its own, and the app's end of it."""

from kiosk.speech.speaker import Speaker

__all__ = ["Speaker"]
