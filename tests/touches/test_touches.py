"""The whole main job in few touches of a real pointer, against the real central."""

from __future__ import annotations

import pytest

from tests.touches.conftest import Glass, Pair, make_pair

pytestmark = pytest.mark.timeout(400)  # a whole sign-in costs what a guess at a PIN has to cost

WORDS = "The garden is in bloom"
LATER = "The roses came today"
REPLY = "thank you"


def colours(glass: Glass) -> int:
    """How many colours the display shows where the photo is."""
    picture = glass.desk.picture()
    wide, high = picture.size
    middle = picture.crop((wide // 4, high // 3, wide * 3 // 4, high * 2 // 3))
    return len(middle.getcolors(wide * high) or [])


def test_a_new_message_is_read_with_one_touch(glass: Glass, pair: Pair) -> None:
    glass.seed.message(pair.connection, WORDS)
    glass.sign_in(pair.number)
    glass.hand.touch(f"thread:{pair.connection}")
    glass.hand.sees(WORDS)
    assert glass.hand.touches == 1

    glass.leave_at("Settings")  # and with two, coming back to another place
    glass.seed.message(pair.connection, LATER)
    glass.sign_in(pair.number, "Text size")
    glass.hand.touch("Messages")
    glass.hand.touch(f"thread:{pair.connection}")
    glass.hand.sees(LATER)
    assert glass.hand.touches == 2


def test_a_new_photo_fills_the_screen_with_one_touch(glass: Glass, pair: Pair) -> None:
    photo = glass.seed.photograph(pair.connection, 3)
    glass.sign_in(pair.number)
    glass.hand.touch(f"photo:{photo.id}")
    glass.remote.wait_picture()
    assert glass.hand.touches == 1
    glass.desk.calm()
    assert colours(glass) > 200

    glass.leave_at("Photos", "Settings")
    photo = glass.seed.photograph(pair.connection, 5)
    glass.sign_in(pair.number, "Text size")
    glass.hand.touch("Home")
    glass.hand.touch(f"photo:{photo.id}")
    glass.remote.wait_picture()
    assert glass.hand.touches == 2


def test_a_collect_reply_is_sent_with_four_touches(glass: Glass, pair: Pair) -> None:
    """He could pay, so that he has to choose that she does."""
    glass.seed.credits(pair.inmate, 500)
    glass.seed.message(pair.connection, WORDS)
    glass.sign_in(pair.number)
    glass.hand.touch(f"thread:{pair.connection}")
    glass.hand.sees(WORDS)
    glass.hand.begin()
    glass.hand.touch("write")
    glass.hand.write(REPLY)
    glass.hand.touch("collect")
    glass.hand.touch("review")
    glass.hand.touch("send")
    glass.hand.sees(REPLY)
    assert (glass.hand.touches, glass.hand.keys) == (4, len(REPLY))
    arrived(glass, pair)


def test_without_credits_all_of_it_takes_four_touches(glass: Glass, pair: Pair) -> None:
    glass.seed.message(pair.connection, WORDS)
    glass.sign_in(pair.number)
    glass.hand.touch(f"thread:{pair.connection}")
    glass.hand.sees(WORDS)
    glass.hand.touch("write")
    glass.hand.write(REPLY)
    glass.hand.touch("review")
    glass.hand.touch("send")
    glass.hand.sees(REPLY)
    assert glass.hand.touches == 4
    arrived(glass, pair)


def arrived(glass: Glass, pair: Pair) -> None:
    """Central has the reply, collect, once."""
    glass.remote.wait_for("Waiting for review")
    sent = [each for each in glass.seed.messages(pair.connection) if each.direction == "out"]
    assert [(each.body, each.payment) for each in sent] == [(REPLY, "cod")]


def test_a_request_is_approved_with_two_touches(glass: Glass) -> None:
    pair = make_pair(glass, "requested")
    glass.sign_in(pair.number)
    glass.hand.touch(f"request:{pair.connection}")
    glass.hand.touch(f"approve:{pair.connection}")
    assert glass.hand.touches == 2
    approved(glass, pair)
    glass.leave_at("Settings")

    other = glass.seed.contact(f"june{pair.number}", "June", "Reyes")
    tie = glass.seed.connection(other.id, pair.inmate, "requested")
    glass.sign_in(pair.number, "Text size")
    glass.hand.touch("People")
    glass.hand.touch(f"approve:{tie.id}")
    assert glass.hand.touches == 2
    approved(glass, Pair(pair.number, pair.inmate, tie.id))
    glass.sign_out()


def approved(glass: Glass, pair: Pair) -> None:
    """Central knows of the answer."""
    state = glass.seed.connection_state
    glass.desk.wait(lambda: state(pair.connection).state == "approved", "the approval")
