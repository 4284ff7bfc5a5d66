"""From the waiting screen through everything inside and out again, one way."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, get_args

from PySide6.QtWidgets import QWidget

from kiosk.ui.touch_button import TouchButton
from kiosk.views import router
from tests.central_server import CentralServer
from tests.walk import contrast, drawn, geometry, household, seeing
from tests.walk.walked import Appearance, WalkedKiosk
from tests.walk.walker import Notes, Spot, Walker
from tests.walk.ways import CannotError, Way

# Behind the staff door there is a way to end the program: its own tests go there.
PLACES = {kind.__name__ for kind in get_args(router.Place)} - {"StaffInside"}
OUTSIDE = {kind.__name__ for kind in router._OUTSIDE}
FREE = OUTSIDE - {"FirstPin", "Notice", "Unlock"}  # where nobody has entered a secret yet


def walk(central: CentralServer, folder: Path, kind: type[Way], looks: Appearance) -> Notes:
    """Walk everywhere, and give what was seen and what was wrong."""
    person = household.fill(central)
    kiosk = WalkedKiosk(central, folder, looks)
    try:
        kiosk.wait_online()
        journey = Journey(kiosk, kind(kiosk), person)
        journey.go()
        return journey.walker.notes
    finally:
        kiosk.close()


class Journey:
    """The stations at which a secret has to be typed, with a free walk between them."""

    def __init__(self, kiosk: WalkedKiosk, way: Way, person: household.Household) -> None:
        self.kiosk, self.way, self.person = kiosk, way, person
        self.walker = Walker(kiosk, way, self.check)

    def check(self, _spot: Spot, _found: list[QWidget]) -> Iterable[str]:
        """What is wrong with the screen that shows, to this way and to the eye."""
        yield from self.way.faults()
        window = self.kiosk.window
        layer = seeing.layer(window)
        texts, controls = drawn.texts(layer), seeing.controls(layer)
        yield from geometry.faults(layer, texts, controls, self.kiosk.appearance.kind)
        yield from contrast.faults(window, texts, controls)

    def go(self) -> None:
        """In, everywhere, away for a moment, out, and the account stopped at last."""
        self.come_in()
        self.inside(0)
        self.inside(1)
        self.hide()
        self.leave()
        self.enter(self.person.pin)
        self.kiosk.wait_until(lambda: self.place not in OUTSIDE, "what was there before")
        self.stop()

    def inside(self, rank: int) -> None:
        """Everywhere that a signed-in person can go."""
        self.walker.walk(rank, lambda spot: spot.place not in OUTSIDE)

    def come_in(self) -> None:
        """For the first time: number, one-time PIN, a PIN of one's own, the notice."""
        self.walker.walk(0, lambda spot: spot.place in FREE)
        self.enter(self.person.one_time, walk=True)
        self.arrive("FirstPin")
        self.walker.walk(0, lambda spot: spot.place == "FirstPin")
        if self.place != "FirstPin":
            self.enter(self.person.one_time)
            self.arrive("FirstPin")
        for _twice in range(2):
            self.type_pin(self.person.pin)
        self.arrive("Notice")
        self.walker.walk(0, lambda spot: spot.place == "Notice")
        self.way.press("agree")
        self.arrive("Home")

    def enter(self, pin: str, *, walk: bool = False) -> None:
        """Number, then PIN; looks around in between if asked to."""
        while self.place not in ("Waiting", "SignIn"):
            self.way.press("back")
        if self.place == "Waiting":
            self.way.press("begin")
        self.to_step("number")
        self.type_digits(self.person.number)
        self.forward()
        self.kiosk.wait_until(lambda: self.page._step == "pin", "the step of the PIN")
        if walk:
            self.walker.walk(0, lambda spot: spot.place == "SignIn")
            self.enter(pin)
            return
        self.type_pin(pin)

    def hide(self) -> None:
        """Hide now: back at once, then after some time with the PIN."""
        self.use_bar("hide")
        self.walker.look()
        self.go_on()
        self.use_bar("hide")
        self.kiosk.stay_hidden()
        self.arrive("Unlock")
        self.walker.walk(0, lambda spot: spot.place == "Unlock")
        self.type_pin(self.person.pin)
        self.kiosk.wait_until(lambda: self.place not in OUTSIDE, "what was there before")

    def leave(self) -> None:
        """Sign out."""
        self.use_bar("sign_out")
        self.arrive("Waiting")
        self.walker.look()

    def stop(self) -> None:
        """That was not me: nobody can sign in any more."""
        while self.place != "Home":
            if "home" in self.bar():
                self.use_bar("home")
            else:
                self.way.press("back")
        for name in ("not-you", "stop-account"):
            self.way.press(name)
        self.walker.look()
        self.arrive("Waiting")

    # --- one step --------------------------------------------------------------------------

    @property
    def place(self) -> str:
        """The kind of place."""
        return self.walker.here().place

    @property
    def page(self) -> Any:
        """The screen that shows, which has keys for digits."""
        return self.kiosk.page

    def arrive(self, *places: str) -> None:
        """Wait until one of these places shows, and stands still."""
        self.kiosk.wait_until(lambda: self.place in places, f"{places}, not {self.place}")
        self.kiosk.settle()

    def type_pin(self, pin: str) -> None:
        """A PIN, and on."""
        self.type_digits(pin)
        self.forward()

    def type_digits(self, digits: str) -> None:
        """Digits in place of those that were left there."""
        keys = self.page.keys.findChildren(TouchButton)
        clear = next(each for each in keys if not each.text().isdigit())
        self.way.digits(digits, self.page.first_focus(), clear)

    def forward(self) -> None:
        """The button that goes on."""
        self.way.use(self.page.forward)
        self.kiosk.settle()

    def to_step(self, step: str) -> None:
        """Back to the number, where the walk ended at the PIN."""
        if self.page._step != step:
            self.way.press("back")
            self.kiosk.wait_until(lambda: self.page._step == step, step)

    def use_bar(self, key: str) -> None:
        """A button of the bar at the top, or of the rail."""
        self.kiosk.settle()
        found = self.bar()
        if key not in found:
            raise CannotError(f"the bar has no {key!r}")
        self.way.use(found[key])
        self.kiosk.settle()

    def bar(self) -> dict[str, QWidget]:
        """What stands in the bar and the rail, by its lasting name."""
        found: dict[str, QWidget] = {}
        for each in seeing.controls(self.kiosk.window):
            stands_for = getattr(each, "action", getattr(each, "item", None))
            if key := getattr(stands_for, "key", ""):
                found[key] = each
        return found

    def go_on(self) -> None:
        """The one button on the cover."""
        (found,) = seeing.controls(seeing.layer(self.kiosk.window))
        self.way.use(found)
        self.kiosk.settle()
