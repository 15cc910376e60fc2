"""The irregular rounds of the survey: each answers something that happened (P14.8-11)."""

from reportgen.model.period import Period

AFTER_COMPLAINTS, AFTER_SUGGESTIONS = "投诉回访", "建议回访"
AFTER_EMERGENCY, NEW_PRODUCT = "停电回访", "新品试用"


def ad_hoc(period: Period, name: str) -> str:
    """Return the name of a quarter's irregular round."""
    return f"{period}{name}"
