"""Brings the demo's databases and static files in step: `python -m central.demo.preparing`."""

from __future__ import annotations


def main() -> None:
    """Migrate every database and collect what the pages show."""
    import django
    from django.core.management import call_command

    django.setup()
    from django.db import connections

    for alias in connections:
        call_command("migrate", database=alias, verbosity=0)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)


if __name__ == "__main__":
    main()
