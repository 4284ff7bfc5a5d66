"""What may come over the wire in place of an answer: for every request, and for JSON."""

from __future__ import annotations

import gzip
import zlib
from functools import cache
from random import Random

from tests.faults.answers import photos
from tests.faults.answers.server import OK, Asked, Deed, Made, Pieces, head, page, polite

PAGE = b"<html><body>Sign in to our network</body></html>"
BOMB_BYTES = 96 * 1024 * 1024
PIECE = bytes(64 * 1024)
MANY = b"[" + b"[]," * 2_000_000 + b"[]]"
CHUNKED = {"Transfer-Encoding": "chunked"}


def _told(asked: Asked) -> dict[str, str]:
    return {name: value for name, value in asked.answer[1].items() if value}


def _body(asked: Asked) -> bytes:
    return asked.answer[2]


def _status(asked: Asked) -> str:
    return f"{asked.answer[0]} Said"


def _always(name: str, *pieces: bytes, resets: bool = False) -> Made:
    """The same bytes to everybody; nothing can come of them."""
    return lambda _: Deed(name, lambda asked: iter(pieces), worthless=True, resets=resets)


def _status_line(rng: Random) -> Deed:
    lines = (
        b"HTTP/1.1 abc OK", b"HTTP/9.9 200 OK", b"ICY 200 OK", b"HTTP/1.1 99999 X", b"HTTP/1.1",
        b"HTTP/1.1 -1 X", b"\0" * 100, b"HTTP/1.1 20\xb2 OK", b"\r\n\r\n\r\n", b"HTTP", b"{}",
        b"SSH-2.0-OpenSSH_9.2",
    )  # fmt: skip
    line = rng.choice(lines)
    return Deed(
        "status line",
        lambda a: iter((line + polite(a.answer).partition(b" Said")[2],)),
        worthless=True,
    )


def _endless_line(rng: Random) -> Deed:
    before = rng.choice((b"", b"HTTP/1.1 200 ", b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\n"))

    def pieces(_: Asked) -> Pieces:
        yield before
        while True:
            yield b"x" * len(PIECE)

    return Deed("endless line", pieces, worthless=True)


def _headers(rng: Random) -> Deed:
    """Too many, or so large that they are refused; or as many and as large as just goes."""
    count, size = rng.choice(((10_000, 10), (101, 10), (2, 70_000), (90, 60_000), (90, 1000)))

    def pieces(asked: Asked) -> Pieces:
        start, _, rest = polite(asked.answer).partition(b"\r\n")
        yield start + b"\r\n"
        for number in range(count):
            yield b"X-%d: %s\r\n" % (number, b"y" * size)
        yield rest

    return Deed("headers", pieces, worthless=count > 100 or size > 65_536)


def _odd_headers(rng: Random) -> Deed:
    """What may or may not be read."""
    odd = rng.choice(
        (
            b"No colon\r\n", b": no name\r\n", b"X: \0\x01\x02\r\n", b"X: a\r\n folded\r\n",
            b"X\xff: \xff\xfe\r\n", b"Content-Length : 3\r\n", b"Content-Length: 3\r\n",
            b"Content-Length: -5\r\n", b"Content-Length: 1e3\r\n",
            b"Transfer-Encoding: chunked\r\n",
            b"Content-Length: 99999999999999999999999\r\n", b"Transfer-Encoding: x, chunked\r\n",
            b"Content-Encoding: zip\r\n", b"Content-Encoding: gzip\r\n", b"X: a\nY: b\n",
            b"Content-Encoding: " + b"gzip, " * 90 + b"gzip\r\n", b"Set-Cookie: a=b\r\n" * 50,
            b"Connection: upgrade\r\nUpgrade: websocket\r\n", b"Content-Type: text/html\r\n",
        )
    )  # fmt: skip
    first = rng.random() < 0.5

    def pieces(asked: Asked) -> Pieces:
        start, _, rest = polite(asked.answer).partition(b"\r\n")
        before, _, body = rest.partition(b"\r\n\r\n")
        names = odd + before + b"\r\n" if first else before + b"\r\n" + odd
        yield start + b"\r\n" + names + b"\r\n" + body

    return Deed("odd header", pieces)


def _early(rng: Random) -> Deed:
    """Some answers of 1xx, and then the right one."""
    before = b"HTTP/1.1 10%d Wait\r\nX: y\r\n\r\n" % rng.choice((0, 2, 3))
    times = rng.choice((1, 3, 300))
    return Deed("early answers", lambda a: iter((before * times, polite(a.answer))))


def _ever_continue(_: Random) -> Deed:
    def pieces(_: Asked) -> Pieces:
        while True:
            yield b"HTTP/1.1 100 Continue\r\n\r\n" * 10

    return Deed("ever continue", pieces, worthless=True, slow=True)


def _silence(rng: Random) -> Deed:
    """Up to some byte all is right; then nothing comes any more, and the line stays open."""
    share = rng.random()

    def pieces(asked: Asked) -> Pieces:
        text = polite(asked.answer)
        yield text[: int(len(text) * share)]

    return Deed("silence", pieces, worthless=True, slow=True)


def _short(rng: Random) -> Deed:
    """Fewer bytes than were promised, at any point."""
    share, resets = rng.random(), rng.random() < 0.3

    def pieces(asked: Asked) -> Pieces:
        text = polite(asked.answer)
        yield text[: int(len(text) * share)]

    return Deed("short", pieces, worthless=True, resets=resets)


def _no_length(rng: Random) -> Deed:
    share = rng.choice((1.0, rng.random()))

    def pieces(asked: Asked) -> Pieces:
        body = _body(asked)
        yield head(_status(asked), {**_told(asked), "Connection": "close"})
        yield body[: int(len(body) * share)]

    return Deed("no length", pieces, worthless=share < 1)


def _long(rng: Random) -> Deed:
    """More bytes than were promised: what is left over must be taken for no other answer."""
    more = rng.randrange(1, 40)

    def pieces(asked: Asked) -> Pieces:
        body = _body(asked)
        length = max(0, len(body) - more)
        yield head(_status(asked), {**_told(asked), "Content-Length": str(length)}) + body

    return Deed("long", pieces, worthless=True, stays=True)


def _twice(_: Random) -> Deed:
    """The right answer, and at once another that nobody asked for."""
    return Deed("twice", lambda a: iter((polite(a.answer) * 2,)), stays=True)


def _chunks(rng: Random) -> Deed:
    """In chunks, as they are meant to be."""
    size = rng.choice((1000, 30_000, 10**6))
    after = rng.choice((b"", b";name=value", b";" + b"x" * 1000))

    def pieces(asked: Asked) -> Pieces:
        body = _body(asked)
        yield head(_status(asked), {**_told(asked), **CHUNKED})
        for at in range(0, len(body), size):
            chunk = body[at : at + size]
            yield b"%x%s\r\n%s\r\n" % (len(chunk), after, chunk)
        yield b"0\r\n\r\n"

    return Deed("chunks", pieces, stays=True)


def _wrong_chunks(rng: Random) -> Deed:
    wrong = rng.choice(
        (
            b"zz\r\n",
            b"-5\r\nabcde\r\n",
            b"\r\n",
            b"F" * 40 + b"\r\nx",
            b"5\r\nab",
            b"",
            b"1" * 70_000,
        )
    )
    share = rng.random()

    def pieces(asked: Asked) -> Pieces:
        body = _body(asked)
        part = body[: int(len(body) * share)]
        yield head(_status(asked), {**_told(asked), **CHUNKED})
        if part:
            yield b"%x\r\n%s\r\n" % (len(part), part)
        yield wrong

    return Deed("wrong chunks", pieces, worthless=True)


def _negative_chunk(rng: Random) -> Deed:
    """A chunk whose length Python takes for all that comes."""
    length = rng.choice((b"-1", b"-2", b"-FFFF"))

    def pieces(asked: Asked) -> Pieces:
        yield head(_status(asked), {**_told(asked), **CHUNKED}) + length + b"\r\n"
        while True:
            yield PIECE

    return Deed("negative chunk", pieces, worthless=True)


def _redirect(rng: Random) -> Deed:
    status = rng.choice((301, 302, 303, 307, 308, 300, 305))
    place = rng.choice(("/", "http://portal.example/", "http://[", "\xff", "", "//", "x" * 9000))
    endless = rng.random() < 0.3

    def pieces(_: Asked) -> Pieces:
        yield head(f"{status} Moved", {"Location": place, "Content-Type": "text/html"})
        while endless:
            yield PIECE

    return Deed("redirect", pieces, worthless=True)


def _portal(rng: Random) -> Deed:
    status = rng.choice((OK, "511 Network Authentication Required", "403 Forbidden", "502 Bad"))
    kind = rng.choice(("text/html", "application/json", "image/jpeg", "application/problem+json"))
    return Deed("portal", lambda _: iter((page(status, kind, PAGE),)), worthless=True)


def _endless_body(rng: Random) -> Deed:
    chunked = rng.random() < 0.5
    filler = rng.choice((b" ", b"\0", b"[", b'"', b"9")) * len(PIECE)

    def pieces(asked: Asked) -> Pieces:
        more = CHUNKED if chunked else {}
        yield head(_status(asked), {**_told(asked), **more})
        while True:
            yield b"%x\r\n%s\r\n" % (len(filler), filler) if chunked else filler

    return Deed("endless body", pieces, worthless=True)


def _kind(rng: Random) -> Deed:
    """The right JSON, which says that it is something else."""
    kind = rng.choice(
        ("text/html", "text/json", "application/jsonp", "application/problem+json", "x" * 3000, "")
    )

    def pieces(asked: Asked) -> Pieces:
        yield page(OK, kind, _body(asked))

    return Deed("another type", pieces, worthless=True)


def _other_status(rng: Random) -> Deed:
    status = rng.choice((201, 202, 203, 205, 206, 226, 299, 400, 404, 418, 499, 500, 599, 777, 999))
    return Deed(
        "another status",
        lambda a: iter((page(f"{status} So", "application/json", _body(a)),)),
        worthless=True,
    )


def _no_body(rng: Random) -> Deed:
    status = rng.choice(("204 No Content", "304 Not Modified", OK))
    kind = {"Content-Type": "application/json", "Content-Length": "0"}
    return Deed("no body", lambda _: iter((head(status, kind),)), worthless=True)


BOMBS = (("gzip", 1), ("deflate", 1), ("gzip", 2))


@cache
def bomb(kind: str, times: int) -> bytes:
    """A little that becomes very much."""
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS + (16 if kind == "gzip" else 0))
    spaces = b" " * 2**20
    packed = b"".join(packer.compress(spaces) for _ in range(BOMB_BYTES // len(spaces)))
    packed += packer.flush()
    return packed if times == 1 else gzip.compress(packed, 9)


def _packed_bomb(rng: Random) -> Deed:
    kind, times = rng.choice(BOMBS)
    coding = {"Content-Encoding": ", ".join([kind] * times), "Content-Type": "application/json"}
    body = bomb(kind, times)
    told = {**coding, "Content-Length": str(len(body))}
    return Deed("packed bomb", lambda _: iter((head(OK, told), body)), worthless=True)


def _packed(rng: Random) -> Deed:
    """Packed as it may be, or cut within what matters, or not packed at all."""
    share = rng.choice((1.0, rng.random() * 0.8))

    def pieces(asked: Asked) -> Pieces:
        body = gzip.compress(_body(asked), 1)
        body = body[: int(len(body) * share)]
        told = {**_told(asked), "Content-Encoding": "gzip", "Content-Length": str(len(body))}
        yield head(OK, told) + body

    return Deed("packed", pieces, worthless=share < 1, stays=share == 1)


def _text(rng: Random) -> Deed:
    """JSON in another encoding, or nested and filled beyond all reason."""
    number = rng.randrange(6)

    def pieces(asked: Asked) -> Pieces:
        text = _body(asked).decode()
        deep = "[" * 100_000 + "]" * 100_000
        body = (
            text.encode("utf-16"),
            b"\xef\xbb\xbf" + text.encode(),
            text.encode() + b"}",
            f'{text[:-1]}, "later": {deep}}}'.encode(),
            text.replace('"', "'").encode(),
            MANY,
        )[number]
        yield page(OK, "application/json", body)

    return Deed("another text", pieces, worthless=True)


def _filled(rng: Random) -> Deed:
    """The right answer, with very much that nobody knows in one of its objects."""
    chosen = rng.random()

    def pieces(asked: Asked) -> Pieces:
        text = _body(asked)
        places = [at for at in range(len(text) - 1) if text[at : at + 2].startswith(b'{"')]
        at = places[int(chosen * len(places))] + 1
        first, last = text[:at] + b'"later": ', b", " + text[at:]
        length = len(first) + len(MANY) + len(last)
        told = {"Content-Type": "application/json", "Content-Length": str(length)}
        yield head(OK, told) + first
        yield MANY
        yield last

    return Deed("filled", pieces)


ANY: tuple[Made, ...] = (
    _always("nothing"), _always("reset", resets=True), _always("no HTTP", b"no HTTP at all"),
    _always("half a head", b"HTTP/1.1 200 OK\r\nContent-Ty"), _always("HTTP/0.9", PAGE),
    _always("answer in answer", b"HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{}"),
    _status_line, _endless_line, _headers, _odd_headers, _odd_headers, _early, _ever_continue,
    _silence, _short, _short, _no_length, _long, _twice, _chunks, _wrong_chunks, _wrong_chunks,
    _negative_chunk, _redirect, _portal, _portal, _endless_body,
)  # fmt: skip
SPOKEN: tuple[Made, ...] = (
    _kind, _kind, _other_status, _no_body, _packed_bomb, _packed, _text, _text, _filled,
)  # fmt: skip


def deed(rng: Random, *, photo: bool) -> Deed:
    """How one request is answered."""
    special = photos.DEEDS if photo else SPOKEN
    return rng.choice(special if rng.random() < 0.4 else ANY)(rng)
