"""Nothing personal lies on the disk in clear."""

from __future__ import annotations

from pathlib import Path

from kiosk.domain import ConnectionId, Payment
from kiosk.vault.connection import Store
from tests.central_server import CentralServer, central_server
from tests.unit.kiosk.world import PIN, Clock, Device, Person

SENTENCE = "The heron stands in the shallow water at dusk"


def planted(central: CentralServer) -> tuple[ConnectionId, list[str]]:
    inmate = central.seed.inmate("70417", "Bartholomew", "Quickfeather", pin=PIN)
    contact = central.seed.contact("wilhelmina", "Wilhelmina", "Quickfeather")
    central.seed.credits(contact.id, 5000)
    tie = ConnectionId(central.seed.connection(contact.id, inmate.id).id)
    central.seed.message(tie, f"In: {SENTENCE}")
    photo = central.seed.photo(tie, f"Caption: {SENTENCE}", width=1200, height=900)
    shas = list(vars(photo.renditions).values())
    return tie, [PIN, SENTENCE, "Quickfeather", "Wilhelmina", "Bartholomew", "70417", *shas]


def test_the_folder_tells_nothing_open_or_closed(tmp_path: Path) -> None:
    with central_server() as central:
        tie, words = planted(central)
        person = Person(Device(central, Clock()), tmp_path / "vault", "70417", PIN)
        person.sync()
        person.act("save_draft", tie, f"Draft: {SENTENCE}", Payment.COD)
        person.act("send", tie, f"Out: {SENTENCE}", Payment.COD, 50)
        person.act("save_draft", tie, f"Draft again: {SENTENCE}", Payment.COD)
        person.sync()
        person.vault.copy().result()
        assert SENTENCE in (person.box.messages(tie)[0].body or "")
        jpeg = person.vault.files.read(person.box.home().new_photos[0].screen.sha256)
        words.append(person.session.token)
        needles = [word.encode() for word in words] + [jpeg[:64], jpeg[1000:1064]]
        needles += [word.encode("utf-16-le") for word in words]
        needles += [person.vault.signing_key.private_bytes_raw()]
        for moment in ("open", "closed"):
            files = [path for path in tmp_path.rglob("*") if path.is_file()]
            assert {
                Store.VAULT.path(person.vault.folder),
                Store.CACHE.path(person.vault.folder),
            } <= set(files)
            assert len(files) >= 6
            for path in files:
                content = path.read_bytes() + str(path.relative_to(tmp_path)).encode()
                found = [needle for needle in needles if needle in content]
                assert not found, (moment, path.name)
            if moment == "open":
                person.close()
