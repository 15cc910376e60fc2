"""Figures of a closed period that later data, or other rules, would now make different."""

from reportgen.model.frame import EXACT, INT, TEXT, Frame, Shown
from reportgen.model.text import msg

RESTATED = Frame(
    "RESTATED",
    ("period", "closed_period", "level", "office_id", "client_id", "figure"),
    {
        "period": Shown(TEXT, "period of this build"),
        "closed_period": Shown(TEXT, "closed period whose figure it is"),
        "level": Shown(TEXT, "company, office or client"),
        "office_id": Shown(TEXT, "office; of a client: its office at as-of"),
        "client_id": Shown(TEXT, "client"),
        "figure": Shown(TEXT, "measure id, or the pack whose level it is"),
        "old": Shown(EXACT, "value or score as closed"),
        "new": Shown(EXACT, "the same from what is known now"),
        "unit": Shown(TEXT, "unit of both"),
        "old_gap": Shown(TEXT, "why there was none"),
        "new_gap": Shown(TEXT, "why there is none now"),
        "old_level": Shown(TEXT, "level as closed"),
        "new_level": Shown(TEXT, "level from what is known now"),
        "cause": Shown(TEXT, "rows, rules or tool"),
        "rows": Shown(INT, "rows of the client, office or company that came, went or changed since"),
        "places": Shown(TEXT, "the first five of them, as file[sheet]:row"),
    },
)

CAUSES = {
    "rows": msg("{count} rows that came, went or changed"),
    "rules": msg("other rules"),
    "tool": msg("another version of the program"),
}
"""What may make a closed figure different."""
