"""Which figure is asked for, and the records that count for its subject."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from reportgen.model.frame import ContractError
from reportgen.model.measures import definition, plain_id
from reportgen.model.results import Results
from reportgen.policy.config import Config
from reportgen.policy.pack import Complaints, Pack, Satisfaction

if TYPE_CHECKING:
    import pandas as pd

    from reportgen.model.facts import Facts, Window
    from reportgen.policy.sources import Export

Level = Literal["company", "office", "client"]
Record = Mapping[str, Any]
COMPANY = "company"


@dataclass(frozen=True)
class Inquiry:
    """One figure of one subject in a build; ``one`` is "" for the company."""

    results: Results
    config: Config
    level: Level
    one: str
    measure: str

    @property
    def address(self) -> str:
        """What stands behind the figure on a page: ``C001/complaint.count``."""
        return f"{self.one or COMPANY}/{self.measure}"

    @property
    def facts(self) -> "Facts":
        """The facts of the build."""
        return self.results.facts

    @property
    def window(self) -> "Window":
        """The window of the build."""
        return self.results.window

    @cached_property
    def plain(self) -> str:
        """The measure without a pack's suffix."""
        return plain_id(self.measure)

    @cached_property
    def packs(self) -> Mapping[str, Pack]:
        """The packs in force on the last day of the window."""
        return self.config.in_force(self.window.last_day)

    @property
    def pack(self) -> Pack | None:
        """The pack whose rules the measure follows: that of its suffix, else the reference pack."""
        reference = self.config.profile.reference
        kind = definition(self.measure).per_pack
        plain = reference.satisfaction if kind == "satisfaction" else reference.complaint
        return self.packs.get(self.measure[len(self.plain) + 1 :].upper() or plain or "")

    @property
    def survey_rules(self) -> Satisfaction:
        """The satisfaction rules of the pack; a published figure has them."""
        rules = self.pack.satisfaction if self.pack else None
        if rules is None:
            raise ContractError(f"{self.measure} has no pack with satisfaction rules")
        return rules

    @property
    def complaint_rules(self) -> Complaints:
        """The complaint rules of the pack; a published figure that depends on them has them."""
        rules = self.pack.complaints if self.pack else None
        if rules is None:
            raise ContractError(f"{self.measure} has no pack with complaint rules")
        return rules

    def was_read(self, export: "Export") -> bool:
        """Whether the period has the export."""
        return self.facts.was_read(export, self.window.period)

    def mine(self, frame: "pd.DataFrame") -> "list[Record]":
        """Return the records that count for the subject: the client's, or the office's on their date."""
        if self.level == "client":
            return records(frame[frame["client_id"] == self.one])
        return records(frame[frame["office_id"] == self.one] if self.level == "office" else frame)

    def local(self, moment: "datetime | None") -> str:
        """Return a moment in the profile's zone, to the minute or, where it has some, the second."""
        if moment is None:
            return "-"
        there = moment.astimezone(self.window.zone)
        return there.strftime("%Y-%m-%d %H:%M:%S" if there.second else "%Y-%m-%d %H:%M")


def records(frame: "pd.DataFrame") -> "list[Record]":
    """Return the rows with None for what is missing."""
    columns = [
        [None if gone else value for value, gone in zip(column.tolist(), column.isna().tolist(), strict=True)]
        for _, column in frame.items()
    ]
    names = [str(name) for name in frame.columns]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def day(value: Any) -> date | None:
    """Return the date of a midnight, None where there is none."""
    return None if value is None else value.date()
