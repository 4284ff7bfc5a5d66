"""Pictures: decoded in a sealed child process, cached for the screen."""
