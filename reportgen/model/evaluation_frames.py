"""Frames of what called for an evaluation of satisfaction, and of how much of it was evaluated."""

from reportgen.model.frame import DAY, EXACT, INT, TEXT, Frame, Shown

EVALUATIONS = Frame(
    "EVALUATIONS",
    ("period", "level", "office_id", "client_id", "trigger", "subject"),
    {
        "period": Shown(TEXT, "period built"),
        "level": Shown(TEXT, "client; company for a round"),
        "office_id": Shown(TEXT, "office on the day; empty for a round"),
        "client_id": Shown(TEXT, "client"),
        "trigger": Shown(TEXT, "emergency, complaint, suggestion or important_item"),
        "subject": Shown(TEXT, "complaint, feedback or round"),
        "since": Shown(DAY, "day of the receipt, of the suggestion, or first day of the round"),
        "by": Shown(TEXT, "form: a form of the survey; ledger: its own score; empty = not evaluated"),
        "evaluated_on": Shown(DAY, "day of the first form, or of the close; empty = none known"),
        "clause": Shown(TEXT, "clause"),
    },
)
EVALUATED = Frame(
    "EVALUATED",
    ("period", "level", "office_id", "client_id", "trigger"),
    {
        "period": Shown(TEXT, "period built"),
        "level": Shown(TEXT, "company, office or client"),
        "office_id": Shown(TEXT, "office on the day; of a client: its office at as-of"),
        "client_id": Shown(TEXT, "client"),
        "trigger": Shown(TEXT, "emergency, complaint, suggestion or important_item"),
        "n": Shown(INT, "complaints, suggestions or rounds of the period"),
        "evaluated": Shown(INT, "of these, evaluated by as-of"),
        "by_form": Shown(INT, "of these, by a form of the survey"),
        "share": Shown(EXACT, "evaluated ÷ n"),
        "clause": Shown(TEXT, "clause"),
    },
)
EVALUATION_FRAMES = (EVALUATIONS, EVALUATED)
