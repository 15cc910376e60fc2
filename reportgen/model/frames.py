"""Every frame that crosses a stage: key, columns, dtype, unit, meaning.

Text columns hold "" for "not there", never NA. Moments are UTC; a moment gets its date in the
profile's zone. Dates are midnights without a zone. ``exact`` columns hold ``Fraction`` or None.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

TEXT = "str"
MOMENT = "datetime64[us, UTC]"
DAY = "datetime64[us]"
INT = "Int64"
FLOAT = "Float64"
BOOL = "boolean"
EXACT = "object"


class ContractError(Exception):
    """A frame of ours broke its contract: a bug, exit 1."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its dtype, its unit ("" = none) and what it means."""

    dtype: str
    meaning: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """A named contract. A breach is our bug, so it raises; bad input never gets this far."""

    name: str
    key: tuple[str, ...]
    columns: dict[str, Column]

    def check(self, frame: "pd.DataFrame") -> "pd.DataFrame":
        """Return ``frame`` in contract order, sorted by key, or raise ContractError."""
        found = {name: str(dtype) for name, dtype in frame.dtypes.items()}
        wanted = {name: column.dtype for name, column in self.columns.items()}
        if found != wanted:
            off = sorted(set(found.items()) ^ set(wanted.items()))
            raise ContractError(f"{self.name}: columns differ from the contract at {off}")
        holes = [c for c, column in self.columns.items() if column.dtype == TEXT and frame[c].isna().any()]
        if holes:
            raise ContractError(f"{self.name}: NA in text columns {holes}")
        if frame.duplicated(list(self.key)).any():
            raise ContractError(f"{self.name}: key {self.key} repeats")
        return frame[list(wanted)].sort_values(list(self.key), ignore_index=True, kind="stable")

    def empty(self) -> "pd.DataFrame":
        """Return a frame of the contract without rows."""
        import pandas as pd

        return pd.DataFrame({name: pd.Series([], dtype=c.dtype) for name, c in self.columns.items()})


PLACE = {
    "file": Column(TEXT, "file below the workspace, with /"),
    "sheet": Column(TEXT, "sheet, empty for text files"),
    "row": Column(INT, "row as a spreadsheet shows it"),
}

# ------------------------------------------------------------------ facts (ingest → the rest)
REGISTER = Frame(
    "REGISTER",
    ("register_period", "client_id"),
    {
        "register_period": Column(TEXT, "period whose folder holds the register"),
        "client_id": Column(TEXT, "key"),
        "name": Column(TEXT, "display name"),
        "short_name": Column(TEXT, "short name"),
        "credit_code": Column(TEXT, "统一社会信用代码"),
        "office_id": Column(TEXT, "office at the end of the period"),
        "office_since": Column(DAY, "first day in that office; NA = always"),
        "start_date": Column(DAY, "first day as a client; NA = always"),
        "end_date": Column(DAY, "last day as a client; NA = still one"),
        "account_manager": Column(TEXT, "sales engineer"),
        "approval_class": Column(TEXT, "regular, special or empty"),
        "client_type": Column(TEXT, "as registered"),
        "industry": Column(TEXT, "as registered"),
        **PLACE,
    },
)
OFFICES = Frame(
    "OFFICES",
    ("office_id",),
    {
        "office_id": Column(TEXT, "key"),
        "name": Column(TEXT, "display name"),
        "region": Column(TEXT, "region"),
        "manager": Column(TEXT, "office manager"),
        "mail": Column(TEXT, "mail address"),
        **PLACE,
    },
)
MEMBERSHIPS = Frame(
    "MEMBERSHIPS",
    ("client_id", "since"),
    {
        "client_id": Column(TEXT, "key"),
        "office_id": Column(TEXT, "office from that day on"),
        "since": Column(DAY, "first day in the office"),
    },
)
ANSWERS = Frame(
    "ANSWERS",
    ("file", "sheet", "row", "question"),
    {
        "response_id": Column(TEXT, "returned form; made up where the export has none"),
        "client_id": Column(TEXT, "client"),
        "office_id": Column(TEXT, "its office on the day of the answer"),
        "contact": Column(TEXT, "who answered"),
        "round": Column(TEXT, "survey round"),
        "answered_at": Column(MOMENT, "moment of the answer"),
        "question": Column(TEXT, "question code"),
        "value_micro": Column(INT, "raw answer as a number, times 1,000,000, before reversal", "1e-6"),
        **PLACE,
    },
)
COMMENTS = Frame(
    "COMMENTS",
    ("file", "sheet", "row"),
    {
        "response_id": Column(TEXT, "returned form"),
        "client_id": Column(TEXT, "client"),
        "office_id": Column(TEXT, "its office on the day"),
        "contact": Column(TEXT, "who wrote"),
        "answered_at": Column(MOMENT, "moment"),
        "comment": Column(TEXT, "the words, whole"),
        **PLACE,
    },
)
COMPLAINTS = Frame(
    "COMPLAINTS",
    ("complaint_id",),
    {
        "complaint_id": Column(TEXT, "key"),
        "client_id": Column(TEXT, "client"),
        "office_id": Column(TEXT, "its office on the day of receipt"),
        "channel": Column(TEXT, "hotline, email, online, other or empty"),
        "category": Column(TEXT, "category as written"),
        "product": Column(TEXT, "product"),
        "content": Column(TEXT, "what was said"),
        "handler": Column(TEXT, "who handles it"),
        "result": Column(TEXT, "result"),
        "priority": Column(TEXT, "priority"),
        "received_at": Column(MOMENT, "receipt"),
        "first_reply_at": Column(MOMENT, "first reply; NA = none recorded"),
        "closed_at": Column(MOMENT, "last close; NA = none recorded"),
        "state": Column(TEXT, "open, resolved, closed (not resolved) or reopened"),
        "impossible": Column(BOOL, "times contradict each other or lie in the future: no time measure"),
        "satisfaction_micro": Column(INT, "score of the handling, times 1,000,000", "1e-6"),
        **PLACE,
    },
)
ORDERS = Frame(
    "ORDERS",
    ("order_id",),
    {
        "order_id": Column(TEXT, "key"),
        "client_id": Column(TEXT, "client"),
        "office_id": Column(TEXT, "its office on the day"),
        "order_date": Column(DAY, "day of the order"),
        "amount_fen": Column(INT, "amount", "fen"),
        "cancelled": Column(BOOL, "whether it was cancelled"),
        **PLACE,
    },
)
CARDS = Frame(
    "CARDS",
    ("card_id",),
    {
        "card_id": Column(TEXT, "key: client and day where the form has none"),
        "client_id": Column(TEXT, "client"),
        "graded_on": Column(DAY, "day of the card"),
        "card_kind": Column(TEXT, "new, quarterly, abnormal, correction, yearly, revoked or as written"),
        "special": Column(BOOL, "special case; NA = not said"),
        "stated_total": Column(TEXT, "total written in the file, as a decimal; empty = none"),
        **PLACE,
    },
)
CARD_ITEMS = Frame(
    "CARD_ITEMS",
    ("card_id", "item"),
    {
        "card_id": Column(TEXT, "card"),
        "client_id": Column(TEXT, "client"),
        "graded_on": Column(DAY, "day of the card"),
        "part": Column(TEXT, "base, plus, minus, veto; empty = not said"),
        "item": Column(TEXT, "item code"),
        "entry": Column(TEXT, "points or mark as a decimal with its sign; empty = blank"),
        "hit": Column(BOOL, "veto item: fired; NA = blank or not a veto item"),
        "evidence": Column(TEXT, "evidence reference"),
        **PLACE,
    },
)
SIGNOFFS = Frame(
    "SIGNOFFS",
    ("card_id", "step"),
    {
        "card_id": Column(TEXT, "card"),
        "step": Column(INT, "place in the chain, from 1"),
        "role": Column(TEXT, "role as written"),
        "person": Column(TEXT, "name; empty = not signed"),
        "signed_on": Column(DAY, "day; NA = no date"),
        "result": Column(TEXT, "as written"),
        "opinion": Column(TEXT, "as written"),
        **PLACE,
    },
)
SURVEY_SAMPLE = Frame(
    "SURVEY_SAMPLE",
    ("period", "round", "client_id"),
    {
        "period": Column(TEXT, "period whose folder holds the list"),
        "round": Column(TEXT, "survey round"),
        "client_id": Column(TEXT, "client asked"),
        **PLACE,
    },
)

# ------------------------------------------------------------------ results
POPULATION = Frame(
    "POPULATION",
    ("client_id", "office_id"),
    {
        "client_id": Column(TEXT, "client at any moment of the period"),
        "office_id": Column(TEXT, "an office that it belonged to in the period"),
    },
)
MEASURES = Frame(
    "MEASURES",
    ("period", "level", "office_id", "client_id", "measure"),
    {
        "period": Column(TEXT, "period"),
        "level": Column(TEXT, "company, office or client"),
        "office_id": Column(TEXT, "office; of a client: its office at as-of"),
        "client_id": Column(TEXT, "client"),
        "measure": Column(TEXT, "measure id"),
        "value": Column(EXACT, "the figure; None with a gap"),
        "unit": Column(TEXT, "points, count, share, hours, yuan, per_100_orders, years, ratio"),
        "n": Column(INT, "what stands behind the figure (results contract, section 1)"),
        "gap": Column(TEXT, "why a value is missing"),
        "low": Column(FLOAT, "lower 95 % limit"),
        "high": Column(FLOAT, "upper 95 % limit"),
        "n_clients": Column(INT, "responding clients, of dimensions and index"),
        "at_least": Column(FLOAT, "longest duration where a quantile is not reached"),
        "source": Column(TEXT, "clause ids, space between"),
    },
)
CLUSTERS = Frame(
    "CLUSTERS",
    ("period", "level", "office_id", "client_id", "measure", "unit_id"),
    {
        "period": Column(TEXT, "period"),
        "level": Column(TEXT, "company, office or client"),
        "office_id": Column(TEXT, "office; of a client: its office at as-of"),
        "client_id": Column(TEXT, "client, of client level"),
        "measure": Column(TEXT, "satisfaction dimension, index, top2_share or nps"),
        "unit_id": Column(TEXT, "the unit: a response at client level, a client above"),
        "total": Column(EXACT, "sum of its scored answers (index: its own index; top2: 100 per top)", "points"),
        "n": Column(INT, "its answers (index: 1)"),
    },
)
DURATIONS = Frame(
    "DURATIONS",
    ("period", "clock", "complaint_id"),
    {
        "period": Column(TEXT, "period of receipt"),
        "clock": Column(TEXT, "first_reply or handling"),
        "complaint_id": Column(TEXT, "complaint"),
        "client_id": Column(TEXT, "client"),
        "office_id": Column(TEXT, "its office on the day of receipt"),
        "seconds": Column(INT, "from receipt to the reply or close, else to as-of", "s"),
        "observed": Column(BOOL, "whether the reply or close was before as-of; if not, it is censored"),
        "closed": Column(BOOL, "whether the complaint was closed before as-of"),
    },
)
CHANGED = Frame(
    "CHANGED",
    MEASURES.key,
    {
        **{
            name: MEASURES.columns[name]
            for name in (
                "period",
                "level",
                "office_id",
                "client_id",
                "measure",
                "value",
                "unit",
                "n",
                "gap",
                "low",
                "high",
            )
        },
        "previous": Column(EXACT, "value of the period before"),
        "change": Column(EXACT, "value minus previous"),
        "verdict": Column(TEXT, "up, down, no_clear_change, too_few, new or empty"),
        "source": MEASURES.columns["source"],
        "n_clients": MEASURES.columns["n_clients"],
        "year_ago": Column(EXACT, "value of the same period a year earlier"),
        "year_ago_change": Column(EXACT, "value minus year_ago"),
        "p_value": Column(FLOAT, "unadjusted"),
        "test": Column(TEXT, "name of the test"),
        "at_least": MEASURES.columns["at_least"],
        "provisional": Column(TEXT, "true where it rests on an unannounced calendar"),
    },
)
POINTS = Frame(
    "POINTS",
    ("pack", "client_id", "item"),
    {
        "pack": Column(TEXT, "pack"),
        "client_id": Column(TEXT, "client"),
        "item": Column(TEXT, "item code, or the measure of a pack computed from one"),
        "part": Column(TEXT, "base, plus, minus, veto or measure"),
        "points": Column(EXACT, "signed points, not rounded; veto 0; None = blank"),
        "fired": Column(BOOL, "veto item hit; NA = blank or no veto item"),
    },
)
GRADED = Frame(
    "GRADED",
    ("pack", "client_id"),
    {
        "pack": Column(TEXT, "pack"),
        "client_id": Column(TEXT, "client of the population"),
        "score": Column(EXACT, "rounded once, half up; None = no grading"),
        "level": Column(TEXT, "level; empty = none"),
        "rank": Column(INT, "1 = best"),
        "vetoed": Column(BOOL, "a veto item fired; NA without a level"),
        "held": Column(BOOL, "the latest card has a blank item: it grades nothing, the last whole one stays"),
        "graded_on": Column(DAY, "day of the grading in force"),
        "card_id": Column(TEXT, "its card; without a level: the card that revoked it; empty where computed"),
        "policy_version": Column(TEXT, "pack version that it was graded under"),
        "in_period": Column(BOOL, "graded in the period itself"),
    },
)
GRADES = Frame(
    "GRADES",
    ("period", "pack", "client_id"),
    {
        "period": Column(TEXT, "period"),
        "pack": Column(TEXT, "pack"),
        "client_id": Column(TEXT, "client"),
        "office_id": Column(TEXT, "its office at as-of"),
        "score": Column(EXACT, "score in force"),
        "level": Column(TEXT, "level in force"),
        "rank": Column(INT, "1 = best"),
        "previous_level": Column(TEXT, "level at the end of the period before"),
        "transition": Column(TEXT, "up, down, same, new, lost, withdrawn, unrated or not_rerated"),
        "because": Column(TEXT, "items that decide, or (rules)"),
        "policy_version": Column(TEXT, "pack version of the grading in force"),
        "gap": Column(TEXT, "why there is no level"),
        "previous_score": Column(EXACT, "score at the end of the period before"),
        "graded_on": Column(DAY, "day of the grading in force"),
        "vetoed": Column(BOOL, "a veto item fired"),
        "transition_same_rules": Column(TEXT, "the transition under the present version"),
    },
)
CONTRIBUTIONS = Frame(
    "CONTRIBUTIONS",
    ("period", "pack", "client_id", "item", "kind"),
    {
        "period": Column(TEXT, "period"),
        "pack": Column(TEXT, "pack"),
        "client_id": Column(TEXT, "client"),
        "item": Column(TEXT, "item code, measure or (rounding)"),
        "points_before": Column(EXACT, "points before"),
        "points_after": Column(EXACT, "points after"),
        "contribution": Column(EXACT, "after minus before"),
        "kind": Column(TEXT, "client, rules or rounding"),
    },
)
CHANGE_PARTS = Frame(
    "CHANGE_PARTS",
    ("period", "level", "office_id", "client_id", "measure", "part"),
    {
        "period": Column(TEXT, "period"),
        "level": Column(TEXT, "company or office"),
        "office_id": Column(TEXT, "office"),
        "client_id": Column(TEXT, "always empty"),
        "measure": Column(TEXT, "satisfaction dimension or index"),
        "part": Column(TEXT, "same, mix or non_response"),
        "value": Column(EXACT, "its part of the change; None = gap"),
    },
)
CLIENTS = Frame(
    "CLIENTS",
    ("period", "client_id"),
    {
        "period": Column(TEXT, "period"),
        "client_id": Column(TEXT, "client"),
        "office_id": Column(TEXT, "office at as-of"),
        "name": Column(TEXT, "display name"),
        "state": Column(TEXT, "active, new or lost"),
        "answers": Column(INT, "scored answers"),
        "complaints": Column(INT, "received in the period"),
        "complaints_open": Column(INT, "open at as-of"),
        "card": Column(TEXT, "day of the card in force"),
        "levels": Column(TEXT, "grades as P17:A, space between"),
        "sales": Column(EXACT, "in the period", "yuan"),
        "bucket": Column(TEXT, "which exports knew the client"),
    },
)
COVERAGE = Frame(
    "COVERAGE",
    ("file", "sheet"),
    {
        "export": Column(TEXT, "export"),
        "file": PLACE["file"],
        "sheet": PLACE["sheet"],
        "sha256": Column(TEXT, "of the file"),
        "encoding": Column(TEXT, "encoding or workbook kind"),
        "rows_read": Column(INT, "records, counted apart from the parser"),
        "rows_used": Column(INT, "at least one value used"),
        "rows_set_aside": Column(INT, "nothing could be used"),
        "rows_superseded": Column(INT, "earlier duplicates"),
        "rows_skipped": Column(INT, "blank, title, total and note lines"),
        "first_date": Column(DAY, "of used rows, in the profile's zone"),
        "last_date": Column(DAY, "of used rows"),
    },
)
FACT_FRAMES = (
    REGISTER,
    OFFICES,
    MEMBERSHIPS,
    ANSWERS,
    COMMENTS,
    COMPLAINTS,
    ORDERS,
    CARDS,
    CARD_ITEMS,
    SIGNOFFS,
    SURVEY_SAMPLE,
)
RESULT_FRAMES = (
    POPULATION,
    MEASURES,
    CLUSTERS,
    DURATIONS,
    CHANGED,
    POINTS,
    GRADED,
    GRADES,
    CONTRIBUTIONS,
    CHANGE_PARTS,
    CLIENTS,
    COVERAGE,
)
