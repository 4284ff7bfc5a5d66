"""Every part of the design system, drawn from the code itself into docs/design-system.md."""
