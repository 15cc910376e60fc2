"""Frames of what lies behind single figures: patterns of complaints, drivers of satisfaction, words."""

from reportgen.model.frame import BOOL, DAY, EXACT, FLOAT, INT, TEXT, Column, Frame

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
        "period": Column(TEXT, "period built"),
        "level": Column(TEXT, "company or office"),
        "office_id": Column(TEXT, "office at receipt"),
        "category": Column(TEXT, "category as written; (all) = the sum"),
        "span": Column(TEXT, "a month such as 2026-07, or the period built as a whole"),
        "count": Column(INT, "complaints received"),
        "exposure": Column(INT, "what they are counted on"),
        "exposure_unit": Column(TEXT, "orders, or days without an export of orders"),
        "expected": Column(EXACT, "complaints expected after the baseline"),
        "low": Column(INT, "the fewest within noise"),
        "high": Column(INT, "the most within noise"),
        "judged": Column(BOOL, "whether it belongs to the period; if not, it is baseline"),
        "beyond": Column(TEXT, "high or low where a judged count is beyond its limits, else empty"),
        "dispersion": Column(FLOAT, "variance of the baseline ÷ that of Poisson noise"),
        "gap": Column(TEXT, "why there are no limits"),
    },
)
PATTERNS = Frame(
    "PATTERNS",
    ("period", "signal", "level", "office_id", "client_id", "category", "product"),
    {
        "period": Column(TEXT, "period built"),
        "signal": Column(TEXT, ", ".join(SIGNALS)),
        "level": Column(TEXT, "company, office or client"),
        "office_id": Column(TEXT, "office; of a client: its office at as-of"),
        "client_id": Column(TEXT, "client, of repeat_client"),
        "category": Column(TEXT, "category as written; (all) = the sum"),
        "product": Column(TEXT, "product, of repeat_product"),
        "count": Column(INT, "complaints: of a repeat those in the fullest window, else those of the period"),
        "threshold": Column(INT, "the pack's number that it reaches; of limits the one that it passes"),
        "n_clients": Column(INT, "clients among them"),
        "n_offices": Column(INT, "offices among them"),
        "since": Column(DAY, "of repeats the first day, of the others the first day of the first span"),
        "noise": Column(TEXT, "beyond or within the limits of the category; empty = no limits"),
        "clause": Column(TEXT, "clause"),
        "evidence": Column(TEXT, "complaints of a repeat, ; between"),
    },
)
AGEING = Frame(
    "AGEING",
    ("period", "level", "office_id", "client_id", "age"),
    {
        "period": Column(TEXT, "period built"),
        "level": Column(TEXT, "company, office or client"),
        "office_id": Column(TEXT, "office at receipt; of a client: its office at as-of"),
        "client_id": Column(TEXT, "client with an open complaint"),
        "age": Column(TEXT, "multiples of the limit of handling, such as 0-1 or 2+; no_limit, no_time"),
        "count": Column(INT, "complaints open at as-of; over all ages complaint.open"),
        "oldest_hours": Column(EXACT, "the longest of them on the profile's clock", "h"),
        "clause": Column(TEXT, "clause"),
    },
)
DRIVERS = Frame(
    "DRIVERS",
    ("period", "level", "office_id", "measure"),
    {
        "period": Column(TEXT, "period built"),
        "level": Column(TEXT, "company or office"),
        "office_id": Column(TEXT, "office on the day of the answer"),
        "measure": Column(TEXT, "satisfaction dimension of the reference pack"),
        "importance": Column(FLOAT, "its share of what the dimensions explain of the overall answer"),
        "low": Column(FLOAT, "lower 95 % limit of the importance"),
        "high": Column(FLOAT, "upper 95 % limit"),
        "explained": Column(FLOAT, "share of the overall answer's variance that the dimensions explain, adjusted"),
        "n": Column(INT, "responses that answer the overall question and every dimension used"),
        "n_clients": Column(INT, "clients behind them"),
        "weight": Column(EXACT, "the pack's weight"),
        "performance": Column(EXACT, "the dimension's published value", "points"),
        "quadrant": Column(TEXT, "improve, keep, low or enough; empty without importance or performance"),
        "clear": Column(BOOL, "whether both intervals lie on one side of their mean"),
        "gap": Column(TEXT, "why there is no importance"),
    },
)
KEYWORDS = Frame(
    "KEYWORDS",
    ("period", "level", "office_id", "dimension", "keyword"),
    {
        "period": Column(TEXT, "period built"),
        "level": Column(TEXT, "company or office"),
        "office_id": Column(TEXT, "office on the day"),
        "dimension": Column(TEXT, "dimension of the reference pack; (none) = comments without a keyword"),
        "keyword": Column(TEXT, "keyword of the pack; (any) = comments with any of the dimension's"),
        "comments": Column(INT, "comments of the period that hold it"),
        "n_clients": Column(INT, "clients that wrote them"),
    },
)
PATTERN_FRAMES = (COMPLAINT_MONTHS, PATTERNS, AGEING, DRIVERS, KEYWORDS)
