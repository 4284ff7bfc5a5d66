"""The console's own pages, one module for each desk."""
