"""Which file is which export, and which column is which field: config/sources.yaml."""

from enum import StrEnum
from typing import Literal, Self, get_args

from pydantic import Field, model_validator

from reportgen.model.records.every import RECORDS
from reportgen.model.records.more import MORE
from reportgen.policy.doubts import Doubts
from reportgen.policy.fault import fault
from reportgen.policy.strict import Code, Strict


class Export(StrEnum):
    """The exports that a build reads (data dictionary, requirements section 3)."""

    CLIENTS = "clients"
    OFFICES = "offices"
    SURVEY = "survey"
    SURVEY_SAMPLE = "survey_sample"
    COMPLAINTS = "complaints"
    SCORECARD_ITEMS = "scorecard_items"
    ORDERS = "orders"
    RECEIVABLES = "receivables"
    TARGETS = "targets"
    VISITS = "visits"
    CHURN_REPORTS = "churn_reports"
    LIMIT_APPLICATIONS = "limit_applications"
    # those above have a reader of their own, the others a declaration
    vars().update({record.export.upper(): record.export for record in RECORDS})


REQUIRED_FIELDS: dict[Export, tuple[str, ...]] = {
    Export.CLIENTS: ("client_id", "name", "office_id"),
    Export.OFFICES: ("office_id", "name"),
    Export.SURVEY: ("answered_at",),
    Export.SURVEY_SAMPLE: ("round",),
    Export.COMPLAINTS: ("complaint_id", "received_at"),
    Export.SCORECARD_ITEMS: ("graded_on", "item"),
    Export.ORDERS: ("order_id", "order_date", "amount"),
    Export.RECEIVABLES: ("invoice_id", "due_date", "amount"),
    Export.TARGETS: ("month", "target_amount"),
    Export.VISITS: ("visited_at",),
    Export.CHURN_REPORTS: ("reported_at",),
    Export.LIMIT_APPLICATIONS: ("application_id", "filled_at"),
    **{Export(record.export): record.required for record in RECORDS},
}
"""Fields without which a file of the export is refused (E154), beside one that names the client.

Receivables need paid_amount or open_amount too; a visit may name an office instead of a client.
"""

FIELDS: dict[Export, tuple[str, ...]] = {
    Export.CLIENTS: (
        "client_id",
        "name",
        "short_name",
        "previous_names",
        "credit_code",
        "office_id",
        "office_name",
        "office_since",
        "start_date",
        "end_date",
        "account_manager",
        "approval_class",
        "client_type",
        "industry",
        *(one.name for one in MORE["clients"]),
        "merged_into",
        "merged_on",
        "split_from",
    ),
    Export.OFFICES: ("office_id", "name", "region", "manager", "mail"),
    Export.SURVEY: (
        "response_id",
        "client_id",
        "client_name",
        "credit_code",
        "contact",
        "department",
        "round",
        "answered_at",
        "started_at",
        "duration",
        "source",
        "mode",
        "finished",
        "score_total",
        "complaint_id",
        "question",
        "answer",
        "comment",
    ),
    Export.SURVEY_SAMPLE: (
        "round",
        "client_id",
        "client_name",
        "credit_code",
        *(one.name for one in MORE["survey_sample"]),
    ),
    Export.COMPLAINTS: (
        "complaint_id",
        "client_id",
        "client_name",
        "credit_code",
        "office_id",
        "office_name",
        "channel",
        "category",
        "product",
        "content",
        "handler",
        "result",
        "received_at",
        "first_reply_at",
        "closed_at",
        "state",
        "satisfaction",
        "priority",
        *(one.name for one in MORE["complaints"]),
    ),
    Export.SCORECARD_ITEMS: (
        "card_id",
        "client_id",
        "client_name",
        "credit_code",
        "graded_on",
        "card_kind",
        "special",
        "part",
        "item",
        "item_name",
        "max",
        "points",
        "mark",
        "evidence",
        "stated_total",
        "step",
        "role",
        "person",
        "signed_at",
        "result",
        "opinion",
    ),
    Export.ORDERS: (
        "order_id",
        "client_id",
        "client_name",
        "credit_code",
        "order_date",
        "amount",
        "margin",
        "state",
        "product",
        "quantity",
    ),
    Export.RECEIVABLES: (
        "invoice_id",
        "client_id",
        "client_name",
        "credit_code",
        "invoice_date",
        "due_date",
        "amount",
        "paid_amount",
        "open_amount",
    ),
    Export.TARGETS: ("client_id", "client_name", "credit_code", "year", "month", "target_amount"),
    Export.VISITS: (
        "visit_id",
        "client_id",
        "client_name",
        "credit_code",
        "office_id",
        "office_name",
        "visited_at",
        "visitor_role",
        "problems_found",
        "problems_solved",
        *(one.name for one in MORE["visits"]),
    ),
    Export.CHURN_REPORTS: ("client_id", "client_name", "credit_code", "lost_date", "reported_at", "cause"),
    Export.LIMIT_APPLICATIONS: (
        "application_id",
        "client_id",
        "client_name",
        "credit_code",
        "filled_by",
        "filled_at",
        "old_grade",
        "new_grade",
        "old_limit",
        "new_limit",
        "reason",
        "approved_by",
        "approved_at",
        "effective_at",
    ),
    **{Export(record.export): record.names for record in RECORDS},
}
"""Every field that a source may map, per export."""


Platform = Literal["wjx", "limesurvey", "qualtrics", "surveymonkey", "google_forms", "ms_forms", "tencent"]
Tickets = Literal["zendesk", "jira", "servicenow"]


class Events(Strict):
    """A ledger with one row an event: which moment orders the events, and which states are no answer yet."""

    updated_at: tuple[str, ...] = Field(min_length=1)
    counter: tuple[str, ...] = ()
    opening: tuple[str, ...] = ()


class Freshness(Strict):
    """How many days the latest record may lie before today, or before the period's end where that is earlier."""

    warn: int = Field(ge=0)
    stop: int | None = Field(default=None, ge=0)
    """Above it `reportgen status` ends with 4, not 3."""

    @model_validator(mode="after")
    def _stops_later(self) -> Self:
        if self.stop is not None and self.stop < self.warn:
            raise fault("E323", "stop no less than warn, {warn}", warn=self.warn)
        return self


class Source(Strict):
    """One rule: files of one shape."""

    export: Export
    files: tuple[str, ...] = Field(min_length=1)
    required: bool
    fresh: Freshness | None = None
    period_bound: bool = False
    allow_empty: bool = False
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    platform: Platform | Tickets | None = None
    """Whose export it is: headings, skipped questions and codes are then read as that platform writes them."""
    structure: tuple[str, ...] = ()
    """Questionnaire files in the same folder, which name the options behind codes."""
    events: bool | Events = False
    """Whether a ticket has one row an event, of which the last one counts."""
    unnumbered: bool = False
    """Whether the ledger numbers nothing: rows that are alike in every cell are one complaint then."""
    layout: Literal["table", "wide", "form"] = "table"
    header_rows: int = Field(default=1, ge=1, le=4)
    columns: dict[str, tuple[str, ...]]
    values: dict[str, dict[str, tuple[str, ...]]] = Field(default_factory=dict)
    constants: dict[str, str] = Field(default_factory=dict)
    questions: dict[Code, tuple[str, ...]] = Field(default_factory=dict)
    date_order: Literal["dmy", "mdy"] | None = None
    amount_unit: Literal["yuan", "wan_yuan"] = "yuan"
    duplicates: Literal["last", "first", "all"] = "last"
    doubtful: Doubts | None = None

    @model_validator(mode="after")
    def _maps_known_fields(self) -> Self:
        known = FIELDS[self.export]
        unknown = [name for name in (*self.columns, *self.values, *self.constants) if name not in known]
        if unknown:
            raise fault(
                "E321",
                "fields of {export}: {known}; not {unknown}",
                export=self.export.value,
                known=", ".join(known),
                unknown=", ".join(unknown),
            )
        mapped = {*self.columns, *self.constants, *(("complaint_id",) if self.unnumbered else ())}
        needed = () if self.platform else REQUIRED_FIELDS[self.export]  # a platform names its own columns
        missing = [name for name in needed if name not in mapped]
        if missing:
            raise fault("E323", "columns that map {missing} too", missing=", ".join(missing))
        if (self.layout == "wide") != bool(self.questions):
            raise fault("E323", "the key questions where layout is wide, and only there")
        if self.platform in get_args(Platform) and (self.export is not Export.SURVEY or self.layout != "wide"):
            raise fault("E323", "platform for survey with layout wide only")
        if self.structure and not self.platform:
            raise fault("E323", "the key platform where structure is")
        if self.layout == "form" and self.export is not Export.SCORECARD_ITEMS:
            raise fault("E323", "layout form for scorecard_items only")
        headings = [heading for names in (*self.columns.values(), *self.questions.values()) for heading in names]
        twice = sorted({heading for heading in headings if headings.count(heading) > 1})
        if twice:
            raise fault("E329", "each heading for one field; {twice} stand for two", twice=", ".join(twice))
        return self

    @model_validator(mode="after")
    def _fits_tickets(self) -> Self:
        ticketed = self.platform in get_args(Tickets)
        ledger = self.export is Export.COMPLAINTS and self.layout == "table"
        if (ticketed or self.events) and not ledger:
            raise fault("E323", "platforms of tickets, and events, for complaints with layout table only")
        if self.unnumbered and (not ledger or self.events or "complaint_id" in self.columns):
            raise fault("E323", "unnumbered for complaints without events and without complaint_id only")
        if self.events is True and not ticketed:
            raise fault("E323", "the key updated_at under events where no platform says it")
        return self


class Sources(Strict):
    """All rules; a file that none claims is reported."""

    format: Literal[1]
    ignore: tuple[str, ...] = ()
    sources: tuple[Source, ...] = Field(min_length=1)
