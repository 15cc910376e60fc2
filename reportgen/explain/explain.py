"""One published figure with everything behind it, computed again from the rows that it names."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from reportgen.explain.account import Account, Outcome, SourceRow
from reportgen.explain.families import family, looks_back
from reportgen.explain.faults import Faults
from reportgen.explain.grades import graded, story
from reportgen.explain.inquiry import Inquiry, Record, records
from reportgen.explain.people import population
from reportgen.model.frame import ContractError
from reportgen.model.rounding import half_up
from reportgen.model.text import Text, text
from reportgen.policy.sources import Export

if TYPE_CHECKING:
    import pandas as pd

GRADE = "grade:"
NAMED = 40
"""Most clients of a population that are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A figure, its formula with its own numbers, its population, and every row behind it."""

    inquiry: Inquiry
    published: Record
    """Its row of CHANGED, or of GRADES."""
    outcome: Outcome
    population: tuple[Text, ...]
    remarks: tuple[Text, ...]
    account: Account

    @property
    def rows(self) -> tuple[SourceRow, ...]:
        """Every row: those that count first, then those left out."""
        return tuple(sorted(self.account.rows, key=lambda row: not row.used))


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What is looked up for an explanation beside its rows; many of one build can share it."""

    faults: Faults
    people: Mapping[str, AbstractSet[str]]
    """Client → its offices, of all that were clients in the period."""
    row: Record
    """Its row of CHANGED, or of GRADES."""


def beside(inquiry: Inquiry) -> Beside:
    """Return what is looked up for one explanation alone."""
    found = row_of_grade(inquiry) if inquiry.measure.startswith(GRADE) else row_of(inquiry)
    return Beside(faults=Faults(inquiry), people=population(inquiry.facts, inquiry.window), row=found)


def explained(inquiry: Inquiry, known: Beside | None = None) -> Explanation:
    """Return the explanation of a figure that the build published.

    Raises:  ContractError where the rows do not give the figure: a bug, of the figure or of this.
    """
    known = known or beside(inquiry)
    if inquiry.measure.startswith(GRADE):
        return _of_grade(inquiry, known)
    account = _with_lost(inquiry, known.faults)
    return Explanation(
        inquiry=inquiry,
        published=known.row,
        outcome=verified(inquiry.address, known.row, account),
        population=_population(inquiry, known.people),
        remarks=account.remarks,
        account=account,
    )


def accounted(inquiry: Inquiry) -> Account:
    """Return the account of a measure, with the rows of its exports that count nowhere."""
    return _with_lost(inquiry, Faults(inquiry))


def _with_lost(inquiry: Inquiry, faults: Faults) -> Account:
    account, exports = family(inquiry.plain)
    made = account(inquiry, faults)
    lost = faults.lost(exports, _frames(inquiry, exports), ever=looks_back(inquiry.plain))
    return replace(made, rows=(*made.rows, *lost))


def verified(address: str, row: Record, account: Account) -> Outcome:
    """Return what the used rows of an account give, which is what was published.

    Raises:  ContractError where it is not.
    """
    found = account.outcome()
    wanted = {"value": row["value"], "n": row["n"], "gap": row["gap"]}
    given: dict[str, Any] = {"value": found.value, "n": found.n, "gap": found.gap}
    if found.n_clients is not None:
        wanted["n_clients"], given["n_clients"] = row["n_clients"], found.n_clients
    if found.at_least is not None:
        wanted["at_least"], given["at_least"] = row["at_least"], float(found.at_least)
    if found.places is not None and wanted["value"] is not None and found.value is not None:
        wanted["value"], given["value"] = (half_up(one, found.places) for one in (wanted["value"], found.value))
    _compare(address, wanted, given)
    return found


def _compare(address: str, wanted: Mapping[str, object], given: Mapping[str, object]) -> None:
    off = [f"{name} {given[name]} for {wanted[name]}" for name in wanted if given[name] != wanted[name]]
    if off:
        raise ContractError(f"{address}: its rows give {', '.join(off)}")


def row_of(inquiry: Inquiry) -> Record:
    """Return a measure's row of CHANGED."""
    frame = inquiry.results.changed
    mine = frame[(frame["level"] == inquiry.level) & (frame["measure"] == inquiry.measure)]
    if inquiry.one:
        mine = mine[mine[f"{inquiry.level}_id"] == inquiry.one]
    return _only(inquiry, mine)


def _only(inquiry: Inquiry, frame: "pd.DataFrame") -> Record:
    found = records(frame)
    if len(found) != 1:
        raise ContractError(f"{inquiry.address}: {len(found)} rows, not one")
    return found[0]


def _frames(inquiry: Inquiry, exports: tuple[Export, ...]) -> "list[pd.DataFrame]":
    facts = inquiry.facts
    known = {
        Export.SURVEY: (facts.answers, facts.comments),
        Export.SURVEY_SAMPLE: (facts.survey_sample,),
        Export.COMPLAINTS: (facts.complaints,),
        Export.ORDERS: (facts.orders,),
        Export.CLIENTS: (facts.register,),
        Export.RECEIVABLES: (facts.receivables,),
        Export.TARGETS: (facts.targets,),
        Export.VISITS: (facts.visits,),
        Export.CHURN_REPORTS: (facts.churn_reports,),
        Export.SCORECARD_ITEMS: (facts.card_items, facts.cards),
    }
    return [frame for export in exports for frame in known[export]]


# ------------------------------------------------------------------ grades
def row_of_grade(inquiry: Inquiry) -> Record:
    """Return a level's row of GRADES."""
    pack_id, frame = inquiry.measure.removeprefix(GRADE), inquiry.results.grades
    return _only(inquiry, frame[(frame["pack"] == pack_id) & (frame["client_id"] == inquiry.one)])


def _of_grade(inquiry: Inquiry, known: Beside) -> Explanation:
    pack_id, row, faults = inquiry.measure.removeprefix(GRADE), known.row, known.faults
    account = graded(inquiry, pack_id, row, faults, lambda one: _with_lost(one, faults.about(one)))
    pack = inquiry.config.pack(pack_id, inquiry.window.last_day)
    if pack is not None and pack.grading is not None and pack.grading.basis == "scorecard":
        exports = (Export.SCORECARD_ITEMS,)
        lost = faults.lost(exports, _frames(inquiry, exports), ever=True)
        account = replace(account, rows=(*account.rows, *lost))
    return Explanation(
        inquiry=inquiry,
        published=row,
        outcome=verified_grade(inquiry.address, row, account),
        population=_population(inquiry, known.people),
        remarks=(*account.remarks, *story(inquiry, pack_id, row)),
        account=account,
    )


def verified_grade(address: str, row: Record, account: Account) -> Outcome:
    """Return score and level that the used rows give, which is what was published.

    Raises:  ContractError where it is not.
    """
    found = account.outcome()
    _compare(address, {"score": row["score"], "level": row["level"]}, {"score": found.value, "level": found.level})
    return found


# ------------------------------------------------------------------ population
def _population(inquiry: Inquiry, people: Mapping[str, AbstractSet[str]]) -> tuple[Text, ...]:
    """Return who stands behind the figure, and up to when things are known."""
    window = inquiry.window
    known = text(
        "period {start} to {end}, known up to the end of {last}",
        start=str(window.period.start),
        end=str(window.end.date() if window.end.hour or window.end.minute else _eve(inquiry)),
        last=str(window.last_day),
    )
    return (_who(inquiry, people), known)


def _eve(inquiry: Inquiry) -> str:
    from datetime import timedelta

    return str((inquiry.window.end - timedelta(days=1)).date())


def _who(inquiry: Inquiry, people: Mapping[str, AbstractSet[str]]) -> Text:
    if inquiry.level == "client":
        offices = ", ".join(sorted(people.get(inquiry.one, ()))) or "-"
        return text("client {id}, in the period of office {offices}", id=inquiry.one, offices=offices)
    mine = sorted(one for one, offices in people.items() if inquiry.level == "company" or inquiry.one in offices)
    named = ", ".join(mine[:NAMED]) + (", …" if len(mine) > NAMED else "")
    if inquiry.level == "office":
        return text(
            "N = {n} clients of office {id} in the period: {clients}", n=len(mine), id=inquiry.one, clients=named
        )
    return text("N = {n} clients of the company in the period: {clients}", n=len(mine), clients=named)
