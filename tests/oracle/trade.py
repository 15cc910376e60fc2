"""Sales, orders, and what the register tells about offices: DuckDB alone."""

from fractions import Fraction

from tests.oracle.figure import Figure, Figures, counts, gaps
from tests.oracle.world import Scope, View

IDS = (
    "trade.sales",
    "trade.orders",
    "trade.sales_12m",
    "trade.sales_growth.qoq",
    "trade.sales_growth.yoy",
    "trade.order_stability",
    "trade.margin",
    "client.years",
    "office.clients",
    "office.client_growth",
    "office.clients_lost",
    "office.top20_sales_growth",
)
LIVE = "SELECT * FROM orders WHERE NOT coalesce(cancelled, false) AND order_date <= $last"
NOW = f"{LIVE} AND order_date >= $first"
YEAR = f"{LIVE} AND order_date >= $end - INTERVAL 1 YEAR"
BASES = {
    "qoq": (-1, f"{LIVE} AND order_date >= $first - INTERVAL 3 MONTH AND order_date < $first"),
    "yoy": (
        -4,
        f"{LIVE} AND order_date >= $first - INTERVAL 1 YEAR AND order_date < $end - INTERVAL 1 YEAR",
    ),
}
MONTHS = f"{LIVE} AND date_trunc('month', order_date) > date_trunc('month', $last) - INTERVAL 12 MONTH"
TOP = 20
DAYS_OF_A_YEAR = Fraction("365.25")

AT_END = """
    SELECT client_id, s.office_id FROM in_force AS r JOIN stays AS s USING (client_id)
    WHERE $last >= first_day AND $last < next_day
    AND (start_date IS NULL OR start_date <= $last) AND (end_date IS NULL OR end_date > $last)
"""
AT_START = """
    SELECT client_id, s.office_id FROM register AS r JOIN stays AS s USING (client_id)
    WHERE r.period = $register AND $first - INTERVAL 1 DAY >= first_day AND $first - INTERVAL 1 DAY < next_day
    AND (start_date IS NULL OR start_date < $first) AND (end_date IS NULL OR end_date >= $first)
"""
LOST = """
    SELECT client_id, s.office_id FROM in_force AS r JOIN stays AS s USING (client_id)
    WHERE end_date BETWEEN $first AND $last AND end_date >= first_day AND end_date < next_day
"""


def trade(view: View) -> Figures:
    """Return sales, orders, growth and stability."""
    scopes, read = view.scopes(), view.read("orders")
    months = view.by_scope(MONTHS, "count(DISTINCT date_trunc('month', order_date))")
    stability = {one: Figure(value=Fraction(months.get(one, 0), 12), n=12) for one in scopes}
    figures = {
        "trade.sales": _money(view, NOW, read=read),
        "trade.orders": counts(scopes, view.by_scope(NOW, "count(DISTINCT order_id)"), read=read),
        "trade.sales_12m": _money(view, YEAR, read=read),
        "trade.margin": _margin(view) if read else gaps(scopes, "NO_DATA"),
        "trade.order_stability": stability if read else gaps(scopes, "NO_DATA"),
    }
    for name, (back, base) in BASES.items():
        there = read and view.read("orders", back)
        now = {one: found[0] for one, found in _sums(view, NOW).items()}
        figures[f"trade.sales_growth.{name}"] = (
            {one: _growth(now.get(one, 0), *_sums(view, base).get(one, (0, 0))) for one in scopes}
            if there
            else gaps(scopes, "NO_DATA")
        )
    return figures


def offices(view: View) -> Figures:
    """Return what stands in the register, and how the largest clients of the quarter before bought."""
    scopes = [one for one in view.scopes() if one[0] != "client"]
    read = bool(view.rows("SELECT count(*) FROM in_force")[0][0])
    now = view.by_scope(AT_END)
    before, period = view.span.shifted(-1).name, view.span.name
    earlier = view.rows("SELECT max(period) FROM register WHERE period <= $before", before=before)[0][0]
    start = view.by_scope(AT_START, register=earlier or period)
    growth = {}
    for one in scopes:
        base = start.get(one, 0)
        value = Fraction(now.get(one, 0), base) - 1 if base else None
        growth[one] = Figure(value=value, n=base, gap="" if base else "NO_DATA")
    return {
        "office.clients": counts(scopes, now, read=read),
        "office.client_growth": growth,
        "office.clients_lost": counts(scopes, view.by_scope(LOST), read=read),
        "office.top20_sales_growth": {one: _top_growth(view, one) for one in scopes},
        "client.years": _years(view),
    }


def _sums(view: View, sql: str) -> dict[Scope, tuple[int, int]]:
    found = view.by_scope(sql, "(sum(fen), count(*))")
    return {one: (int(fen), n) for one, (fen, n) in found.items()}


def _money(view: View, sql: str, *, read: bool) -> dict[Scope, Figure]:
    if not read:
        return gaps(view.scopes(), "NO_DATA")
    found = _sums(view, sql)
    pairs = {one: found.get(one, (0, 0)) for one in view.scopes()}
    return {one: Figure(value=Fraction(fen, 100), n=n) for one, (fen, n) in pairs.items()}


def _margin(view: View) -> dict[Scope, Figure]:
    """Return the margin of the orders that state one, and nothing where none does."""
    found = view.by_scope(f"SELECT * FROM ({NOW}) WHERE margin IS NOT NULL", "(sum(margin), count(*))")
    stated = {one: Figure(value=Fraction(int(fen), 100), n=n) for one, (fen, n) in found.items()}
    return gaps(view.scopes(), "NO_DATA") | stated


def _growth(now: int, base: int, n: int) -> Figure:
    return Figure(value=Fraction(now, base) - 1, n=n) if base else Figure(n=n, gap="NO_DATA")


def _top_growth(view: View, scope: Scope) -> Figure:
    """Return the growth of the clients that bought most in the quarter before, of one scope."""
    if not (view.read("orders") and view.read("orders", -1)):
        return Figure(gap="NO_DATA")
    inside = "true" if scope[0] == "company" else "office_id = $office"
    found = view.rows(
        f"""WITH base AS (SELECT client_id, sum(fen) AS fen FROM ({BASES["qoq"][1]}) WHERE {inside} GROUP BY 1),
        top AS (FROM base ORDER BY fen DESC, client_id LIMIT {TOP}),
        now AS (SELECT client_id, sum(fen) AS fen FROM ({NOW}) WHERE {inside} GROUP BY 1)
        SELECT coalesce(sum(now.fen), 0), coalesce(sum(top.fen), 0), count(*)
        FROM top LEFT JOIN now USING (client_id)
        """,
        office=scope[1],
    )
    now, base, n = found[0]
    return _growth(int(now), int(base), n)


def _years(view: View) -> dict[Scope, Figure]:
    rows = view.rows(
        "SELECT DISTINCT client_id, date_diff('day', start_date, $end) FROM in_force "
        "WHERE client_id IN (SELECT client_id FROM population)"
    )
    return {
        ("client", client): Figure(gap="NO_DATA") if days is None else Figure(value=days / DAYS_OF_A_YEAR, n=1)
        for client, days in rows
    }
