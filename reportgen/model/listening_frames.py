"""Frames of what clients say beside survey and ledger, and of what is done about problems."""

from reportgen.model.frame import DAY, EXACT, FLOAT, INT, TEXT, Column, Frame

ALL_KINDS = "(all)"
"""The kind that stands for all feedback."""
SUBJECTS = ("product", "service", "other")

_SUBJECT = {
    "period": Column(TEXT, "period built"),
    "level": Column(TEXT, "company, office or client"),
    "office_id": Column(TEXT, "office; of a client: its office at as-of"),
    "client_id": Column(TEXT, "client"),
}

FEEDBACK = Frame(
    "FEEDBACK",
    ("period", "level", "office_id", "client_id", "kind"),
    {
        **_SUBJECT,
        "kind": Column(TEXT, "opinion, suggestion, interview, social_media, need; (all) = all of them"),
        "count": Column(INT, "feedback of the period"),
        "n_clients": Column(INT, "clients that gave it"),
        "positive": Column(INT, "with a positive tone, as exported"),
        "neutral": Column(INT, "with a neutral tone"),
        "negative": Column(INT, "with a negative tone"),
        "negative_previous": Column(INT, "negative ones of the period before; NA = nothing was read then"),
        "replied": Column(INT, "answered before as-of"),
        "late": Column(INT, "answered, or still waiting, after the policy's days; NA = it gives none"),
        "reply_days_p50": Column(INT, "median days to the answer, those still waiting counted", "d"),
        "clause": Column(TEXT, "clause"),
    },
)
NEEDS = Frame(
    "NEEDS",
    ("period", "level", "office_id", "subject", "voice"),
    {
        "period": Column(TEXT, "period built"),
        "level": Column(TEXT, "company or office"),
        "office_id": Column(TEXT, "office on the day"),
        "subject": Column(TEXT, "product, service, or other: without a word of the dictionary"),
        "voice": Column(TEXT, "feedback or complaint"),
        "count": Column(INT, "needs, suggestions and opinions, or complaints, of the period with such a word"),
        "n_clients": Column(INT, "clients that voiced them"),
        "clause": Column(TEXT, "clause"),
    },
)
MENTIONS = Frame(
    "MENTIONS",
    ("period", "level", "office_id"),
    {
        "period": Column(TEXT, "period built"),
        "level": Column(TEXT, "company or office"),
        "office_id": Column(TEXT, "office at receipt of the complaint"),
        "handled": Column(INT, "complaints closed in the period before, of clients with or without mentions"),
        "before": Column(INT, "negative mentions of their clients in the days up to a close, each once"),
        "after": Column(INT, "negative mentions in the days after one, each once, known at as-of"),
        "days": Column(INT, "days looked at on each side", "d"),
        "cut": Column(INT, "complaints whose days after are not over at as-of"),
        "clause": Column(TEXT, "clause"),
    },
)
LOYALTY = Frame(
    "LOYALTY",
    ("period", "level", "office_id", "group"),
    {
        "period": Column(TEXT, "period built"),
        "level": Column(TEXT, "company or office"),
        "office_id": Column(TEXT, "office at as-of"),
        "group": Column(TEXT, "resolved, unresolved: complaints of the period before; none: no complaint then"),
        "n": Column(INT, "clients of the period before"),
        "ordering": Column(INT, "of these, with an order in the period"),
        "share": Column(EXACT, "ordering ÷ n"),
        "low": Column(FLOAT, "lower 95 % limit, Wilson"),
        "high": Column(FLOAT, "upper 95 % limit"),
        "clause": Column(TEXT, "clause"),
    },
)
REMEDIES = Frame(
    "REMEDIES",
    ("period", "signal", "level", "office_id", "client_id", "category", "product", "action_id"),
    {
        "period": Column(TEXT, "period built"),
        "signal": Column(TEXT, "of the pattern, as in PATTERNS"),
        "level": Column(TEXT, "of the pattern"),
        "office_id": Column(TEXT, "of the pattern"),
        "client_id": Column(TEXT, "of the pattern"),
        "category": Column(TEXT, "of the pattern"),
        "product": Column(TEXT, "of the pattern"),
        "action_id": Column(
            TEXT, "improvement that answers a complaint of the pattern, or that one names; empty = none does"
        ),
        "status": Column(TEXT, "open, done, cancelled, or overdue: open after its last day"),
        "due_on": Column(DAY, "last day as planned"),
        "done_on": Column(DAY, "day on which it was done"),
        "clause": Column(TEXT, "clause"),
    },
)
SURVEYED = Frame(
    "SURVEYED",
    ("period", "level", "office_id", "by", "name"),
    {
        "period": Column(TEXT, "period built"),
        "level": Column(TEXT, "company or office"),
        "office_id": Column(TEXT, "office on the day"),
        "by": Column(TEXT, "round, kind, mode, group or function"),
        "name": Column(
            TEXT, "round, regular or ad_hoc, way of answering, client group, function; empty = not said"
        ),
        "asked": Column(INT, "clients of the sample list; NA = the list does not say"),
        "responses": Column(INT, "forms with a scored answer"),
        "n_clients": Column(INT, "clients that returned them"),
        "answers": Column(INT, "scored answers"),
        "points": Column(EXACT, "mean of these answers", "points"),
        "clause": Column(TEXT, "clause of the index"),
    },
)
LISTENING_FRAMES = (FEEDBACK, NEEDS, MENTIONS, LOYALTY, REMEDIES, SURVEYED)
