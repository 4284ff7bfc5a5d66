"""How things work: the built-in pages of help, in plain words."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain import Policy
from kiosk.views import words
from kiosk.views.language import number, plain, tr


@dataclass(frozen=True, slots=True)
class Lesson:
    """One page: its lasting key, icon and title, and its paragraphs."""

    key: str
    icon: str
    title: str
    text: tuple[str, ...]


def lessons(policy: Policy) -> tuple[Lesson, ...]:
    """The pages about what this facility has switched on, in the order of the rail."""
    services = policy.services
    wanted = (
        _photos() if services.photos else None,
        _messages(policy) if services.messages else None,
        _paying(policy) if services.messages else None,
        _people(),
        _offline(policy),
        _pin(),
        _refunds(),
        _time(policy),
    )
    return tuple(lesson for lesson in wanted if lesson is not None)


def lesson(policy: Policy, key: str) -> Lesson | None:
    """The page of a key; None where there is none, or the service is off."""
    return next((each for each in lessons(policy) if each.key == key), None)


def _photos() -> Lesson:
    return Lesson(
        "photos",
        "images",
        tr("Photos"),
        (
            tr("People you know send you photos. You pay nothing to get or to look at a photo."),
            tr("The facility looks at each photo first. Then it comes to you by itself."),
            tr(
                "Touch a photo to make it fill the screen. Swipe, or touch the arrows, to see the "
                "next one."
            ),
            tr(
                "To see more, touch the photo two times fast, or touch the plus. You can also "
                "turn it and mark it with a heart."
            ),
            tr("You can look at your photos as often as you like, also when there is no network."),
            tr("If you remove a photo, it is hidden, not lost. You find it under Photos, Removed."),
        ),
    )


def _messages(policy: Policy) -> Lesson:
    text = [
        tr("Touch Messages, then a name, to read what somebody wrote."),
        tr(
            "To answer, touch Write. What you write is saved as you type. You can stop and go on "
            "later, also on another kiosk."
        ),
        tr(
            "Before you send, you see the price. After you send, you see where your message is: "
            "sent, in review, delivered, opened."
        ),
        tr(
            "The facility may read messages before they are delivered. Do not write what nobody "
            "else should read."
        ),
        tr("You never pay to read a message again."),
    ]
    if policy.message_limit:
        limit = number(policy.message_limit)
        text.append(tr("A message can have {count} characters.").format(count=limit))
    return Lesson("messages", "message-circle", tr("Messages"), tuple(text))


def _paying(policy: Policy) -> Lesson:
    price = words.in_credits(policy.tariff.message)
    text = [
        tr("1 credit is 1 cent. To send a message costs {price}.").format(price=price),
        tr("When you pay, the other person reads your message for free."),
    ]
    if policy.services.cod:
        text += [
            tr(
                "You can also send a message collect (COD). Then you pay nothing. The other "
                "person pays when they open it."
            ),
            tr(
                "A message that was sent to you collect comes in a closed envelope. You see who "
                "it is from and what it costs before you open it."
            ),
            tr("You do not have to open it. It waits for you, and nothing is charged."),
        ]
    text += [
        tr("Each message is paid one time only. You see every payment under Credits."),
        tr("People outside can give you credits. Credits never expire."),
    ]
    return Lesson("paying", "coins", tr("Paying, prepaid and collect"), tuple(text))


def _people() -> Lesson:
    return Lesson(
        "people",
        "users",
        tr("People who may write to you"),
        (
            tr("Nobody can send you anything until you say yes. You find requests under People."),
            tr("Touch Approve, and this person can send you messages and photos."),
            tr("Touch Decline, and they cannot. They are not told."),
            tr("You can block somebody at any time. You can also change your mind later."),
            tr("Mute means: they can still write, but you are not told each time."),
        ),
    )


def _offline(policy: Policy) -> Lesson:
    noun = plain(policy.device_name)
    return Lesson(
        "offline",
        "wifi-off",
        tr("When there is no network"),
        (
            tr("At the top of the screen you see if {device} has a network now.").format(
                device=noun
            ),
            tr("Without a network you can still read, look at photos, and write."),
            tr(
                "What you send is kept here. It goes out by itself when the network is back. You "
                "do not have to send it again."
            ),
            tr("To open a message that costs credits, you need the network."),
        ),
    )


def _pin() -> Lesson:
    return Lesson(
        "pin",
        "key-round",
        tr("Your PIN"),
        (
            tr("Your PIN keeps other people out. Tell it to nobody, also not to staff."),
            tr("You can change it under Settings, when the network is there."),
            tr(
                "If you forget it, ask staff for a new one. It works one time. Then you choose "
                "your own. Nothing of yours is lost."
            ),
            tr(
                "After 5 wrong tries you have to wait. The wait gets longer, but never more than "
                "60 minutes."
            ),
            tr(
                "When you sign in, you see when you were here last. If that was not you, touch "
                "Not you?"
            ),
        ),
    )


def _refunds() -> Lesson:
    return Lesson(
        "refunds",
        "scale",
        tr("Refunds and appeals"),
        (
            tr("The facility can say no to a message. Then it is not delivered, and you see why."),
            tr("If you paid for it, all your credits come back at once. You see it under Credits."),
            tr(
                "You can ask the facility to look again. This is called an appeal. Touch Appeal "
                "below the message, before the last day."
            ),
            tr("If your appeal is right, the message is delivered for free."),
        ),
    )


def _time(policy: Policy) -> Lesson:
    minutes = round(policy.session_seconds / 60)
    idle = round(policy.idle_seconds / 60)
    return Lesson(
        "time",
        "clock",
        tr("Time limits"),
        (
            tr(
                "You can stay signed in for %n minutes. The time left is at the top of the screen.",
                "",
                minutes,
            ),
            tr("You are told when 2 minutes are left, and when 30 seconds are left."),
            tr("If nobody touches the screen for %n minutes, you are signed out.", "", idle),
            tr("Everything is saved before. When you sign in again, you go on where you stopped."),
        ),
    )
