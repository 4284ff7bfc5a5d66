"""A card processor for tests and demonstrations, outside central in all but its process."""
