"""A backup is whole or not at all, and a restore puts it back whole."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import call_command

from central.backups import making, manifest, restoring
from central.backups.databases import NAMES
from central.feed import cursors
from tests import databases
from tests.central_server import PROJECT, central_server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.central_server import CentralServer

ON_POSTGRES = os.environ.get("CENTRAL_DATABASE", "").startswith("postgresql:")
COPY = NAMES["postgresql" if ON_POSTGRES else "sqlite"]


@pytest.fixture
def central() -> Iterator[CentralServer]:
    with central_server() as server:
        yield server


@pytest.fixture
def family(central: CentralServer) -> Any:
    inmate = central.seed.inmate("1001", pin="493817")
    contact = central.seed.contact()
    central.seed.buy(contact.id, 500)
    inmate.contact, inmate.tie = contact.id, central.seed.connection(contact.id, inmate.id).id
    return inmate


def manage(central: CentralServer, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "central.manage", *words],
        cwd=PROJECT,
        env={
            **os.environ,
            "CENTRAL_DATA": str(central.folder),
            "CENTRAL_SECRET": "a secret for tests",
            **databases.settings(central.folder),
        },
        capture_output=True,
        text=True,
        check=False,
    )


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_restore_goes_back_to_the_backup_and_books_what_was_paid_since(
    central: CentralServer, family: Any, tmp_path: Path
) -> None:
    photo = central.seed.photo(family.tie, "Before")
    central.backup(tmp_path / "backup")
    late = central.seed.contact("grace", "Grace", "Okafor")
    central.seed.message(family.tie, "After")
    central.seed.buy(family.contact, 1000)
    central.seed.buy(late.id, 500)
    assert central.seed.balance(family.contact) == 500 - 100 - 50 + 1000
    central.restore(tmp_path / "backup")
    assert central.seed.balance(family.contact) == 500 - 100 + 1000
    assert central.seed.messages(family.tie) == []
    assert central.seed.item(photo.id).state == "delivered"
    (end,) = central.seed.loose_ends()  # the one who signed up since is not known any more
    assert (end.why, end.kind, end.amount) == ("not-booked", "gone", 650)
    assert central.seed.ledger_faults() == []
    central.restore(tmp_path / "backup")
    assert central.seed.balance(family.contact) == 500 - 100 + 1000
    assert len(central.seed.loose_ends()) == 1
    assert central.seed.ledger_faults() == []


def test_the_commands_make_and_put_back(
    central: CentralServer, family: Any, tmp_path: Path
) -> None:
    backup = tmp_path / "backup"
    made = manage(central, "backup", str(backup))
    assert made.returncode == 0, made.stderr
    assert json.loads((backup / manifest.NAME).read_text())["files"]
    again = manage(central, "backup", str(backup))
    assert "is there already" in again.stderr
    central.seed.message(family.tie, "After")
    serving = manage(central, "restore", str(backup), "--yes")
    assert "stop it first" in serving.stderr
    central.stop()
    unsure = manage(central, "restore", str(backup))
    assert "add --yes" in unsure.stderr
    done = manage(central, "restore", str(backup), "--yes")
    assert done.returncode == 0, done.stderr
    assert "1 captured payments" in done.stdout
    central.start()
    assert central.seed.messages(family.tie) == []


def test_a_restore_that_was_interrupted_must_be_run_again(
    central: CentralServer, family: Any, tmp_path: Path
) -> None:
    central.backup(tmp_path / "backup")
    central.stop()
    (central.folder / "restoring").touch()
    (central.folder / "central.db").write_bytes(b"half a copy")
    with pytest.raises(RuntimeError, match="central died"):
        central.start()
    assert "UnfinishedRestoreError" in central.log()
    central.restore(tmp_path / "backup")
    assert central.seed.balance(family.contact) == 500


def test_a_backup_that_fails_leaves_nothing_and_can_be_repeated(
    central: CentralServer, family: Any, tmp_path: Path
) -> None:
    left = tmp_path / ".backup.part"
    left.mkdir()
    (left / "central.db").write_text("of a try that was interrupted")
    central.backup(tmp_path / "backup")
    assert files(tmp_path) == [f"backup/{COPY}", "backup/manifest.json"]
    with pytest.raises(RuntimeError, match="FileExistsError"):
        central.backup(tmp_path / "backup")


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda folder: (folder / COPY).write_bytes(b"x"), "not as it was written"),
        (lambda folder: (folder / COPY).unlink(), "not as it was written"),
        (lambda folder: (folder / "manifest.json").write_text("{"), "cannot be read"),
        (lambda folder: rewritten(folder, format=2), "of format 2"),
        (lambda folder: rewritten(folder, database="oracle"), "a backup of oracle"),
        (lambda folder: rewritten(folder, schema=["mail.9999_later"]), "made by a newer central"),
        (
            lambda folder: rewritten(folder, files={"../x": {"size": 1, "sha256": ""}}),
            "outside the backup",
        ),
    ],
)
def test_a_backup_that_is_not_whole_is_refused_before_anything_changes(
    kept: Path, spoil: Any, says: str, tmp_path: Path, settings: Any
) -> None:
    settings.CENTRAL_DATA = tmp_path / "data"  # which is not even there
    backup = tmp_path / "spoiled"
    shutil.copytree(kept, backup)
    spoil(backup)
    with pytest.raises(manifest.BadBackupError, match=says):
        restoring.restore(backup)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup to be spoiled in copies."""
    with central_server() as server:
        folder = tmp_path_factory.mktemp("kept") / "backup"
        server.backup(folder)
        return folder


def rewritten(folder: Path, **told: Any) -> None:
    path = folder / manifest.NAME
    path.write_text(json.dumps({**json.loads(path.read_text()), **told}))


def test_pictures_in_an_object_store_are_left_to_it(settings: Any, tmp_path: Path) -> None:
    assert making.media() is not None
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    }
    assert making.media() is None


@pytest.mark.django_db(databases=["default", "processor"])
def test_a_database_put_back_by_other_means_begins_a_new_life(
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = cursors.epoch()
    call_command("restored")
    assert cursors.epoch() != before
    assert "0 captured payments" in capsys.readouterr().out
