"""The tables behind the figures of a made-up company: what the product finds and what plain Python recomputes."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from reportgen.compare.coverage import client_coverage
from reportgen.measure.complaint_groups import complaint_groups
from reportgen.measure.evaluations import evaluated, evaluations
from reportgen.measure.feedback import feedback
from reportgen.measure.loyalty import loyalty, mentions
from reportgen.measure.needs import needs
from reportgen.measure.remedies import remedies
from reportgen.measure.scoring import scored
from reportgen.measure.surveyed import surveyed
from reportgen.model.evaluation_frames import EVALUATION_FRAMES
from reportgen.model.listening_frames import LISTENING_FRAMES
from reportgen.model.pattern_frames import PATTERNS
from reportgen.model.period import Period
from reportgen.model.result_frames import CLIENTS
from reportgen.policy.keywords import Dictionary
from reportgen.policy.listening import Loyalty, Mentions, Needs, Remedies, Replies
from reportgen.policy.patterns import Division, Groups
from tests.measure import literal
from tests.oracle import behind, grouped
from tests.oracle.behind import Lens, Table
from tests.oracle.clock import Working
from tests.oracle.product import measure, typed
from tests.oracle.rules import rules_of
from tests.oracle.span import Span
from tests.oracle.told import FUNCTIONS, PERIOD, WORDS, told
from tests.policy.test_keywords import rules as worded

if TYPE_CHECKING:
    from reportgen.model.facts import Facts

HERE = Path(__file__).resolve().parent
WINDOW = literal.window(PERIOD)
ABOUT = {"质量": "product", "价格": "product", "答复": "service"}
SUBJECTS = Needs(clause="P11.23", product=("quality", "price"), service=("speed",))
TRIGGERS = {"emergency": "P14.8", "complaint": "P14.9", "suggestion": "P14.10", "important_item": "P14.11"}
CARDS = {"C03": date(2026, 9, 30), "C08": date(2025, 1, 1)}
_BLANK = {"office_id": "", "client_id": "", "product": "", "evidence": ""}
PATTERN_ROWS = [
    _BLANK | {"signal": "spread_clients", "level": "company", "category": "q"},
    _BLANK | {"signal": "rising", "level": "office", "office_id": "E", "category": "p"},
    _BLANK | {"signal": "above_limits", "level": "office", "office_id": "N", "category": "(all)"},
    _BLANK | {"signal": "repeat_client", "level": "client", "client_id": "C05", "category": "r"},
    _BLANK | {"signal": "repeat_product", "level": "company", "category": "q", "product": "P1"},
    _BLANK | {"signal": "spread_offices", "level": "company", "category": "nobody's"},
]
EVIDENCE = {"repeat_client": ("C05", "r"), "repeat_product": (None, "q")}
"""Of a repeat, whose complaints it rests on."""


def patterns(facts: "Facts") -> list[dict[str, Any]]:
    """The patterns, repeats with the complaints behind them."""
    ledger = behind.rows(facts.complaints)

    def evidence(signal: str) -> str:
        client, category = EVIDENCE.get(signal, ("nobody", ""))
        own = [one for one in ledger if one["client_id"] == client or client is None]
        return ";".join(one["complaint_id"] for one in own if one["category"] == category)

    return [one | {"evidence": evidence(one["signal"])} for one in PATTERN_ROWS]


# ------------------------------------------------------------------ what the product says
def keyed(frame: pd.DataFrame, keys: Iterable[str], cells: Iterable[str]) -> Table:
    """The rows of a table as the oracle writes them: of a client its id, else the office's."""
    keys, cells = tuple(keys), tuple(cells)
    found = {}
    for row in behind.rows(frame):
        row["id"] = row["client_id"] if row.get("level") == "client" else row.get("office_id")
        key = tuple(row[name] for name in keys)
        assert key not in found
        found[key] = tuple(round(row[x], 9) if isinstance(row[x], float) else row[x] for x in cells)
    return found


def said_feedback(facts: "Facts") -> Table:
    cells = "count n_clients positive neutral negative negative_previous replied late reply_days_p50"
    found = feedback(facts, WINDOW, Replies(clause="P11.19", days=10))
    return keyed(found, ("level", "id", "kind"), cells.split())


def said_needs(facts: "Facts") -> Table:
    found = needs(facts, WINDOW, SUBJECTS, Dictionary.of(worded(**WORDS)))
    return keyed(found, ("level", "office_id", "subject", "voice"), ("count", "n_clients"))


def said_mentions(facts: "Facts") -> Table:
    found = mentions(facts, WINDOW, Mentions(clause="P11.22", days=60))
    return keyed(found, ("level", "office_id"), ("handled", "before", "after", "cut"))


def said_loyalty(facts: "Facts") -> Table:
    found = loyalty(facts, WINDOW, Loyalty(clause="P11.24"))
    return keyed(found, ("level", "office_id", "group"), ("n", "ordering", "share", "low", "high"))


def said_remedies(facts: "Facts") -> Table:
    more = {"period": PERIOD, "count": 3, "threshold": 3, "n_clients": 1, "n_offices": 1, "clause": "P11.17"}
    table = literal.framed(PATTERNS, [more | {"since": "2026-07-01"} | one for one in patterns(facts)])
    found = remedies(facts, WINDOW, Remedies(clause="P11.18"), table)
    keys = ("signal", "level", "office_id", "client_id", "category", "product", "action_id")
    return keyed(found, keys, ("status", "due_on", "done_on"))


def said_surveyed(facts: "Facts") -> Table:
    pack = typed(HERE).in_force(WINDOW.last_day)["P06"]
    assert pack.satisfaction is not None
    found = surveyed(facts, WINDOW, scored(facts.answers, WINDOW, pack.satisfaction), "P06", "P06.5")
    cells = ("asked", "responses", "n_clients", "answers", "points")
    return keyed(found, ("level", "office_id", "by", "name"), cells)


def said_evaluations(facts: "Facts") -> Table:
    cells = ("level", "office_id", "client_id", "since", "by", "evaluated_on")
    return keyed(evaluations(facts, WINDOW, TRIGGERS), ("trigger", "subject"), cells)


def said_evaluated(facts: "Facts") -> Table:
    found = evaluated(facts, WINDOW, TRIGGERS, evaluations(facts, WINDOW, TRIGGERS))
    return keyed(found, ("level", "id", "trigger"), ("n", "evaluated", "by_form", "share"))


def said_coverage(facts: "Facts") -> Table:
    now = measure(typed(HERE), facts, Period.parse(PERIOD)).measures
    own = now[now["level"] == "client"].drop_duplicates("client_id")
    clients = literal.framed(
        CLIENTS,
        [
            {"period": PERIOD, "client_id": client, "office_id": office, "card": str(CARDS.get(client, ""))}
            for client, office in zip(own["client_id"], own["office_id"], strict=True)
        ],
    )
    known = replace(facts, read=facts.read | {("scorecard_items", PERIOD)})
    cells = ("office_id", "asked", "answered", "complained", "carded", "carded_on", "sold", "sold_12m")
    return keyed(client_coverage(known, clients, now, WINDOW), ("client_id",), cells)


def said_groups(facts: "Facts") -> Table:
    config = typed(HERE)
    rules = config.in_force(WINDOW.last_day)["P11"].complaints
    assert rules is not None
    wanted = Groups(category=Division(clause="P11.21"), handler=Division(clause="P11.5"))
    now = measure(config, facts, Period.parse(PERIOD))
    found = complaint_groups(facts, now, rules, wanted, config.profile.waiting)
    cells = (
        "count n_clients due on_time on_time_share on_time_gap timed handling_p50 low high at_least handling_gap"
    )
    marks = "solved resolution_rate scored satisfaction satisfaction_gap provisional"
    return keyed(found, ("level", "office_id", "by", "group"), (*cells.split(), *marks.split()))


# ------------------------------------------------------------------ beside what it should say
SAID: dict[str, Callable[["Facts"], Table]] = {
    "FEEDBACK": said_feedback,
    "NEEDS": said_needs,
    "MENTIONS": said_mentions,
    "LOYALTY": said_loyalty,
    "REMEDIES": said_remedies,
    "SURVEYED": said_surveyed,
    "EVALUATIONS": said_evaluations,
    "EVALUATED": said_evaluated,
    "CLIENT_COVERAGE": said_coverage,
    "COMPLAINT_GROUPS": said_groups,
}


def survey_rules() -> Any:
    rules = rules_of(HERE)
    return rules.on(Span(PERIOD, rules.zone).last)["P06"].survey


def wanted_groups(lens: Lens) -> Table:
    rules = rules_of(HERE)
    ledger = rules.on(lens.span.last)["P11"].ledger
    assert ledger is not None
    assert rules.hours
    return grouped.groups(lens, ledger, Working(rules.zone, rules.hours))


WANTED: dict[str, Callable[[Lens], Table]] = {
    "FEEDBACK": lambda lens: behind.feedback(lens, 10),
    "NEEDS": lambda lens: behind.needs(lens, ABOUT),
    "MENTIONS": lambda lens: behind.mentions(lens, 60),
    "LOYALTY": behind.loyalty,
    "REMEDIES": lambda lens: behind.remedies(lens, patterns(lens.facts)),
    "SURVEYED": lambda lens: behind.surveyed(lens, survey_rules(), FUNCTIONS),
    "EVALUATIONS": behind.evaluations,
    "EVALUATED": behind.evaluated,
    "CLIENT_COVERAGE": lambda lens: behind.coverage(lens, CARDS),
    "COMPLAINT_GROUPS": wanted_groups,
}


@pytest.fixture(scope="module")
def lens(tmp_path_factory: pytest.TempPathFactory) -> Lens:
    return Lens.of(told(), Span(PERIOD, literal.ZONE), tmp_path_factory.mktemp("world"))


def test_every_table_of_what_clients_say_has_an_oracle() -> None:
    others = {"CLIENT_COVERAGE", "COMPLAINT_GROUPS"}
    frames = (*LISTENING_FRAMES, *EVALUATION_FRAMES)
    assert {frame.name for frame in frames} | others == SAID.keys() == WANTED.keys()


@pytest.mark.parametrize("name", SAID)
def test_each_row_is_recomputed(name: str, lens: Lens) -> None:
    wanted, found = WANTED[name](lens), SAID[name](lens.facts)
    assert wanted
    assert {key: (cells, found.get(key)) for key, cells in wanted.items() if found.get(key) != cells} == {}
    assert found.keys() - wanted.keys() == set()


def changed_records(facts: "Facts", export: str, **columns: Any) -> "Facts":
    return replace(facts, records={**facts.records, export: facts.records[export].assign(**columns)})


def first(column: "pd.Series[Any]", value: Any, *, where: "pd.Series[bool]") -> "pd.Series[Any]":
    """The column with another value in the first row of some."""
    return column.mask(column.index == where.idxmax(), value)


def broken_tones(facts: "Facts") -> "Facts":
    said = facts.records["feedback"]
    here = said["date"].between(pd.Timestamp("2026-07-01"), pd.Timestamp("2026-09-30"))
    bad = here & (said["tone"] == "negative")
    return changed_records(facts, "feedback", tone=first(said["tone"], "neutral", where=bad))


def broken_texts(facts: "Facts") -> "Facts":
    said = facts.records["feedback"]
    here = said["date"].between(pd.Timestamp("2026-07-01"), pd.Timestamp("2026-09-30"))
    need = here & said["kind"].eq("need") & said["text"].eq("")
    assert need.any()
    return changed_records(facts, "feedback", text=first(said["text"], "价格高", where=need))


def broken_days(facts: "Facts") -> "Facts":
    said = facts.records["feedback"]
    return changed_records(facts, "feedback", date=said["date"] - pd.Timedelta(days=30))


def broken_orders(facts: "Facts") -> "Facts":
    return replace(facts, orders=facts.orders.assign(cancelled=True))


def broken_due(facts: "Facts") -> "Facts":
    due = facts.records["improvement_actions"]["due_date"]
    later = due.where(due != pd.Timestamp("2026-09-30"), pd.Timestamp("2026-10-01"))
    return changed_records(facts, "improvement_actions", due_date=later)


def broken_plan(facts: "Facts") -> "Facts":
    kinds = facts.records["survey_plan"]["kind"]
    return changed_records(facts, "survey_plan", kind=kinds.mask(kinds == "ad_hoc", "regular"))


def broken_names(facts: "Facts") -> "Facts":
    forms = facts.responses
    return replace(facts, responses=forms.assign(complaint_id=forms["complaint_id"].str.lower()))


def broken_ledger(facts: "Facts") -> "Facts":
    ledger = facts.complaints
    return replace(facts, complaints=ledger[ledger["client_id"] != "C03"])


def broken_open(facts: "Facts") -> "Facts":
    """What is not closed never counts: medians of closed complaints alone."""
    ledger = facts.complaints
    return replace(facts, complaints=ledger[ledger["closed_at"].notna() | ledger["state"].isin(grouped.SETTLED)])


BROKEN: dict[str, Callable[["Facts"], "Facts"]] = {
    "FEEDBACK": broken_tones,
    "NEEDS": broken_texts,
    "MENTIONS": broken_days,
    "LOYALTY": broken_orders,
    "REMEDIES": broken_due,
    "SURVEYED": broken_plan,
    "EVALUATIONS": broken_names,
    "EVALUATED": broken_names,
    "CLIENT_COVERAGE": broken_ledger,
    "COMPLAINT_GROUPS": broken_open,
}


@pytest.mark.parametrize("name", SAID)
def test_control_a_cell_that_is_another_is_seen(name: str, lens: Lens) -> None:
    assert SAID[name](BROKEN[name](lens.facts)) != WANTED[name](lens)
