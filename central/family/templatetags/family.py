"""Icons, money, days and avatars for the family pages' templates."""

from __future__ import annotations

import zlib
from datetime import date as date_type
from datetime import datetime, timedelta
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput
from django.templatetags.static import static
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from central import world

register = template.Library()
TONES = 6


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw one icon of the sprite; always beside a word, so hidden from screen readers."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>',
        static("family/icons.svg"),
        name,
    )


@register.filter
def dollars(cents: int) -> str:
    """Write cents as $6.50; the sign goes before the dollar mark."""
    sign = "−" if cents < 0 else ""
    return f"{sign}${abs(cents) // 100:,}.{abs(cents) % 100:02d}"


@register.filter
def credits_text(amount: int) -> str:
    """Write a sum of credits with its word."""
    return ngettext("%(n)s credit", "%(n)s credits", abs(amount)) % {"n": _number(amount)}


@register.filter
def signed(amount: int) -> str:
    """Write a movement of credits with its sign."""
    return f"+{_number(amount)}" if amount > 0 else _number(amount)


@register.filter
def number(amount: int) -> str:
    """Write a whole number with its separators and a true minus."""
    return _number(amount)


def _number(amount: int) -> str:
    text = f"{abs(amount):,}"  # as dollars are written here, in both languages
    return f"−{text}" if amount < 0 else text


@register.filter
def short_date(at: datetime) -> str:
    """Write a day without its year: Dec 2."""
    return formats.date_format(timezone.localtime(at), _short_form())


@register.filter
def minus(left: int, right: int) -> int:
    """Subtract, for a balance after."""
    return left - right


@register.filter
def moment(at: datetime | None) -> str:
    """Write a time the way people say it: today 14:05, yesterday 9:10, Tue 11:05, Mar 3, 2026."""
    if at is None:
        return ""
    local, today = timezone.localtime(at), timezone.localtime(world.now()).date()
    clock = formats.date_format(local, "TIME_FORMAT")
    if local.date() == today:
        return _("today %(time)s") % {"time": clock}
    if local.date() == today - timedelta(days=1):
        return _("yesterday %(time)s") % {"time": clock}
    if today - timedelta(days=7) < local.date() <= today:
        return f"{formats.date_format(local, 'D')} {clock}"
    return formats.date_format(local, "DATE_FORMAT")


@register.filter
def day(at: datetime) -> str:
    """Write the heading of a day in a thread."""
    date, today = timezone.localtime(at).date(), timezone.localtime(world.now()).date()
    if date == today:
        return _("Today")
    if date == today - timedelta(days=1):
        return _("Yesterday")
    if date.year == today.year:
        return formats.date_format(date, pgettext("date format", "l, F j"))
    return formats.date_format(date, "DATE_FORMAT")


@register.filter
def slot(at: datetime) -> str:
    """Write when a visit begins: Friday, March 6, 14:00."""
    local = timezone.localtime(at)
    return f"{day(at)}, {formats.date_format(local, 'TIME_FORMAT')}"


@register.filter
def short_day(date: date_type) -> str:
    """Write a day to choose: Fri, Mar 6."""
    return f"{formats.date_format(date, 'D')}, {formats.date_format(date, _short_form())}"


def _short_form() -> str:
    return pgettext("short date", "M j")


@register.filter
def initials(name: str) -> str:
    """Give the first letters of the first and the last word of a name."""
    words = [word for word in name.split() if word]
    picked = words[:1] + words[1:][-1:]
    return "".join(word[0] for word in picked).upper()


@register.filter
def tone(key: Any) -> str:
    """Pick one of the avatar colours, always the same for the same person."""
    return f"tone-{zlib.crc32(str(key).encode()) % TONES}"


@register.filter
def is_check(field: BoundField) -> bool:
    """Say whether a field is a single tick box, which has its label beside it."""
    return isinstance(field.field.widget, CheckboxInput)


@register.simple_tag
def trans_role(title: str) -> str:
    """Say who decided; a facility's own titles stay as they are, the usual ones are translated."""
    usual = {"mail reviewer": _("Mail reviewer"), "supervisor": _("Supervisor")}
    return usual.get(title.lower(), title)


@register.simple_tag
def card_behaviour(behaviour: str) -> str:
    """Say what a test card does."""
    return {
        "capture": _("The payment goes through."),
        "decline": _("The bank says no."),
        "no_funds": _("Not enough money on the card."),
        "time_out": _("The bank does not answer now. It may say yes later."),
        "twice": _("Goes through, and we are told twice. You are charged once."),
        "dispute": _("Goes through. Can be disputed later."),
    }[behaviour]


@register.simple_tag
def payment_state(state: str) -> str:
    """Say where a payment is at the card company."""
    return {
        "open": _("Not paid"),
        "pending": _("Waiting for the bank"),
        "captured": _("Paid"),
        "declined": _("Declined"),
        "charged_back": _("Disputed, money taken back"),
    }[state]
