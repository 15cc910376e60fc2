"""Which column is which field of an export: by heading, by values, by the register, by the order of dates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.learn.kinds import AGAINST, Kind, fit, kind_of
from reportgen.learn.known import ENOUGH, SOME, Register
from reportgen.learn.lexicon import Lexicon
from reportgen.learn.looks import Looks
from reportgen.learn.proposal import Choice
from reportgen.learn.spelling import CLOSE, LIKELY
from reportgen.learn.vocabulary import has_words, placed_share
from reportgen.model.text import Text, text
from reportgen.policy.sources import FIELDS, REQUIRED_FIELDS, Export

KEYS = ("credit_code", "client_id", "client_name")
"""What names a client."""
_BY_REGISTER = (*KEYS, "office_id", "office_name")
_REGISTERS = frozenset({Export.CLIENTS, Export.OFFICES})
_SPOKEN = 0.9
_SHOWN = 24
_LEAST = 0.42
_BY_NAME, _BY_VALUES = 0.75, 0.25
_NAMED = 0.5
_MARGIN = 0.1
_CONFIRMED = 0.3
_ALONE = 0.45
"""Weight of the only column of dates for the one date that an export cannot do without."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """How one column speaks for one field."""

    name: float
    """Of its heading."""
    values: float
    overlap: float | None
    """Share of its cells in the register; None = no register, or no key."""
    spoken: float
    """Share of its cells that are words of the field's vocabulary; 0 without one."""
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """The fields of an export that a table's columns can be."""

    choices: Mapping[str, Choice]
    scores: Mapping[str, float]


def matched(
    export: Export, columns: Sequence[Looks], words: Lexicon, register: Register, *, long: bool = False
) -> Matched:
    """Return the best column for every field, each column once.

    In:   columns: those that are no questions; long: a survey has one row an answer.
    Out:  choices with what was not certain unsure; fields without a likely column are absent.
    """
    fields = [name for name in FIELDS[export] if long or _is_column(export, name)]
    table = [[_evidence(export, name, seen, words, register) for seen in columns] for name in fields]
    _only_date(export, fields, columns, table)
    pairs = _assigned([[one.score for one in row] for row in table])
    choices, scores = {}, {}
    for at, index in pairs:
        evidence = table[at][index]
        if evidence.score < _LEAST:
            continue
        rivals = [row[index].score for other, row in enumerate(table) if other != at]
        rivals += [one.score for other, one in enumerate(table[at]) if other != index]
        ahead = evidence.score - max(rivals, default=0.0)
        known = None if export in _REGISTERS else register
        choices[fields[at]] = _choice(fields[at], columns[index], evidence, ahead, known)
        scores[fields[at]] = evidence.score
    return Matched(choices=choices, scores=scores)


def _is_column(export: Export, name: str) -> bool:
    return not (
        export is Export.SURVEY and name in {"question", "answer", "source", "mode", "finished", "score_total"}
    )


def _evidence(export: Export, name: str, seen: Looks, words: Lexicon, register: Register) -> Evidence:
    """Return how a column speaks for a field."""
    near = words.near(seen.heading, export, name)
    if near < _NAMED and name not in _BY_REGISTER and not has_words(name, export, words):
        return Evidence(name=near, values=0.0, overlap=None, spoken=0.0, score=0.0)
    kind = kind_of(export, name)
    values = fit(kind, seen)
    spoken = placed_share(export, name, seen, words)
    if spoken:
        values = max(values, spoken)
    elif seen.filled and has_words(name, export, words):
        values = min(values, -0.5)
    own = export in _REGISTERS
    overlap = register.overlap(name, seen) if name in _BY_REGISTER and not own else None
    score = _BY_NAME * near + _BY_VALUES * max(values, 0.0) if near >= _NAMED else 0.0
    if values == AGAINST:
        score = score / 2 if near >= CLOSE else 0.0
    elif values < 0:
        score *= 0.6
    if spoken >= _SPOKEN and len(seen.counts) > 1 and has_words(name, export, words):
        score = max(score, 0.55 + 0.2 * near)
    if overlap is not None:
        score = max(score * (0.6 + 0.4 * overlap), 0.5 * near + 0.5 * overlap if overlap >= SOME else 0.0)
    return Evidence(name=near, values=values, overlap=overlap, spoken=spoken, score=score)


def _only_date(
    export: Export, fields: Sequence[str], columns: Sequence[Looks], table: list[list[Evidence]]
) -> None:
    """Give the one required date the only column of dates where no heading claims it."""
    dates = [index for index, seen in enumerate(columns) if fit(Kind.DATE, seen) >= 1]
    for name in REQUIRED_FIELDS[export]:
        if kind_of(export, name) is not Kind.DATE or len(dates) != 1 or name not in fields:
            continue
        row, index = table[fields.index(name)], dates[0]
        if row[index].score < _ALONE:
            old = row[index]
            row[index] = replace(old, score=_ALONE)


def _assigned(scores: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Return (field, column) of the assignment with the greatest sum."""
    if not scores or not scores[0]:
        return []
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    # squares: one sure column outweighs two doubtful ones
    rows, found = linear_sum_assignment(np.array(scores) ** 2, maximize=True)
    return [(int(row), int(column)) for row, column in zip(rows, found, strict=True)]


def _choice(name: str, seen: Looks, evidence: Evidence, ahead: float, register: Register | None) -> Choice:
    """Return the choice, sure only where heading, values and the lead over others agree.

    ``register``: None where the table is a register itself, which nothing else proves.
    """
    confirmed = evidence.values >= _CONFIRMED or not seen.filled
    sure = evidence.name >= CLOSE and confirmed and ahead >= _MARGIN
    if evidence.spoken >= _SPOKEN and evidence.name >= _NAMED:
        sure = ahead >= 0
    if register is None:
        pass
    elif name in KEYS:
        sure = evidence.overlap is not None and evidence.overlap >= ENOUGH and ahead >= 0
    elif name in _BY_REGISTER and evidence.overlap is not None:
        sure = evidence.overlap >= ENOUGH and evidence.name >= CLOSE
    why = _why(name, seen, evidence, ahead, register)
    return Choice(column=seen.index, heading=seen.heading, sure=sure, why=why)


def _why(name: str, seen: Looks, evidence: Evidence, ahead: float, register: Register | None) -> Text:
    """Return the reason for a choice; of an unsure one what speaks against it."""
    value = _first(seen)
    if evidence.overlap is not None:
        return text("{share} of its values stand in the register", share=f"{evidence.overlap:.0%}")
    if evidence.values == AGAINST:
        return text("by its heading, though its values look different: {value}", value=value)
    if register is not None and name in KEYS and not register.known:
        return text("by its look; no register is known that could prove it ({value}, …)", value=value)
    return _by_heading(evidence, ahead, value)


def _by_heading(evidence: Evidence, ahead: float, value: str) -> Text:
    if evidence.name >= CLOSE and ahead < _MARGIN:
        return text("its heading fits, but another column or field fits nearly as well")
    if evidence.name >= CLOSE:
        return text("its heading fits, its values do not prove it: {value}", value=value)
    if evidence.name >= LIKELY * CLOSE:
        return text("a heading that may mean other things too; values such as {value}", value=value)
    if evidence.name >= _NAMED:
        return text("a heading near the usual one; values such as {value}", value=value)
    return text("by its look only; values such as {value}", value=value)


def _first(seen: Looks) -> str:
    return seen.counts.most_common(1)[0][0][:_SHOWN] if seen.filled else "–"
