"""The screens: one module each, and the pure function that says which one shows."""
