"""Frames of who the exports know: one row a client, and one a group of clients."""

from reportgen.model.frame import BOOL, DAY, EXACT, INT, TEXT, Frame, Shown

CLIENT_COVERAGE = Frame(
    "CLIENT_COVERAGE",
    ("period", "client_id"),
    {
        "period": Shown(TEXT, "period"),
        "client_id": Shown(TEXT, "client"),
        "office_id": Shown(TEXT, "office at as-of"),
        "asked": Shown(BOOL, "on the survey's list of the period, or answered; NA = no survey read"),
        "answered": Shown(BOOL, "gave an answer in the period; NA = no survey read"),
        "complained": Shown(BOOL, "a complaint received in the period; NA = no ledger read"),
        "carded": Shown(BOOL, "has a scorecard by as-of; NA = no scorecards read, in no folder"),
        "carded_on": Shown(DAY, "day of its last scorecard"),
        "sold": Shown(BOOL, "sales in the 12 months to as-of; NA = no orders read"),
        "sold_12m": Shown(EXACT, "those sales", "yuan"),
    },
)
COVERAGE_GROUPS = Frame(
    "COVERAGE_GROUPS",
    ("period", "level", "office_id", "group"),
    {
        "period": Shown(TEXT, "period"),
        "level": Shown(TEXT, "company or office"),
        "office_id": Shown(TEXT, "office, or empty"),
        "group": Shown(TEXT, "which clients"),
        "n": Shown(INT, "clients in the group"),
        "of": Shown(INT, "clients that it is a part of"),
        "share": Shown(EXACT, "n ÷ of"),
        "sales": Shown(EXACT, "sales of the group in the 12 months to as-of", "yuan"),
        "sales_of": Shown(EXACT, "sales of all clients of the level in those months", "yuan"),
        "sales_share": Shown(EXACT, "sales ÷ sales_of"),
        "gap": Shown(TEXT, "why there is no n"),
    },
)
COVERAGE_FRAMES = (CLIENT_COVERAGE, COVERAGE_GROUPS)
