"""In a demonstration, e-mails and text messages lie in a folder; these pages show them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

SEPARATOR = re.compile(rb"^-{79}$", re.MULTILINE)  # as Django's file backend writes between mails
MOST = 60


@dataclass(frozen=True, slots=True)
class Letter:
    """One e-mail or text message as it was sent."""

    to: str
    subject: str
    body: str

    @property
    def text_message(self) -> bool:
        """Whether it is a text message; those have no subject."""
        return not self.subject


@require_GET
def mail(request: HttpRequest) -> HttpResponse:
    """The newest mails and texts."""
    if not settings.DEMO:
        raise Http404
    return render(request, "family/demo_mail.html", {"letters": letters()})


def letters() -> list[Letter]:
    """Everything in the two folders, newest first."""
    found: list[tuple[float, Letter]] = []
    for path in Path(settings.EMAIL_FILE_PATH).glob("*.log"):
        age = path.stat().st_mtime
        parts = SEPARATOR.split(path.read_bytes())
        found += [(age, _letter(part)) for part in parts if part.strip()]
    for path in Path(settings.TEXT_FILE_PATH).glob("*.txt"):
        phone, _newline, text = path.read_text(encoding="utf-8").partition("\n")
        found.append((path.stat().st_mtime, Letter(phone, "", text.strip())))
    return [letter for _age, letter in sorted(found, key=lambda pair: -pair[0])[:MOST]]


def _letter(data: bytes) -> Letter:
    parsed = message_from_bytes(data.lstrip(), policy=policy.default)
    body = parsed.get_body(("plain",)) if isinstance(parsed, EmailMessage) else None
    content = body.get_content() if isinstance(body, EmailMessage) else ""
    return Letter(str(parsed["To"]), str(parsed["Subject"]), content)
