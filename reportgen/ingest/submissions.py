"""Survey forms returned more than once: which submission counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.ingest.duplicates import Record, superseded, with_fates
from reportgen.ingest.fates import SUPERSEDED, USED
from reportgen.model.folding import folded
from reportgen.model.problem import Problem

if TYPE_CHECKING:
    import pandas as pd

_PLACE = ["file", "sheet", "row"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """One returned form of a sender."""

    unit: int
    answered: int
    folder: int
    place: tuple[str, str, int]
    """Of its last row."""


def settled_submissions(rows: "pd.DataFrame") -> tuple["pd.DataFrame", list[Problem]]:
    """Return the survey's rows with the fates of repeated submissions, and a Problem for each superseded row.

    In:      rows of all tables: file, sheet, row, folder, fate, response_id, client_id, contact, round,
             answered_at, question, whole, wide, rule, heading, counted (whether the id only counts the forms of
             one survey, as a platform's does); only used rows take part.
    Out:     the rows with unit (a number for the form a row belongs to); of one sender's forms the one
             answered last counts, as a whole (rule last), then the later row.
    Source:  results contract, section 3: the sender is client, contact and round where a row gives
             all three, else client and the export's response id, with the moment if the id is a mere
             count; without either only identical records are duplicates.
    """
    marked = _marked(rows)
    fates: dict[int, Record] = {}
    used = marked[(marked["fate"] == USED) & (marked["rule"] != "all")]
    fates |= _identical(used[(used["sender"] < 0)])
    fates |= _asked_twice(used[(used["sender"] >= 0) & ~used["wide"]])
    left = marked[(marked["fate"] == USED) & (marked["sender"] >= 0) & ~marked.index.isin(list(fates))]
    fates |= _replaced(left)
    problems = [_problem(marked, index, winner) for index, winner in sorted(fates.items())]
    return with_fates(marked, dict.fromkeys(fates, SUPERSEDED)), problems


def _marked(rows: "pd.DataFrame") -> "pd.DataFrame":
    """Return the rows with unit and sender as numbers; sender −1 where nothing tells who it was."""
    contact, round_ = (
        rows[name].map({one: folded(one) for one in rows[name].unique()}) for name in ("contact", "round")
    )
    named = (contact != "") & (round_ != "")
    has_id = rows["response_id"] != ""
    alone = rows["row"].where(rows["wide"] & ~has_id, -1)
    place = rows.assign(
        contact_=contact.where(~has_id, ""),
        moment_=rows["answered_at"].where(~has_id | rows["counted"]),
        alone_=alone,
    )
    keys = [*_PLACE[:2], "client_id", "response_id", "contact_", "moment_", "alone_"]
    unit = place.groupby(keys, sort=False, dropna=False).ngroup()
    sender = rows.assign(
        contact_=contact.where(named, ""),
        round_=round_.where(named, ""),
        id_=rows["response_id"].where(~named, ""),
    )
    whose = ["client_id", "contact_", "round_", "id_"]
    if rows["counted"].any():  # the same number in another survey is another form
        sender = sender.assign(at_=rows["answered_at"].where(rows["counted"] & ~named))
        whose.append("at_")
    number = sender.groupby(whose, sort=False, dropna=False).ngroup()
    return rows.assign(unit=unit, sender=number.where(named | has_id, -1))


def _record(place: tuple[str, str, int], folder: int, content: object) -> Record:
    return Record(index=-1, folder=folder, place=place, content=(content,))


def _identical(rows: "pd.DataFrame") -> dict[int, Record]:
    """Return index → winner of records that equal another one cell by cell; the later folder's first one wins."""
    again = rows[rows.duplicated(["client_id", "whole"], keep=False)]
    ordered = again.sort_values(["folder", *_PLACE], ascending=[False, True, True, True], kind="stable")
    return _losers(ordered, ["client_id", "whole"])


def _asked_twice(rows: "pd.DataFrame") -> dict[int, Record]:
    """Return index → winner of answers to a question that the same form answers again."""
    again = rows[rows.duplicated(["unit", "question"], keep=False)]
    last = again[again["rule"] == "last"].sort_values("row", ascending=False, kind="stable")
    first = again[again["rule"] == "first"].sort_values("row", kind="stable")
    return _losers(last, ["unit", "question"]) | _losers(first, ["unit", "question"])


def _losers(ordered: "pd.DataFrame", key: Sequence[str]) -> dict[int, Record]:
    """Return every row after the first of its key, with that first one."""
    winners: dict[tuple[object, ...], Record] = {}
    losers: dict[int, Record] = {}
    names = [*key, *_PLACE, "folder"]
    for index, line in zip(ordered.index, ordered[names].itertuples(index=False, name=None), strict=True):
        own = line[: len(key)]
        file, sheet, row, folder = line[len(key) :]
        if own in winners:
            losers[index] = winners[own]
        else:
            winners[own] = _record((file, sheet, int(row)), folder, own)
    return losers


def _replaced(rows: "pd.DataFrame") -> dict[int, Record]:
    """Return index → winner of all rows of forms that another form of the same sender replaces."""
    by_unit = rows.sort_values(["folder", *_PLACE], kind="stable").groupby("unit", as_index=False, sort=False)
    units = by_unit.agg(
        sender=("sender", "first"), rule=("rule", "first"), answered=("answered_at", "max"),
        folder=("folder", "last"), file=("file", "last"), sheet=("sheet", "last"), row=("row", "last"),
    )  # fmt: skip
    again = units[units.duplicated("sender", keep=False)]
    forms: dict[int, list[_Form]] = {}
    rules: dict[int, str] = {}
    for one in again.to_dict("records"):
        place = (one["file"], one["sheet"], int(one["row"]))
        form = _Form(unit=one["unit"], answered=one["answered"].value, folder=one["folder"], place=place)
        forms.setdefault(one["sender"], []).append(form)
        rules[one["sender"]] = one["rule"]
    beaten = {loser: winner for sender, own in forms.items() for loser, winner in _beaten(own, rules[sender])}
    lost = rows[rows["unit"].isin(list(beaten))]
    return {index: beaten[unit] for index, unit in zip(lost.index, lost["unit"], strict=True)}


def _beaten(forms: Sequence[_Form], rule: str) -> list[tuple[int, Record]]:
    """Return the units that lose among one sender's forms, with the record that wins."""
    if rule == "all":
        moments = {form.answered for form in forms}
        groups = [[form for form in forms if form.answered == moment] for moment in moments]
        latest = [max(form.folder for form in group) for group in groups]
        pairs = [
            (group, [f for f in group if f.folder == folder]) for group, folder in zip(groups, latest, strict=True)
        ]
        return [
            (form.unit, _record(kept[-1].place, kept[-1].folder, ""))
            for group, kept in pairs
            for form in group
            if form not in kept
        ]
    if rule == "first":
        start = min(form.answered for form in forms)
        folder = max(form.folder for form in forms if form.answered == start)
        winner = min((f for f in forms if f.answered == start and f.folder == folder), key=lambda f: f.place)
    else:
        winner = max(forms, key=lambda form: (form.answered, form.folder, form.place))
    record = _record(winner.place, winner.folder, "")
    return [(form.unit, record) for form in forms if form is not winner]


def _problem(rows: "pd.DataFrame", index: int, winner: Record) -> Problem:
    row = rows.loc[[index]].to_dict("records")[0]
    same = winner.content[0] != "" if isinstance(winner.content, tuple) else False
    place = (row["file"], row["sheet"], int(row["row"]))
    loser = Record(index=index, folder=winner.folder if same else -1, place=place, content=winner.content)
    value = row["contact"] or row["response_id"] or row["client_id"]
    return superseded(loser, winner, row["heading"], value)


def response_ids(rows: "pd.DataFrame") -> "pd.Series[str]":
    """Return an id for each row's form: the export's where it is unique, else one made from its place."""
    first = rows.drop_duplicates("unit")
    made = "#" + first["file"] + ":" + first["row"].astype("str")
    made = made.where(
        first["sheet"] == "", "#" + first["file"] + "[" + first["sheet"] + "]:" + first["row"].astype("str")
    )
    shared = first.duplicated("response_id", keep=False) | (first["response_id"] == "")
    ids = first["response_id"].where(~shared, first["response_id"] + made)
    return rows["unit"].map(dict(zip(first["unit"], ids, strict=True))).astype("str")
