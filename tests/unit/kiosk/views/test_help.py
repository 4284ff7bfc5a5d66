"""Help: which pages there are, in which language, and where they lead."""

from dataclasses import replace
from datetime import timedelta

from kiosk.domain import (
    About,
    AboutType,
    ConnectionId,
    FacilityPage,
    ItemState,
    Services,
    Ticket,
    TicketDraft,
    TicketId,
    TicketKind,
    TicketState,
)
from kiosk.ui.label import Label
from kiosk.ui.link_row import LinkRow
from kiosk.views import chrome, router
from kiosk.views.help import page_text, page_title
from kiosk.views.how import lesson, lessons
from kiosk.views.information import InformationPage
from kiosk.views.language import use_language
from kiosk.views.screens import still_there
from kiosk.views.tell import TellScreen
from kiosk.views.tickets import kind_word, ticket_say, ticket_steps
from kiosk.views.waiting import WaitingPage, public_pages
from tests.pictures import story
from tests.pictures.helping import ANSWER, refused, ticket
from tests.pictures.scenes import button
from tests.pictures.stage import Stage, go
from tests.pictures.visits import tell

PAGE = FacilityPage("p", "Library", "Open.\n\n \n\nAlways.", "Biblioteca", "Abierta.")


def said(made: Stage) -> list[str]:
    assert made.shell is not None and made.shell.page is not None
    labels = made.shell.page.findChildren(Label)
    return [label.full_text() for label in labels if label.isVisible()]


def test_a_page_speaks_the_language_or_the_other() -> None:
    assert (page_title(PAGE), page_text(PAGE)) == ("Library", ("Open.", "Always."))
    use_language("es")
    assert (page_title(PAGE), page_text(PAGE)) == ("Biblioteca", ("Abierta.",))
    bare = replace(PAGE, title_es="", text_es="")
    assert page_title(bare) == "Library"
    use_language("en")
    assert page_title(replace(PAGE, title_en="", text_en="")) == "Biblioteca"


def test_what_is_off_is_not_explained() -> None:
    keys = [each.key for each in lessons(story.POLICY)]
    assert keys == [
        "photos", "messages", "paying", "people", "offline", "pin", "refunds", "time",
    ]  # fmt: skip
    off = replace(story.POLICY, services=Services(photos=False, messages=False))
    assert [each.key for each in lessons(off)] == ["people", "offline", "pin", "refunds", "time"]
    assert lesson(off, "photos") is None
    prepaid = replace(story.POLICY, services=Services(cod=False))
    paying = lesson(prepaid, "paying")
    assert paying is not None and not any("collect" in part for part in paying.text)


def test_the_price_is_the_facilitys() -> None:
    paying = lesson(story.POLICY, "paying")
    assert paying is not None
    assert paying.text[0] == "1 credit is 1 cent. To send a message costs 50 credits."


def test_help_leads_to_each_page_and_back(daniel: Stage) -> None:
    daniel.sign_in()
    go(daniel, router.Help())
    assert "Library and classes" in said(daniel)
    assert daniel.shell is not None
    assert daniel.shell.frame.rail.current() == "help"
    go(daniel, router.HelpPage("page:library"))
    assert daniel.shell.frame.rail.current() == "help"
    assert any(text.startswith("The library is open") for text in said(daniel))
    daniel.shell.back()
    daniel.settle()
    assert daniel.shell.place == router.Help()


def test_a_page_that_was_taken_away_says_so(daniel: Stage) -> None:
    daniel.sign_in()
    go(daniel, router.HelpPage("page:library"))
    daniel.vault.set_policy(replace(story.POLICY, pages=()))
    daniel.settle()
    assert "This page is no longer here" in said(daniel)


def test_a_page_is_resumed_only_while_it_is_there(daniel: Stage) -> None:
    daniel.sign_in()
    here = daniel.mailbox
    assert still_there(router.HelpPage("page:library"), here) == router.HelpPage("page:library")
    assert still_there(router.HelpPage("page:gone"), here) == router.Help()
    assert still_there(router.HelpPage("how:nothing"), here) == router.Help()


def test_only_public_pages_show_outside(daniel: Stage) -> None:
    assert [page.id for page in public_pages(story.POLICY)] == ["library"]
    assert public_pages(None) == ()
    shell = daniel.open()
    shell.go(router.Information())
    daniel.settle()
    assert "Library and classes" in said(daniel)
    assert "What may be in a photo" not in said(daniel)
    shell.go(router.InformationAt("photo"))
    daniel.settle()
    assert "Family, friends, pets, places and drawings are fine." not in said(daniel)
    shell.go(router.InformationAt("library"))
    daniel.settle()
    daniel.session.policy = replace(story.POLICY, pages=())
    shell.tick()
    daniel.settle()
    assert "Library and classes" not in said(daniel)


def test_who_reads_is_not_interrupted_soon(daniel: Stage) -> None:
    shell = daniel.open()
    shell.go(router.InformationAt("library"))
    daniel.now += timedelta(minutes=4)
    shell.tick()
    assert isinstance(shell.page, InformationPage)
    daniel.now += timedelta(minutes=2)
    shell.tick()
    assert isinstance(shell.page, WaitingPage)


def test_every_place_of_the_rail_has_its_words() -> None:
    assert [item.key for item in chrome.rail_items(story.POLICY)] == list(chrome.RAIL_PLACES)


def test_every_state_of_a_ticket_is_said_in_words() -> None:
    for code in ("en", "es"):
        use_language(code)
        one = Ticket(TicketId("t"), TicketKind.BROKEN, "?", About(), TicketState.KEPT, story.NOW)
        said = {ticket_say(replace(one, state=state)).text for state in TicketState}
        said.add(ticket_say(replace(one, state=TicketState.ANSWERED, unread=True)).text)
        assert len(said) == len(TicketState) + 1
        assert len({kind_word(kind) for kind in TicketKind}) == len(TicketKind)
        for state in TicketState:
            assert ticket_steps(replace(one, state=state), story.NOW)


def test_whom_it_is_about_stays_off_the_list_and_off_home(daniel: Stage) -> None:
    daniel.sign_in()
    text = "He takes my shoes."
    more = ANSWER | {"kind": "person", "text": text}
    tell(daniel, ("t", ticket("answered", **more)))
    assert any("Staff answered you" in label for label in said(daniel))
    assert not any("shoes" in label for label in said(daniel))
    go(daniel, router.Help())
    assert not any("shoes" in label for label in said(daniel))
    go(daniel, router.TicketAt(TicketId("t")))
    assert text in said(daniel)
    daniel.settle()
    assert daniel.mailbox.home().answers == ()


def test_what_is_wrong_is_kept_as_it_is_typed(daniel: Stage) -> None:
    daniel.sign_in()
    go(daniel, router.Tell(About(AboutType.LEDGER, "line")))
    assert "It is about a line under Credits." in said(daniel)
    assert daniel.shell is not None
    daniel.shell.frame.findChild(LinkRow, "kind:charge").click()  # type: ignore[union-attr]
    daniel.settle()
    page = daniel.shell.page
    assert isinstance(page, TellScreen)
    page._area.edit.insertPlainText("Twice.")
    daniel.shell._leave()
    daniel.settle()
    about = About(AboutType.LEDGER, "line")
    assert daniel.mailbox.ticket_draft() == TicketDraft(TicketKind.CHARGE, "Twice.", about)
    button(daniel, "send-ticket").click()
    button(daniel, "send-ticket").click()
    daniel.settle()
    assert daniel.shell.place == router.Help()
    (sent,) = daniel.mailbox.tickets()
    assert (sent.text, sent.about) == ("Twice.", about)
    assert daniel.mailbox.ticket_draft() == TicketDraft()


def test_a_refused_ticket_is_written_again(daniel: Stage) -> None:
    daniel.sign_in()
    item = refused(daniel)
    go(daniel, router.TicketAt(item))
    assert "Staff did not get what you wrote" in said(daniel)
    button(daniel, "again").click()
    daniel.settle()
    assert daniel.shell is not None
    assert daniel.shell.place == router.Tell()
    assert daniel.mailbox.tickets() == ()
    assert daniel.mailbox.ticket_draft().text


def test_a_ticket_that_is_gone_says_so(daniel: Stage) -> None:
    daniel.sign_in()
    go(daniel, router.TicketAt(TicketId("gone")))
    assert "This is no longer here." in said(daniel)
    assert still_there(router.TicketAt(TicketId("gone")), daniel.mailbox) == router.Help()


def test_from_a_refused_message_to_a_ticket(daniel: Stage) -> None:
    daniel.sign_in()
    message = next(
        one.id
        for one in daniel.mailbox.messages(ConnectionId("rosa"))
        + daniel.mailbox.messages(ConnectionId("june"))
        + daniel.mailbox.messages(ConnectionId("mateo"))
        if one.state is ItemState.REJECTED
    )
    found = daniel.mailbox.message(message)
    assert found is not None
    go(daniel, router.Conversation(found.connection))
    button(daniel, f"wrong:{message}").click()
    daniel.settle()
    assert daniel.shell is not None
    assert daniel.shell.place == router.Tell(About(AboutType.MESSAGE, message))
    assert any(text.startswith("It is about a message with") for text in said(daniel))
