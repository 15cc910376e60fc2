"""Frames of what follows a level: when it came into use, and what its measures came to."""

from reportgen.model.frame import DAY, EXACT, FLOAT, INT, TEXT, Frame, Shown

ADJUSTED = Frame(
    "ADJUSTED",
    ("period", "pack", "client_id"),
    {
        "period": Shown(TEXT, "period built"),
        "pack": Shown(TEXT, "pack whose computed level changed"),
        "office_id": Shown(TEXT, "office at as-of"),
        "client_id": Shown(TEXT, "client"),
        "before": Shown(TEXT, "computed level at the end of the period before the change"),
        "level": Shown(TEXT, "computed level since the change"),
        "changed_on": Shown(DAY, "last day of the period that saw the change"),
        "adjusted_on": Shown(DAY, "first day of the same level in the rating history; NA = not by as-of"),
        "days": Shown(INT, "days from the change to that day, or to as-of; 0 = it was in use already", "d"),
        "within": Shown(INT, "days that the pack allows; NA = it gives none", "d"),
        "state": Shown(TEXT, "in_time, waiting or late; empty = the pack gives no days"),
        "clause": Shown(TEXT, "clause"),
    },
)
GRANTED = Frame(
    "GRANTED",
    ("period", "client_id", "treatment", "granted_on", "what"),
    {
        "period": Shown(TEXT, "period built"),
        "office_id": Shown(TEXT, "office at as-of"),
        "client_id": Shown(TEXT, "client"),
        "treatment": Shown(TEXT, "measure granted, as in the export of measures"),
        "granted_on": Shown(DAY, "its first day"),
        "pack": Shown(TEXT, "pack that asks for it"),
        "level_before": Shown(TEXT, "level at the end of the last period before that day; empty = none"),
        "level": Shown(TEXT, "level now; empty = none"),
        "what": Shown(
            TEXT, "orders: orders in 30 days; loyalty: mean answer from 0 to 10 to the recommendation question"
        ),
        "before": Shown(EXACT, "figure of the days before"),
        "after": Shown(EXACT, "figure from that day on"),
        "n_before": Shown(INT, "orders or answers of the days before"),
        "n_after": Shown(INT, "orders or answers from that day on"),
        "days_before": Shown(INT, "days looked at before", "d"),
        "days_after": Shown(INT, "days looked at from that day on, up to as-of", "d"),
        "p_value": Shown(FLOAT, "of the test, not adjusted; NA = not tested"),
        "verdict": Shown(TEXT, "up, down, no_clear_change or too_few; empty = no figure on a side"),
        "gap": Shown(TEXT, "why there is none"),
        "clause": Shown(TEXT, "clause"),
    },
)

LEVEL_FRAMES = (ADJUSTED, GRANTED)
