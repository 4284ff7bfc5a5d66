"""The approved tie between a contact and an inmate."""
