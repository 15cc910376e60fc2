"""Copies in which one thing is left unmasked: the controls that the attack reads each channel."""

from dataclasses import replace

import pandas as pd

from reportgen.model.results import Results


def _with_company(seen: pd.DataFrame, whole: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a copy with the company's as they are in the master."""
    others = seen[seen["level"].ne("company")]
    return pd.concat([whole[whole["level"].eq("company")], others], ignore_index=True)


def unsuppressed(seen: Results, whole: Results) -> Results:
    """Return a copy with every figure of the company."""
    return replace(
        seen,
        changed=_with_company(seen.changed, whole.changed),
        history=_with_company(seen.history, whole.history),
    )


def with_past(seen: Results, whole: Results) -> Results:
    """Return a copy with the company's values of the quarter before, and of no other."""
    company = seen.changed["level"].eq("company")
    past = whole.changed[whole.changed["level"].eq("company")].set_index("measure")["previous"]
    found = seen.changed["measure"].map(past.to_dict()).where(company, seen.changed["previous"])
    return replace(seen, changed=seen.changed.assign(previous=found))


def with_table(seen: Results, whole: Results, name: str) -> Results:
    """Return a copy of which one table behind the figures holds the company's rows."""
    if name == "client_coverage_groups":
        return replace(seen, coverage_groups=_with_company(seen.coverage_groups, whole.coverage_groups))
    table = _with_company(getattr(seen.insight, name), getattr(whole.insight, name))
    return replace(seen, insight=replace(seen.insight, **{name: table}))


def with_all_items_but_one(seen: Results, whole: Results) -> Results:
    """Return a copy with what scorecards' items contribute, the first item of each card left out."""
    items = whole.contributions[whole.contributions["client_id"].isin(seen.clients["client_id"])]
    first = items.groupby(["pack", "client_id"])["item"].transform("min")
    return replace(seen, contributions=items[items["item"].ne(first)].reset_index(drop=True))
