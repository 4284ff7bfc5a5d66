from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail

from central.mail import emails
from central.mail.models import Email
from tests import rows, seed


@pytest.fixture
def commits(django_capture_on_commit_callbacks: Any) -> Any:
    def run(act: Any, *args: Any, **named: Any) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return act(*args, **named)

    return run


def test_something_waits_is_told_without_content(pair: SimpleNamespace, commits: Any) -> None:
    commits(emails.tell, rows.contact(pair.contact), emails.Kind.APPROVED)
    mail.outbox.clear()
    commits(seed.message, pair.connection, "planted sentence", direction="out", payment="cod")
    (sent,) = mail.outbox
    assert sent.to == ["maria@family.example"]
    assert sent.subject == "A message waits for you"
    for secret in ("planted", "Daniel", "Reyes", "1001"):
        assert secret not in sent.subject + str(sent.body)


def test_it_is_sent_after_the_commit_and_once(pair: SimpleNamespace, commits: Any) -> None:
    commits(lambda: None)
    emails.send_waiting()
    mail.outbox.clear()
    emails.tell(rows.contact(pair.contact), emails.Kind.MESSAGE)
    emails.tell(rows.contact(pair.contact), emails.Kind.MESSAGE)
    assert mail.outbox == []
    assert emails.send_waiting() == 1
    assert emails.send_waiting() == 0
    assert len(mail.outbox) == 1


@pytest.mark.logs("e-mail not sent")
def test_a_mail_server_that_is_away_is_tried_later(
    pair: SimpleNamespace, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    emails.send_waiting()
    emails.tell(rows.contact(pair.contact), emails.Kind.MESSAGE)

    def away(_self: Any) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", away)
    assert emails.send_waiting() == 0
    monkeypatch.undo()
    assert emails.send_waiting() == 0  # not at once
    clock.advance(minutes=6)
    assert emails.send_waiting() == 1


def test_every_kind_has_words_in_both_languages(db: None) -> None:
    from django.utils import translation

    for language in ("en", "es"):
        with translation.override(language):
            for kind in Email.Kind.values:
                subject, body = emails.words(kind)
                assert subject
                assert "http" in body
