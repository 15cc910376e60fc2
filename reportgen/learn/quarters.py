"""Which quarter a file belongs to: by the dates of its records, its name, its title."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from reportgen.ingest.formshape import labels_of
from reportgen.ingest.moments import DateOrder, Written, written
from reportgen.ingest.sheet import Sheet
from reportgen.ingest.targets import month_of
from reportgen.learn.kinds import Kind, kind_of
from reportgen.learn.naming import period_in
from reportgen.learn.proposal import Proposal
from reportgen.model.folding import folded
from reportgen.model.period import Period
from reportgen.model.records.every import RECORD, RECORDS
from reportgen.policy.sources import Export

ENOUGH = 0.1
"""The last quarter with so large a share of the records is the file's: a list may go back, not ahead."""
_SURE = 0.5
_RECORDED: dict[Export, tuple[str, ...]] = {
    Export.SURVEY: ("answered_at", "started_at"),
    Export.COMPLAINTS: ("received_at",),
    Export.SCORECARD_ITEMS: ("graded_on",),
    Export.ORDERS: ("order_date",),
    Export.RECEIVABLES: ("invoice_date", "due_date"),
    Export.TARGETS: ("month",),
    Export.VISITS: ("visited_at",),
    Export.CHURN_REPORTS: ("reported_at", "lost_date"),
    Export.LIMIT_APPLICATIONS: ("filled_at",),
}
DAILY = frozenset({*_RECORDED} - {Export.SCORECARD_ITEMS, Export.LIMIT_APPLICATIONS, Export.CHURN_REPORTS})
"""Exports whose records are made day by day, so that they tell which quarters there are."""
STATES = frozenset({Export.CLIENTS, Export.OFFICES, *(Export(one.export) for one in RECORDS if one.state)})
"""Exports that list how things are, not what happened."""
_TITLE_ROWS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """The quarter of a file."""

    period: Period | None
    """None = nothing in it tells."""
    share: float = 0.0
    """Of its dates."""
    sure: bool = False
    latest: date | None = None
    """Its last date: a list of states is not older."""


def quarter_of(day: date) -> Period:
    """Return the quarter that holds a day."""
    return Period(date(day.year, (day.month - 1) // 3 * 3 + 1, 1), 3)


def when(one: Proposal, sheets: Sequence[Sheet], folder: str = "") -> When:
    """Return the quarter of a file.

    In:  folder: the name of the folder that it came from; one such as 2026Q3 decides.
    """
    days = [day for sheet in sheets for day in _days(one, sheet)]
    latest = max(days, default=None)
    named_so = told(folder)
    if named_so is not None:
        return When(period=named_so, share=1.0, sure=True, latest=latest)
    named = period_in(one.file)
    counts = Counter(quarter_of(day) for day in days)
    if one.export in STATES or not counts:
        words = named or _in_cells(sheets)
        return When(period=words, sure=words is not None, latest=latest)
    share = {period: n / counts.total() for period, n in counts.items()}
    best = max(period for period in share if share[period] >= min(ENOUGH, max(share.values())))
    if named in share:
        return When(period=named, share=share[named], sure=True, latest=latest)
    return When(period=best, share=share[best], sure=share[best] >= _SURE and named is None, latest=latest)


def told(folder: str) -> Period | None:
    """Return the period that a folder is named by, None for any other name."""
    try:
        return Period.parse(folder)
    except ValueError:
        return None


def _in_cells(sheets: Iterable[Sheet]) -> Period | None:
    """Return the quarter that titles or cells name, such as a round 2026Q3定期; None where they name several."""
    found = {
        period
        for sheet in sheets
        for row in sheet.cells[:_TITLE_ROWS]
        for cell in row
        if (period := period_in(cell)) is not None
    }
    return found.pop() if len(found) == 1 else None


def _days(one: Proposal, sheet: Sheet) -> list[date]:
    """Return the dates that say when the records were made; of a list of states all dates that lie behind it."""
    if one.export is None or (one.sheet and sheet.sheet != one.sheet):
        return []
    if one.layout == "form":
        return _graded(one, sheet)
    if one.export is Export.TARGETS:
        return _months(one, sheet)
    names = _RECORDED.get(one.export) or ((RECORD[one.export].dated_by,) if one.export in RECORD else ())
    if one.export in STATES:
        names = tuple(name for name in one.columns if kind_of(one.export, name) is Kind.DATE)
    chosen = [one.columns[name].column for name in names if name in one.columns]
    body = one.titles + one.header_rows
    used = chosen if one.export in STATES else chosen[:1]
    return [day for column in used for day in _read(sheet.cells.column(column)[body:], one, sheet)]


def _read(texts: Iterable[str], one: Proposal, sheet: Sheet) -> list[date]:
    order: DateOrder = "dmy" if one.date_order == "dmy" else "mdy" if one.date_order == "mdy" else None
    counted = Counter(texts)
    found = {cell: written(cell.strip(), order, sheet.date_system) for cell in counted if cell.strip()}
    return [
        moment.local.date()
        for cell, moment in found.items()
        if isinstance(moment, Written)
        for _ in range(counted[cell])
    ]


def _months(one: Proposal, sheet: Sheet) -> list[date]:
    """Return the first days of the months of targets; the year may stand beside."""
    columns = {name: one.columns[name].column for name in ("year", "month") if name in one.columns}
    if "month" not in columns:
        return []
    rows = sheet.cells[one.titles + one.header_rows :]
    pairs = (
        (folded(row[columns["year"]]) if "year" in columns else "", folded(row[columns["month"]])) for row in rows
    )
    return [first for year, month in pairs if (first := month_of(year, month)) is not None]


def _graded(one: Proposal, sheet: Sheet) -> list[date]:
    if one.source is None:
        return []
    label = labels_of(sheet, list(sheet.cells), one.source).get("graded_on")
    moment = written(label.value.strip()) if label else None
    return [moment.local.date()] if isinstance(moment, Written) else []


def inside(seen: When, periods: Sequence[Period]) -> When:
    """Return when a file is, within the quarters of the heap: later dates are plans, earlier ones a history."""
    if seen.period is None or not periods or seen.period in periods:
        return seen
    if seen.period > periods[-1]:
        return replace(seen, period=None, sure=False, latest=min(seen.latest or periods[-1].end, periods[-1].end))
    return replace(seen, period=None, sure=False)


def shared_out(undated: Sequence[tuple[When, int]], periods: Sequence[Period]) -> list[Period]:
    """Return a quarter for each file of one kind that nothing dates, in the order given.

    In:  undated: its last date, and how much is in it; a later state holds later dates and more.
    Out: one file goes to the first quarter and holds from there on; several go to the last quarters, one each.
    """
    if len(undated) == 1:
        return [periods[0]]
    first = date.min
    order = sorted(range(len(undated)), key=lambda at: (undated[at][0].latest or first, undated[at][1], at))
    last = list(periods[-len(undated) :])
    while len(last) < len(undated):
        last.insert(0, (last[0] if last else quarter_of(date(2000, 1, 1))).previous)
    given = dict(zip(order, last, strict=True))
    return [given[at] for at in range(len(undated))]
