"""Frames of who the exports know: one row a client, and one a group of clients."""

from reportgen.model.frame import BOOL, DAY, EXACT, INT, TEXT, Column, Frame

CLIENT_COVERAGE = Frame(
    "CLIENT_COVERAGE",
    ("period", "client_id"),
    {
        "period": Column(TEXT, "period"),
        "client_id": Column(TEXT, "client"),
        "office_id": Column(TEXT, "office at as-of"),
        "asked": Column(BOOL, "on the survey's list of the period, or answered; NA = no survey read"),
        "answered": Column(BOOL, "gave an answer in the period; NA = no survey read"),
        "complained": Column(BOOL, "a complaint received in the period; NA = no ledger read"),
        "carded": Column(BOOL, "has a scorecard by as-of; NA = no scorecards read, in no folder"),
        "carded_on": Column(DAY, "day of its last scorecard"),
        "sold": Column(BOOL, "sales in the 12 months to as-of; NA = no orders read"),
        "sold_12m": Column(EXACT, "those sales", "yuan"),
    },
)
COVERAGE_GROUPS = Frame(
    "COVERAGE_GROUPS",
    ("period", "level", "office_id", "group"),
    {
        "period": Column(TEXT, "period"),
        "level": Column(TEXT, "company or office"),
        "office_id": Column(TEXT, "office, or empty"),
        "group": Column(TEXT, "which clients"),
        "n": Column(INT, "clients in the group"),
        "of": Column(INT, "clients that it is a part of"),
        "share": Column(EXACT, "n ÷ of"),
        "sales": Column(EXACT, "sales of the group in the 12 months to as-of", "yuan"),
        "sales_of": Column(EXACT, "sales of all clients of the level in those months", "yuan"),
        "sales_share": Column(EXACT, "sales ÷ sales_of"),
        "gap": Column(TEXT, "why there is no n"),
    },
)
COVERAGE_FRAMES = (CLIENT_COVERAGE, COVERAGE_GROUPS)
