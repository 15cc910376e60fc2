"""Invoices, targets, visits and reported losses: DuckDB alone."""

from fractions import Fraction

from tests.oracle.figure import Figure, Figures, gaps
from tests.oracle.trade import AT_END, LOST, NOW
from tests.oracle.world import Scope, View

IDS = (
    "trade.collection_rate",
    "trade.overdue_amount",
    "trade.overdue_days_max",
    "trade.target_attainment",
    "visit.per_client",
    "visit.effect",
    "office.churn_reported_share",
)
DUE = """
    SELECT * FROM receivables WHERE state_period <= $period AND due_date <= $last
    QUALIFY row_number() OVER (PARTITION BY invoice_id ORDER BY state_period DESC) = 1
"""
DUE_NOW = f"SELECT * FROM ({DUE}) WHERE due_date >= $first"
OPEN = f"SELECT * FROM ({DUE}) WHERE fen > paid"
TARGETS = "SELECT * FROM targets WHERE month BETWEEN $first AND $last"
VISITS = "SELECT * FROM visits WHERE visited_on BETWEEN $first AND $last"
PROBLEMS = f"SELECT * FROM ({VISITS}) WHERE found IS NOT NULL AND solved IS NOT NULL"
REPORTED = f"SELECT * FROM ({LOST}) WHERE client_id IN (SELECT client_id FROM churn WHERE reported_on <= $last)"


def exports(view: View) -> Figures:
    """Return what lists beside orders, answers and complaints tell."""
    return _receivables(view) | {"trade.target_attainment": _targets(view)} | _visits(view) | _churn(view)


def _receivables(view: View) -> Figures:
    scopes = view.scopes()
    if not view.read("receivables"):
        return {name: gaps(scopes, "NO_DATA") for name in IDS[:3]}
    paid = view.by_scope(DUE_NOW, "(sum(least(paid, fen)), sum(fen), count(*))")
    left = view.by_scope(DUE, "(sum(fen) - sum(paid), count(*))")
    late = view.by_scope(OPEN, "(max(date_diff('day', due_date, $end)), count(*))")
    return {
        "trade.collection_rate": {one: _ratio(*paid.get(one, (0, 0, 0))) for one in scopes},
        "trade.overdue_amount": {one: _sum(100, *left.get(one, (0, 0))) for one in scopes},
        "trade.overdue_days_max": {one: _sum(1, *late.get(one, (0, 0))) for one in scopes},
    }


def _sum(parts: int, total: int, n: int) -> Figure:
    return Figure(value=Fraction(int(total), parts), n=n)


def _targets(view: View) -> dict[Scope, Figure]:
    if not view.read("orders"):
        return gaps(view.scopes(), "NO_DATA")
    sold, agreed = view.by_scope(NOW, "sum(fen)"), view.by_scope(TARGETS, "(sum(fen), count(*))")
    return {one: _ratio(sold.get(one, 0), *agreed.get(one, (0, 0))) for one in view.scopes()}


def _visits(view: View) -> Figures:
    scopes = [one for one in view.scopes() if one[0] != "client"]
    if not view.read("visits"):
        return {name: gaps(scopes, "NO_DATA") for name in ("visit.per_client", "visit.effect")}
    made, clients = view.by_scope(VISITS), view.by_scope(AT_END)
    told = view.by_scope(PROBLEMS, "(sum(solved), sum(found))")
    return {
        "visit.per_client": {one: _share(made.get(one, 0), clients.get(one, 0)) for one in scopes},
        "visit.effect": {one: _share(*told.get(one, (0, 0))) for one in scopes},
    }


def _churn(view: View) -> Figures:
    scopes = [one for one in view.scopes() if one[0] != "client"]
    if not view.read("churn_reports"):
        return {"office.churn_reported_share": gaps(scopes, "NO_DATA")}
    lost, told = view.by_scope(LOST), view.by_scope(REPORTED)
    return {
        "office.churn_reported_share": {one: _share(told.get(one, 0), lost.get(one, 0)) for one in scopes},
    }


def _share(part: int, whole: int) -> Figure:
    return _ratio(part, whole, whole)


def _ratio(part: int, whole: int, n: int) -> Figure:
    return Figure(value=Fraction(int(part), int(whole)), n=int(n)) if whole else Figure(n=int(n), gap="NO_DATA")
