"""One inmate's encrypted store on one device: facts, intentions, and photo files."""
