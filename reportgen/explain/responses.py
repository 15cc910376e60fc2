"""Returned forms, the clients behind them, and the response rate."""

from collections.abc import Sequence
from fractions import Fraction

from reportgen.explain.account import Account, Outcome, SourceRow
from reportgen.explain.answers import answers, questions
from reportgen.explain.faults import Faults
from reportgen.explain.inquiry import Inquiry, records
from reportgen.explain.people import population, register_of
from reportgen.explain.said import equation, short
from reportgen.model.gap import Gap
from reportgen.model.period import Period
from reportgen.model.text import Text, text
from reportgen.policy.sources import Export

FORM, ASKED = "form", "asked"


def responses(inquiry: Inquiry, faults: Faults) -> Account:
    """Return the account of the returned forms, or of the clients behind them."""
    read, forms = inquiry.was_read(Export.SURVEY), inquiry.plain == "satisfaction.responses"

    def arithmetic(rows: Sequence[SourceRow]) -> Outcome:
        if not read:
            return Outcome(value=None, n=0, gap=Gap.NO_DATA, formula=(text("the survey was not exported"),))
        found = len(rows) if forms else len(_clients(rows, FORM))
        said = (
            text("forms with a scored answer: {n}", n=found)
            if forms
            else text("clients with a scored answer: {n}", n=found)
        )
        return Outcome(value=Fraction(found), n=found, formula=(said,))

    return Account(rows=tuple(_forms(inquiry, faults)), arithmetic=arithmetic)


def response_rate(inquiry: Inquiry, faults: Faults) -> Account:
    """Return the account of the clients that answered among those asked."""
    read = inquiry.was_read(Export.SURVEY)
    asked, remark = _asked(inquiry)

    def arithmetic(rows: Sequence[SourceRow]) -> Outcome:
        part, whole = len(_clients(rows, FORM)), len(_clients(rows, ASKED))
        formula = (text("clients with a scored answer ÷ clients asked"),)
        if not read or not whole:
            return Outcome(value=None, n=whole, gap=Gap.NO_DATA, formula=formula)
        value = Fraction(part, whole)
        said = equation("{k} ÷ {n} = {value}", k=part, n=whole, value=short(value))
        return Outcome(value=value, n=whole, formula=(*formula, said))

    return Account(rows=(*_forms(inquiry, faults), *asked), arithmetic=arithmetic, remarks=(remark,))


def _clients(rows: Sequence[SourceRow], role: str) -> set[str]:
    return {row.client_id for row in rows if row.role == role}


def _forms(inquiry: Inquiry, faults: Faults) -> list[SourceRow]:
    """Return one row per returned form with a scored answer: the first of its rows."""
    every = list(dict.fromkeys(one.what for one in questions(inquiry.survey_rules)))
    found = [row for row in answers(inquiry, faults, every) if row.used]
    forms: dict[tuple[str, str], SourceRow] = {}
    for row in sorted(found, key=lambda one: (one.file, one.sheet, one.row or 0)):
        forms.setdefault((row.client_id, row.key), row)
    why = text("a returned form with a scored answer")
    return [_counted(row, row.key, why, FORM) for row in forms.values()]


def _counted(row: SourceRow, value: str, why: Text, role: str) -> SourceRow:
    return SourceRow(
        file=row.file,
        sheet=row.sheet,
        row=row.row,
        client_id=row.client_id,
        used=True,
        value=value,
        why=why,
        role=role,
    )


def _asked(inquiry: Inquiry) -> tuple[list[SourceRow], Text]:
    """Return a row for each client asked: of the period's sample list, without one of the register."""
    facts, period = inquiry.facts, inquiry.window.period
    people = population(facts, inquiry.window)
    folders = {name: Period.parse(name) for name in facts.survey_sample["period"].unique()}
    inside = [name for name, one in folders.items() if period.start <= one.start and one.end <= period.end]
    listed = records(facts.survey_sample[facts.survey_sample["period"].isin(inside)])
    rows = listed if inside else register_of(facts, period)
    remark = (
        text("asked = the clients of the sample list that were clients in the period")
        if inside
        else text("asked = all clients of the period, as there is no sample list")
    )
    found = []
    for one in rows:
        mine = people.get(one["client_id"])
        if not _is_subject(inquiry, one["client_id"], mine or set()):
            continue
        found.append(
            SourceRow.at(
                one,
                used=mine is not None,
                value=one["client_id"],
                why=text("asked") if mine is not None else text("not a client in the period"),
                role=ASKED,
            )
        )
    return found, remark


def _is_subject(inquiry: Inquiry, client: str, offices: set[str]) -> bool:
    if inquiry.level == "client":
        return client == inquiry.one
    return inquiry.level == "company" or inquiry.one in offices
