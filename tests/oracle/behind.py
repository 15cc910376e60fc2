"""What lies behind the figures, recomputed row by row in plain Python; nothing of the product's measuring.

Each table is a mapping of its key to its cells, as ``docs/results.md`` words them.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from scipy.stats import binomtest

from tests.oracle.frames import from_frames
from tests.oracle.rules import Survey
from tests.oracle.span import Span
from tests.oracle.world import World

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from reportgen.model.facts import Facts

Row = Mapping[str, Any]
Scope = tuple[str, str]
Table = dict[tuple[Any, ...], tuple[Any, ...]]
Test = Callable[[Row], bool]
COMPANY = ("company", "")


def rows(frame: "pd.DataFrame") -> list[dict[str, Any]]:
    """Return the rows of a frame: days as dates, moments as UTC without a zone, None for what is missing."""
    plain = frame.astype(object).where(frame.notna(), None)
    return [{str(k): _plain(v) for k, v in one.items()} for one in plain.to_dict("records")]


def _plain(cell: Any) -> Any:
    if isinstance(cell, datetime):
        return cell.astimezone(UTC).replace(tzinfo=None) if cell.tzinfo else cell.date()
    return cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Lens:
    """A quarter of the facts: its clients and offices, and those of the quarter before."""

    facts: "Facts"
    span: Span
    offices: tuple[str, ...]
    pairs: frozenset[tuple[str, str]]
    """Client and office of the population."""
    before: frozenset[str]
    """Clients of the quarter before."""
    homes: Mapping[str, str]

    @classmethod
    def of(cls, facts: "Facts", span: Span, folder: "Path") -> "Lens":
        world = World.of(from_frames(facts), folder)
        old = world.look(span.shifted(-1))
        before = frozenset(client for (client,) in old.rows("SELECT DISTINCT client_id FROM population"))
        view = world.look(span)
        return cls(
            facts=facts,
            span=span,
            offices=tuple(one for (one,) in view.rows("SELECT office_id FROM offices ORDER BY 1")),
            pairs=frozenset((c, o) for c, o in view.rows("SELECT client_id, office_id FROM population")),
            before=before,
            homes=view.homes(),
        )

    @property
    def clients(self) -> frozenset[str]:
        return frozenset(client for client, _ in self.pairs)

    @property
    def groups(self) -> list[Scope]:
        """Return the company and the offices."""
        return [COMPANY, *(("office", one) for one in self.offices)]

    def scopes(self, row: Row) -> Iterator[Scope]:
        """Yield whom a record counts for."""
        yield COMPANY
        if row["office_id"] in self.offices:
            yield "office", row["office_id"]
        if row["client_id"] in self.clients:
            yield "client", row["client_id"]

    def records(self, export: str) -> list[dict[str, Any]]:
        return rows(self.facts.records[export])

    def ledger(self, span: Span) -> list[dict[str, Any]]:
        """Return the complaints received in a quarter, of those known at this one's end."""
        every = rows(self.facts.complaints)
        return [one for one in every if span.start <= one["received_at"] < min(span.as_of, self.span.as_of)]


def _of(scope: Scope, row: Row) -> bool:
    return scope == COMPANY or scope == ("office", row["office_id"])


# ------------------------------------------------------------------ feedback and needs
def feedback(lens: Lens, limit: int) -> Table:
    """(level, id, kind) → count, clients, positive, neutral, negative, before, replied, late, median."""
    span, old = lens.span, lens.span.shifted(-1)
    said = lens.records("feedback")
    here = [one for one in said if span.first <= one["date"] <= span.last]
    bad = [one for one in said if old.first <= one["date"] <= old.last and one["tone"] == "negative"]
    kinds = {"(all)", *(one["kind"] for one in here)}
    keys = {(*scope, kind) for scope in lens.groups for kind in kinds}
    keys |= {(*scope, kind) for one in here for scope in lens.scopes(one) for kind in ("(all)", one["kind"])}

    def chosen(found: list[dict[str, Any]], key: tuple[str, str, str]) -> list[dict[str, Any]]:
        level, subject, kind = key
        fits = [one for one in found if (level, subject) in set(lens.scopes(one))]
        return [one for one in fits if kind in ("(all)", one["kind"])]

    return {key: _heard(chosen(here, key), len(chosen(bad, key)), span.last, limit) for key in keys}


def _heard(own: list[dict[str, Any]], before: int, last: date, limit: int) -> tuple[Any, ...]:
    waits = [_waited(one, last) for one in own]
    return (
        len(own),
        len({one["client_id"] for one in own}),
        *(sum(one["tone"] == tone for one in own) for tone in ("positive", "neutral", "negative")),
        before,
        sum(answered for _, answered in waits),
        sum(days > limit for days, _ in waits),
        median(waits),
    )


def _waited(one: Row, last: date) -> tuple[int, bool]:
    answered = one["replied_at"] is not None and one["replied_at"] <= last
    return max(((one["replied_at"] if answered else last) - one["date"]).days, 0), answered


def median(waits: list[tuple[int, bool]]) -> int | None:
    """Return the smallest time by which, at the hazards of all that still wait, half are answered."""
    left = Fraction(1)
    for time in sorted({days for days, answered in waits if answered}):
        waiting = sum(days >= time for days, _ in waits)
        left *= 1 - Fraction(sum(answered and days == time for days, answered in waits), waiting)
        if 2 * left <= 1:
            return time
    return None


def needs(lens: Lens, words: Mapping[str, str]) -> Table:
    """(level, office, subject, voice) → count, clients; ``words``: a word and what it is about."""
    span = lens.span
    given = [one for one in lens.records("feedback") if span.first <= one["date"] <= span.last]
    voices = [("feedback", one["text"], one) for one in given if one["kind"] in ("need", "suggestion", "opinion")]
    voices += [("complaint", one["content"], one) for one in lens.ledger(span)]
    found: dict[tuple[Any, ...], list[str]] = {}
    for voice, said, one in voices:
        about = {subject for word, subject in words.items() if word in said} or {"other"}
        for scope in lens.groups if said else ():
            if _of(scope, one):
                for subject in about:
                    found.setdefault((*scope, subject, voice), []).append(one["client_id"])
    return {key: (len(clients), len(set(clients))) for key, clients in found.items()}


# ------------------------------------------------------------------ complaints, before and after
def mentions(lens: Lens, days: int) -> Table:
    """(level, office) → handled, before, after, cut."""
    span, old = lens.span, lens.span.shifted(-1)
    bad = [one for one in lens.records("feedback") if one["tone"] == "negative" and one["date"] <= span.last]
    closed = [
        (one, _day(one["closed_at"], span))
        for one in rows(lens.facts.complaints)
        if one["received_at"] < span.as_of and one["closed_at"] and one["closed_at"] < span.as_of
    ]
    handled = [(one, day) for one, day in closed if old.first <= day <= old.last]

    def near(scope: Scope, low: int, high: int) -> int:
        return len(
            {
                voice["feedback_id"]
                for one, day in handled
                for voice in bad
                if _of(scope, one)
                and voice["client_id"] == one["client_id"]
                and low <= (voice["date"] - day).days <= high
            }
        )

    return {
        scope: (
            sum(_of(scope, one) for one, _ in handled),
            near(scope, 1 - days, 0),
            near(scope, 1, days),
            sum(_of(scope, one) and day + timedelta(days=days) > span.last for one, day in handled),
        )
        for scope in lens.groups
    }


def _day(moment: datetime, span: Span) -> date:
    return moment.replace(tzinfo=UTC).astimezone(span.zone).date()


def loyalty(lens: Lens) -> Table:
    """(level, office, group) → clients, of them ordering, share, low, high."""
    span = lens.span
    became: dict[str, bool] = {}
    for one in lens.ledger(span.shifted(-1)):
        closed = one["closed_at"] < span.as_of if one["closed_at"] else one["state"] == "resolved"
        solved = closed and one["state"] == "resolved"
        became[one["client_id"]] = became.get(one["client_id"], True) and solved
    names = {None: "none", True: "resolved", False: "unresolved"}
    buyers = {
        one["client_id"]
        for one in rows(lens.facts.orders)
        if not one["cancelled"] and span.first <= one["order_date"] < span.end
    }
    found: Table = {}
    for scope in lens.groups:
        for group in names.values():
            own = [
                client
                for client in lens.before
                if names[became.get(client)] == group and _of(scope, {"office_id": lens.homes.get(client, "")})
            ]
            found[(*scope, group)] = _share(sum(client in buyers for client in own), len(own))
    return found


def _share(part: int, whole: int) -> tuple[Any, ...]:
    if not whole:
        return 0, 0, None, None, None
    limits = binomtest(part, whole).proportion_ci(method="wilson")
    return whole, part, Fraction(part, whole), round(limits.low, 9), round(limits.high, 9)


# ------------------------------------------------------------------ remedies
def remedies(lens: Lens, patterns: list[dict[str, Any]]) -> Table:
    """(signal, level, office, client, category, product, action) → status, due, done."""
    last = lens.span.last
    ledger = lens.ledger(lens.span)
    named = {one["complaint_id"]: one["action_id"] for one in rows(lens.facts.complaints)}
    actions = [
        one for one in lens.records("improvement_actions") if not (one["decided_at"] and one["decided_at"] > last)
    ]
    found: Table = {}
    for pattern in patterns:
        key = tuple(pattern[x] for x in ("signal", "level", "office_id", "client_id", "category", "product"))
        behind = set(filter(None, pattern["evidence"].split(";"))) or {
            one["complaint_id"]
            for one in ledger
            if pattern["office_id"] in ("", one["office_id"]) and pattern["category"] in ("(all)", one["category"])
        }
        answers = [
            one
            for one in actions
            if (one["source_kind"] == "complaint" and one["source_id"] in behind)
            or one["action_id"] in {named.get(complaint) for complaint in behind}
        ]
        found |= {(*key, one["action_id"]): _state(one, last) for one in answers}
        if not answers:
            found[(*key, "")] = "", None, None
    return found


def _state(one: Row, last: date) -> tuple[Any, ...]:
    done, due = one["done_at"], one["due_date"]
    on = done if done and done <= last else None
    if on or (one["status"] == "done" and done is None):
        return "done", due, on
    if one["status"] == "cancelled":
        return "cancelled", due, None
    return ("overdue" if due and due <= last else "open"), due, None


# ------------------------------------------------------------------ the survey
def surveyed(lens: Lens, rules: Survey, functions: Mapping[str, str]) -> Table:
    """(level, office, by, name) → asked, forms, clients, answers, points."""
    span = lens.span
    known = {one["response_id"]: one for one in rows(lens.facts.responses)}
    kinds = {one["round"]: one["kind"] for one in lens.records("survey_plan")}
    listed = [one for one in rows(lens.facts.survey_sample) if one["period"] == span.name]
    groups = {one["client_id"]: one["group"] for one in listed}
    scales = [(q, s) for dimension in rules.dimensions.values() for q, s in dimension.questions.items()]
    found: dict[tuple[Any, ...], list[tuple[str, str, Fraction]]] = {}
    for one in rows(lens.facts.answers):
        value = one["value_micro"]
        if value is None or not span.start <= one["answered_at"] < span.as_of:
            continue
        form = known.get(one["response_id"], {"round": "", "mode": ""})
        names = {
            "round": form["round"],
            "kind": kinds.get(form["round"], ""),
            "mode": form["mode"],
            "group": groups.get(one["client_id"], ""),
            "function": functions.get(one["question"]),
        }
        for question, scale in scales:
            if question == one["question"] and scale.low <= value <= scale.high:
                for by, name in names.items():
                    for scope in lens.groups if name is not None else ():
                        if _of(scope, one):
                            said = one["response_id"], one["client_id"], scale.points(value, 1)
                            found.setdefault((*scope, by, name), []).append(said)
    asked = _asked(lens, listed, kinds)
    return {key: (asked.get(key), *_mean(found.get(key, []))) for key in found.keys() | asked.keys()}


def _asked(lens: Lens, listed: list[dict[str, Any]], kinds: Mapping[str, str]) -> dict[tuple[Any, ...], int]:
    found: dict[tuple[Any, ...], set[str]] = {}
    for one in listed:
        names = {"round": one["round"], "kind": kinds.get(one["round"], ""), "group": one["group"]}
        for client, office in lens.pairs:
            if client == one["client_id"]:
                for scope in (COMPANY, ("office", office)):
                    for by, name in names.items():
                        found.setdefault((*scope, by, name), set()).add(client)
    return {key: len(clients) for key, clients in found.items()}


def _mean(said: list[tuple[str, str, Fraction]]) -> tuple[Any, ...]:
    forms, clients = ({one[at] for one in said} for at in (0, 1))
    points = sum((one[2] for one in said), Fraction(0))
    return len(forms), len(clients), len(said), points / len(said) if said else None


# ------------------------------------------------------------------ what calls for an evaluation
def evaluations(lens: Lens) -> Table:
    """(trigger, subject) → level, office, client, day, by, evaluated on."""
    span, plan = lens.span, lens.records("survey_plan")
    every = rows(lens.facts.responses)
    forms = [one for one in every if one["answered_at"] and one["answered_at"] < span.as_of]
    back = {one["round"] for one in plan if one["kind"] == "ad_hoc" and one["trigger"] == "suggestion"}
    found: Table = {}
    for one in lens.ledger(span):
        days = [_day(form["answered_at"], span) for form in forms if form["complaint_id"] == one["complaint_id"]]
        by, on = ("form", min(days)) if days else ("", None)
        if not days and one["satisfaction_micro"] is not None:
            closed = one["closed_at"]
            told = closed is not None and closed < span.as_of and not one["impossible"]
            by, on = "ledger", _day(closed, span) if told else None
        where = "client", one["office_id"], one["client_id"], _day(one["received_at"], span)
        found["complaint", one["complaint_id"]] = *where, by, on
    for one in lens.records("feedback"):
        if one["kind"] == "suggestion" and span.first <= one["date"] <= span.last:
            own = [form for form in forms if form["client_id"] == one["client_id"] and form["round"] in back]
            days = [day for form in own if (day := _day(form["answered_at"], span)) >= one["date"]]
            where = "client", one["office_id"], one["client_id"], one["date"]
            found["suggestion", one["feedback_id"]] = *where, *(("form", min(days)) if days else ("", None))
    for one in plan:
        began = one["done_from"] or one["planned_from"]
        asked = one["kind"] == "ad_hoc" and one["trigger"] in ("emergency", "important_item")
        if asked and began and span.first <= began <= span.last:
            days = [_day(form["answered_at"], span) for form in forms if form["round"] == one["round"]]
            where = "company", "", "", began
            found[one["trigger"], one["round"]] = *where, *(("form", min(days)) if days else ("", None))
    return found


def evaluated(lens: Lens) -> Table:
    """(level, id, trigger) → of so many, evaluated, by a form, share."""
    every = evaluations(lens)
    found: dict[tuple[Any, ...], list[str]] = {
        (*scope, trigger): []
        for scope in lens.groups
        for trigger in ("complaint", "suggestion", "emergency", "important_item")
        if scope == COMPANY or trigger in ("complaint", "suggestion")
    }
    for (trigger, _), (_, office, client, _, by, _) in every.items():
        for scope in lens.scopes({"office_id": office, "client_id": client}):
            found.setdefault((*scope, trigger), []).append(by)
    return {
        key: (
            len(ways),
            sum(by != "" for by in ways),
            ways.count("form"),
            Fraction(sum(by != "" for by in ways), len(ways)) if ways else None,
        )
        for key, ways in found.items()
    }


# ------------------------------------------------------------------ who the exports know
def coverage(lens: Lens, cards: Mapping[str, date]) -> Table:
    """(client) → office, asked, answered, complained, carded, carded on, sold, sales of twelve months."""
    span = lens.span
    inside = [one for one in rows(lens.facts.answers) if span.start <= one["answered_at"] < span.as_of]
    answered = {one["client_id"] for one in inside}
    listed = {one["client_id"] for one in rows(lens.facts.survey_sample) if one["period"] == span.name}
    complained = {one["client_id"] for one in lens.ledger(span)}
    year = span.shifted(-3).first
    sold = dict.fromkeys(lens.clients, 0)
    for one in rows(lens.facts.orders):
        if one["client_id"] in sold and not one["cancelled"] and year <= one["order_date"] < span.end:
            sold[one["client_id"]] += one["amount_fen"]
    return {
        (client,): (
            lens.homes[client],
            client in listed | answered,
            client in answered,
            client in complained,
            client in cards,
            cards.get(client),
            fen > 0,
            Fraction(fen, 100),
        )
        for client, fen in sold.items()
    }
