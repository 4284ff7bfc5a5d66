"""Credits: the balance, the prices, and what every credit was for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.domain import About, AboutType, LedgerLine, Topic
from kiosk.ui import theme
from kiosk.ui.card import Card
from kiosk.ui.label import Label
from kiosk.ui.ledger_row import LedgerHead, LedgerRow
from kiosk.ui.scroll import ScrollButtons, ScrollPage
from kiosk.ui.sheet import PriceLine, Sheet
from kiosk.ui.states import EmptyState
from kiosk.ui.theme import S8, S16, S24
from kiosk.views.amounts import DOTS
from kiosk.views.faces import title_row
from kiosk.views.language import number, plain, tr
from kiosk.views.router import Tell
from kiosk.views.screen import Hands, Screen, clear, named, set_page_margins
from kiosk.views.states import amount, ledger_detail, ledger_icon, ledger_title

PAGE = 50  # ledger lines read at a time
COLUMN = 328  # width of balance and prices
MOST_WIDE = 1200  # of the ledger, in pixels


class CreditsScreen(Screen):
    """Every line of the account in plain words."""

    topics = frozenset({Topic.CREDITS, Topic.PROFILE, Topic.MESSAGES, Topic.POLICY})

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        self._lines: tuple[LedgerLine, ...] = ()
        self._more = False
        self._rows: QVBoxLayout | None = None
        self._page = ScrollPage("later_earlier")
        self._side = QWidget()
        self._side_box = QVBoxLayout(self._side)
        self._box = QHBoxLayout(self)
        self._box.addWidget(self._page, 1)
        self._box.addWidget(self._side)
        self._page.area.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.setAccessibleName(tr("Credits"))

    def fill(self) -> None:
        wide = self.wide()
        bar = self._page.area.verticalScrollBar()
        place = bar.value()
        wanted = max(PAGE, len(self._lines))
        self._lines = self.hands.mailbox.ledger(limit=wanted)
        self._more = len(self._lines) == wanted
        set_page_margins(self._box, self._page, wide)
        self._page.lend_buttons(lent=wide)
        self._box.setSpacing(S24)
        self._page.setMaximumWidth(MOST_WIDE)
        body = self._page.body
        clear(body)
        body.setSpacing(S16)
        body.addLayout(title_row(tr("Credits")))
        clear(self._side_box)
        self._side_box.setContentsMargins(0, S24, 0, S24)
        self._side.setVisible(wide)
        self._side_box.setSpacing(S16)
        if wide:
            self._side.setFixedWidth(theme.half(COLUMN))
            self._side_box.addWidget(self._balance())
            self._side_box.addWidget(self._prices())
            self._side_box.addStretch(1)
            self._side_box.addWidget(ScrollButtons(self._page.area, "later_earlier", upright=False))
        else:
            body.addWidget(self._balance())
            body.addWidget(self._prices())
        body.addWidget(self._ledger())
        body.addStretch(1)
        self._page.content.adjustSize()
        bar.setValue(place)

    def _balance(self) -> Card:
        card = Card(tone="strong")
        balance, amounts = self.hands.mailbox.profile().balance, self.hands.amounts
        figure = amounts.figure(balance)
        card.body.setSpacing(0)
        card.body.addWidget(Label(tr("Your balance"), "semibold", "strong"))
        row = QHBoxLayout()
        row.setSpacing(S16)
        row.addWidget(Label(figure, "balance", "strong", wrap=False))
        unit = tr("credit") if balance == 1 and not amounts.hidden else tr("credits")
        word = Label(unit, "heading", "strong", wrap=False)
        word.setContentsMargins(0, 0, 0, theme.px(16))  # down to the line the figures stand on
        row.addWidget(word, 1, Qt.AlignmentFlag.AlignBottom)
        card.body.addLayout(row)
        card.body.addSpacing(S8)
        text = tr("1 credit is 1 cent. Credits never expire.")
        if amounts.hidden:
            card.body.addWidget(amounts.button("secondary"))
        else:
            card.body.addWidget(Label(text, "small", "strong"))
        card.setAccessibleName(f"{tr('Your balance')}: {figure}. {text}")
        return card

    def _prices(self) -> Card:
        policy = self.hands.mailbox.policy()
        price, free = number(policy.tariff.message), tr("Free")
        lines = [(tr("Send a message"), price), (tr("Open a collect message"), price)]
        if policy.services.cod:
            lines.append((tr("Send collect"), free))
        lines += [(tr("Look at photos"), free), (tr("Read again"), free)]
        card = Card()
        card.body.setSpacing(0)
        title = tr("Prices at {facility}").format(facility=plain(policy.facility_name))
        card.body.addWidget(Label(title, "name"))
        for words_, figure in lines:
            card.body.addWidget(PriceLine(words_, figure))
        return card

    def _ledger(self) -> Card:
        card = Card(padding=0)
        card.body.setSpacing(S8)
        self._rows = card.body
        if not self._lines:
            text = tr("When you pay or somebody gives you credits, it shows here.")
            card.body.addWidget(EmptyState("receipt", tr("Nothing here yet"), text))
            return card
        card.body.addWidget(LedgerHead(tr("What it was for"), tr("Credits"), tr("Balance")))
        for line in self._lines:
            card.body.addWidget(self._row(line))
        card.body.setContentsMargins(0, 0, 0, S8)
        return card

    def _row(self, line: LedgerLine) -> LedgerRow:
        row = LedgerRow(
            ledger_icon(line),
            ledger_title(line),
            ledger_detail(line, self.hands.now()),
            DOTS if self.hands.amounts.hidden else amount(line.amount),
            self.hands.amounts.figure(line.balance_after),
            good=line.amount > 0,
        )
        row.clicked.connect(lambda: self._more_about(line))
        return named(row, f"line:{line.id}")

    def _more_about(self, line: LedgerLine) -> None:
        """One line by itself, and what to do where it is wrong."""
        hidden = self.hands.amounts.hidden
        sheet = Sheet(ledger_title(line), self.hands.window)
        sheet.text(ledger_detail(line, self.hands.now()))
        rows = [
            (tr("Credits"), DOTS if hidden else amount(line.amount)),
            (tr("Balance after"), self.hands.amounts.figure(line.balance_after)),
        ]
        sheet.rows(rows)
        wrong = sheet.action(tr("Something is wrong with this"), "flag", "secondary")

        def tell() -> None:
            sheet.close_sheet()
            self.hands.go(Tell(About(AboutType.LEDGER, line.id)))

        wrong.clicked.connect(tell)
        sheet.open()

    def _scrolled(self, value: int) -> None:
        """Read earlier lines before the end is reached."""
        bar, rows = self._page.area.verticalScrollBar(), self._rows
        if not self._more or rows is None or value < bar.maximum() - self.height():
            return
        older = self.hands.mailbox.ledger(before=self._lines[-1].id, limit=PAGE)
        self._lines += older
        self._more = len(older) == PAGE
        for line in older:
            rows.addWidget(self._row(line))
