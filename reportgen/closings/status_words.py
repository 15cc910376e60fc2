"""A status as lines for a person, and as JSON for a machine."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

from reportgen.closings.status import Arrival, Status
from reportgen.model.text import msg
from reportgen.render.views.language import Language
from reportgen.render.views.quality import export_words

if TYPE_CHECKING:
    from reportgen.ledger.chain import Entry

_STATES = {
    "came": msg("  ok       {export}: {rows} rows{latest}"),
    "stale": msg("  stale    {export}: {rows} rows{latest}; at most {limit} are agreed"),
    "overdue": msg("  overdue  {export}: {rows} rows{latest}; at most {limit} are agreed"),
    "refused": msg("  refused  {export}: `reportgen check {period}` says why"),
    "missing": msg("  missing  {export}{last}"),
}
_SHOWN = 5


def lines(status: Status) -> Iterator[str]:
    """Yield what a person wants to know of the period, line by line, in the profile's language."""
    lang = Language.of(status.locale)
    yield lang.say("{period} on {today}", period=status.period, today=str(status.today))
    yield lang.say("Exports")
    plain = [one for one in status.arrivals if one.state == "came" and one.limit is None]
    told = [one for one in status.arrivals if one not in plain]
    for arrival in sorted(told, key=lambda one: (one.state == "came", one.export)):
        yield _arrival(lang, status, arrival)
    if plain:
        names = lang.join(export_words(lang, one.export) for one in plain)
        yield lang.say("  ok, without an agreed age: {count} exports: {exports}", count=len(plain), exports=names)
    if status.never:
        never = lang.join(export_words(lang, one) for one in status.never)
        yield lang.say("  never delivered, and not required: {exports}", exports=never)
    yield _built(lang, status)
    closed = status.closed
    yield (
        lang.say(
            "Closed: {at} by {actor}, entry {hash}", at=_day(closed.at), actor=closed.actor, hash=closed.hash[:12]
        )
        if closed
        else lang.say("Closed: no; `reportgen close {period}` when it is final", period=status.period)
    )
    for one in status.restated:
        yield lang.say("Restated: {at}, {count} figures", at=_day(one.at), count=len(one.body["figures"]))
    yield from _handed_on(lang, status)


def _arrival(lang: Language, status: Status, one: Arrival) -> str:
    latest = last = ""
    if one.latest is not None:
        latest = lang.say(
            ", the latest of {day}, {days} days before {until}",
            day=str(one.latest),
            days=one.days,
            until=str(status.until),
        )
    if one.state == "missing":
        required = lang.say(": required, no report without it") if one.required else ""
        last = required or lang.say(": last came for {period}", period=one.last)
    return lang.say(
        _STATES[one.state],
        export=export_words(lang, one.export),
        rows=one.rows,
        latest=latest,
        limit=one.limit or 0,
        last=last,
        period=status.period,
    )


def _built(lang: Language, status: Status) -> str:
    built = status.built
    if built is None:
        return lang.say("Built: no; `reportgen build {period}`", period=status.period)
    at = f"{built.at:%Y-%m-%d %H:%M}"
    draft = lang.say(", as a draft") if built.draft else ""
    if built.changed:
        files = lang.join(built.changed[:_SHOWN])
        return lang.say(
            "Built: {at}{draft}, but {count} files changed since: {files}",
            at=at,
            draft=draft,
            count=len(built.changed),
            files=files,
        )
    if not built.program:
        return lang.say("Built: {at}{draft}, by another version of the program", at=at, draft=draft)
    return lang.say("Built: {at}{draft}, from the files as they are", at=at, draft=draft)


def _handed_on(lang: Language, status: Status) -> Iterator[str]:
    """Yield where it was published, each target once with what readers see last, and what was mailed."""
    latest = {one.body["target"]: one for one in status.published}
    for target, one in latest.items():
        yield lang.say("Published: {at} at {target}", at=_day(one.at), target=target)
    if not latest:
        yield lang.say("Published: no")
    sent = [message for one in status.mailed for message in one.body["messages"]]
    if sent:
        yield lang.say("Mailed: {count} messages, the last {at}", count=len(sent), at=_day(status.mailed[-1].at))
    else:
        yield lang.say("Mailed: no")


def _day(at: str) -> str:
    return f"{datetime.fromisoformat(at):%Y-%m-%d %H:%M}"


def as_json(status: Status) -> str:
    """Return the same for a machine: one object, moments as ISO 8601."""
    content = {
        "period": status.period,
        "today": status.today,
        "until": status.until,
        "exit": int(status.exit),
        "exports": [asdict(one) for one in status.arrivals],
        "never_delivered": status.never,
        "built": asdict(status.built) if status.built else None,
        "closed": _entry(status.closed) if status.closed else None,
        "restated": [_entry(one) for one in status.restated],
        "published": [_entry(one) | {"target": one.body["target"]} for one in status.published],
        "mailed": [_entry(one) | {"messages": len(one.body["messages"])} for one in status.mailed],
    }
    return json.dumps(content, ensure_ascii=False, indent=1, default=_said)


def _entry(one: "Entry") -> dict[str, str]:
    return {"at": one.at, "actor": one.actor, "hash": one.hash}


def _said(value: object) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
