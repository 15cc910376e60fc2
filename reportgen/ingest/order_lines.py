"""Orders that stand in several lines, where the source says so (duplicates: all)."""

from typing import TYPE_CHECKING

from reportgen.ingest.duplicates import conflict, record_of, settled, with_fates
from reportgen.ingest.fates import SET_ASIDE, USED
from reportgen.model.fact_frames import ORDERS
from reportgen.model.problem import Problem

if TYPE_CHECKING:
    import pandas as pd

_KEY = ["folder", "order_id"]
_ONE = ["client_id", "order_date"]
"""What the lines of one order share."""
_MONEY = ("amount_fen", "margin_fen")


def settled_orders(rows: "pd.DataFrame") -> tuple["pd.DataFrame", list[Problem]]:
    """Return the order rows with the fates of repeated ids.

    Lines of one order may differ in amount and state; of two clients or days they are two orders
    with one number, and all are set aside.
    """
    content = [name for name in ORDERS.columns if name not in {"file", "sheet", "row"}]
    lines = rows[(rows["fate"] == USED) & (rows["rule"] == "all")]
    orders = lines.drop_duplicates([*_KEY, *_ONE])
    torn = orders.loc[orders.duplicated(_KEY, keep=False), _KEY].drop_duplicates()
    bad = lines.reset_index(names="index").merge(torn, on=_KEY, how="inner", validate="many_to_one")
    problems = [problem for _, own in bad.groupby(_KEY) for problem in _conflicts(own)]
    left = with_fates(rows, dict.fromkeys(bad["index"], SET_ASIDE))
    once, found = settled(left, ["order_id"], content, "order_id", lines=True)
    return once, [*problems, *found]


def _conflicts(own: "pd.DataFrame") -> list[Problem]:
    lines = own.to_dict("records")
    records = [record_of(line) for line in lines]
    return [
        conflict(record, records, line["heading"], line["order_id"])
        for record, line in zip(records, lines, strict=True)
    ]


def order_frame(rows: "pd.DataFrame") -> "pd.DataFrame":
    """Return ORDERS; the amount of an order is the sum of its lines that were not cancelled.

    So is its margin, where every one of them states it.
    """
    import pandas as pd

    if rows.empty or not (rows["fate"] == USED).any():
        return ORDERS.empty()
    used = rows[rows["fate"] == USED]
    several = used["order_id"].duplicated(keep=False)
    if not several.any():
        return ORDERS.check(used[list(ORDERS.columns)])
    lines = used[several].sort_values(["file", "sheet", "row"], kind="stable")
    whole = lines.groupby("order_id")["cancelled"].transform("all")
    counts = whole | ~lines["cancelled"]
    money = {name: lines[name].where(counts, 0) for name in _MONEY}
    kept = lines.assign(**money, cancelled=whole, unsaid=money["margin_fen"].isna())
    first = {name: "first" for name in ORDERS.columns if name not in {"order_id", *_MONEY}}
    sums = dict.fromkeys(_MONEY, "sum") | {"unsaid": "any"}
    summed = kept.groupby("order_id", as_index=False).agg(first | sums)
    stated = summed.assign(margin_fen=summed["margin_fen"].mask(summed["unsaid"].astype("bool")))
    both = pd.concat([used[~several], stated], ignore_index=True)
    return ORDERS.check(both.astype({n: c.dtype for n, c in ORDERS.columns.items()})[list(ORDERS.columns)])
