"""What may come over the wire in place of a photo, or of a part of it."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.faults.answers.server import OK, Asked, Deed, Made, Pieces, head, page, polite


def _range(rng: Random) -> Deed:
    """A part of the photo that is another than was asked for, or says so."""
    kind = rng.randrange(9)

    def pieces(asked: Asked) -> Pieces:
        body, first = asked.answer[2], asked.first_byte
        end, size = first + len(body), first + len(body)
        ranges = (
            f"bytes {first + 1}-{end - 1}/{size}",
            f"bytes {max(0, first - 65_536)}-{end - 2}/{size}",
            f"bytes {first}-{end - 1}/{size + 1}", f"bytes {first}-{end - 1}/*", "",
            f"bytes={first}-{end - 1}/{size}", f"items {first}-{end - 1}/{size}",
            f"bytes -{first}-{end - 1}/{size}", f"bytes */{size}",
        )  # fmt: skip
        told = {"Content-Type": "image/jpeg", "Content-Length": str(len(body))}
        yield head("206 Partial Content", told | {"Content-Range": ranges[kind]}) + body

    return Deed("another range", pieces, worthless=True, stays=True)


def _part_of_another(_: Random) -> Deed:
    """A part that claims to be the right one, of another photo."""

    def pieces(asked: Asked) -> Pieces:
        body, first = bytes(reversed(asked.answer[2])), asked.first_byte
        end = first + len(body)
        told = {"Content-Range": f"bytes {first}-{end - 1}/{end}", "ETag": '"of another"'}
        told |= {"Content-Type": "image/jpeg", "Content-Length": str(len(body))}
        yield head("206 Partial Content", told) + body

    return Deed("part of another", pieces, worthless=True)


def _unsatisfied(_: Random) -> Deed:
    told = {"Content-Range": "bytes */10", "Content-Length": "0", "Content-Type": "text/plain"}
    return Deed("416", lambda _: iter((head("416 Not Satisfiable", told),)), worthless=True)


DEEDS: tuple[Made, ...] = (_range, _range, _range, _part_of_another, _unsatisfied)


def cut_at(size: int) -> Deed:
    """A photo that breaks off after so many bytes."""

    def pieces(asked: Asked) -> Pieces:
        text = polite(asked.answer)
        yield text[: len(text) - len(asked.answer[2]) + size]

    return Deed("cut", pieces, worthless=True)


def from_the_start(whole: bytes) -> Deed:
    """All of the photo, though a part was asked for: what a server without ranges does."""
    return Deed("200 to a range", lambda _: iter((page(OK, "image/jpeg", whole),)), stays=True)


def trickle(piece: int, waited: Callable[[], None]) -> Deed:
    """A photo that comes in small pieces; `waited` is called before each."""

    def pieces(asked: Asked) -> Pieces:
        text = polite(asked.answer)
        for at in range(0, len(text), piece):
            waited()
            yield text[at : at + piece]

    return Deed("trickle", pieces, stays=True)
