"""Video visits as the person sees them: facts, with their own answers laid over."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from kiosk.domain import ConnectionId, Visit, VisitEnd, VisitId, VisitState
from kiosk.vault.connection import Reader, Row
from kiosk.vault.times import from_micros, to_micros

COLUMNS = """id, connection, contact_name, starts_at, ends_at, state, price, refunded,
  cancelled_by, reason, pending, lost"""
AHEAD = "state IN ('approved', 'accepted') AND lost = 0 AND ends_at > ?"
MOST_OVER = 60  # older ones are of no use to anybody


def visit(reader: Reader, item: VisitId) -> Visit | None:
    """One visit, whatever its state."""
    row = reader.row(f"SELECT {COLUMNS} FROM visit_now WHERE id = ?", (item,))  # noqa: S608
    return None if row is None else _visit(row)


def ahead(reader: Reader, now: datetime) -> tuple[Visit, ...]:
    """Visits that may still take place, the soonest first."""
    sql = f"SELECT {COLUMNS} FROM visit_now WHERE {AHEAD} ORDER BY starts_at, id"  # noqa: S608
    found = (_visit(row) for row in reader.rows(sql, (to_micros(now),)))
    return tuple(one for one in found if not one.over(now))


def over(reader: Reader, now: datetime) -> tuple[Visit, ...]:
    """Visits that have been or will not be, the latest first."""
    coming = {one.id for one in ahead(reader, now)}
    rows = reader.rows(
        f"SELECT {COLUMNS} FROM visit_now ORDER BY starts_at DESC, id LIMIT ?",  # noqa: S608
        (MOST_OVER + len(coming),),
    )
    found = (_visit(row) for row in rows)
    return tuple(one for one in found if one.id not in coming)[:MOST_OVER]


def _visit(row: Row) -> Visit:
    return Visit(
        id=VisitId(cast(str, row[0])),
        connection=ConnectionId(cast(str, row[1])),
        contact_name=cast(str, row[2]),
        starts_at=from_micros(cast(int, row[3])),
        ends_at=from_micros(cast(int, row[4])),
        state=VisitState(cast(str, row[5])),
        price=cast(int, row[6]),
        refunded=cast(int, row[7]),
        cancelled_by=VisitEnd(cast(str, row[8])),
        reason=cast(str, row[9]),
        pending=bool(row[10]),
        lost=bool(row[11]),
    )
