"""A contact's browser without a browser: Django's client, signed in."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from central.accounts.models import Contact, User
from central.connections.models import Connection

Enter = Callable[[str], Client]


@pytest.fixture(autouse=True)
def places(settings: Any, tmp_path: Path) -> None:
    settings.TEXT_FILE_PATH = str(tmp_path / "texts")
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    cache.clear()  # allauth counts there how often mails are sent


@pytest.fixture
def enter() -> Enter:
    """Sign somebody in by username; gives their browser."""

    def sign_in(username: str) -> Client:
        client = Client()
        client.force_login(
            User.objects.get(username=username), "django.contrib.auth.backends.ModelBackend"
        )
        return client

    return sign_in


@pytest.fixture
def maria(pair: SimpleNamespace, enter: Enter) -> Client:
    """The mother of the pair."""
    return enter("maria")


@pytest.fixture
def tie(pair: SimpleNamespace) -> Connection:
    """The connection of the pair."""
    return Connection.objects.get(pk=UUID(pair.connection))


@pytest.fixture
def contact(pair: SimpleNamespace) -> Contact:
    """The contact of the pair."""
    return Contact.objects.get(pk=UUID(pair.contact))


def text_of(response: Any) -> str:
    """What a page says, without its tags and with single blanks."""
    main = response.content.decode().partition("<main")[2]
    plain = re.sub(r"<[^>]+>", " ", main)
    plain = plain.replace("&#x27;", "'").replace("&quot;", '"').replace("&amp;", "&")
    return re.sub(r"\s+", " ", plain).strip()


def last_link() -> str:
    """The path of the link in the newest e-mail."""
    found = re.search(r"https?://[^/\s]+(/\S+)", str(mail.outbox[-1].body))
    assert found is not None
    return found[1]
