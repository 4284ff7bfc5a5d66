"""Messages and photos: sending, review, delivery, opening, appeal."""
