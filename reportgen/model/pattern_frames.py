"""Frames of what lies behind single figures: patterns of complaints, drivers of satisfaction, words."""

from reportgen.model.frame import BOOL, DAY, EXACT, FLOAT, INT, TEXT, Frame, Shown

ALL_CATEGORIES = "(all)"
"""The category that stands for the sum over all."""
NO_DIMENSION, ANY_KEYWORD = "(none)", "(any)"
"""Comments without a keyword; comments with any keyword of the dimension."""
SIGNALS = (
    "repeat_client",
    "repeat_product",
    "spread_clients",
    "spread_offices",
    "rising",
    "above_limits",
    "below_limits",
)

COMPLAINT_MONTHS = Frame(
    "COMPLAINT_MONTHS",
    ("period", "level", "office_id", "category", "span"),
    {
        "period": Shown(TEXT, "period built"),
        "level": Shown(TEXT, "company or office"),
        "office_id": Shown(TEXT, "office at receipt"),
        "category": Shown(TEXT, "category as written; (all) = the sum"),
        "span": Shown(TEXT, "a month such as 2026-07, or the period built as a whole"),
        "count": Shown(INT, "complaints received"),
        "exposure": Shown(INT, "what they are counted on"),
        "exposure_unit": Shown(TEXT, "orders, or days without an export of orders"),
        "expected": Shown(EXACT, "complaints expected after the baseline"),
        "low": Shown(INT, "the fewest within noise"),
        "high": Shown(INT, "the most within noise"),
        "judged": Shown(BOOL, "whether it belongs to the period; if not, it is baseline"),
        "beyond": Shown(TEXT, "high or low where a judged count is beyond its limits, else empty"),
        "dispersion": Shown(FLOAT, "variance of the baseline ÷ that of Poisson noise"),
        "gap": Shown(TEXT, "why there are no limits"),
    },
)
PATTERNS = Frame(
    "PATTERNS",
    ("period", "signal", "level", "office_id", "client_id", "category", "product"),
    {
        "period": Shown(TEXT, "period built"),
        "signal": Shown(
            TEXT,
            "repeat_client or repeat_product: the same again; spread_clients or spread_offices: wider; "
            "rising: more than before; above_limits or below_limits: beyond noise",
        ),
        "level": Shown(TEXT, "company, office or client"),
        "office_id": Shown(TEXT, "office; of a client: its office at as-of"),
        "client_id": Shown(TEXT, "client, of repeat_client"),
        "category": Shown(TEXT, "category as written; (all) = the sum"),
        "product": Shown(TEXT, "product, of repeat_product"),
        "count": Shown(INT, "complaints: of a repeat those in the fullest window, else those of the period"),
        "threshold": Shown(INT, "the pack's number that it reaches; of limits the one that it passes"),
        "n_clients": Shown(INT, "clients among them"),
        "n_offices": Shown(INT, "offices among them"),
        "since": Shown(DAY, "of repeats the first day, of the others the first day of the first span"),
        "noise": Shown(TEXT, "beyond or within the limits of the category; empty = no limits"),
        "clause": Shown(TEXT, "clause"),
        "evidence": Shown(TEXT, "complaints of a repeat, ; between"),
    },
)
AGEING = Frame(
    "AGEING",
    ("period", "level", "office_id", "client_id", "age"),
    {
        "period": Shown(TEXT, "period built"),
        "level": Shown(TEXT, "company, office or client"),
        "office_id": Shown(TEXT, "office at receipt; of a client: its office at as-of"),
        "client_id": Shown(TEXT, "client with an open complaint"),
        "age": Shown(TEXT, "multiples of the limit of handling, such as 0-1 or 2+; no_limit, no_time"),
        "count": Shown(INT, "complaints open at as-of; over all ages complaint.open"),
        "oldest_hours": Shown(EXACT, "the longest of them on the profile's clock", "h"),
        "clause": Shown(TEXT, "clause"),
    },
)
COMPLAINT_GROUPS = Frame(
    "COMPLAINT_GROUPS",
    ("period", "level", "office_id", "by", "group"),
    {
        "period": Shown(TEXT, "period built"),
        "level": Shown(TEXT, "company or office"),
        "office_id": Shown(TEXT, "office at receipt"),
        "by": Shown(TEXT, "category or handler"),
        "group": Shown(TEXT, "category or handler as written; empty = not said"),
        "count": Shown(INT, "complaints received in the period"),
        "n_clients": Shown(INT, "clients that made them"),
        "due": Shown(INT, "of these, the limit of handling lies before as-of; NA = the pack gives none"),
        "on_time": Shown(INT, "due ones that were closed within it"),
        "on_time_share": Shown(EXACT, "on_time ÷ due"),
        "on_time_gap": Shown(TEXT, "why there is no share"),
        "timed": Shown(INT, "complaints behind the hours, open ones included"),
        "handling_p50": Shown(EXACT, "Kaplan–Meier median of the handling on the profile's clock", "h"),
        "low": Shown(FLOAT, "lower 95 % limit of the median", "h"),
        "high": Shown(FLOAT, "upper 95 % limit", "h"),
        "at_least": Shown(FLOAT, "the longest wait, where half are not closed", "h"),
        "handling_gap": Shown(TEXT, "why there is no median"),
        "solved": Shown(INT, "closed as resolved before as-of"),
        "resolution_rate": Shown(EXACT, "solved ÷ count"),
        "scored": Shown(INT, "complaints whose handling the client gave a mark"),
        "satisfaction": Shown(EXACT, "mean of these marks", "points"),
        "satisfaction_gap": Shown(TEXT, "why there is no mean"),
        "provisional": Shown(TEXT, "true where times rest on a year whose holidays are not announced"),
        "clause": Shown(TEXT, "clause"),
    },
)
DRIVERS = Frame(
    "DRIVERS",
    ("period", "level", "office_id", "measure"),
    {
        "period": Shown(TEXT, "period built"),
        "level": Shown(TEXT, "company or office"),
        "office_id": Shown(TEXT, "office on the day of the answer"),
        "measure": Shown(TEXT, "satisfaction dimension of the reference pack"),
        "importance": Shown(FLOAT, "its share of what the dimensions explain of the overall answer"),
        "low": Shown(FLOAT, "lower 95 % limit of the importance"),
        "high": Shown(FLOAT, "upper 95 % limit"),
        "explained": Shown(FLOAT, "share of the overall answer's variance that the dimensions explain, adjusted"),
        "n": Shown(INT, "responses that answer the overall question and every dimension used"),
        "n_clients": Shown(INT, "clients behind them"),
        "weight": Shown(EXACT, "the pack's weight"),
        "performance": Shown(EXACT, "the dimension's published value", "points"),
        "quadrant": Shown(TEXT, "improve, keep, low or enough; empty without importance or performance"),
        "clear": Shown(BOOL, "whether both intervals lie on one side of their mean"),
        "gap": Shown(TEXT, "why there is no importance"),
    },
)
KEYWORDS = Frame(
    "KEYWORDS",
    ("period", "level", "office_id", "dimension", "keyword"),
    {
        "period": Shown(TEXT, "period built"),
        "level": Shown(TEXT, "company or office"),
        "office_id": Shown(TEXT, "office on the day"),
        "dimension": Shown(TEXT, "dimension of the reference pack; (none) = comments without a keyword"),
        "keyword": Shown(TEXT, "keyword of the pack; (any) = comments with any of the dimension's"),
        "comments": Shown(INT, "comments of the period that hold it"),
        "n_clients": Shown(INT, "clients that wrote them"),
    },
)
PATTERN_FRAMES = (COMPLAINT_MONTHS, PATTERNS, AGEING, COMPLAINT_GROUPS, DRIVERS, KEYWORDS)
