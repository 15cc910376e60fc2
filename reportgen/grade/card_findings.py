"""What is wrong on a card itself: its sum, its items, its evidence."""

from fractions import Fraction
from typing import TYPE_CHECKING

from reportgen.grade.points import BLANK
from reportgen.grade.scorecard import REVOKED
from reportgen.model.text import Text, text
from reportgen.policy.checks import CheckName
from reportgen.policy.pack import Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from reportgen.grade.scene import Row, Scene
    from reportgen.model.finding import Finding


def card_findings(scene: "Scene") -> "Iterator[Finding]":
    """The breaches on the forms of the period.

    In:      scene: of a pack with a scorecard.
    Out:     a finding per wrong total, per group of blank, unknown or out-of-range items, and per
             card with items that lack evidence.
    Source:  results contract, section 5: a stated total is recomputed; P03.15-20.
    """
    cards = cards_of_period(scene)
    yield from _totals(scene, cards)
    yield from _unknown_items(scene, cards)
    yield from _bad_entries(scene, cards)
    yield from _without_evidence(scene, cards)


def cards_of_period(scene: "Scene") -> "pd.DataFrame":
    """The cards made in the period by clients of the population, without those that only revoke.

    In:      scene: of a pack with a scorecard.
    Out:     rows of the book.
    Source:  house rule: a build reports the findings of its own period.
    """
    import pandas as pd

    cards = scene.book.cards
    inside = cards["graded_on"] >= pd.Timestamp(scene.window.period.start)
    grades = cards["card_kind"] != REVOKED
    return cards[inside & grades & cards["client_id"].isin(scene.clients["client_id"])]


def place(row: "Row") -> str:
    """Where a row stands in the exports.

    In:      row: file, sheet, row.
    Out:     file[sheet]:row.
    Source:  house rule.
    """
    sheet = f"[{row['sheet']}]" if row["sheet"] else ""
    return f"{row['file']}{sheet}:{row['row']}"


def _form_clause(scene: "Scene") -> str:
    """Return the clause on scoring and grading: that of the bands."""
    grading = scene.pack.grading
    return grading.bands[0].clause if grading else ""


def _totals(scene: "Scene", cards: "pd.DataFrame") -> "Iterator[Finding]":
    points = scene.book.points.dropna(subset="points")
    sums = {card: sum(own, Fraction(0)) for card, own in points.groupby("card_id")["points"]}
    stated = cards[(cards["stated_total"] != "") & cards["score"].notna()]
    for card in stated.to_dict("records"):
        written = Fraction(card["stated_total"])
        if written not in (card["score"], sums[card["card_id"]]):
            yield scene.found(
                _form_clause(scene),
                text(
                    "the form states a total of {stated}, its items come to {score}",
                    stated=card["stated_total"],
                    score=_plain(card["score"]),
                ),
                client=card["client_id"],
                subject=card["card_id"],
                since=card["graded_on"],
                evidence=place(card),
            )


def _plain(number: Fraction) -> str:
    return str(number.numerator) if number.denominator == 1 else str(float(number))


def _unknown_items(scene: "Scene", cards: "pd.DataFrame") -> "Iterator[Finding]":
    known = scene.book.points[["card_id", "item"]].assign(known=True)
    items = scene.facts.card_items[scene.facts.card_items["card_id"].isin(cards["card_id"])]
    marked = items.merge(known, on=["card_id", "item"], how="left", validate="one_to_one")
    strange = marked[marked["known"].isna()]
    for _, own in strange.groupby(["client_id", "card_id"]):
        first = own.iloc[0].to_dict()
        yield scene.found(
            _form_clause(scene),
            text("the policy has no item {items}; it was left out", items=", ".join(sorted(own["item"]))),
            client=first["client_id"],
            subject=first["card_id"],
            since=first["graded_on"],
            evidence=place(first),
        )


def _bad_entries(scene: "Scene", cards: "pd.DataFrame") -> "Iterator[Finding]":
    points = scene.book.points
    bad = points[points["problem"].ne("") & points["card_id"].isin(cards["card_id"])]
    named = bad.merge(
        cards[["card_id", "graded_on", "file", "sheet", "row"]], on="card_id", how="left", validate="many_to_one"
    )
    for _, own in named.groupby(["problem", "client_id", "card_id", "clause"]):
        first = own.iloc[0].to_dict()
        yield scene.found(
            first["clause"],
            _entry_fault(first["problem"], ", ".join(sorted(own["item"]))),
            client=first["client_id"],
            subject=first["card_id"],
            since=first["graded_on"],
            evidence=place(first),
        )


def _entry_fault(problem: str, items: str) -> Text:
    if problem == BLANK:
        return text("no entry for {items}: the grading is held", items=items)
    return text("an entry beyond its limits for {items}: the grading is held", items=items)


def _without_evidence(scene: "Scene", cards: "pd.DataFrame") -> "Iterator[Finding]":
    """Base items need evidence whenever they are entered, the others where they count."""
    clause = scene.clause(CheckName.EVIDENCE_MISSING)
    card_form = scene.pack.grading.scorecard if scene.pack.grading else None
    if clause is None or card_form is None or not card_form.evidence_required:
        return
    points = scene.book.points[scene.book.points["card_id"].isin(cards["card_id"])]
    counts = points["points"].notna() & (points["part"].eq(Part.BASE) | points["points"].ne(0))
    needed = points[counts | points["fired"].fillna(value=False)]
    lines = scene.facts.card_items[["card_id", "item", "evidence", "graded_on", "file", "sheet", "row"]]
    bare = needed.merge(lines[lines["evidence"] == ""], on=["card_id", "item"], how="inner", validate="one_to_one")
    for _, own in bare.groupby(["client_id", "card_id"]):
        first = own.iloc[0].to_dict()
        yield scene.found(
            clause,
            text("no evidence for {items}", items=", ".join(sorted(own["item"]))),
            client=first["client_id"],
            subject=first["card_id"],
            since=first["graded_on"],
            evidence=place(first),
        )
