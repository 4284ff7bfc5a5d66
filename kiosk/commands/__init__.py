"""What the command line does beside showing the screen."""
