"""E-mails that say that something waits, and never what: an outbox, sent after the commit."""

from __future__ import annotations

import threading
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import translation
from django.utils.translation import gettext as _

from central import logs, world
from central.accounts.models import Contact
from central.mail.models import Email

Kind = Email.Kind
log = logs.get(__name__)
CLAIM = timedelta(minutes=5)  # longer than one sending can take
_wake = threading.Lock()


def tell(contact: Contact, kind: str) -> None:
    """Note inside the caller's transaction that the contact be told; sent once it has committed.

    Another e-mail of the same kind that still waits says the same, so one is enough.
    """
    if not Email.objects.filter(contact=contact, kind=kind, sent_at=None, tries=0).exists():
        Email.objects.create(contact=contact, kind=kind, created_at=world.now())
    transaction.on_commit(_deliver)


def _deliver() -> None:
    if settings.CENTRAL_MAIL_DELIVERY == "thread":
        threading.Thread(target=_in_thread, name="mail-outbox", daemon=True).start()
    elif settings.CENTRAL_MAIL_DELIVERY == "inline":
        send_waiting()


def _in_thread() -> None:
    with _wake:  # one at a time is enough, and keeps a slow mail server from piling up threads
        try:
            send_waiting()
        except Exception:
            log.exception("mail outbox failed")
            raise
        finally:
            connection.close()


def send_waiting() -> int:
    """Send what waits; returns how many went. A failure is tried again later, up to a day apart.

    A row is claimed by moving its next try ahead before sending, so that two processes do not
    send it twice, and a crash in between sends it again rather than never.
    """
    sent = 0
    now = world.now()
    due = Email.objects.filter(Q(next_try_at=None) | Q(next_try_at__lte=now), sent_at=None)
    for email in due.select_related("contact__user").order_by("created_at"):
        claimed = Email.objects.filter(pk=email.pk, sent_at=None, tries=email.tries).update(
            tries=F("tries") + 1, next_try_at=now + max(CLAIM, CLAIM * 2**email.tries)
        )
        if claimed and _send(email):
            Email.objects.filter(pk=email.pk).update(sent_at=world.now())
            sent += 1
    return sent


def _send(email: Email) -> bool:
    address = email.contact.user.email
    if not address or not _wanted(email):
        return True  # no address (verified by text message), or they asked us not to
    with translation.override(email.contact.language):
        subject, body = words(email.kind)
    try:
        EmailMessage(subject, body, to=[address]).send()
    except OSError:  # the mail server is away: smtplib's and socket's errors
        log.warning("e-mail not sent", kind=email.kind)
        return False
    return True


def _wanted(email: Email) -> bool:
    """Whether the contact wants this kind; what concerns their money or rights always goes."""
    if email.kind == Kind.MESSAGE:
        return email.contact.tell_messages
    return email.contact.tell_deliveries or email.kind != Kind.DELIVERED


def words(kind: str) -> tuple[str, str]:
    """Subject and body in the active language."""
    subject = {
        Kind.APPROVED: _("Your request was approved"),
        Kind.MESSAGE: _("A message waits for you"),
        Kind.DELIVERED: _("What you sent has arrived"),
        Kind.REJECTED: _("Something you sent was not approved"),
        Kind.NOT_DELIVERED: _("Something you sent was not delivered"),
        Kind.REQUEST_REJECTED: _("Your request could not be passed on"),
        Kind.VISIT_ON: _("Your visit was accepted"),
        Kind.VISIT_OFF: _("A visit does not take place"),
    }[Email.Kind(kind)]
    line = _("Sign in to see it:")
    ending = _("This e-mail never shows what is in a message or photo.")
    return subject, f"{subject}.\n\n{line} {settings.CENTRAL_PUBLIC_URL}/\n\n{ending}\n"
