"""The complaints of a window, as known at its as-of moment."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from reportgen.model.facts import Facts, Window

SETTLED_STATES = ("resolved", "closed")
_COLUMNS = [
    "complaint_id",
    "client_id",
    "office_id",
    "category",
    "handler",
    "priority",
    "state",
    "received_at",
    "first_reply_at",
    "closed_at",
    "satisfaction_micro",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """COMPLAINTS received before as-of, with plain boolean columns.

    ``here``: received in the period. ``done``: closed before as-of, also without a date; ``dated``:
    with one. ``replied``: first reply before as-of. ``timed``: no contradiction in its times.
    """

    known: pd.DataFrame

    @property
    def here(self) -> pd.DataFrame:
        """Return the complaints received in the period."""
        return self.known[self.known["here"]]


def ledger(facts: "Facts", window: "Window") -> Ledger:
    """The complaints known at as-of.

    A state counts only with a close before as-of; a settled state without a date is closed, at no
    known time.

    In:      COMPLAINTS.
    Out:     Ledger.known: one row per complaint received before as-of.
    Source:  results contract section 4; worked example, settled 4.
    """
    as_of = pd.Timestamp(window.as_of)
    known = facts.complaints[facts.complaints["received_at"] < as_of]
    dated = known["closed_at"] < as_of
    undated = known["closed_at"].isna() & known["state"].isin(SETTLED_STATES)
    received = known["received_at"]
    return Ledger(
        known=known[_COLUMNS].assign(
            here=(received >= pd.Timestamp(window.start)) & (received < pd.Timestamp(window.end)),
            dated=dated,
            done=dated | undated,
            replied=known["first_reply_at"] < as_of,
            timed=~known["impossible"].fillna(value=False).astype("bool"),
        )
    )
