"""What a rule may say of the platform that its files come from."""

from typing import Any

import pytest
from pydantic import ValidationError

from reportgen.policy.sources import Source

RULE: dict[str, Any] = {
    "export": "survey",
    "files": ["a*"],
    "required": False,
    "platform": "wjx",
    "layout": "wide",
    "columns": {"client_name": ["贵公司名称"]},
    "questions": {"Q1": ["Q1"]},
}


def test_a_platform_names_the_moment_itself() -> None:
    made = Source.model_validate(RULE)
    assert (made.platform, made.structure) == ("wjx", ())
    without = {key: value for key, value in RULE.items() if key != "platform"}
    with pytest.raises(ValidationError, match="answered_at"):
        Source.model_validate(without)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"platform": "surveycake"}, "wjx"),
        ({"platform": None, "structure": ["*.lss"], "columns": {"answered_at": ["时间"]}}, "the key platform"),
        ({"layout": "table", "questions": {}, "columns": {}}, "platform for survey with layout wide only"),
        ({"export": "orders", "layout": "table", "questions": {}, "columns": {}}, "platform for survey"),
    ],
)
def test_what_a_rule_may_not_say(changed: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Source.model_validate(RULE | changed)
