"""From what a person types to one figure, or to a sentence that names the nearest."""

import difflib
from collections.abc import Iterable
from typing import TYPE_CHECKING

from reportgen.explain.explain import GRADE
from reportgen.explain.inquiry import COMPANY, Inquiry, Level
from reportgen.model.frame import ContractError
from reportgen.model.measures import definition, plain_id
from reportgen.model.results import Results
from reportgen.model.text import Text, text
from reportgen.policy.config import Config

if TYPE_CHECKING:
    import pandas as pd

NEAREST = 3
CUTOFF = 0.3


def asked(results: Results, config: Config, one: str, measure: str, pack: str = "") -> Inquiry | Text:
    """Return the inquiry that an id and a measure name, or what is wrong with them.

    In:      one: a client, an office or ``company``; ``client:`` or ``office:`` before an id that is
             both. measure: an id, with a pack's suffix or without; ``grade:P03``. pack: whose variant.
    """
    subject = _subject(results, one)
    if isinstance(subject, Text):
        return subject
    level, found = subject
    chosen = _measure(results, config, measure, pack.upper())
    if isinstance(chosen, Text):
        return chosen
    wrong = _absent(results, level, found, chosen)
    return wrong or Inquiry(results, config, level, found, chosen)


# ------------------------------------------------------------------ who
def _subject(results: Results, one: str) -> tuple[Level, str] | Text:
    clients = _ids(results.changed, "client") | set(results.grades["client_id"])
    offices = _ids(results.changed, "office")
    kind, colon, rest = one.partition(":")
    if colon and kind in ("client", "office"):
        ids = clients if kind == "client" else offices
        return (("client", rest) if kind == "client" else ("office", rest)) if rest in ids else _unknown(rest, ids)
    if one in clients and one in offices:
        return text("{id} is a client and an office; write client:{id} or office:{id}", id=one)
    if one in clients:
        return "client", one
    if one in offices:
        return "office", one
    if one.casefold() == COMPANY:
        return "company", ""
    return _unknown(one, clients | offices | {COMPANY})


def _ids(changed: "pd.DataFrame", level: str) -> set[str]:
    return set(changed.loc[changed["level"] == level, f"{level}_id"])


def _unknown(one: str, ids: Iterable[str]) -> Text:
    return text("{id} is no client or office of the period; near: {near}", id=one, near=_near(one, ids))


def _near(one: str, known: Iterable[str]) -> str:
    every = sorted(known)
    matcher = difflib.SequenceMatcher(b=one.casefold())
    likeness: dict[str, float] = {}
    for candidate in every:
        matcher.set_seq1(candidate.casefold())
        likeness[candidate] = matcher.ratio()
    close = sorted((c for c in every if likeness[c] >= CUTOFF), key=lambda c: (-likeness[c], c))
    return ", ".join((close or every)[:NEAREST]) or "-"


# ------------------------------------------------------------------ what
def _measure(results: Results, config: Config, measure: str, pack: str) -> str | Text:
    """Return the id of a measure, or of a grading as ``grade:P03``."""
    known = set(results.changed["measure"])
    grades = {GRADE + one for one in results.grades["pack"].unique()}
    if pack and pack not in config.packs:
        return text("{pack} is no active pack; near: {near}", pack=pack, near=_near(pack, config.packs))
    kind, _, of_pack = measure.partition(":")
    if kind.casefold() == GRADE.rstrip(":"):
        wanted = GRADE + (of_pack.upper() or pack)
        return wanted if wanted in grades else _no_measure(measure, grades or known)
    if measure not in known:
        return _no_measure(measure, known | grades)
    return _variant(config, measure, pack, known) if pack else measure


def _no_measure(measure: str, known: Iterable[str]) -> Text:
    return text("{measure} is not published; near: {near}", measure=measure, near=_near(measure, known))


def _variant(config: Config, measure: str, pack: str, known: set[str]) -> str | Text:
    """Return the id of a measure under the rules of one pack."""
    try:
        kind = definition(measure).per_pack
    except ContractError:
        kind = ""
    if not kind:
        return text("{measure} is the same under every pack; leave --pack out", measure=measure)
    reference = config.profile.reference
    plain = plain_id(measure)
    own = reference.satisfaction if kind == "satisfaction" else reference.complaint
    wanted = plain if pack == own else f"{plain}.{pack.lower()}"
    return wanted if wanted in known else _no_measure(wanted, {one for one in known if plain_id(one) == plain})


def _absent(results: Results, level: Level, one: str, measure: str) -> Text | None:
    """Return why a figure is not published for a subject, or None where it is."""
    if measure.startswith(GRADE):
        rows = results.grades[results.grades["pack"] == measure.removeprefix(GRADE)]
        if level != "client":
            return text("a level belongs to a client; {id} is none", id=one or COMPANY)
        return None if (rows["client_id"] == one).any() else _not_of(one, measure)
    rows = results.changed[results.changed["measure"] == measure]
    levels = definition(measure).levels
    if level not in levels:
        return text("{measure} is published for {levels} only", measure=measure, levels=", ".join(levels))
    mine = rows[rows["level"] == level]
    found = level == "company" or (mine[f"{level}_id"] == one).any()
    return None if found else _not_of(one, measure)


def _not_of(one: str, measure: str) -> Text:
    return text("{measure} is not published for {id}", measure=measure, id=one)
