"""The groups of fields of the profile's table, each taken out of the frames where its key is false."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reportgen.model.gap import Gap
from reportgen.model.results import Results
from reportgen.model.sightings import Sought
from reportgen.policy.audiences import Fields
from reportgen.policy.config import Config
from reportgen.render.record_masks import without_groups

if TYPE_CHECKING:
    import pandas as pd

YUAN = "yuan"
Columns = dict[str, tuple[str, ...]]
CONTACTS: Columns = {
    "answers": ("contact",),
    "responses": ("contact",),
    "comments": ("contact",),
    "offices": ("mail",),
}
STAFF: Columns = {
    "register": ("account_manager",),
    "offices": ("manager",),
    "complaints": ("handler",),
    "signoffs": ("person",),
    "limit_applications": ("filled_by", "approved_by"),
}
VOICES: Columns = {"comments": ("comment",), "complaints": ("content", "result")}
"""Where clients speak: they may name those who are masked."""
MONEY: Columns = {
    "orders": ("amount_fen", "margin_fen"),
    "receivables": ("amount_fen", "paid_fen"),
    "targets": ("target_fen",),
}
"""Frame of the facts → its columns of a group."""
_FIGURES = ("value", "low", "high", "previous", "change", "year_ago", "year_ago_change", "at_least", "p_value")
_SCORES = ("score", "previous_score")


def without_fields(results: Results, sees: Fields, config: Config) -> Results:
    """Return results without the groups of fields that ``sees`` masks."""
    cards = packs_by(config, "scorecard")
    results = replace(results, facts=without_groups(results.facts, sees))
    if not sees.cards:
        results = _without_cards(results, cards)
    if not sees.scores:
        results = _without_scores(results, cards)
    if not sees.comments:
        results = _without_comments(results)
    for seen, columns in ((sees.contacts, CONTACTS), (sees.staff, STAFF)):
        results = results if seen else _blank(results, columns)
    results = results if sees.staff else _without_handlers(results)
    results = results if sees.amounts else _without_amounts(results, config)
    results = results if sees.limits else _without_limits(results)
    results = results if sees.evidence else _without_evidence(results)
    if not sees.findings:
        results = replace(results, findings=())
    if not sees.problems:
        empty = {name: getattr(results, name).iloc[:0] for name in ("coverage", "owners", "unresolved")}
        results = replace(results, problems=(), **empty)
    return results


def packs_by(config: Config, basis: str) -> frozenset[str]:
    """Return the packs of which a version grades on ``basis``."""
    return frozenset(
        one for one, packs in config.packs.items() if any(p.grading and p.grading.basis == basis for p in packs)
    )


def _without_scores(results: Results, packs: frozenset[str]) -> Results:
    """Return levels without the scores of ``packs``; the gap says that they are hidden."""
    return replace(
        results,
        grades=_scoreless(results.grades, packs),
        grade_history=_scoreless(results.grade_history, packs),
        restated=_unrestated(results.restated, results.restated["figure"].isin(packs)),
    )


def _scoreless(grades: "pd.DataFrame", packs: frozenset[str]) -> "pd.DataFrame":
    hidden = grades["pack"].isin(packs)
    blank = {name: grades[name].astype("object").mask(hidden, None) for name in _SCORES if name in grades}
    gone = hidden & grades["score"].notna()
    gap = {"gap": grades["gap"].mask(gone, Gap.HIDDEN.value)} if "gap" in grades else {}
    return grades.assign(**blank, **gap)


def _without_cards(results: Results, cards: frozenset[str]) -> Results:
    """Return results without items, sign-offs and what would give them away."""
    facts = results.facts
    grades = results.grades
    scored = grades["pack"].isin(cards) & grades["because"].ne("(rules)")
    contributions, points = results.contributions, results.points
    files = set(facts.cards["file"]) | set(facts.card_items["file"])
    clauses = tuple(f"{pack}." for pack in sorted(cards))
    return replace(
        results,
        facts=replace(
            facts,
            cards=facts.cards.iloc[:0],
            card_items=facts.card_items.iloc[:0],
            signoffs=facts.signoffs.iloc[:0],
        ),
        grades=grades.assign(because=grades["because"].mask(scored, "")),
        contributions=contributions[~contributions["pack"].isin(cards)],
        points=points[~points["pack"].isin(cards)],
        findings=tuple(f for f in results.findings if not (f.clause.startswith(clauses) and f.evidence in files)),
        problems=tuple(p for p in results.problems if p.file not in files),
    )


def _without_comments(results: Results) -> Results:
    """Return results without words of clients, and without what is counted in them."""
    facts = results.facts
    silent = facts.complaints.assign(**dict.fromkeys(("content", "result"), _none(facts.complaints)))
    return replace(
        results,
        insight=replace(results.insight, keywords=results.insight.keywords.iloc[:0]),
        facts=replace(facts, comments=facts.comments.iloc[:0], complaints=silent),
    )


def _blank(results: Results, columns: Columns) -> Results:
    """Return results with nothing in some text columns of the facts, nor their words in what clients say."""
    facts = results.facts
    known = Sought(word for name, blank in columns.items() for one in blank for word in getattr(facts, name)[one])
    frames: dict[str, Any] = {name: _masked(getattr(facts, name), words, known) for name, words in VOICES.items()}
    for name, blank in columns.items():
        frame = frames.get(name, getattr(facts, name))
        frames[name] = frame.assign(**dict.fromkeys(blank, _none(frame)))
    return replace(results, facts=replace(facts, **frames))


def _without_handlers(results: Results) -> Results:
    """Return results without what is counted for each handler: a person's work is not shown without a name."""
    groups = results.insight.complaint_groups
    return replace(results, insight=replace(results.insight, complaint_groups=groups[groups["by"] != "handler"]))


def _masked(frame: "pd.DataFrame", columns: tuple[str, ...], sought: Sought) -> "pd.DataFrame":
    return frame.assign(**{name: frame[name].map(sought.masked).astype("str") for name in columns})


def _none(frame: "pd.DataFrame") -> "pd.Series[str]":
    import pandas as pd

    return pd.Series("", index=frame.index, dtype="str")


def _unknown(frame: "pd.DataFrame") -> "pd.Series[int]":
    import pandas as pd

    return pd.Series(pd.NA, index=frame.index, dtype="Int64")


def _without_amounts(results: Results, config: Config) -> Results:
    """Return results without money: rows that say how often, but not how much."""
    money = set(results.changed.loc[results.changed["unit"].eq(YUAN), "measure"])
    by_money = frozenset(
        one
        for one in packs_by(config, "measure")
        if any(p.grading and p.grading.measure in money for p in config.packs[one])
    )
    frames = {}
    for name, columns in MONEY.items():
        frame = getattr(results.facts, name)
        frames[name] = frame.assign(**dict.fromkeys(columns, _unknown(frame)))
    results = _without_scores(results, by_money)
    points, sales, moved = results.points, results.clients["sales"], results.contributions
    return replace(
        results,
        changed=_figureless(results.changed),
        history=_figureless(results.history),
        restated=_unrestated(results.restated, results.restated["unit"].eq(YUAN)),
        clients=results.clients.assign(sales=sales.astype("object").mask(sales.notna(), None)),
        client_coverage=_blank_money(results.client_coverage, ("sold_12m",)),
        coverage_groups=_blank_money(results.coverage_groups, ("sales", "sales_of", "sales_share")),
        contributions=moved[~moved["pack"].isin(by_money)],
        points=points.assign(value=points["value"].astype("object").mask(points["item"].isin(money), None)),
        facts=replace(results.facts, **frames),
    )


def _blank_money(frame: "pd.DataFrame", columns: tuple[str, ...]) -> "pd.DataFrame":
    """Return a frame without the exact amounts of some columns."""
    return frame.assign(**{name: frame[name].astype("object").mask(frame[name].notna(), None) for name in columns})


def _figureless(figures: "pd.DataFrame") -> "pd.DataFrame":
    """Return figures with HIDDEN in place of money."""
    hidden = figures["unit"].eq(YUAN)
    blank = {
        name: figures[name].mask(hidden, None) if figures[name].dtype == object else figures[name].mask(hidden)
        for name in _FIGURES
        if name in figures
    }
    gone = hidden & figures["value"].notna()
    return figures.assign(**blank, gap=figures["gap"].mask(gone, Gap.HIDDEN.value))


def _unrestated(figures: "pd.DataFrame", hidden: "pd.Series[bool]") -> "pd.DataFrame":
    """Return restated figures with HIDDEN in place of those that are ``hidden``."""
    blank = {}
    for side in ("old", "new"):
        gone = hidden & figures[side].notna()
        blank[side] = figures[side].astype("object").mask(hidden, None)
        blank[f"{side}_gap"] = figures[f"{side}_gap"].mask(gone, Gap.HIDDEN.value)
    return figures.assign(**blank)


def _without_limits(results: Results) -> Results:
    """Return the forms without credit limits and reasons; levels and approvals stay."""
    forms = results.facts.limit_applications
    blank: dict[str, Any] = {name: _unknown(forms) for name in ("old_limit_fen", "new_limit_fen")}
    blank["reason"] = _none(forms)
    return replace(results, facts=replace(results.facts, limit_applications=forms.assign(**blank)))


def _without_evidence(results: Results) -> Results:
    """Return findings, scored items and restated figures that do not say where to look."""
    items = results.facts.card_items
    return replace(
        results,
        findings=tuple(replace(one, evidence="") for one in results.findings),
        restated=results.restated.assign(places=_none(results.restated)),
        facts=replace(results.facts, card_items=items.assign(evidence=_none(items))),
    )
