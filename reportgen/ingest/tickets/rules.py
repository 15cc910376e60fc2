"""The rule of a ticket export, with the headings and words that its system is known to write."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from reportgen.ingest.files import Claim
from reportgen.ingest.headers import CLIENT_KEYS, SEARCHED_ROWS, bare
from reportgen.ingest.sheet import Sheet
from reportgen.ingest.tickets.registry import PLAIN, SYSTEMS
from reportgen.ingest.tickets.system import CLOSED, COUNTER, UPDATED, System
from reportgen.model.folding import folded
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import text
from reportgen.policy.sources import REQUIRED_FIELDS, Events, Source

Words = Mapping[str, tuple[str, ...]]


def is_ticketed(source: Source) -> bool:
    """Whether a rule reads the export of a ticket system, or a ledger of events or without numbers."""
    return source.platform in SYSTEMS or bool(source.events) or source.unnumbered


def system_of(source: Source) -> System:
    """Return the ticket system of a rule; with the rule's own opening states."""
    system = SYSTEMS.get(source.platform or "", PLAIN)
    if isinstance(source.events, Events) and source.events.opening:
        return replace(system, opening=source.events.opening)
    return system


def completed(sheet: Sheet, claim: Claim) -> tuple[Claim, list[Problem]]:
    """Return the claim with what the rule leaves to its system.

    Out: the rule's own headings and words first. A known heading is added where the sheet has it once; one
         that stands there twice is never taken by guess, and its warning says so.
    """
    source = claim.source
    system = system_of(source)
    counted = Counter(_headings(sheet, source, system))
    columns, doubled = dict(source.columns) | _of_events(source), []
    own = {bare(name) for names in columns.values() for name in names}
    for field, names in system.headings.items():
        if _is_said(field, source, columns):
            continue
        there = [name for name in names if counted[bare(name)] and bare(name) not in own]
        if there and counted[bare(there[0])] > 1:
            doubled.append(_doubled(sheet, there[0]))
        elif there or field in REQUIRED_FIELDS[source.export]:
            columns[field] = tuple(there[:1]) or names
    values = {field: _words(source.values.get(field, {}), words) for field, words in system.values.items()}
    made = source.model_copy(
        update={
            "columns": {name: names for name, names in columns.items() if name not in _unnumbered(source)},
            "values": {**source.values, **values},
            "constants": {**source.constants, **_unnumbered(source)},
        }
    )
    return replace(claim, source=made), doubled


def _unnumbered(source: Source) -> dict[str, str]:
    """Return the field whose values are made up later."""
    return {"complaint_id": "#"} if source.unnumbered else {}


def _headings(sheet: Sheet, source: Source, system: System) -> list[str]:
    """Return the row at the top that holds most of the known headings, as compared."""
    known = {bare(name) for names in (*source.columns.values(), *system.headings.values()) for name in names}
    rows = [[bare(cell) for cell in row if cell] for row in sheet.cells[:SEARCHED_ROWS]]
    return max(rows, key=lambda row: len(known.intersection(row)), default=[])


def _of_events(source: Source) -> dict[str, tuple[str, ...]]:
    if not isinstance(source.events, Events):
        return {}
    told = {UPDATED: source.events.updated_at, COUNTER: source.events.counter}
    return {name: headings for name, headings in told.items() if headings}


def _is_said(field: str, source: Source, columns: Words) -> bool:
    """Whether the rule itself says where a field is, so that the system's headings do not count."""
    if field in {UPDATED, COUNTER}:
        return field in columns or not source.events
    if field in CLIENT_KEYS:
        return any(key in source.columns or key in source.constants for key in CLIENT_KEYS)
    given = "closed_at" if field == CLOSED else field
    return given in source.columns or given in source.constants


def _words(own: Words, known: Words) -> dict[str, tuple[str, ...]]:
    """Return our words with the spellings of the rule, and those of the system that the rule does not use."""
    used = {folded(one).casefold() for word, many in own.items() for one in (word, *many)}
    more = {word: tuple(one for one in many if folded(one).casefold() not in used) for word, many in known.items()}
    return {word: (*own.get(word, ()), *more.get(word, ())) for word in {**own, **more}}


def _doubled(sheet: Sheet, name: str) -> Problem:
    return Problem(
        code="W174",
        severity=Severity.WARNING,
        file=sheet.file,
        sheet=sheet.sheet,
        value=name,
        expected=text("each heading once; it stands twice, so neither column was read"),
        hint=text("Rename one of them in the file, and name it under columns."),
    )
