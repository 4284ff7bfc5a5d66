"""Whatever answers in central's place: typed failures only, nothing kept that should not be."""
