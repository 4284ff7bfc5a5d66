"""The one way in which a rule says no."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818  (a refusal is an ordinary answer, not an error)
    """An act that the rules do not allow.

    `code` is stable (the receipt codes of the device API, and those listed in
    `docs/central-services.md`); `details` are figures or field names, never people's text.
    Raising it inside a service's transaction undoes everything the act had begun.
    """

    def __init__(self, code: str, **details: int | str) -> None:
        super().__init__(code)
        self.code = code
        self.details = details
