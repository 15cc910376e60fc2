"""The complaints of a window, one by one: what was known of each at as-of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from reportgen.explain.account import SourceRow
from reportgen.explain.elapsed import elapsed
from reportgen.explain.faults import Faults
from reportgen.explain.inquiry import Inquiry, Record, records
from reportgen.model.problem import Problem
from reportgen.model.text import Text, text

SETTLED = ("resolved", "closed")
TIMES = ("received_at", "first_reply_at", "closed_at")


@dataclass(frozen=True)
class Complaint:
    """One complaint as known at as-of."""

    record: Record
    start: datetime
    end: datetime
    as_of: datetime

    @property
    def id(self) -> str:
        """Its number."""
        return str(self.record["complaint_id"])

    @property
    def received(self) -> datetime:
        """When it was received."""
        moment: datetime = self.record["received_at"]
        return moment

    @property
    def here(self) -> bool:
        """Whether it was received in the period."""
        return self.start <= self.received < self.end

    @property
    def replied(self) -> datetime | None:
        """When it was replied to, if before as-of."""
        return self._known("first_reply_at")

    @property
    def closed(self) -> datetime | None:
        """When it was closed, if before as-of."""
        return self._known("closed_at")

    @property
    def undated(self) -> bool:
        """Whether it is settled without a date of its close."""
        return self.record["closed_at"] is None and self.record["state"] in SETTLED

    @property
    def done(self) -> bool:
        """Whether it is closed as of as-of, dated or not."""
        return self.closed is not None or self.undated

    @property
    def impossible(self) -> bool:
        """Whether its times contradict each other or lie in the future."""
        return bool(self.record["impossible"])

    @property
    def state(self) -> str:
        """Its state as the ledger says."""
        return str(self.record["state"])

    def _known(self, name: str) -> datetime | None:
        found: datetime | None = self.record[name]
        return found if found is not None and found < self.as_of else None


@dataclass(frozen=True)
class Ledger:
    """The subject's complaints that were received before as-of."""

    inquiry: Inquiry
    faults: Faults

    @cached_property
    def known(self) -> list[Complaint]:
        """Every complaint received before as-of, in whatever period."""
        return list(self._of(self.inquiry.mine(self._frame)))

    @cached_property
    def here(self) -> list[Complaint]:
        """Those received in the period."""
        return [one for one in self.known if one.here]

    @cached_property
    def everyone(self) -> list[Complaint]:
        """Every complaint received before as-of, of whichever subject, of the clients that complained here."""
        clients = {one.record["client_id"] for one in self.here}
        frame = self._frame
        return list(self._of(records(frame[frame["client_id"].isin(sorted(clients))])))

    @property
    def _frame(self) -> Any:
        frame = self.inquiry.facts.complaints
        return frame[frame["received_at"] < self.inquiry.window.as_of]

    def _of(self, rows: Iterable[Record]) -> Iterable[Complaint]:
        window = self.inquiry.window
        return (Complaint(one, window.start, window.end, window.as_of) for one in rows)

    def row(self, one: Complaint, why: Text, *, used: bool = True, value: str = "", **rest: Any) -> SourceRow:
        """Return the row of a complaint; without a ``value`` it shows number, receipt and state."""
        record = one.record
        shown = value or f"{one.id} · {self.inquiry.local(one.received)} · {one.state}"
        return SourceRow.at(
            record,
            used=used,
            value=shown,
            why=why,
            key=rest.pop("key", one.id),
            **rest,
        )

    def elapsed(self, one: Complaint, end: datetime) -> timedelta:
        """Return the time from receipt to an end on the profile's clock."""
        return elapsed(self.inquiry.config.profile.waiting, str(one.record["office_id"]), one.received, end)

    def counted_in(self, *, calendar: bool) -> Text:
        """Return how the waiting is counted."""
        if calendar or not self.inquiry.config.profile.waiting.working:
            return text("hours as they elapse")
        return text("hours inside the opening hours of the client's office at receipt")

    def wrong_times(self, one: Complaint) -> Problem | None:
        """Return what is wrong with the times of a complaint."""
        return self.faults.at(one.record, *TIMES)
