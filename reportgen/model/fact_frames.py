"""Frames of facts, which ingest returns: key, columns, dtype, unit, meaning.

Text columns hold "" for "not there", never NA. Moments are UTC; a moment gets its date in the
profile's zone. Dates are midnights without a zone. ``exact`` columns hold ``Fraction`` or None.
"""

from reportgen.model.frame import BOOL, DAY, INT, MOMENT, TEXT, Column, Frame
from reportgen.model.records.columns import columns_of
from reportgen.model.records.more import MORE

PLACE = {
    "file": Column(TEXT, "file below the workspace, with /"),
    "sheet": Column(TEXT, "sheet, empty for text files"),
    "row": Column(INT, "row as a spreadsheet shows it"),
}

REGISTER = Frame(
    "REGISTER",
    ("register_period", "client_id"),
    {
        "register_period": Column(TEXT, "period whose folder holds the register"),
        "client_id": Column(TEXT, "key"),
        "name": Column(TEXT, "display name"),
        "short_name": Column(TEXT, "short name"),
        "previous_names": Column(TEXT, "earlier names, as written; empty = none"),
        "credit_code": Column(TEXT, "统一社会信用代码"),
        "office_id": Column(TEXT, "office at the end of the period"),
        "office_since": Column(DAY, "first day in that office; NA = always"),
        "start_date": Column(DAY, "first day as a client; NA = always"),
        "end_date": Column(DAY, "last day as a client; NA = still one"),
        "account_manager": Column(TEXT, "sales engineer"),
        "approval_class": Column(TEXT, "regular, special or empty"),
        "client_type": Column(TEXT, "as registered"),
        "industry": Column(TEXT, "as registered"),
        "merged_into": Column(TEXT, "client that it went over into; empty = none"),
        "merged_on": Column(DAY, "last day on which its records count for itself; NA = not merged"),
        "split_from": Column(TEXT, "client that it was part of before; empty = none"),
        **columns_of(MORE["clients"]),
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
RESPONSES = Frame(
    "RESPONSES",
    ("response_id",),
    {
        "response_id": Column(TEXT, "returned form; made up where the export has none"),
        "client_id": Column(TEXT, "client"),
        "office_id": Column(TEXT, "its office on the day of the answer"),
        "contact": Column(TEXT, "who answered"),
        "round": Column(TEXT, "survey round"),
        "answered_at": Column(MOMENT, "moment of the answer"),
        "duration_s": Column(INT, "time taken, rounded half up; NA = not said", "s"),
        "mode": Column(TEXT, "kind of submission as written, such as a preview or test; empty = not said"),
        "source": Column(TEXT, "how the form was reached, as written; empty = not said"),
        "finished": Column(BOOL, "whether it was answered to its end; NA = not said"),
        "score_total": Column(TEXT, "total that the platform computed, as a decimal; empty = none"),
        "complaint_id": Column(TEXT, "complaint whose handling the form is about; empty = none"),
        "doubts": Column(TEXT, "rules of doubt that it meets and that let it count, ; between"),
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
        **columns_of(MORE["complaints"]),
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
        "margin_fen": Column(INT, "margin, with its sign; NA = not said", "fen"),
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
        **columns_of(MORE["survey_sample"]),
        **PLACE,
    },
)
RECEIVABLES = Frame(
    "RECEIVABLES",
    ("state_period", "invoice_id"),
    {
        "state_period": Column(TEXT, "period whose folder holds the list: the state at its end"),
        "invoice_id": Column(TEXT, "invoice"),
        "client_id": Column(TEXT, "client"),
        "office_id": Column(TEXT, "its office on the due day"),
        "invoice_date": Column(DAY, "day of the invoice; NA = not said"),
        "due_date": Column(DAY, "last day for the payment"),
        "amount_fen": Column(INT, "amount", "fen"),
        "paid_fen": Column(INT, "paid so far; may exceed the amount", "fen"),
        **PLACE,
    },
)
TARGETS = Frame(
    "TARGETS",
    ("client_id", "month"),
    {
        "client_id": Column(TEXT, "client"),
        "month": Column(DAY, "first day of the month"),
        "office_id": Column(TEXT, "its office on that day"),
        "target_fen": Column(INT, "sales agreed for the month", "fen"),
        **PLACE,
    },
)
VISITS = Frame(
    "VISITS",
    ("visit_id",),
    {
        "visit_id": Column(TEXT, "key; made up of what the row says where the export has none"),
        "client_id": Column(TEXT, "client visited; empty where only an office is named"),
        "office_id": Column(TEXT, "office visited, or the client's office on the day"),
        "visited_on": Column(DAY, "day"),
        "visitor_role": Column(TEXT, "who came, as written"),
        "problems_found": Column(INT, "problems found; NA = not said"),
        "problems_solved": Column(INT, "of these solved; NA = not said"),
        **columns_of(MORE["visits"]),
        **PLACE,
    },
)
CHURN_REPORTS = Frame(
    "CHURN_REPORTS",
    ("client_id", "reported_on"),
    {
        "client_id": Column(TEXT, "client lost"),
        "reported_on": Column(DAY, "day of the report"),
        "office_id": Column(TEXT, "its office on that day"),
        "lost_on": Column(DAY, "last day as a client, as reported; NA = not said"),
        "cause": Column(TEXT, "cause as written"),
        **PLACE,
    },
)
LIMIT_APPLICATIONS = Frame(
    "LIMIT_APPLICATIONS",
    ("application_id",),
    {
        "application_id": Column(TEXT, "key"),
        "client_id": Column(TEXT, "client"),
        "office_id": Column(TEXT, "its office on the day of the form"),
        "filled_by": Column(TEXT, "who filled it in"),
        "filled_on": Column(DAY, "day of the form"),
        "old_level": Column(TEXT, "level before, as written"),
        "new_level": Column(TEXT, "level asked for, as written"),
        "old_limit_fen": Column(INT, "credit limit before; NA = not said", "fen"),
        "new_limit_fen": Column(INT, "credit limit asked for; NA = not said", "fen"),
        "reason": Column(TEXT, "reason as written"),
        "approved_by": Column(TEXT, "who approved it; empty = nobody"),
        "approved_on": Column(DAY, "day of the approval; NA = none"),
        "effective_on": Column(DAY, "first day of the new level or limit; NA = not said"),
        **PLACE,
    },
)

FACT_FRAMES = (
    REGISTER,
    OFFICES,
    MEMBERSHIPS,
    ANSWERS,
    RESPONSES,
    COMMENTS,
    COMPLAINTS,
    ORDERS,
    CARDS,
    CARD_ITEMS,
    SIGNOFFS,
    SURVEY_SAMPLE,
    RECEIVABLES,
    TARGETS,
    VISITS,
    CHURN_REPORTS,
    LIMIT_APPLICATIONS,
)
