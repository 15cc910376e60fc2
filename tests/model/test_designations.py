"""What a client is called."""

from reportgen.model.designations import designations
from tests.measure import literal


def test_earlier_names_count_unless_another_client_bears_them_now() -> None:
    register = literal.register(
        "2026Q3",
        {"client_id": "C1", "name": "新名公司", "previous_names": "旧名公司；东厂、一"},
        {"client_id": "C2", "name": "东厂"},
    )
    found = designations(literal.facts(register=register), [])
    assert found["name", "C1"] == {"新名公司", "旧名公司"}
    assert found["name", "C2"] == {"东厂"}
