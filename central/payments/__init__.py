"""How contacts pay by card: the gateway's interface, the test gateway, and booking exactly once."""
