"""Naming an album: a new one, with a photo in it where it began with one, or one that is there."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.mailbox.albums import LONGEST_NAME
from kiosk.ui.button import Button
from kiosk.ui.field import TextField
from kiosk.ui.label import Label
from kiosk.ui.theme import S8, S16
from kiosk.views.faces import back_button
from kiosk.views.language import plain, tr
from kiosk.views.router import NameAlbum
from kiosk.views.screen import Hands, Screen, clear, named, set_margins


class NameAlbumScreen(Screen):
    """One field over the keyboard; nothing is made before Save."""

    def __init__(self, hands: Hands, place: NameAlbum) -> None:
        super().__init__(hands)
        self._place = place
        self._held = hands.mailbox.album(place.id) if place.id is not None else None
        self._field = TextField(tr("Name of the album"), "images", LONGEST_NAME)
        if self._held is not None:
            self._field.set_text(plain(self._held.name))
        self._field.text_changed.connect(lambda _text: self._may_save())
        self._field.submitted.connect(lambda _text: self._save())
        self._save_button = named(Button(tr("Save"), "check"), "save")
        self._save_button.clicked.connect(self._save)
        self._box = QVBoxLayout(self)
        self._top = QVBoxLayout()
        self._box.addLayout(self._top)
        row = QHBoxLayout()
        row.setSpacing(S8)
        row.addWidget(self._field, 1)
        row.addWidget(self._save_button)
        self._box.addLayout(row)
        self._box.addStretch(1)
        self.setAccessibleName(self._title())
        self._may_save()

    def first_focus(self) -> QWidget:
        return self._field.edit

    def fill(self) -> None:
        set_margins(self._box, self.wide())
        self._box.setSpacing(S16)
        clear(self._top)
        row = QHBoxLayout()
        row.setSpacing(S16)
        back = back_button(tr("Go back"))
        back.clicked.connect(self.hands.back)
        row.addWidget(back)
        row.addWidget(Label(self._title(), "section"), 1)
        self._top.addLayout(row)

    def _title(self) -> str:
        return tr("New album") if self._held is None else tr("Another name")

    def _may_save(self) -> None:
        empty = not self._field.text().strip()
        self._save_button.set_disabled_reason(tr("Give it a name first") if empty else "")

    def _save(self) -> None:
        name, mailbox, place = self._field.text(), self.hands.mailbox, self._place
        if not name.strip():
            return
        if self._held is None:
            mailbox.make_album(name, place.photo, done=self.hands.kept)
            said = tr("The album is made.")
            if place.photo is not None:
                said = tr("The album is made, and the photo is in it.")
            self.hands.toast(said, "images", None)
        else:
            mailbox.rename_album(self._held.id, name, done=self.hands.kept)
        self.hands.back()
