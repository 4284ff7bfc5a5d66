"""Touch widgets and theme: they know Qt and the look, not the product."""
