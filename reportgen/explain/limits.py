"""Whether replies and closes kept the pack's limits, complaint by complaint."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from reportgen.explain.account import Account, Outcome, SourceRow, nothing
from reportgen.explain.complaints import PART, REST, counted, share
from reportgen.explain.ledger import Complaint, Ledger
from reportgen.explain.said import short
from reportgen.model.gap import Gap
from reportgen.model.text import text
from reportgen.policy.pack import Complaints, Limits
from reportgen.policy.sources import Export

Kind = Literal["first_reply", "handling"]
KINDS: tuple[Kind, ...] = ("first_reply", "handling")
WAITING = "waiting"
_HOUR = timedelta(hours=1)


def limit_of(one: Complaint, rules: Complaints, kind: Kind) -> Decimal | None:
    """Return the limit of a complaint in hours: the shorter of its category's and priority's, else the general."""
    special = (
        rules.limits_by_category.get(str(one.record["category"])),
        rules.limits_by_priority.get(str(one.record["priority"])),
    )
    own = [hours for limits in special if limits is not None and (hours := _hours(limits, kind)) is not None]
    return min(own) if own else _hours(rules.limits, kind)


def _hours(limits: Limits, kind: Kind) -> Decimal | None:
    return limits.first_reply_hours if kind == "first_reply" else limits.handling_hours


def configured(rules: Complaints, kind: Kind) -> bool:
    """Whether the pack gives any limit of a kind."""
    every = (rules.limits, *rules.limits_by_category.values(), *rules.limits_by_priority.values())
    return any(_hours(limits, kind) is not None for limits in every)


def on_time(ledger: Ledger) -> Account:
    """Return the account of what kept its limit among what was due."""
    kind: Kind = "first_reply" if "first_reply" in ledger.inquiry.plain else "handling"
    rules, read = ledger.inquiry.complaint_rules, ledger.inquiry.was_read(Export.COMPLAINTS)
    if not configured(rules, kind):
        return nothing(Gap.NOT_CONFIGURED, text("the pack gives no such limit"))
    rows = [_judged(ledger, one, rules, kind) for one in ledger.here]
    waiting = sum(row.role == WAITING for row in rows)
    said = text("kept the limit ÷ due before as-of")
    none = Gap.NOT_DUE if waiting else Gap.NO_DATA
    return Account(
        rows=tuple(rows),
        arithmetic=lambda found: share(found, said, read=read, none=none),
        remarks=(ledger.counted_in(calendar=False),),
    )


def _judged(ledger: Ledger, one: Complaint, rules: Complaints, kind: Kind) -> SourceRow:
    """Return a complaint with what its limit makes of it."""
    moment = one.replied if kind == "first_reply" else one.closed
    limit = limit_of(one, rules, kind)
    if one.impossible:
        why = text("its times contradict each other or lie in the future")
        return ledger.row(one, why, used=False, detail=ledger.wrong_times(one))
    if moment is None and one.done:
        why = text("closed without a recorded reply") if kind == "first_reply" else text("closed without a date")
        return ledger.row(one, why, used=False, detail=ledger.wrong_times(one))
    if limit is None:
        return ledger.row(one, text("no limit for its category"), used=False)
    until = one.as_of if moment is None else moment
    took, known = (short(Fraction(ledger.elapsed(one, end) / _HOUR)) for end in (until, one.as_of))
    span = timedelta(microseconds=int(limit * 3_600_000_000))
    shown = f"{one.id} · {took} h"
    if ledger.elapsed(one, one.as_of) <= span:
        why = text("not due yet: {hours} h passed of {limit} h", hours=known, limit=short(limit))
        return ledger.row(one, why, used=False, value=shown, role=WAITING)
    if moment is not None and ledger.elapsed(one, moment) <= span:
        why = text("within {limit} h", limit=short(limit))
        return ledger.row(one, why, value=shown, role=PART)
    why = text("longer than {limit} h", limit=short(limit))
    return ledger.row(one, why, value=shown, role=REST)


def not_due(ledger: Ledger) -> Account:
    """Return the account of the complaints a limit of which lies ahead."""
    rules, read = ledger.inquiry.complaint_rules, ledger.inquiry.was_read(Export.COMPLAINTS)
    kinds = [kind for kind in KINDS if configured(rules, kind)]
    if not kinds:
        return nothing(Gap.NOT_CONFIGURED, text("the pack gives no such limit"))
    rows = []
    for one in ledger.here:
        judged = [_judged(ledger, one, rules, kind) for kind in kinds]
        ahead = [row for row in judged if row.role == WAITING]
        rows.append(ledger.row(one, (ahead or judged)[0].why, used=bool(ahead), detail=judged[0].detail))

    def arithmetic(found: Sequence[SourceRow]) -> Outcome:
        return counted(found, text("complaints of the period with a limit that lies ahead"), read=read)

    return Account(rows=tuple(rows), arithmetic=arithmetic, remarks=(ledger.counted_in(calendar=False),))
