"""The whole circle: from the mother's sign-up to her son's coming back to the kiosk."""

from __future__ import annotations

from dataclasses import dataclass

from tests.browser import Letters, Mother, Reviewer
from tests.central_server import CentralServer
from tests.tour.guide import Guide
from tests.tour.remote import RemoteKiosk
from tests.tour.scene import PHOTO, Scene, Words

NEW_PIN = "739164"
PASSWORD = "Nine green parrots"


@dataclass
class Tour:
    """Everybody and everything that takes part."""

    guide: Guide
    central: CentralServer
    scene: Scene
    say: Words
    kiosk: RemoteKiosk
    mother: Mother
    staff: Reviewer
    connection: str = ""

    @property
    def letters(self) -> Letters:
        """The mails that central has sent."""
        return Letters(self.central.folder)

    @property
    def address(self) -> str:
        """The mother's e-mail."""
        return f"{self.scene.family.mother_username}@family.example"

    def mother_balance(self) -> int:
        """Her credits at central."""
        seed = self.central.seed
        return int(seed.balance(seed.contact_named(self.scene.family.mother_username).id))

    @property
    def mother_name(self) -> str:
        """As the kiosk shows it."""
        return f"{self.scene.family.mother} {self.scene.family.last}"


def sign_up(tour: Tour) -> None:
    """She makes an account, proves her e-mail, and asks to connect."""
    guide, mother, family = tour.guide, tour.mother, tour.scene.family
    mother.go("/")
    guide.ok("family-welcome", "the family pages greet her", mother)
    mother.fill_sign_up(family.mother_username, family.mother, family.last, PASSWORD)
    guide.ok("family-sign-up", "the form for a free account is filled in", mother)
    mother.send_sign_up()
    guide.ok("family-verify", "the account waits for the link in her e-mail", mother)
    letter = tour.letters.wait_for(tour.address)[-1]
    mother.follow(letter)
    mother.find(family.last)
    mother.sees(f"{family.son} {family.last}")
    guide.ok("family-search", "searching is free and finds him", mother)
    mother.ask()
    guide.ok("family-asked", "her request is on its way", mother)
    tour.connection = mother.go_to_person()
    assert tour.central.seed.connection_state(tour.connection).state == "requested"


def first_sign_in(tour: Tour) -> None:
    """He comes in with the one-time PIN, chooses his own, reads the notice."""
    guide, kiosk, say, family = tour.guide, tour.kiosk, tour.say, tour.scene.family
    kiosk.wait_for(say("Touch to begin"))
    kiosk.wait_for(family.facility)
    assert not kiosk.sees(family.son)
    guide.ok("kiosk-waiting", "the waiting screen shows nothing personal", kiosk)
    kiosk.touch("begin")
    kiosk.number(family.number)
    guide.ok("kiosk-number", "he enters his number on big keys", kiosk)
    kiosk.touch("forward")
    kiosk.number("480215")
    kiosk.touch("forward")
    kiosk.wait_for(say("Choose your PIN"))
    for _twice in range(2):
        kiosk.number(NEW_PIN)
        kiosk.touch("forward")
    kiosk.wait_for(say("Please read this first"))
    guide.ok("kiosk-notice", "after his own new PIN the notice shows, and no clock runs", kiosk)
    kiosk.touch("agree")
    kiosk.wait_for(say("New for you"))
    kiosk.wait_for(say("You have not signed in here before."))
    kiosk.wait_for(say("wants to connect with you"))
    kiosk.wait_tile()
    guide.ok("kiosk-home", "home shows what is new, and her request", kiosk)


def approve(tour: Tour) -> None:
    """He approves; she is told by mail."""
    guide, kiosk, say = tour.guide, tour.kiosk, tour.say
    kiosk.touch(say("People"))
    kiosk.wait_for(say("New request"))
    guide.ok("kiosk-request", "the request says who, since when and what each answer does", kiosk)
    kiosk.touch(f"approve:{tour.connection}")
    kiosk.wait_for(say("{name} can write to you now.", name=tour.mother_name))
    guide.ok("kiosk-approved", "he approves, and can still undo it", kiosk)
    kiosk.touch(say("Home"))
    letters = tour.letters.wait_for(tour.address, 2)
    assert tour.scene.family.son not in letters[-1].partition("\n\n")[2]
    state = tour.central.seed.connection_state(tour.connection).state
    assert state == "approved", state
    tour.mother.open_person(tour.connection)
    guide.ok("family-connected", "she is told by mail and may write now", tour.mother)


def send(tour: Tour) -> None:
    """She buys credits in the middle of it, and sends a photo and a message."""
    guide, mother, family = tour.guide, tour.mother, tour.scene.family
    mother.pick_photo(tour.connection, PHOTO, family.caption)
    guide.ok("family-photo", "a photo is chosen; the price stands beside it", mother)
    mother.page.click("button[name=act][value=buy]")
    mother.choose_credits(500)
    guide.ok("family-card", "the card company asks for the card", mother)
    mother.pay()
    guide.ok("family-paid", "500 credits are there, charged once", mother)
    assert tour.mother_balance() == 500
    mother.go_back_to_where_i_was()
    kept = mother.page.locator("input[name^=caption-]").input_value()
    assert kept == family.caption, "the caption was lost while buying"
    mother.send_picked()
    mother.write(tour.connection, family.letter)
    guide.ok("family-write", "the photo is sent; she writes a message", mother)
    mother.send_written()
    mother.sees(family.letter)
    guide.ok("family-sent", "photo and message wait for review, and say so", mother)
    assert tour.mother_balance() == 350
