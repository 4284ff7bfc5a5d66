"""Help and what belongs to it, in each state worth looking at."""

from dataclasses import replace

from kiosk.domain import FacilityPage
from kiosk.views import router
from tests.pictures import story
from tests.pictures.scenes import SCENES, at, button, drawn
from tests.pictures.stage import Stage, go

SCENES["help"] = at(router.Help())
SCENES["help-how"] = at(router.HelpPage("how:paying"))
SCENES["help-page"] = at(router.HelpPage("page:library"))
SCENES["help-page-gone"] = at(router.HelpPage("page:gone"))


@drawn
def help_full(made: Stage) -> None:
    """Twelve pages, one with the longest title and text there can be."""
    long = FacilityPage("long", "Rules of the yard " * 4, "Walk on the right side. " * 125, "", "")
    made.vault.set_policy(replace(story.POLICY, pages=(long, *story.POLICY.pages * 4)[:12]))
    made.sign_in()
    go(made, router.Help())


@drawn
def help_page_full(made: Stage) -> None:
    help_full(made)
    go(made, router.HelpPage("page:long"))


@drawn
def information(made: Stage) -> None:
    button(made, "information").click()


@drawn
def information_page(made: Stage) -> None:
    assert made.shell is not None
    made.shell.go(router.InformationAt("library"))
