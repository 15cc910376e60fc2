"""The rows of an audience's own clients and offices, and no word of anybody else's."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from reportgen.model.designations import designations
from reportgen.model.facts import Facts
from reportgen.model.finding import Finding
from reportgen.model.insight import Insight
from reportgen.model.problem import Problem
from reportgen.model.results import Results
from reportgen.model.sightings import Sought
from reportgen.model.text import Text
from reportgen.policy.audiences import Audience
from reportgen.policy.config import Config
from reportgen.policy.profile import Benchmarks
from reportgen.render.record_masks import own_records
from reportgen.render.suppression import open_measures, suppressed

if TYPE_CHECKING:
    import pandas as pd

NO_WORDS = frozenset(
    {"client_id", "office_id", "register_period", "period", "state_period", "name", "short_name", "credit_code"}
    | {"card_id", "response_id", "complaint_id", "order_id", "invoice_id", "visit_id", "application_id"}
    | {"part", "item", "entry", "state", "channel", "question", "approval_class", "mail", "stated_total"}
)
"""Text columns that hold keys, codes and the names of the rows' own clients; all others may name anybody."""
_BEHIND = ("category", "product")
_GROUPS = {"complaint_groups": ("group",)}
"""Columns of what lies behind that hold people's own words, which may name anybody."""


def own_rows(results: Results, audience: Audience, config: Config) -> Results:
    """Return an audience's clients and figures; company figures only as a benchmark of enough others (K06).

    A name, id or code of any other client that stands in a text is masked (F19).
    """
    clients = results.clients
    own = audience.owned(zip(clients["client_id"], clients["office_id"], strict=True))
    offices = _whole_offices(results, audience)
    others = _others(results.facts, own, config)
    homes = offices | frozenset(clients.loc[clients["client_id"].isin(own), "office_id"])
    mine = _Mine(own=own, offices=offices, homes=homes, least=config.profile.benchmarks)
    shown = open_measures(results.history, mine.offices, mine.own, mine.least)
    return replace(
        results,
        facts=_own_facts(results.facts, mine, others),
        changed=_own_changed(results, mine, shown),
        change_parts=_levels(results.change_parts, mine).reset_index(drop=True),
        history=_own_history(results, mine, shown),
        grades=_of_clients(results.grades, own),
        grade_history=_of_clients(results.grade_history, own),
        contributions=_of_clients(results.contributions, own),
        points=_of_clients(results.points, own),
        clients=_of_clients(clients, own),
        insight=_own_insight(results.insight, mine, others, _complaints_of(results.facts, own)),
        coverage=results.coverage.iloc[:0],
        client_coverage=_of_clients(results.client_coverage, own),
        coverage_groups=_levels(results.coverage_groups, mine).reset_index(drop=True),
        unresolved=_own_unresolved(results.unresolved, mine, others),
        findings=tuple(_said_finding(f, others.masked) for f in results.findings if mine.has_finding(f)),
        problems=tuple(_said_problem(p, others.masked) for p in _own_problems(results, own)),
        owners=_of_clients(results.owners, own),
        adjusted=_of_clients(results.adjusted, own),
        granted=_of_clients(results.granted, own),
        inputs=(),
        graded=results.graded.iloc[:0],
        restated=_without_others(_levels(results.restated, mine).reset_index(drop=True), others, ("places",)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mine:
    """Whose rows and figures are an audience's own."""

    own: frozenset[str]
    offices: frozenset[str]
    """Offices whose figures it sees."""
    homes: frozenset[str]
    """Offices whose names it sees: those, and its clients' own."""
    least: Benchmarks

    def has_finding(self, one: Finding) -> bool:
        """Whether a finding is about one of its clients, or about one of its offices as a whole."""
        return one.client_id in self.own or (not one.client_id and one.office_id in self.offices)


def _whole_offices(results: Results, audience: Audience) -> frozenset[str]:
    """Return the offices whose figures it sees; with some clients only, its figures would tell of the rest."""
    if audience.clients is not None:
        return frozenset()
    return frozenset(results.facts.offices["office_id"]) & (audience.own_offices or frozenset())


def _others(facts: Facts, own: frozenset[str], config: Config) -> Sought:
    """Return the names, ids and codes of all clients that are not its own, to look for in texts."""
    called = designations(facts, ((one.client_id, one.written) for one in config.aliases))
    foreign = {word for (_, client), words in called.items() if client not in own for word in words}
    known = {word for (_, client), words in called.items() if client in own for word in words}
    return Sought(foreign, [*known, *facts.offices["name"], *config.profile.audiences.ordinary_words])


def _own_unresolved(said: "pd.DataFrame", mine: _Mine, others: Sought) -> "pd.DataFrame":
    """Return what rows say that name one of its offices themselves, and no client that is somebody else's."""
    kept = said[said["office_id"].isin(mine.offices)].reset_index(drop=True)
    return _without_others(kept, others, ("client_name", "client_id", "file", "sheet"))


def _of_clients(frame: "pd.DataFrame", own: frozenset[str]) -> "pd.DataFrame":
    return frame[frame["client_id"].isin(own)].reset_index(drop=True)


def _own_changed(results: Results, mine: _Mine, shown: "pd.DataFrame") -> "pd.DataFrame":
    """Return the own offices' figures and clients', and of the company's what gives nobody away."""
    import pandas as pd

    changed = results.changed
    company = changed[changed["level"].eq("company")]
    period = results.period
    earlier = {"previous": (str(period.previous), shown), "year_ago": (str(period.year_ago), shown)}
    seen = [suppressed(company, shown, earlier), _levels(changed, mine)]
    return pd.concat(seen).sort_index().reset_index(drop=True)


def _own_history(results: Results, mine: _Mine, shown: "pd.DataFrame") -> "pd.DataFrame":
    import pandas as pd

    history = results.history
    company = history[history["level"].eq("company")]
    return pd.concat([suppressed(company, shown), _levels(history, mine)]).sort_index().reset_index(drop=True)


def _levels(frame: "pd.DataFrame", mine: _Mine) -> "pd.DataFrame":
    """Return the rows of the own clients and of the own offices."""
    kept = frame["level"].eq("office") & frame["office_id"].isin(mine.offices)
    if "client_id" in frame:
        kept |= frame["level"].eq("client") & frame["client_id"].isin(mine.own)
    return frame[kept]


def _own_insight(insight: Insight, mine: _Mine, others: Sought, known: frozenset[str]) -> Insight:
    """Return what lies behind the own figures; nothing of the company's.

    ``known``: complaints of its own clients; a pattern of an office may rest on those of a client that left.
    """
    import pandas as pd

    frames = {name: _levels(getattr(insight, name), mine) for name in Insight.__dataclass_fields__}
    patterns = frames["patterns"]
    kept = [";".join(filter(known.__contains__, one.split(";"))) for one in patterns["evidence"]]
    frames["patterns"] = patterns.assign(evidence=pd.Series(kept, index=patterns.index, dtype="str"))
    return Insight(
        **{
            name: _without_others(frame.reset_index(drop=True), others, _GROUPS.get(name, _BEHIND))
            for name, frame in frames.items()
        }
    )


def _complaints_of(facts: Facts, own: frozenset[str]) -> frozenset[str]:
    return frozenset(facts.complaints.loc[facts.complaints["client_id"].isin(own), "complaint_id"])


def _own_facts(facts: Facts, mine: _Mine, others: Sought) -> Facts:
    """Return the rows of the own clients; other clients' names in any text of theirs are masked (F19)."""
    own = mine.own
    theirs = {name: value for name in Facts.__dataclass_fields__ if "client_id" in (value := getattr(facts, name))}
    frames: dict[str, Any] = {name: _of_clients(frame, own) for name, frame in theirs.items()}
    itself = facts.visits["client_id"].eq("") & facts.visits["office_id"].isin(mine.offices)
    frames["visits"] = facts.visits[facts.visits["client_id"].isin(own) | itself].reset_index(drop=True)
    frames["signoffs"] = facts.signoffs[facts.signoffs["card_id"].isin(frames["cards"]["card_id"])]
    frames["offices"] = facts.offices[facts.offices["office_id"].isin(mine.homes)].reset_index(drop=True)
    said: dict[str, Any] = {name: _without_others(frame, others) for name, frame in frames.items()}
    records = own_records(facts, own, mine.offices, lambda frame, texts: _without_others(frame, others, texts))
    return replace(facts, records=records, **said)


def _without_others(frame: "pd.DataFrame", others: Sought, columns: tuple[str, ...] = ()) -> "pd.DataFrame":
    """Return a frame without others' names in ``columns``, else in all columns of words."""
    words = columns or tuple(n for n in map(str, frame) if str(frame[n].dtype) == "str" and n not in NO_WORDS)
    masks = {name: _masks(frame[name], others) for name in words if name in frame}
    return frame.assign(**{name: frame[name].replace(found) for name, found in masks.items() if found})


def _masks(column: "pd.Series[str]", others: Sought) -> dict[str, str]:
    """Return the texts of a column that name others → the same, masked."""
    texts = [str(one) for one in column.unique()]
    if not others.may_be_in("\ue000".join(texts)):
        return {}
    return {one: said for one in texts if (said := others.masked(one)) != one}


def _own_problems(results: Results, own: frozenset[str]) -> tuple[Problem, ...]:
    """Return the problems of rows of the own clients alone, and of files that hold nobody else's rows (K04)."""
    owners = results.owners
    rows: dict[tuple[str, str, int], str] = {}
    sheets: dict[tuple[str, str], bool] = {}
    for file, sheet, row, client in owners[["file", "sheet", "row", "client_id"]].itertuples(index=False):
        rows[file, sheet, row] = client
        sheets[file, sheet] = sheets.get((file, sheet), True) and client in own

    def is_own(one: Problem) -> bool:
        if one.row:
            return rows.get((one.file, one.sheet, one.row)) in own
        return sheets.get((one.file, one.sheet), False)

    return tuple(one for one in results.problems if is_own(one))


def _said_problem(one: Problem, mask: Callable[[str], str]) -> Problem:
    """Return a problem without other clients' names, such as those nearest to an unknown one."""
    return replace(
        one,
        file=mask(one.file),
        sheet=mask(one.sheet),
        value=mask(one.value),
        expected=_said(one.expected, mask),
        hint=_said(one.hint, mask),
    )


def _said_finding(one: Finding, mask: Callable[[str], str]) -> Finding:
    """Return a finding without other clients' names."""
    return replace(one, subject=mask(one.subject), what=_said(one.what, mask), evidence=mask(one.evidence))


def _said(words: Text, mask: Callable[[str], str]) -> Text:
    found = {name: mask(value) if isinstance(value, str) else value for name, value in dict(words.values).items()}
    return Text(words.pattern, tuple(found.items()))
