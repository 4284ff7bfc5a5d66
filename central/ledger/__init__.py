"""Double-entry credits and the audit trail; neither can be changed."""
