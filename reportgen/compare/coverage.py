"""Which clients each export knows, and where the exports do not meet: the coverage page's figures."""

from fractions import Fraction
from typing import TYPE_CHECKING

from reportgen.model.coverage_frames import CLIENT_COVERAGE, COVERAGE_GROUPS
from reportgen.model.gap import Gap
from reportgen.policy.sources import Export

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from reportgen.model.facts import Facts, Window

GROUPS: "Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]" = {
    "answered": (("answered",), ()),
    "answered_without_card": (("answered", "!carded"), ("answered",)),
    "complained_not_surveyed": (("complained", "!asked"), ("complained",)),
    "card_without_sales": (("carded", "!sold"), ("carded",)),
    "sales_without_survey": (("sold", "!answered"), ("sold",)),
}
"""Group → the flags of its clients, and those of the clients that it is a part of (none = all)."""


def client_coverage(
    facts: "Facts", clients: "pd.DataFrame", changed: "pd.DataFrame", window: "Window"
) -> "pd.DataFrame":
    """What every export knows of each client of the period.

    In:      facts: answers, complaints, survey_sample and what was read; clients: CLIENTS; changed:
             CHANGED of the period, for trade.sales_12m.
    Out:     CLIENT_COVERAGE. A flag is NA where its export was not read: for scorecards in no folder, for
             the others in none of the period. asked = on the survey's list or answered; without a list
             asked = answered.
    Source:  results contract, who the exports know (client_coverage.csv).
    """
    import pandas as pd

    ids = clients["client_id"]
    sample = facts.survey_sample.loc[facts.survey_sample["period"] == str(window.period), "client_id"]
    answered = _flag(ids, _within(facts.answers, "answered_at", window), facts.was_read("survey", window.period))
    listed = _flag(ids, sample, facts.was_read("survey_sample", window.period))
    complained = _within(facts.complaints, "received_at", window)
    cards = pd.Series(pd.to_datetime(clients["card"].where(clients["card"] != "")), dtype="datetime64[us]")
    ever = len(facts.cards) > 0 or any(export == Export.SCORECARD_ITEMS for export, _ in facts.read)
    sales = changed[(changed["level"] == "client") & (changed["measure"] == "trade.sales_12m")]
    sold = ids.to_frame().merge(sales[["client_id", "value"]], on="client_id", how="left", validate="one_to_one")
    money = [None if pd.isna(one) else one for one in sold["value"]]
    return CLIENT_COVERAGE.check(
        pd.DataFrame(
            {
                "period": clients["period"],
                "client_id": ids,
                "office_id": clients["office_id"],
                "asked": (listed.fillna(value=False) | answered).astype("boolean"),
                "answered": answered,
                "complained": _flag(ids, complained, facts.was_read("complaints", window.period)),
                "carded": (cards.notna() if ever else pd.Series(pd.NA, index=ids.index)).astype("boolean"),
                "carded_on": cards,
                "sold": pd.array([None if one is None else one > 0 for one in money], dtype="boolean"),
                "sold_12m": pd.Series(money, dtype="object"),
            }
        )
    )


def _within(rows: "pd.DataFrame", moment: str, window: "Window") -> "pd.Series[str]":
    """Return the clients of the rows of the period that are known."""
    inside = (rows[moment] >= window.start) & (rows[moment] < window.end)
    return rows.loc[inside, "client_id"]


def _flag(ids: "pd.Series[str]", known: "pd.Series[str]", read: bool) -> "pd.Series[bool]":  # noqa: FBT001  # one flag
    """Return whether each client is among ``known``; NA where the export was not read."""
    import pandas as pd

    found = ids.isin(set(known)).astype("boolean")
    return found if read else pd.Series(pd.NA, index=ids.index, dtype="boolean")


def coverage_groups(rows: "pd.DataFrame") -> "pd.DataFrame":
    """How many clients, and how much of the sales, stand where two exports do not meet.

    In:      CLIENT_COVERAGE of all clients.
    Out:     COVERAGE_GROUPS for the company and each office that has clients. n of ``of`` clients; sales:
             12 months of those n, of sales_of = of all clients of the level; NO_DATA where a flag is NA.
    Source:  results contract, who the exports know (client_coverage_groups.csv).
    """
    import pandas as pd

    scopes = pd.concat(
        [rows.assign(level="company", office_id=""), rows.assign(level="office")], ignore_index=True
    )
    frames = [_group(scopes, name, *flags) for name, flags in GROUPS.items()]
    return COVERAGE_GROUPS.check(pd.concat(frames, ignore_index=True)) if len(rows) else COVERAGE_GROUPS.empty()


def _group(rows: "pd.DataFrame", name: str, mine: tuple[str, ...], base: tuple[str, ...]) -> "pd.DataFrame":
    """Return one group of every scope."""
    import pandas as pd

    inside, whole = _all_of(rows, mine), _all_of(rows, base)
    unknown = rows[[flag.removeprefix("!") for flag in {*mine, *base}]].isna().any(axis="columns")
    known = rows["sold_12m"].map(lambda one: one is not None)
    money = rows["sold_12m"].where(known, Fraction(0))
    counted = pd.DataFrame(
        {
            "period": rows["period"],
            "level": rows["level"].astype("str"),
            "office_id": rows["office_id"],
            "n": inside.astype("int64"),
            "of": whole.astype("int64"),
            "unknown": unknown,
            "unsold": ~known,
            "sales": money.where(inside, Fraction(0)),
            "sales_of": money,
        }
    )
    sums = counted.groupby(["period", "level", "office_id"], as_index=False).agg(
        n=("n", "sum"), of=("of", "sum"), unknown=("unknown", "any"), unsold=("unsold", "all"),
        sales=("sales", "sum"), sales_of=("sales_of", "sum"),
    )  # fmt: skip
    gap, unsold = sums["unknown"], sums["unsold"] | sums["unknown"]
    return sums.assign(
        group=pd.Series(name, index=sums.index, dtype="str"),
        n=sums["n"].astype("Int64").mask(gap),
        of=sums["of"].astype("Int64").mask(gap),
        share=_ratios(sums["n"], sums["of"], gap),
        sales=sums["sales"].astype("object").mask(unsold, None),
        sales_of=sums["sales_of"].astype("object").mask(unsold, None),
        sales_share=_ratios(sums["sales"], sums["sales_of"], unsold),
        gap=gap.map({True: Gap.NO_DATA.value, False: ""}).astype("str"),
    ).drop(columns=["unknown", "unsold"])


def _all_of(rows: "pd.DataFrame", flags: tuple[str, ...]) -> "pd.Series[bool]":
    """Return whether every flag holds; ! turns one round, NA does not hold."""
    import pandas as pd

    found = pd.Series(data=True, index=rows.index, dtype="boolean")
    for flag in flags:
        column = rows[flag.removeprefix("!")]
        found &= ~column if flag.startswith("!") else column
    return found.fillna(value=False).astype("bool")


def _ratios(parts: "pd.Series[int]", wholes: "pd.Series[int]", gap: "pd.Series[bool]") -> "pd.Series[float]":
    """Return exact shares, None where there is nothing to divide by."""
    import pandas as pd

    pairs = zip(parts, wholes, gap, strict=True)
    found = [None if missing or not whole else Fraction(part) / Fraction(whole) for part, whole, missing in pairs]
    return pd.Series(found, index=parts.index, dtype="object")
