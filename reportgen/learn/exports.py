"""Which export a table is: the one whose fields its columns fill best."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportgen.ingest.headers import OF_CLIENTS, OFFICE_KEYS, ONE_OF
from reportgen.learn.known import Register
from reportgen.learn.lexicon import Lexicon
from reportgen.learn.looks import Looks
from reportgen.learn.match import KEYS, Matched, matched
from reportgen.learn.spelling import holds_any
from reportgen.policy.sources import REQUIRED_FIELDS, Export

LEAST = 0.42
"""A table below this is none of ours."""
SURE = 0.7
LEAD = 0.12
_REQUIRED, _EXPLAINED, _NAMED = 0.65, 0.2, 0.15
_KEY = 0.5
"""Weight of the column that names the client, against 1 of a required field: some files have none yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A table taken for one export."""

    export: Export
    score: float
    matched: Matched


def ranked(
    columns: Sequence[Looks], questions: int, names: Sequence[str], words: Lexicon, register: Register
) -> list[Taken]:
    """Return the exports, the likeliest first.

    In:  columns: those that are no questions; questions: how many are; names: of file and sheet, and titles.
    """
    filled = sum(1 for seen in columns if seen.heading and seen.filled)
    found = []
    for export in Export:
        long = export is Export.SURVEY and not questions
        own = matched(export, columns, words, register, long=long)
        explained = min(1.0, sum(own.scores.values()) / max(filled, 1))
        named = holds_any(names, words.words.called(export))
        score = _REQUIRED * _needed(export, own.scores, questions) + _EXPLAINED * explained + _NAMED * named
        found.append(Taken(export=export, score=score, matched=own))
    return sorted(found, key=lambda one: -one.score)


def _needed(export: Export, scores: Mapping[str, float], questions: int) -> float:
    """Return how well what the export cannot do without is there, from 0 to 1."""
    parts = [(scores.get(name, 0.0), 1.0) for name in REQUIRED_FIELDS[export]]
    if export is Export.SURVEY:
        # answers make a survey; a platform's copy without its dates is one too
        asked = 1.0 if questions else min(scores.get("question", 0.0), scores.get("answer", 0.0))
        parts = [(scores.get("answered_at", 0.0), 0.4), (asked, 2.0)]
    if export in ONE_OF:
        parts.append((max(scores.get(name, 0.0) for name in ONE_OF[export]), 1.0))
    if export in OF_CLIENTS:
        whom = (*KEYS, *(OFFICE_KEYS if export is Export.VISITS else ()))
        parts.append((max(scores.get(name, 0.0) for name in whom), _KEY))
    return sum(score * weight for score, weight in parts) / sum(weight for _, weight in parts)
