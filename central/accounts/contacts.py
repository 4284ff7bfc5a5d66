"""Contacts: signing up, being verified, being frozen."""

from __future__ import annotations

from datetime import timedelta
from typing import Protocol

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from central import world
from central.accounts.models import Contact, TextCode, User
from central.ledger import accounts, audit
from central.refusals import Refused
from central.text import clean

CODE_LIFE = timedelta(minutes=30)
CODE_GAP = timedelta(seconds=60)
CODE_TRIES = 5


class TextSender(Protocol):
    """Sends one text message; the console sender of the reference prints it."""

    def send(self, phone: str, text: str) -> None:
        """Hand `text` to the network for `phone`."""


def _name(text: str) -> str:
    name = clean(text, one_line=True)
    if not name or len(name) > 80 or not any(char.isalpha() for char in name):
        raise Refused("bad-name")
    return name


@transaction.atomic
def register(
    username: str,
    password: str,
    *,
    first_name: str,
    last_name: str,
    email: str,
    phone: str = "",
    language: str = "en",
) -> Contact:
    """Make a contact who is not verified yet; refuses name-taken, email-taken, bad-name."""
    if User.objects.filter(username__iexact=username).exists():
        raise Refused("name-taken")
    if email and User.objects.filter(email__iexact=email).exists():
        raise Refused("email-taken")
    user = User.objects.create_user(
        username, email, password, first_name=_name(first_name), last_name=_name(last_name)
    )
    return contact_for(user, phone=phone, language=language)


@transaction.atomic
def contact_for(user: User, *, phone: str = "", language: str = "en") -> Contact:
    """The contact of a user, made on first use with an account of their own."""
    contact, made = Contact.objects.get_or_create(
        user=user, defaults={"phone": phone, "language": language}
    )
    if made:
        accounts.of_contact(contact)
        audit.record(contact, "contact.register", ("contact", contact.pk))
    return contact


@transaction.atomic
def verify(contact: Contact, *, by: str) -> Contact:
    """Let the contact's account work, after a link or code reached them by `by`."""
    contact = Contact.objects.select_for_update(no_key=True).get(pk=contact.pk)
    if contact.verified_at is None:
        contact.verified_at, contact.verified_by = world.now(), by
        contact.save(update_fields=["verified_at", "verified_by"])
        audit.record(contact, "contact.verify", ("contact", contact.pk), by=by)
    return contact


def send_text_code(contact: Contact, sender: TextSender, text: str = "{code}") -> None:
    """Send a six-digit code to the contact's phone; once a minute (`rate-limited`).

    `text` is the sentence around "{code}".
    """
    code = f"{int.from_bytes(world.token(8), 'big') % 10**6:06d}"
    now = world.now()
    with transaction.atomic():
        held = TextCode.objects.select_for_update(no_key=True).filter(contact=contact).first()
        if held is not None and now - held.sent_at < CODE_GAP:
            raise Refused("rate-limited")
        TextCode.objects.update_or_create(
            contact=contact,
            defaults={"code_hash": make_password(code), "sent_at": now, "tries": 0},
        )
    sender.send(contact.phone, text.format(code=code))


def check_text_code(contact: Contact, code: str) -> Contact:
    """Verify the contact by a code, which is good for 30 minutes and 5 tries (`wrong-code`)."""
    with transaction.atomic():  # the try is counted before it is checked
        held = TextCode.objects.select_for_update(no_key=True).filter(contact=contact).first()
        if held is None or held.tries >= CODE_TRIES or world.now() - held.sent_at > CODE_LIFE:
            raise Refused("wrong-code")
        held.tries += 1
        held.save(update_fields=["tries"])
    if not check_password(code.strip(), held.code_hash):
        raise Refused("wrong-code")
    with transaction.atomic():
        held.delete()
        return verify(contact, by="text")


@transaction.atomic
def change_details(
    contact: Contact,
    *,
    phone: str | None = None,
    language: str | None = None,
    tell_messages: bool | None = None,
    tell_deliveries: bool | None = None,
) -> Contact:
    """Change phone, language, or which e-mails come. Names are reviewed, and stay as they are."""
    contact = Contact.objects.select_for_update(no_key=True).get(pk=contact.pk)
    if phone is not None:
        contact.phone = clean(phone, one_line=True)
    if language in Contact.Language.values:
        contact.language = Contact.Language(language)
    if tell_messages is not None:
        contact.tell_messages = tell_messages
    if tell_deliveries is not None:
        contact.tell_deliveries = tell_deliveries
    contact.save(update_fields=["phone", "language", "tell_messages", "tell_deliveries"])
    return contact


@transaction.atomic
def freeze(contact: Contact, *, reason: str, actor: audit.Actor) -> Contact:
    """Stop everything the contact could send, buy or give."""
    contact = Contact.objects.select_for_update(no_key=True).get(pk=contact.pk)
    if contact.frozen_at is None:
        contact.frozen_at, contact.frozen_reason = world.now(), reason
        contact.save(update_fields=["frozen_at", "frozen_reason"])
        audit.record(actor, "contact.freeze", ("contact", contact.pk), reason=reason)
    return contact


@transaction.atomic
def unfreeze(contact: Contact, *, by: User) -> Contact:
    """Let a frozen contact work again; refused while a chargeback leaves them below zero."""
    contact = Contact.objects.select_for_update(no_key=True).get(pk=contact.pk)
    balance = accounts.of_contact(contact).balance
    if balance < 0:
        raise Refused("too-few-credits", missing=-balance)
    contact.frozen_at, contact.frozen_reason = None, ""
    contact.save(update_fields=["frozen_at", "frozen_reason"])
    audit.record(by, "contact.unfreeze", ("contact", contact.pk))
    return contact


def require_working(contact: Contact) -> None:
    """Refuse `not-verified` and `account-frozen`."""
    if contact.verified_at is None:
        raise Refused("not-verified")
    if contact.frozen_at is not None:
        raise Refused("account-frozen")
