"""Dates, names and counts in the words of the language in force."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale

from kiosk.domain import harmless
from kiosk.views.language import locale, number, tr


def local(when: datetime, now: datetime) -> datetime:
    """A moment on the clock of this device, whose zone `now` carries."""
    return when.astimezone(now.tzinfo)


def days_ago(when: datetime, now: datetime) -> int:
    """Whole calendar days between a moment and today."""
    return (now.date() - local(when, now).date()).days


def clock(when: datetime) -> str:
    """The time of day: 14:07."""
    return f"{when:%H:%M}"


def _date(day: date, form: str) -> str:
    return locale().toString(QDate(day.year, day.month, day.day), form)


def capital(text: str) -> str:
    """With a capital at its start."""
    return text[:1].upper() + text[1:]


def weekday(when: datetime, now: datetime) -> str:
    """Tuesday; in the middle of a sentence."""
    return _weekday(local(when, now), QLocale.FormatType.LongFormat)


def _weekday(when: datetime, form: QLocale.FormatType) -> str:
    return locale().dayName(when.isoweekday(), form).rstrip(".")


def long_date(when: datetime, now: datetime) -> str:
    """Thursday, November 19; with the year when it is not this one. Within a sentence."""
    at = local(when, now)
    if at.year == now.year:
        return _date(at.date(), tr("dddd, MMMM d", "date format"))
    return _date(at.date(), tr("MMMM d, yyyy", "date format"))


def long_date_title(when: datetime, now: datetime) -> str:
    """The same, standing alone."""
    return capital(long_date(when, now))


def month_title(year: int, month: int) -> str:
    """November 2026."""
    return capital(_date(date(year, month, 1), tr("MMMM yyyy", "date format")))


def month_in_words(when: datetime, now: datetime) -> str:
    """March 2025, within a sentence."""
    return _date(local(when, now).date(), tr("MMMM yyyy", "date format"))


def month_stop(year: int, month: int) -> str:
    """Nov: a stop of the date strip."""
    return capital(_date(date(year, month, 1), "MMM").rstrip("."))


def day_heading(when: datetime, now: datetime) -> str:
    """Today, Yesterday, Wednesday, or the date: a heading between bubbles."""
    ago = days_ago(when, now)
    if ago == 0:
        return tr("Today")
    if ago == 1:
        return tr("Yesterday")
    return capital(weekday(when, now)) if 1 < ago < 7 else long_date_title(when, now)


def row_time(when: datetime, now: datetime) -> str:
    """11:05, Wed, Nov 12 or Nov 2025: the time at the end of a row."""
    ago, at = days_ago(when, now), local(when, now)
    if ago == 0:
        return clock(at)
    if 0 < ago < 7:
        return capital(_weekday(at, QLocale.FormatType.ShortFormat))
    if at.year == now.year:
        return _date(at.date(), tr("MMM d", "date format")).replace(".", "")
    return capital(_date(at.date(), tr("MMM yyyy", "date format")).replace(".", ""))


def stamp(when: datetime, now: datetime) -> str:
    """14:03 today, Tue 14:02 this week, Nov 12, 14:10 before: when a step happened."""
    ago, at = days_ago(when, now), local(when, now)
    if ago == 0:
        return clock(at)
    if 0 < ago < 7:
        return f"{_weekday(at, QLocale.FormatType.ShortFormat)} {clock(at)}"
    return f"{row_time(when, now)}, {clock(at)}"


def moment(when: datetime, now: datetime) -> str:
    """today 12:40, yesterday 12:40, Tuesday 14:10, or the date; within a sentence."""
    ago, at = days_ago(when, now), local(when, now)
    if ago == 0:
        return tr("today {time}").format(time=clock(at))
    if ago == 1:
        return tr("yesterday {time}").format(time=clock(at))
    if 1 < ago < 7:
        return f"{weekday(when, now)} {clock(at)}"
    return long_date(when, now)


def moment_title(when: datetime, now: datetime) -> str:
    """The same, standing alone."""
    return capital(moment(when, now))


def kept_at(when: datetime, now: datetime) -> str:
    """Today 14:05, Tuesday 14:10, or date and time: when a text was kept; standing alone."""
    title = moment_title(when, now)
    at = clock(local(when, now))
    return title if title.endswith(at) else f"{title}, {at}"


def short_date(when: datetime, now: datetime) -> str:
    """Wed, Nov 18: a line of the ledger; with the year when it is not this one."""
    at = local(when, now)
    if at.year != now.year:
        return _date(at.date(), tr("MMM d, yyyy", "date format")).replace(".", "")
    return capital(_date(at.date(), tr("ddd, MMM d", "date format")).replace(".", ""))


def day_only(when: datetime, now: datetime) -> str:
    """Nov 30: the last day of something."""
    return _date(local(when, now).date(), tr("MMM d", "date format")).replace(".", "")


def since(when: datetime | None, now: datetime) -> str:
    """since Tuesday, since November 12: how long something has gathered."""
    if when is None:
        return ""
    ago = days_ago(when, now)
    if ago <= 0:
        return tr("since {time}").format(time=clock(local(when, now)))
    if ago == 1:
        return tr("since yesterday")
    day = (
        weekday(when, now)
        if ago < 7
        else _date(local(when, now).date(), tr("MMMM d", "date format"))
    )
    return tr("since {when}").format(when=day)


def in_credits(amount: int) -> str:
    """50 credits."""
    return tr("%n credits", "", amount)


def photos(count: int) -> str:
    """84 photos."""
    return tr("%n photos", "", count).replace(str(count), number(count))


def new_photos(count: int) -> str:
    """7 new photos."""
    return tr("%n new photos", "", count)


def messages(count: int) -> str:
    """212 messages."""
    return tr("%n messages", "", count).replace(str(count), number(count))


def new(count: int) -> str:
    """2 new: messages."""
    return tr("%n new", "messages", count)


def new_among_photos(count: int) -> str:
    """7 new: photos."""
    return tr("%n new", "photos", count)


def characters_left(count: int) -> str:
    """4,827 characters left; too many once it is below zero."""
    if count < 0:
        return tr("%n characters too many", "", -count).replace(str(-count), number(-count))
    return tr("%n characters left", "", count).replace(str(count), number(count))


def wait(seconds: float) -> str:
    """2 minutes, 40 seconds: how long until the next try; rounded up."""
    whole = max(1, int(-(-seconds // 1)))
    if whole < 60:
        return tr("%n seconds", "", whole)
    return tr("%n minutes", "", -(-whole // 60))


def person(name: str) -> str:
    """A contact's name, or a word for one who has none."""
    return harmless.isolated(harmless.line(name)) or tr("a contact")


def quoted(written: str, many_lines: bool = False) -> str:
    """A caption, or a text of many lines, between the language's quotation marks."""
    shown = harmless.text(written).strip() if many_lines else harmless.line(written)
    return harmless.isolated(tr("“{text}”").format(text=shown))


def greeting(first_name: str, now: datetime) -> str:
    """Good afternoon, Daniel; or nobody's name, where none is known."""
    if not harmless.line(first_name):
        if now.hour < 12:
            return tr("Good morning.")
        return tr("Good afternoon.") if now.hour < 18 else tr("Good evening.")
    name = harmless.isolated(harmless.line(first_name))
    if now.hour < 12:
        return tr("Good morning, {name}.").format(name=name)
    if now.hour < 18:
        return tr("Good afternoon, {name}.").format(name=name)
    return tr("Good evening, {name}.").format(name=name)


def visit_day(when: datetime, now: datetime) -> str:
    """Today at 14:00, Tomorrow at 9:00, Saturday 13:30, Saturday, December 5 at 13:30."""
    at, ahead = local(when, now), -days_ago(when, now)
    time = clock(at)
    if ahead == 0:
        return tr("Today at {time}").format(time=time)
    if ahead == 1:
        return tr("Tomorrow at {time}").format(time=time)
    if 1 < ahead < 7:
        return f"{capital(weekday(when, now))} {time}"
    return tr("{date} at {time}").format(date=long_date_title(when, now), time=time)


def visit_soon(when: datetime, now: datetime) -> str:
    """Saturday 13:30, in 2 days: what holds for the rest of the day."""
    ahead = -days_ago(when, now)
    day = visit_day(when, now)
    if ahead < 2:
        return day
    left = tr("in %n days", "", ahead)
    return f"{day}, {left}"


def visit_moment(when: datetime, until: datetime, now: datetime) -> str:
    """Today at 14:00, in 35 minutes: when a visit is, and how long it is until then."""
    if when <= now < until:
        return tr("It is on now, until {time}").format(time=clock(local(until, now)))
    if when <= now or days_ago(when, now):
        return visit_soon(when, now)
    minutes = -(-int((when - now).total_seconds()) // 60)
    if minutes < 60:
        left = tr("in %n minutes", "", minutes)
    else:
        left = tr("in {hours} h {minutes} min").format(hours=minutes // 60, minutes=minutes % 60)
    return f"{visit_day(when, now)}, {left}"
