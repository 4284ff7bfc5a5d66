"""JSON logs that hold no personal content: only the fields named here are written."""

from __future__ import annotations

import logging
import logging.config
import sys

import structlog
from structlog.typing import EventDict, Processor

FIELDS = frozenset(
    {
        "event",
        "level",
        "timestamp",
        "logger",
        "code",
        "status",
        "method",
        "route",
        "device",
        "inmate",
        "contact",
        "facility",
        "command",
        "kind",
        "count",
        "seq",
        "epoch",
        "error",
        "where",
        "ms",
    }
)
"""Ids, codes and figures; never a name, number, PIN, address or text."""


def only_allowed(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Drop every field that is not named in FIELDS."""
    return {
        key: value if isinstance(value, str | int | float) else str(value)
        for key, value in event.items()
        if key in FIELDS
    }


def without_content(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Replace an exception by its type and place: its text may quote what a person wrote."""
    info = event.pop("exc_info", None)
    if info is True:
        info = sys.exc_info()
    error = info[1] if isinstance(info, tuple) else info
    if isinstance(error, BaseException):
        trace = error.__traceback__
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        event["error"] = type(error).__name__
        if trace is not None:
            code = trace.tb_frame.f_code
            event["where"] = f"{code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}"
    return event


class _Template(logging.Filter):
    """Keeps a library's message as its template: the arguments may be people's words."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.args = ()
        return True


def configure() -> None:
    """Send structlog's and the libraries' logs as JSON lines to standard error."""
    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    final: list[Processor] = [
        without_content,
        only_allowed,
        structlog.processors.JSONRenderer(),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.filter_by_level, *final],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "filters": {"template": {"()": _Template}},
            "formatters": {
                "plain": {"format": "%(message)s"},
                "json": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "foreign_pre_chain": shared,
                    "processors": [
                        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                        *final,
                    ],
                },
            },
            "handlers": {
                "ours": {"class": "logging.StreamHandler", "formatter": "plain"},
                "libraries": {
                    "class": "logging.StreamHandler",
                    "formatter": "json",
                    "filters": ["template"],
                },
            },
            "loggers": {
                "central": {"handlers": ["ours"], "level": "INFO", "propagate": False},
                "django": {"handlers": ["libraries"], "level": "WARNING", "propagate": False},
                "django.request": {"level": "ERROR"},
                "django.server": {"handlers": [], "level": "CRITICAL", "propagate": False},
            },
        }
    )


def get(name: str) -> structlog.stdlib.BoundLogger:
    """A logger for one module, as `logs.get(__name__)`."""
    return structlog.stdlib.get_logger(name)
