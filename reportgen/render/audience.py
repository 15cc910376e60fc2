"""Who may see what: the one place where Results become the Results of an audience.

Masks act on frames, before any view model is made, so that a template never holds what its
audience may not see (P08.19).
"""

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.model.facts import Facts
from reportgen.model.gap import Gap
from reportgen.model.insight import Insight
from reportgen.model.results import Results
from reportgen.policy.config import Config
from reportgen.policy.profile import Benchmarks, Profile, Sees
from reportgen.render.suppression import open_measures, suppressed

if TYPE_CHECKING:
    import pandas as pd

EVERYTHING = Sees(scores=True, cards=True, comments=True)
MASK = "▇▇"


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """One output root: whose it is and what it may see."""

    id: str
    """credit, management or office-<id>; also the folder."""
    office_id: str = ""
    """The office whose clients alone it sees; empty = all."""
    sees: Sees


def audiences(config: Config, results: Results) -> list[Audience]:
    """Return every audience of a build: credit, management and one per office."""
    chosen = config.profile.audiences
    offices = sorted(results.facts.offices["office_id"])
    return [
        Audience(id="credit", sees=EVERYTHING),
        Audience(id="management", sees=chosen.management),
        *(Audience(id=f"office-{one}", office_id=one, sees=chosen.office) for one in offices),
    ]


def masked(results: Results, audience: Audience, config: Config) -> Results:
    """Return what ``audience`` may see of ``results``; the credit audience sees all."""
    seen = _own_office(results, audience, config.profile) if audience.office_id else results
    cards = frozenset(pack_id for pack_id, packs in config.packs.items() if any(_by_card(p) for p in packs))
    if not audience.sees.scores:
        seen = replace(seen, grades=_without_scores(seen.grades, cards))
        seen = replace(seen, grade_history=_without_scores(seen.grade_history, cards))
    if not audience.sees.cards:
        seen = _without_cards(seen, cards)
    if not audience.sees.comments:
        words = replace(seen.insight, keywords=seen.insight.keywords.iloc[:0])
        seen = replace(seen, insight=words, facts=replace(seen.facts, comments=seen.facts.comments.iloc[:0]))
    return seen


def _by_card(pack: object) -> bool:
    grading = getattr(pack, "grading", None)
    return grading is not None and grading.basis == "scorecard"


def _without_scores(grades: "pd.DataFrame", cards: frozenset[str]) -> "pd.DataFrame":
    """Return levels without the scores of scorecards; the gap says that they are hidden."""
    hidden = grades["pack"].isin(cards)
    names = [name for name in ("score", "previous_score") if name in grades]
    blank = {name: grades[name].astype("object").mask(hidden, None) for name in names}
    gap = (
        {"gap": grades["gap"].mask(hidden & grades["score"].notna(), Gap.HIDDEN.value)} if "gap" in grades else {}
    )
    return grades.assign(**blank, **gap)


def _without_cards(results: Results, cards: frozenset[str]) -> Results:
    """Return results without items, evidence, sign-offs and what would give them away."""
    facts = results.facts
    grades = results.grades
    scored = grades["pack"].isin(cards) & grades["because"].ne("(rules)")
    contributions, points = results.contributions, results.points
    files = set(facts.cards["file"]) | set(facts.card_items["file"])
    card_clauses = tuple(f"{pack}." for pack in sorted(cards))
    return replace(
        results,
        facts=replace(
            facts,
            cards=facts.cards.iloc[:0],
            card_items=facts.card_items.iloc[:0],
            signoffs=facts.signoffs.iloc[:0],
            limit_applications=_without_limits(facts.limit_applications),
        ),
        grades=grades.assign(because=grades["because"].mask(scored, "")),
        contributions=contributions[~contributions["pack"].isin(cards)],
        points=points[~points["pack"].isin(cards)],
        findings=tuple(
            f for f in results.findings if not (f.clause.startswith(card_clauses) and f.evidence in files)
        ),
        problems=tuple(p for p in results.problems if p.file not in files),
    )


def _without_limits(forms: "pd.DataFrame") -> "pd.DataFrame":
    """Return the forms without credit limits and reasons; levels and approvals stay."""
    import pandas as pd

    none = pd.Series(pd.NA, index=forms.index, dtype="Int64")
    return forms.assign(
        old_limit_fen=none, new_limit_fen=none, reason=pd.Series("", index=forms.index, dtype="str")
    )


def _own_office(results: Results, audience: Audience, profile: Profile) -> Results:
    """Return one office's clients and figures; company figures only as a benchmark of enough others (K06)."""
    office = audience.office_id
    own = frozenset(results.clients.loc[results.clients["office_id"] == office, "client_id"])
    least = profile.benchmarks
    return replace(
        results,
        facts=_own_facts(results.facts, office, own),
        changed=_own_changed(results, office, own, least),
        change_parts=_own_rows(results.change_parts, office, own).reset_index(drop=True),
        history=_own_history(results, office, own, least),
        grades=_of_clients(results.grades, own),
        grade_history=_of_clients(results.grade_history, own),
        contributions=_of_clients(results.contributions, own),
        points=_of_clients(results.points, own),
        clients=_of_clients(results.clients, own),
        insight=_own_insight(results.insight, office, own),
        coverage=results.coverage.iloc[:0],
        findings=tuple(
            f for f in results.findings if f.client_id in own or (not f.client_id and f.office_id == office)
        ),
        problems=(),
        inputs=(),
    )


def _of_clients(frame: "pd.DataFrame", own: frozenset[str]) -> "pd.DataFrame":
    return frame[frame["client_id"].isin(own)].reset_index(drop=True)


def _own_changed(results: Results, office: str, own: frozenset[str], least: Benchmarks) -> "pd.DataFrame":
    """Return the office's figures and its clients', and of the company's what gives nobody away."""
    import pandas as pd

    changed = results.changed
    company = changed[changed["level"].eq("company")]
    shown = open_measures(changed, office, own, least)
    past = open_measures(results.history, office, own, least)
    period = results.period
    earlier = {"previous": (str(period.previous), past), "year_ago": (str(period.year_ago), past)}
    seen = [suppressed(company, shown, earlier), _own_rows(changed, office, own)]
    return pd.concat(seen).sort_index().reset_index(drop=True)


def _own_history(results: Results, office: str, own: frozenset[str], least: Benchmarks) -> "pd.DataFrame":
    import pandas as pd

    history = results.history
    company = history[history["level"].eq("company")]
    seen = [suppressed(company, open_measures(history, office, own, least)), _own_rows(history, office, own)]
    return pd.concat(seen).sort_index().reset_index(drop=True)


def _own_rows(frame: "pd.DataFrame", office: str, own: frozenset[str]) -> "pd.DataFrame":
    clients = frame["level"].eq("client") & frame["client_id"].isin(own)
    return frame[clients | (frame["level"].eq("office") & frame["office_id"].eq(office))]


def _own_insight(insight: Insight, office: str, own: frozenset[str]) -> Insight:
    """Return what lies behind the office's own figures and those of its clients; nothing of the company's."""
    frames = {name: getattr(insight, name) for name in Insight.__dataclass_fields__}
    return Insight(**{name: _own_level(frame, office, own) for name, frame in frames.items()})


def _own_level(frame: "pd.DataFrame", office: str, own: frozenset[str]) -> "pd.DataFrame":
    mine = frame["level"].eq("office") & frame["office_id"].eq(office)
    if "client_id" in frame:
        mine |= frame["level"].eq("client") & frame["client_id"].isin(own)
    return frame[mine].reset_index(drop=True)


def _own_facts(facts: Facts, office: str, own: frozenset[str]) -> Facts:
    """Return the rows of the office's clients; other clients' names in free text are masked (F19)."""
    others = _names_of_others(facts, own)
    return replace(
        facts,
        register=_of_clients(facts.register, own),
        offices=facts.offices[facts.offices["office_id"] == office].reset_index(drop=True),
        memberships=_of_clients(facts.memberships, own),
        answers=_of_clients(facts.answers, own),
        responses=_blacked(_of_clients(facts.responses, own), ("contact", "source", "mode"), others),
        comments=_blacked(_of_clients(facts.comments, own), ("comment", "contact"), others),
        complaints=_blacked(_of_clients(facts.complaints, own), ("content", "result"), others),
        orders=_of_clients(facts.orders, own),
        cards=_of_clients(facts.cards, own),
        card_items=_blacked(_of_clients(facts.card_items, own), ("evidence",), others),
        signoffs=facts.signoffs[facts.signoffs["card_id"].isin(_of_clients(facts.cards, own)["card_id"])],
        survey_sample=_of_clients(facts.survey_sample, own),
        receivables=_of_clients(facts.receivables, own),
        targets=_of_clients(facts.targets, own),
        visits=_own_visits(facts.visits, office, own),
        churn_reports=_blacked(_of_clients(facts.churn_reports, own), ("cause",), others),
        limit_applications=_blacked(_of_clients(facts.limit_applications, own), ("reason",), others),
    )


def _own_visits(visits: "pd.DataFrame", office: str, own: frozenset[str]) -> "pd.DataFrame":
    """Return the visits to the office's clients, and those to the office itself."""
    itself = visits["client_id"].eq("") & visits["office_id"].eq(office)
    return visits[visits["client_id"].isin(own) | itself].reset_index(drop=True)


def _names_of_others(facts: Facts, own: frozenset[str]) -> re.Pattern[str] | None:
    """Return a pattern of every name, short name, id and credit code of clients that are not its own."""
    register = facts.register
    foreign = register[~register["client_id"].isin(own)]
    mine = register[register["client_id"].isin(own)]
    columns = ("name", "short_name", "client_id", "credit_code")
    words = {word for name in columns for word in foreign[name] if len(word) > 1}
    words -= {word for name in columns for word in mine[name]}
    if not words:
        return None
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w))))


def _blacked(frame: "pd.DataFrame", columns: tuple[str, ...], names: re.Pattern[str] | None) -> "pd.DataFrame":
    if names is None or frame.empty:
        return frame
    return frame.assign(**{name: frame[name].str.replace(names, MASK, regex=True) for name in columns})
