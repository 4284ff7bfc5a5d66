"""A device's state folder on a disk that fails, loses its power, or rots, as a case says."""
