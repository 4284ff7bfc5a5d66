"""A real headless Chromium that plays a mother at the family pages and staff at the console.

Controls are found by what the forms send, not by their words, so that one driver serves both
languages; what is shown is asked for in words by the tests themselves.
"""

from __future__ import annotations

import re
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Browser, Page, expect, sync_playwright

PATIENCE_MS = 10_000
SEPARATOR = re.compile(r"^-{79}$", re.MULTILINE)  # of Django's mail files
LOOK_EVERY = 0.05  # seconds
PASSWORD = "Nine green parrots"
CARD = "4242424242424242"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-sync",
    "--disable-component-update",
)


def chromium_path() -> str:
    """Where Debian's Chromium is; FileNotFoundError when it is not installed."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        raise FileNotFoundError("chromium is not installed (apt-get install chromium)")
    return found


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium, closed at the end of the block."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(), args=list(ARGUMENTS), headless=True
        )
        try:
            yield browser
        finally:
            browser.close()


class Surfer:
    """Somebody with a browser of their own: cookies and language are theirs alone."""

    def __init__(
        self, browser: Browser, url: str, language: str = "en", size: tuple[int, int] = (1280, 800)
    ) -> None:
        self.url, self._language = url, language
        locale = {"en": "en-US", "es": "es-MX"}[language]
        self._context = browser.new_context(
            locale=locale, viewport={"width": size[0], "height": size[1]}
        )
        self._context.set_default_timeout(PATIENCE_MS)
        self.page: Page = self._context.new_page()
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("response", self._answered)

    def _answered(self, response: object) -> None:
        status = getattr(response, "status", 0)
        if status >= 500 or status == 404:
            self.faults.append(f"{status} {getattr(response, 'url', '')}")

    def close(self) -> None:
        """Close the browser's window; raises when a page failed meanwhile."""
        self._context.close()
        assert not self.faults, f"pages failed: {self.faults}"

    def go(self, path: str) -> None:
        """Open an address of this central."""
        self.page.goto(urljoin(self.url, path))

    def sees(self, text: str) -> None:
        """Fail unless these words come onto the page."""
        expect(self.page.locator("body")).to_contain_text(text, timeout=PATIENCE_MS)

    def reads(self) -> str:
        """All words on the page."""
        return self.page.locator("body").inner_text()

    def screenshot(self, path: Path) -> None:
        """Keep what the window shows."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=str(path))


class Mother(Surfer):
    """A contact at the family pages."""

    def another(self) -> Mother:
        """Somebody else of the family, with a browser window of their own."""
        browser = self._context.browser
        assert browser is not None
        return Mother(browser, self.url, self._language)

    def sign_up(self, username: str, first: str, last: str, password: str = PASSWORD) -> None:
        """Make the free account; an e-mail with a link is sent."""
        self.fill_sign_up(username, first, last, password)
        self.send_sign_up()

    def fill_sign_up(self, username: str, first: str, last: str, password: str) -> None:
        """Fill in the form for a free account."""
        self.go("/accounts/signup/")
        for name, value in (
            ("first_name", first),
            ("last_name", last),
            ("username", username),
            ("password1", password),
            ("email", f"{username}@family.example"),
        ):
            self.page.fill(f"input[name={name}]", value)

    def send_sign_up(self) -> None:
        """Send the form."""
        self.page.click("main form button.primary")
        self.page.wait_for_url(re.compile(r"/(verify|accounts/confirm-email)/"))

    def sign_in(self, username: str, password: str) -> None:
        """Sign in to an account that exists."""
        self.go("/accounts/login/")
        self.page.fill("input[name=login]", username)
        self.page.fill("input[name=password]", password)
        self.page.click("main form button.primary")
        self.page.wait_for_url(re.compile(r"/home/"))

    def follow(self, letter: str) -> None:
        """Touch the link of an e-mail."""
        link = re.search(r"https?://\S+", letter)
        assert link is not None, f"no link in:\n{letter}"
        self.page.goto(link[0])

    def find_and_ask(self, words: str, relation: str = "mother") -> None:
        """Search for an inmate and ask to connect."""
        self.find(words)
        self.ask(relation)

    def ask(self, relation: str = "mother") -> None:
        """Ask the first one found to connect."""
        self.page.click("main a[href^='/find/'].primary")
        self.page.check(f"input[name=relation][value={relation}]")
        self.page.click("main form button.primary")
        self.page.wait_for_url(re.compile(r"/home/"))

    def find(self, words: str) -> None:
        """Search for an inmate."""
        self.go("/find/")
        self.page.fill("input[name=q]", words)
        self.page.click("main form[role=search] button.primary")

    def go_to_person(self) -> str:
        """Open the page of the first person under "My people"; gives the connection's id."""
        self.go("/home/")
        self.page.locator("main a[href^='/people/']").first.click()
        self.page.wait_for_url(re.compile(r"/people/"))
        found = re.search(r"/people/([0-9a-f-]{36})/", self.page.url)
        assert found is not None, self.page.url
        return found[1]

    def open_person(self, connection: str) -> None:
        """Open the page of one person."""
        self.go(f"/people/{connection}/")

    def buy(self, amount: int, card: str = CARD) -> None:
        """Buy credits by card."""
        self.go("/credits/buy/")
        self.choose_credits(amount)
        self.pay(card)

    def choose_credits(self, amount: int) -> None:
        """On the buying page: choose how many, and go on to the card company."""
        self.page.wait_for_url(re.compile(r"/credits/buy/"))
        self.page.check(f"input[name=credits][value='{amount}']")
        self.page.click("main form button.primary")
        self.page.wait_for_url(re.compile(r"/processor/"))

    def pay(self, card: str = CARD) -> None:
        """Fill in the card company's page."""
        page = self.page
        page.fill("input[name=number]", card)
        page.fill("input[name=expiry]", "12 / 39")
        page.fill("input[name=code]", "123")
        page.click("main form.card button.primary")
        page.wait_for_url(re.compile(r"/credits/paid/"))

    def go_back_to_where_i_was(self) -> None:
        """From the receipt of a purchase back to the page that led to buying."""
        self.page.click("main a.button.primary")

    def pick_photo(self, connection: str, file: Path, caption: str) -> None:
        """Choose a photo and write its caption."""
        self.go(f"/people/{connection}/photos/")
        self.page.set_input_files("input[name=pictures]", str(file))
        self.page.wait_for_selector("input[name^=caption-]")
        self.page.locator("input[name^=caption-]").last.fill(caption)

    def send_picked(self) -> None:
        """Pay for the chosen photos and send them."""
        self.page.click("button[name=act][value=send]")
        self.page.wait_for_url(re.compile(r"/people/[0-9a-f-]+/(#.*)?$"))

    def write(self, connection: str, body: str, payment: str = "prepaid") -> None:
        """Write a message and choose who pays."""
        self.go(f"/people/{connection}/write/")
        self.page.fill("textarea[name=body]", body)
        self.page.check(f"input[name=payment][value={payment}]")

    def send_written(self, payment: str = "prepaid") -> None:
        """Send what was written."""
        self.page.click(f"button[name=act][value=send].if-{payment}")
        self.page.wait_for_url(re.compile(r"/people/[0-9a-f-]+/(#.*)?$"))

    def open_sealed(self) -> None:
        """Pay for the collect message on the page and open it, or be led to buying."""
        self.page.click(".sealed button.primary")
        self.page.wait_for_load_state()

    def book_visit(self, connection: str, minutes: int = 15) -> None:
        """Choose a length, the last day offered, its first free time; then confirm and pay."""
        self.go(f"/people/{connection}/visit/?minutes={minutes}")
        self.page.click("main a[href*='day=']:last-of-type >> nth=-1")
        self.page.click("main a[href*='&at='] >> nth=0")
        self.page.click("main form button.primary")
        self.page.wait_for_url(re.compile(r"/visits/$"))

    def cancel_visit(self) -> None:
        """Cancel the first visit that can be cancelled."""
        self.go("/visits/")
        self.page.click("main form[action*='/cancel/'] button >> nth=0")
        self.page.wait_for_url(re.compile(r"/visits/$"))

    def give(self, connection: str, amount: int) -> None:
        """Give credits."""
        self.go(f"/people/{connection}/give/")
        self.page.fill("input[name=credits]", str(amount))
        self.page.click("main form button.primary")
        self.page.wait_for_url(re.compile(r"/people/[0-9a-f-]+/(#.*)?$"))


class Reviewer(Surfer):
    """A member of staff at the console."""

    def sign_in(self, username: str, password: str) -> None:
        """Sign in to the console."""
        self.go("/staff/login/")
        self.page.fill("input[name=username]", username)
        self.page.fill("input[name=password]", password)
        self.page.click("form button[type=submit]")
        self.page.wait_for_url(re.compile(r"/staff/(?!login)"))

    def approve_visit(self, visit: str) -> None:
        """Approve a visit at its desk."""
        self.go("/staff/visits/")
        self.page.click(f"form[action*='{visit}'] button[value=approve]")

    def refuse_visit(self, visit: str, text: str) -> None:
        """Refuse a visit, with the first reason and words."""
        self.go("/staff/visits/")
        card = self.page.locator("article", has=self.page.locator(f"form[action*='{visit}']"))
        card.locator("summary").click()
        card.locator("input[name=text]").fill(text)
        card.locator("button[value=refuse]").click()

    def write_page(
        self, title: str, text: str, title_es: str = "", text_es: str = "", *, public: bool = False
    ) -> None:
        """Write a page of information."""
        self.go("/staff/pages/new/")
        self.page.fill("input[name=title_en]", title)
        self.page.fill("textarea[name=text_en]", text)
        self.page.fill("input[name=title_es]", title_es)
        self.page.fill("textarea[name=text_es]", text_es)
        if public:
            self.page.check("input[name=public]")
        self.page.click("form button.k-primary")
        self.sees("Saved.")

    def answer_ticket(self, ticket: str, text: str) -> None:
        """Answer a ticket at its desk."""
        self.go("/staff/tickets/")
        form = self.page.locator(f"form[action*='{ticket}']")
        form.locator("textarea[name=text]").fill(text)
        form.locator("button[value=answer]").click()
        self.sees("Answered.")

    def open_queue(self, item: str = "") -> None:
        """Open the review queue, at one item if named."""
        self.go(f"/staff/review/?item={item}" if item else "/staff/review/")

    def approve(self) -> None:
        """Approve what is open."""
        self.page.click("button[name=act][value=approve]")
        self.sees("Approved.")

    def reject(self, text: str) -> None:
        """Reject what is open, for the last of the reasons, in one's own words."""
        form = self.page.locator("form:has(input[name=act][value=reject])")
        form.locator("input[name=reason]").last.check()
        form.locator("textarea[name=text]").fill(text)
        form.locator("button").click()
        self.sees("Rejected")

    def uphold(self) -> None:
        """Uphold the first appeal."""
        self.go("/staff/appeals/")
        self.page.click("button[name=act][value=uphold]")
        self.page.wait_for_load_state()


class Letters:
    """The e-mails that central has sent, as files in its folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "mail"

    def to(self, address: str) -> list[str]:
        """The mails to an address, oldest first, headers and text."""
        found = sorted(self._folder.glob("*.log"), key=lambda path: path.stat().st_mtime_ns)
        texts = (path.read_text(encoding="utf-8") for path in found)
        parts = (part for text in texts for part in SEPARATOR.split(text))
        return [text for text in parts if re.search(rf"^To: .*{re.escape(address)}", text, re.M)]

    def wait_for(self, address: str, count: int = 1) -> list[str]:
        """The mails to an address once there are so many: central sends them off its own thread."""
        deadline = time.monotonic() + PATIENCE_MS / 1000
        while len(found := self.to(address)) < count:
            assert time.monotonic() < deadline, f"{len(found)} mails to {address}, not {count}"
            threading.Event().wait(LOOK_EVERY)
        return found
