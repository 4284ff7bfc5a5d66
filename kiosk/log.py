"""Log lines without personal content: named events and a short list of fields, as JSON."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Callable, MutableMapping
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Any, Literal

EVENT = re.compile(r"[a-z][a-z0-9_]*([.-][a-z0-9_]+)*")
# Nothing here can hold a name, a number, a text or a PIN.
FIELDS = frozenset(
    {
        "applied", "attempt", "bytes", "category", "code", "commands", "count", "device", "error",
        "event", "exit", "failure", "items", "key", "kind", "level", "limit", "milliseconds",
        "network", "pages", "pending", "pid", "reason", "seal", "seconds", "source", "state",
        "status", "timestamp", "topic", "version", "what", "where",
    }
)  # fmt: skip
MOST_TEXT = 200  # characters of one value
FILE_BYTES = 5 * 1024 * 1024
FILES_KEPT = 3
FAILED = 70  # EX_SOFTWARE of sysexits.h

Level = Literal["debug", "info", "warning", "error"]


def configure(target: Literal["journal", "stderr"] | Path, level: Level) -> None:
    """Send every structlog event through the whitelist to one place. Raises OSError."""
    import structlog

    handler: logging.Handler
    if isinstance(target, Path):
        target.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(target, maxBytes=FILE_BYTES, backupCount=FILES_KEPT)
        target.chmod(0o600)
    else:
        handler = logging.StreamHandler(sys.stderr)
    logger = logging.getLogger("kiosk")
    for old in logger.handlers[:]:
        logger.removeHandler(old)
        old.close()
    logger.addHandler(handler)
    logger.setLevel(level.upper())
    logger.propagate = False  # libraries' own loggers, which know no whitelist, go nowhere
    logging.getLogger().addHandler(logging.NullHandler())
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            whitelist,
            structlog.processors.JSONRenderer(ensure_ascii=True),
        ],
        logger_factory=lambda *_: logger,
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def whitelist(_logger: object, _method: str, event: MutableMapping[str, Any]) -> dict[str, Any]:
    """Keep known fields with plain values; an event's name that is a sentence is left out."""
    kept: dict[str, Any] = {}
    for name, value in event.items():
        if name not in FIELDS:
            continue
        if value is None or isinstance(value, bool | int | float):
            kept[name] = value
        elif isinstance(value, str):
            kept[name] = value[:MOST_TEXT]
        else:
            kept[name] = type(value).__name__
    if not EVENT.fullmatch(str(kept.get("event", ""))):
        kept["event"] = "unnamed"
    return kept


def event(name: str, level: Level = "info", **fields: object) -> None:
    """Write one event."""
    import structlog  # takes a while to import, and the first screen needs none of it

    getattr(structlog.get_logger(), level)(name, **fields)


def places(frames: TracebackType | None) -> str:
    """Where an exception came from, innermost last: files, lines and functions, no values."""
    found: list[str] = []
    while frames is not None:
        code = frames.tb_frame.f_code
        found.append(f"{Path(code.co_filename).name}:{frames.tb_lineno}:{code.co_name}")
        frames = frames.tb_next
    return " ".join(found[-5:])


def end_on_failure(end: Callable[[int], object]) -> None:
    """A bug anywhere, on any thread, is logged without its message and ends the process.

    The message may quote what a person wrote; the service starts the program again.
    """
    import threading

    def failed(kind: type[BaseException], frames: TracebackType | None) -> None:
        try:
            event("process.failed", "error", error=kind.__name__, where=places(frames))
        finally:
            end(FAILED)

    sys.excepthook = lambda kind, _value, frames: failed(kind, frames)
    threading.excepthook = lambda args: failed(args.exc_type, args.exc_traceback)
    sys.unraisablehook = lambda args: failed(args.exc_type, args.exc_traceback)


def take_qt_messages() -> None:
    """Log Qt's own messages by category and severity; their text may quote what is on screen."""
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

    levels: dict[QtMsgType, Level] = {
        QtMsgType.QtDebugMsg: "debug",
        QtMsgType.QtInfoMsg: "info",
        QtMsgType.QtWarningMsg: "warning",
    }

    def heard(kind: QtMsgType, context: QMessageLogContext, _text: str) -> None:
        category = context.category
        event("qt.message", levels.get(kind, "error"), category=category or "default")

    qInstallMessageHandler(heard)
