"""What a rule of a ticket export may say."""

from typing import Any

import pytest
from pydantic import ValidationError

from reportgen.policy.sources import Source

BASE: dict[str, Any] = {"export": "complaints", "files": ["t*"], "required": False, "columns": {}}
OWN = {"complaint_id": ["a"], "received_at": ["b"]}


@pytest.mark.parametrize(
    "says",
    [
        {"platform": "jira"},
        {"platform": "servicenow", "events": True},
        {"platform": "servicenow", "events": {"updated_at": ["when"], "opening": ["New"]}},
        {"columns": OWN, "events": {"updated_at": ["when"]}},
        {"columns": {"received_at": ["b"]}, "unnumbered": True},
    ],
)
def test_a_rule_of_tickets(says: dict[str, Any]) -> None:
    assert Source.model_validate(BASE | says).export == "complaints"


@pytest.mark.parametrize(
    "says",
    [
        {"columns": OWN, "events": True},
        {"columns": OWN, "unnumbered": True},
        {"columns": {"received_at": ["b"]}, "unnumbered": True, "events": {"updated_at": ["when"]}},
        {"columns": OWN, "platform": "wjx"},
        {"export": "survey", "platform": "jira", "columns": {"answered_at": ["a"]}},
        {
            "export": "orders",
            "columns": {"order_id": ["a"], "order_date": ["b"], "amount": ["c"]},
            "unnumbered": True,
        },
        {"columns": OWN, "events": {"updated_at": []}},
    ],
)
def test_a_rule_that_cannot_be_meant(says: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Source.model_validate(BASE | says)
