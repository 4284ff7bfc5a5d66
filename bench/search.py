"""How soon a search in 100,000 messages answers, and what keeping them findable costs."""

from __future__ import annotations

import argparse
import platform
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import apsw
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.domain import InmateId, SearchScope
from kiosk.domain.question import understand
from kiosk.vault import indexing, search
from kiosk.vault.connection import Reader, SqlValue, Store, Transaction
from kiosk.vault.database import OpenVault, create_vault
from kiosk.vault.keys import PinCost

PAGE = 500  # rows of one transaction
PEOPLE = 40
VOCABULARY = 30_000
TRIES = 30
BEGIN = 1_600_000_000_000_000  # microseconds
COLUMNS = """id, connection, direction, payment, price, state, body, at, sent_at, reviewed, note,
  removed"""


def main() -> None:
    """Fill a vault, then print how long the first answers to some questions take."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=100_000)
    count = parser.parse_args().messages
    print(f"{platform.machine()}, {_processor()}, Python {platform.python_version()}")
    print(f"SQLite {apsw.sqlite_lib_version()}, encrypted; {count:,} messages")
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        vault = _vault(Path(folder))
        try:
            _fill(vault, count)
            _ask_all(vault)
        finally:
            vault.close()


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    found = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(found, platform.processor())


def _vault(folder: Path) -> OpenVault:
    return create_vault(
        folder / "vault",
        inmate=InmateId("bench"),
        pin="493817",
        pin_version=1,
        recovery_share=bytes(32),
        device_secret=bytes(32),
        signing_key=Ed25519PrivateKey.generate(),
        cost=PinCost(64, 1, 1),
    )


def words(rng: Random) -> list[str]:
    """An invented language, whose few frequent words make up most of every text, as in any."""
    parts = [c + v for c in "bcdfghjklmnprstvz" for v in "aeiou"]
    return ["".join(rng.choices(parts, k=rng.randint(1, 4))) for _ in range(VOCABULARY)]


def _texts(rng: Random, vocabulary: list[str]) -> Iterator[str]:
    weights = [1 / (place + 2) for place in range(VOCABULARY)]
    while True:
        yield from (
            " ".join(rng.choices(vocabulary, weights, k=rng.randint(5, 45))) for _ in range(PAGE)
        )


def _fill(vault: OpenVault, count: int) -> None:
    rng = Random(1)  # noqa: S311
    texts = _texts(rng, words(rng))
    rows: list[tuple[SqlValue, ...]] = [
        (f"message-{number}", f"person-{number % PEOPLE}", "in", "prepaid", 50, "delivered",
         next(texts), BEGIN + number * 1_000_000_000, BEGIN, 1, "", 0)
        for number in range(count)
    ]  # fmt: skip
    vault.write(Store.CACHE, _people).result()
    spent = {"kept": 0.0, "made findable": 0.0}

    def timed(name: str, work: Callable[[Transaction], object]) -> None:
        begun = time.process_time()
        vault.write(Store.CACHE, work).result()
        spent[name] += time.process_time() - begun

    for at in range(0, count, PAGE):
        page = rows[at : at + PAGE]
        timed("kept", lambda t, page=page: _keep(t, page))  # type: ignore[misc]
        timed("made findable", lambda t: indexing.make_findable(t, PAGE))
    size = Store.CACHE.path(vault.folder).stat().st_size
    for name, seconds in spent.items():
        print(f"{name:14} {count / seconds:8,.0f} messages per second of the processor")
    print(f"cache.db       {size / 2**20:8,.0f} MiB")


def _people(transaction: Transaction) -> None:
    transaction.each(
        "INSERT INTO connection VALUES (?, ?, ?, 'approved', 0, 0, NULL, '')",
        [(f"person-{n}", f"contact-{n}", f"Person{n} Name") for n in range(PEOPLE)],
    )


def _keep(transaction: Transaction, rows: list[tuple[SqlValue, ...]]) -> None:
    marks = ", ".join("?" * 12)
    transaction.each(f"INSERT INTO message ({COLUMNS}) VALUES ({marks})", rows)  # noqa: S608


def _ask_all(vault: OpenVault) -> None:
    vocabulary = words(Random(1))  # noqa: S311
    questions = {
        "the most frequent word": vocabulary[0],
        "a usual word": vocabulary[300],
        "a rare word": vocabulary[20_000],
        "a word that nobody wrote": "qqqq",
        "one letter": "b",
        "the beginning of words": vocabulary[300][:3],
        "a part of words": vocabulary[20_000][1:],
        "two words": f"{vocabulary[0]} {vocabulary[300]}",
        "a person and a word": f"Person7 {vocabulary[5]}",
        "a month": "March 2021",
    }
    begun = time.perf_counter()
    with closing(vault.reader()) as reader:  # as the app does: one for all searches of a session
        search.find(reader, understand(vocabulary[0]), SearchScope.ALL, None, 50)
        first = (time.perf_counter() - begun) * 1000
        print(f"the first search of a session, its connection included: {first:.1f} ms")
        print(f"{'to the first 50 answers':26} {'p50 ms':>8} {'p95 ms':>8} {'CPU ms':>8} answers")
        for name, text in questions.items():
            _ask(reader, name, text)


def _ask(reader: Reader, name: str, text: str) -> None:
    taken, found, processor = [], 0, time.process_time()
    for _ in range(TRIES):
        begun = time.perf_counter()
        answer = search.find(reader, understand(text), SearchScope.ALL, None, 50)
        taken.append((time.perf_counter() - begun) * 1000)
        found = len(answer.messages)
    busy = (time.process_time() - processor) * 1000 / TRIES
    p95 = statistics.quantiles(taken, n=20)[-1]
    print(f"{name:26} {statistics.median(taken):8.1f} {p95:8.1f} {busy:8.1f} {found:7}")


if __name__ == "__main__":
    main()
