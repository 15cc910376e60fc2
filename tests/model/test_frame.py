"""A frame that breaks its contract is our bug, and the message says where."""

import pandas as pd
import pytest

from reportgen.model.fact_frames import FACT_FRAMES, MEMBERSHIPS
from reportgen.model.frame import ContractError
from reportgen.model.result_frames import RESULT_FRAMES

SOUND = pd.DataFrame(
    {
        "client_id": pd.Series(["B", "A"], dtype="str"),
        "office_id": pd.Series(["E", "S"], dtype="str"),
        "since": pd.Series(pd.to_datetime(["2026-01-01", "2025-01-01"]), dtype="datetime64[us]"),
    }
)


def test_a_sound_frame_comes_back_sorted_by_its_key() -> None:
    assert MEMBERSHIPS.check(SOUND)["client_id"].tolist() == ["A", "B"]


def test_the_order_of_columns_is_that_of_the_contract() -> None:
    assert list(MEMBERSHIPS.check(SOUND[["since", "client_id", "office_id"]])) == list(MEMBERSHIPS.columns)


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (SOUND.drop(columns="office_id"), "office_id"),
        (SOUND.assign(colour="red"), "colour"),
        (SOUND.assign(since=["2026-01-01", "2025-01-01"]), "since"),
        (SOUND.assign(office_id=pd.Series(["E", None], dtype="str")), "office_id"),
        (pd.concat([SOUND, SOUND]), "client_id"),
    ],
)
def test_a_breach_names_the_frame_and_the_column(broken: pd.DataFrame, said: str) -> None:
    with pytest.raises(ContractError, match=f"MEMBERSHIPS.*{said}"):
        MEMBERSHIPS.check(broken)


@pytest.mark.parametrize("frame", [*FACT_FRAMES, *RESULT_FRAMES], ids=lambda frame: frame.name)
def test_a_frame_without_rows_keeps_its_contract(frame: object) -> None:
    assert frame.check(frame.empty()).empty  # type: ignore[attr-defined]
