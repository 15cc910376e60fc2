"""A level from a scorecard: its card, item by item, scored again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from reportgen.explain.account import Account, Grid, Outcome, SourceRow
from reportgen.explain.faults import Faults
from reportgen.explain.inquiry import Inquiry, Record, records
from reportgen.explain.said import added, equation, short
from reportgen.model.frame import ContractError
from reportgen.model.gap import Gap
from reportgen.model.rounding import half_up
from reportgen.model.text import Text, text
from reportgen.policy.pack import Grading, Item, Pack, Part, Scorecard

REVOKED = "revoked"
FIRED, UNSURE = "fired", "unsure"
NO_CARD = text("no card gives a level")


@dataclass(frozen=True, kw_only=True)
class Card:
    """One card of the client under one version of the pack."""

    head: Record
    items: dict[str, Record]
    version: Pack

    @property
    def grading(self) -> Grading:
        """The grading of the version; a card that is scored has one."""
        if self.version.grading is None:
            raise ContractError(f"{self.version.id} {self.version.version} grades nothing")
        return self.version.grading

    @property
    def form(self) -> Scorecard:
        """The items of the version."""
        if self.grading.scorecard is None:
            raise ContractError(f"{self.version.id} {self.version.version} has no scorecard")
        return self.grading.scorecard

    @property
    def day(self) -> date:
        """The day of the card."""
        day: date = self.head["graded_on"].date()
        return day

    def rows(self, faults: Faults) -> list[SourceRow]:
        """Return a row for each item of the version, and for each line that is no item of it."""
        every = [self._row(code, item, faults) for code, item in self.form.items.items()]
        foreign = [one for code, one in self.items.items() if code not in self.form.items]
        return [*every, *(_line(one, text("no item of the pack"), used=False) for one in foreign)]

    def _row(self, code: str, item: Item, faults: Faults) -> SourceRow:
        """Return an item with its points; ``number`` is signed, ``role`` fired or unsure where it is."""
        line = self.items.get(code)
        if line is None:
            return _line({**self.head, "item": code, "entry": ""}, text("not on the card"), role=UNSURE)
        if item.part is Part.VETO:
            hit = line["hit"]
            why = (
                text("blank") if hit is None else text("veto: it fails the card") if hit else text("veto: not hit")
            )
            return _line(line, why, role=UNSURE if hit is None else FIRED if hit else "")
        points = self._points(item, str(line["entry"]))
        if points is None:
            why = text("blank") if line["entry"] == "" else text("not between 0 and its maximum")
            return _line(line, why, role=UNSURE, detail=faults.at(line, "points", "mark", "item"))
        return _line(
            line, text("{points} of {max} points", points=short(points), max=short(item.max or 0)), number=points
        )

    def _points(self, item: Item, entry: str) -> Fraction | None:
        """Return signed points, None where blank or out of range."""
        if entry == "":
            return None
        written = Fraction(entry)
        size = abs(written) if item.part is Part.MINUS else written
        top = Fraction(item.max or 0) if self.form.entry == "points" else Fraction(self.form.mark_max or 0)
        if size < 0 or size > top:
            return None
        points = size if self.form.entry == "points" or not top else size / top * Fraction(item.max or 0)
        return -points if item.part is Part.MINUS else points

    def outcome(self, rows: Sequence[SourceRow]) -> Outcome:
        """Return score and level of the card's rows."""
        grading = self.grading
        fired = [row.key for row in rows if row.role == FIRED]
        blank = {row.key for row in rows if row.role == UNSURE}
        missing = set(self.form.items) - {row.key for row in rows}
        total = sum((row.number for row in rows), Fraction(0))
        score = half_up(total, grading.places)
        unscored = {code for code in blank | missing if self.form.items[code].part is not Part.VETO}
        said = text("Σ points, rounded half up to {places} places", places=grading.places)
        put_in = equation("{terms} = {value}", terms=_terms(rows), value=short(score, grading.places))
        value = None if unscored else Fraction(score)
        if fired and grading.veto_level is not None:
            why = text("veto {items}: level {level}", items=", ".join(sorted(fired)), level=grading.veto_level)
            grids = (self._grid(rows), bands(grading))
            return Outcome(value=value, n=1, level=grading.veto_level, formula=(said, put_in, why), grids=grids)
        if blank or missing:
            held = text("on hold: {items} blank", items=", ".join(sorted(blank | missing)))
            return Outcome(value=None, n=0, gap=Gap.NO_DATA, formula=(said, held))
        level = grading.level_of(score)
        edge = edge_of(grading, level)
        return Outcome(
            value=value, n=1, level=level, formula=(said, put_in, edge), grids=(self._grid(rows), bands(grading))
        )

    def _grid(self, rows: Sequence[SourceRow]) -> Grid:
        """Return the items with their points."""
        head = (text("Item"), text("Points"), text("Max"), text("Part"), text("Clause"), text("Name"))
        listed = [
            (
                row.key,
                short(row.number) if item.max is not None else "✓" if row.role == FIRED else "✗",
                "" if item.max is None else short(item.max),
                item.part.value,
                item.clause,
                text("{name_en}", name_en=item.name.en, name_zh=item.name.zh),
            )
            for row in rows
            if (item := self.form.items.get(row.key)) is not None
        ]
        return Grid(head=head, rows=tuple(listed))


def _terms(rows: Sequence[SourceRow]) -> str:
    """Return the points as a sum, minus items with their sign."""
    return added(short(row.number) for row in rows if row.number).replace("+ -", "− ") or "0"


def edge_of(grading: Grading, level: str) -> Text:
    """Return between which edges a level lies."""
    place = grading.rank(level) - 1
    band = grading.bands[place]
    upper = grading.bands[place - 1] if place else None
    low = "" if band.lower is None else f"{'≥' if band.includes_lower else '>'} {short(band.lower)}"
    high = (
        ""
        if upper is None or upper.lower is None
        else f"{'<' if upper.includes_lower else '≤'} {short(upper.lower)}"
    )
    return text(
        "level {level}: {edges}", level=level, edges=" · ".join(part for part in (low, high) if part) or "-"
    )


def bands(grading: Grading) -> Grid:
    """Return the levels with their edges, best first."""
    head = (text("Level"), text("From"), text("Clause"))
    rows = [
        (
            band.level,
            "-" if band.lower is None else f"{'≥' if band.includes_lower else '>'} {short(band.lower)}",
            band.clause,
        )
        for band in grading.bands
    ]
    return Grid(head=head, rows=tuple(rows))


def _line(one: Record, why: Text, *, used: bool = True, **rest: Any) -> SourceRow:
    evidence = f" · {one['evidence']}" if one.get("evidence") else ""
    hit = "" if one.get("hit") is None else "✓" if one["hit"] else "✗"
    return SourceRow.at(
        one,
        used=used,
        value=f"{one['item']} = {one['entry'] or hit or '-'}{evidence}",
        why=why,
        key=one["item"],
        **rest,
    )


def cards_of(inquiry: Inquiry, pack_id: str) -> list[Card]:
    """Return the client's cards of a pack, the earliest first, each under the version of its day."""
    facts = inquiry.facts
    lines: dict[str, dict[str, Record]] = {}
    for one in records(facts.card_items[facts.card_items["client_id"] == inquiry.one]):
        lines.setdefault(one["card_id"], {})[one["item"]] = one
    codes = {
        code
        for pack in inquiry.config.packs[pack_id]
        if pack.grading and pack.grading.scorecard
        for code in pack.grading.scorecard.items
    }
    heads = [
        one
        for one in records(facts.cards[facts.cards["client_id"] == inquiry.one])
        if one["graded_on"].date() <= inquiry.window.last_day and codes & set(lines.get(one["card_id"], {}))
    ]
    heads.sort(key=lambda one: (one["graded_on"], one["file"], one["sheet"], one["row"], one["card_id"]))
    found = []
    for head in heads:
        version = inquiry.config.pack(pack_id, head["graded_on"].date())
        if version is not None:
            found.append(Card(head=head, items=lines[head["card_id"]], version=version))
    return found


def by_card(inquiry: Inquiry, pack_id: str, faults: Faults) -> Account:
    """Return the account of a level from the card in force: the latest that gives one."""
    cards = cards_of(inquiry, pack_id)
    rows: list[SourceRow] = []
    decisive: Card | None = None
    for card in reversed(cards):
        own = card.rows(faults)
        level = card.outcome([row for row in own if row.used]).level
        revoked = card.head["card_kind"] == REVOKED
        if decisive is None and (level or revoked):
            decisive = card
            rows += [] if revoked else own
            if revoked:
                rows.append(_head(card, text("revoked by the card of {day}", day=str(card.day))))
        elif decisive is None:
            rows.append(_head(card, text("on hold: an item is blank")))
        else:
            rows.append(_head(card, text("an earlier card, of {day}", day=str(card.day))))
    if decisive is None or decisive.head["card_kind"] == REVOKED:
        return Account(
            rows=tuple(rows), arithmetic=lambda _: Outcome(value=None, n=0, gap=Gap.NO_DATA, formula=(NO_CARD,))
        )
    return Account(rows=tuple(rows), arithmetic=decisive.outcome, remarks=_remarks(decisive))


def _head(card: Card, why: Text) -> SourceRow:
    """Return the row at which a card begins, as one that does not count."""
    return _line(
        {**card.head, "item": card.head["card_id"], "entry": str(card.day), "evidence": ""}, why, used=False
    )


def _remarks(card: Card) -> tuple[Text, ...]:
    remarks = [
        text(
            "card {id} of {day}, scored under {pack} version {version}",
            id=str(card.head["card_id"]),
            day=str(card.day),
            pack=card.version.id,
            version=card.version.version,
        )
    ]
    if card.head["stated_total"]:
        remarks.append(text("the file states a total of {total}", total=str(card.head["stated_total"])))
    return tuple(remarks)
