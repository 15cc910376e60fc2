"""Whether a ledger is a ticket system's export, one row an event, or without numbers."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.ingest.headers import bare
from reportgen.ingest.tickets.registry import SYSTEMS
from reportgen.learn.looks import Looks
from reportgen.learn.match import KEYS
from reportgen.learn.proposal import Choice, Proposal
from reportgen.model.text import text
from reportgen.policy.sources import FIELDS, Export

_FEWEST, _PLENTY = 6, 8
"""Headings of a system that are no accident, and those that leave no doubt."""
ONE_EACH = 0.8
"""Share of different numbers from which a row is a ticket, not an event."""
_DOUBTFUL = frozenset({*KEYS, "product", "result"})
"""Fields that a system fills with what it has: a person says whether it is that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticketed:
    """A ticket system and its columns."""

    system: str
    columns: Mapping[str, int]
    hits: int


def ticketed(columns: Sequence[Looks]) -> Ticketed | None:
    """Return the ticket system whose headings most columns carry, or None."""
    place = {bare(seen.heading): seen.index for seen in reversed(columns)}
    found = []
    for name, system in SYSTEMS.items():
        own = {
            field: place[bare(headings[at])]
            for field, headings in system.headings.items()
            for at in [next((at for at, one in enumerate(headings) if bare(one) in place), None)]
            if at is not None
        }
        found.append(Ticketed(system=name, columns=own, hits=len(own)))
    best = max(found, key=lambda one: one.hits)
    return best if best.hits >= _FEWEST and "complaint_id" in best.columns else None


def with_system(one: Proposal, columns: Sequence[Looks]) -> Proposal:
    """Return the proposal of a ledger with what its ticket system says, and with what its rows are."""
    if one.export is not Export.COMPLAINTS:
        return one
    found = ticketed(columns)
    done = one if found is None else _told(one, found, columns)
    done = replace(done, events=_repeats(done, columns))
    if "complaint_id" in done.columns or done.platform:
        return done
    return replace(done, unnumbered=True, constants={})


def _told(one: Proposal, found: Ticketed, columns: Sequence[Looks]) -> Proposal:
    """Return the proposal with the system's columns, each heading that stands twice left out."""
    counts = Counter(bare(seen.heading) for seen in columns)
    own = {name: at for name, at in found.columns.items() if name in FIELDS[Export.COMPLAINTS]}
    taken = {*own.values()}
    choices = {name: choice for name, choice in one.columns.items() if name in own or choice.column not in taken}
    why = text("{platform} writes it there", platform=found.system)
    for name, at in own.items():
        if counts[bare(columns[at].heading)] == 1:
            sure = name not in _DOUBTFUL
            choices[name] = Choice(column=at, heading=columns[at].heading, sure=sure, why=why)
    return replace(one, columns=choices, platform=found.system, platform_sure=found.hits >= _PLENTY)


def _repeats(one: Proposal, columns: Sequence[Looks]) -> bool:
    """Whether each number stands in several rows."""
    own = one.columns.get("complaint_id")
    return own is not None and 0 < columns[own.column].distinct < ONE_EACH
