"""Frames of what clients say beside survey and ledger, and of what is done about problems."""

from reportgen.model.frame import DAY, EXACT, FLOAT, INT, TEXT, Frame, Shown

ALL_KINDS = "(all)"
"""The kind that stands for all feedback."""
SUBJECTS = ("product", "service", "other")

_SUBJECT = {
    "period": Shown(TEXT, "period built"),
    "level": Shown(TEXT, "company, office or client"),
    "office_id": Shown(TEXT, "office; of a client: its office at as-of"),
    "client_id": Shown(TEXT, "client"),
}

FEEDBACK = Frame(
    "FEEDBACK",
    ("period", "level", "office_id", "client_id", "kind"),
    {
        **_SUBJECT,
        "kind": Shown(TEXT, "opinion, suggestion, interview, social_media, need; (all) = all of them"),
        "count": Shown(INT, "feedback of the period"),
        "n_clients": Shown(INT, "clients that gave it"),
        "positive": Shown(INT, "with a positive tone, as exported"),
        "neutral": Shown(INT, "with a neutral tone"),
        "negative": Shown(INT, "with a negative tone"),
        "negative_previous": Shown(INT, "negative ones of the period before; NA = nothing was read then"),
        "replied": Shown(INT, "answered before as-of"),
        "late": Shown(INT, "answered, or still waiting, after the policy's days; NA = it gives none"),
        "reply_days_p50": Shown(INT, "median days to the answer, those still waiting counted", "d"),
        "clause": Shown(TEXT, "clause"),
    },
)
NEEDS = Frame(
    "NEEDS",
    ("period", "level", "office_id", "subject", "voice"),
    {
        "period": Shown(TEXT, "period built"),
        "level": Shown(TEXT, "company or office"),
        "office_id": Shown(TEXT, "office on the day"),
        "subject": Shown(TEXT, "product, service, or other: without a word of the dictionary"),
        "voice": Shown(TEXT, "feedback or complaint"),
        "count": Shown(INT, "needs, suggestions and opinions, or complaints, of the period with such a word"),
        "n_clients": Shown(INT, "clients that voiced them"),
        "clause": Shown(TEXT, "clause"),
    },
)
MENTIONS = Frame(
    "MENTIONS",
    ("period", "level", "office_id"),
    {
        "period": Shown(TEXT, "period built"),
        "level": Shown(TEXT, "company or office"),
        "office_id": Shown(TEXT, "office at receipt of the complaint"),
        "handled": Shown(INT, "complaints closed in the period before, of clients with or without mentions"),
        "before": Shown(INT, "negative mentions of their clients in the days up to a close, each once"),
        "after": Shown(INT, "negative mentions in the days after one, each once, known at as-of"),
        "days": Shown(INT, "days looked at on each side", "d"),
        "cut": Shown(INT, "complaints whose days after are not over at as-of"),
        "clause": Shown(TEXT, "clause"),
    },
)
LOYALTY = Frame(
    "LOYALTY",
    ("period", "level", "office_id", "group"),
    {
        "period": Shown(TEXT, "period built"),
        "level": Shown(TEXT, "company or office"),
        "office_id": Shown(TEXT, "office at as-of"),
        "group": Shown(TEXT, "resolved, unresolved: complaints of the period before; none: no complaint then"),
        "n": Shown(INT, "clients of the period before"),
        "ordering": Shown(INT, "of these, with an order in the period"),
        "share": Shown(EXACT, "ordering ÷ n"),
        "low": Shown(FLOAT, "lower 95 % limit, Wilson"),
        "high": Shown(FLOAT, "upper 95 % limit"),
        "clause": Shown(TEXT, "clause"),
    },
)
REMEDIES = Frame(
    "REMEDIES",
    ("period", "signal", "level", "office_id", "client_id", "category", "product", "action_id"),
    {
        "period": Shown(TEXT, "period built"),
        "signal": Shown(TEXT, "of the pattern, as in PATTERNS"),
        "level": Shown(TEXT, "of the pattern"),
        "office_id": Shown(TEXT, "of the pattern"),
        "client_id": Shown(TEXT, "of the pattern"),
        "category": Shown(TEXT, "of the pattern"),
        "product": Shown(TEXT, "of the pattern"),
        "action_id": Shown(
            TEXT, "improvement that answers a complaint of the pattern, or that one names; empty = none does"
        ),
        "status": Shown(TEXT, "open, done, cancelled, or overdue: open after its last day"),
        "due_on": Shown(DAY, "last day as planned"),
        "done_on": Shown(DAY, "day on which it was done"),
        "clause": Shown(TEXT, "clause"),
    },
)
SURVEYED = Frame(
    "SURVEYED",
    ("period", "level", "office_id", "by", "name"),
    {
        "period": Shown(TEXT, "period built"),
        "level": Shown(TEXT, "company or office"),
        "office_id": Shown(TEXT, "office on the day"),
        "by": Shown(TEXT, "round, kind, mode, group or function"),
        "name": Shown(
            TEXT, "round, regular or ad_hoc, way of answering, client group, function; empty = not said"
        ),
        "asked": Shown(INT, "clients of the sample list; NA = the list does not say"),
        "responses": Shown(INT, "forms with a scored answer"),
        "n_clients": Shown(INT, "clients that returned them"),
        "answers": Shown(INT, "scored answers"),
        "points": Shown(EXACT, "mean of these answers", "points"),
        "clause": Shown(TEXT, "clause of the index"),
    },
)
LISTENING_FRAMES = (FEEDBACK, NEEDS, MENTIONS, LOYALTY, REMEDIES, SURVEYED)
