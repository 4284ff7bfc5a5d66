"""What the demo prints for the one person who plays all parts."""

from __future__ import annotations

from central.demo import people

LINE = "-" * 88


def sheet(url: str, one_time_pins: dict[str, str]) -> str:
    """Addresses, sign-ins and what to try, as text for a terminal 88 characters wide."""
    inside = "\n".join(_insider(person, one_time_pins) for person in people.INSIDERS)
    staff = "\n".join(
        f"    {member.username:<12} {member.password:<18} {member.title}" for member in people.STAFF
    )
    return f"""
{LINE}
  {people.FACILITY}, a demonstration. Everyone here is made up. Nothing leaves this computer.

  On the kiosk (the window)    number    PIN
{inside}

  Family pages   {url}/
{_contacts()}
    password for all of them: {people.CONTACT_PASSWORD}
    or sign up as somebody new: the link comes to the mail page
  Mail page      {url}/demo/mail/
  Card bank      {url}/processor/bank/       (test cards stand on the payment page)

  Staff console  {url}/staff/
{staff}

  What to try
  1. Kiosk, as Daniel: look at the new photos, open Rosa's sealed letter, answer her collect.
     Approve Teresa Whitfield, who asks to connect.
  2. Staff console, as mailroom: approve Daniel's answer, and the photos that wait.
     A minute later they are where they belong, without touching the kiosk.
  3. Family pages, as rosa: open Daniel's collect message (buy credits if you like),
     send him a photo. As teresa: write to him now that he said yes.

  To end it: close the window, or press Ctrl-C here. It goes on where you left it next time.
{LINE}
"""


def _insider(person: people.Insider, one_time_pins: dict[str, str]) -> str:
    name = f"{person.first_name} {person.last_name}"
    if person.pin:
        language = {"en": "English", "es": "Spanish"}[person.language]
        return f"    {name:<24} {person.number}    {person.pin}    {language}"
    once = one_time_pins.get(person.key, "")
    return f"    {name:<24} {person.number}    {once}    new here: a one-time PIN, good once"


def _contacts() -> str:
    """Who writes to whom, a line each; those without letters have only asked."""
    lines = []
    for person in people.INSIDERS:
        names = [
            outsider.username
            for outsider in people.OUTSIDERS
            if outsider.inmate == person.key and outsider.tie in {"approved", "muted", "requested"}
        ]
        if names:
            lines.append(f"    {person.first_name}'s: {', '.join(names)}")
    return "\n".join(lines)
