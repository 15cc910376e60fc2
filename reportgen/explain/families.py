"""Which account explains which measure: the one list."""

from collections.abc import Callable
from fnmatch import fnmatchcase

from reportgen.explain import complaints, invoices, limits, offices, orders, responses, survey, visits, waits
from reportgen.explain.account import Account
from reportgen.explain.faults import Faults
from reportgen.explain.inquiry import Inquiry
from reportgen.explain.ledger import Ledger
from reportgen.model.frame import ContractError
from reportgen.policy.sources import Export

Family = Callable[[Inquiry, Faults], Account]
SURVEY, LEDGER, ORDERS, CLIENTS = (Export.SURVEY,), (Export.COMPLAINTS,), (Export.ORDERS,), (Export.CLIENTS,)


def _of_ledger(account: Callable[[Ledger], Account]) -> Family:
    return lambda inquiry, faults: account(Ledger(inquiry, faults))


def _plain(account: Callable[[Inquiry], Account]) -> Family:
    return lambda inquiry, _: account(inquiry)


FAMILIES: tuple[tuple[str, Family, tuple[Export, ...]], ...] = (
    ("satisfaction.index", survey.index, SURVEY),
    ("service_quality.index", survey.index, SURVEY),
    ("satisfaction.top2_share", survey.top2, SURVEY),
    ("satisfaction.nps", survey.nps, SURVEY),
    ("satisfaction.responses", responses.responses, SURVEY),
    ("satisfaction.clients_responding", responses.responses, SURVEY),
    ("satisfaction.response_rate", responses.response_rate, (*SURVEY, Export.SURVEY_SAMPLE, *CLIENTS)),
    ("satisfaction.*", survey.dimension, SURVEY),
    ("complaint.rate_per_100_orders", _of_ledger(complaints.rate), (*LEDGER, *ORDERS)),
    *((name, _of_ledger(account), LEDGER) for name, account in complaints.FAMILY.items()),
    ("complaint.*_on_time", _of_ledger(limits.on_time), LEDGER),
    ("complaint.not_due", _of_ledger(limits.not_due), LEDGER),
    ("complaint.*_hours.*", _of_ledger(waits.waits), LEDGER),
    ("trade.sales", _plain(orders.sales), ORDERS),
    ("trade.orders", _plain(orders.sales), ORDERS),
    ("trade.sales_12m", _plain(orders.sales), ORDERS),
    ("trade.sales_growth.*", _plain(orders.growth), ORDERS),
    ("trade.margin", _plain(orders.margin), ORDERS),
    ("trade.order_stability", _plain(orders.stability), ORDERS),
    ("trade.target_attainment", _plain(orders.attainment), (*ORDERS, Export.TARGETS)),
    ("trade.collection_rate", _plain(invoices.invoices), (Export.RECEIVABLES,)),
    ("trade.overdue_*", _plain(invoices.invoices), (Export.RECEIVABLES,)),
    ("office.churn_reported_share", _plain(offices.reported), (*CLIENTS, Export.CHURN_REPORTS)),
    ("visit.*", _plain(visits.visits), (Export.VISITS, *CLIENTS)),
    ("office.top20_sales_growth", _plain(orders.top20_growth), ORDERS),
    *((name, _plain(account), CLIENTS) for name, account in offices.FAMILY.items()),
)
"""Pattern of a measure id, what accounts for it, the exports behind it; the first that fits."""

EVER = (
    "complaint.open",
    "complaint.repeat_rate",
    "trade.sales_12m",
    "trade.sales_growth.*",
    "trade.order_stability",
    "trade.overdue_*",
    "office.*",
)
"""Measures that look back beyond the period: rows of every folder may matter to them."""


def family(measure: str) -> tuple[Family, tuple[Export, ...]]:
    """Return what accounts for a measure, given without a pack's suffix, and the exports behind it.

    Raises:  ContractError for a measure that nothing explains.
    """
    for pattern, account, exports in FAMILIES:
        if fnmatchcase(measure, pattern):
            return account, exports
    raise ContractError(f"'{measure}' is not in explain/families.py")


def looks_back(measure: str) -> bool:
    """Whether a measure rests on rows of earlier periods too."""
    return any(fnmatchcase(measure, pattern) for pattern in EVER)
