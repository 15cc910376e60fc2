"""Adding to a hand-kept alias file: nothing of it is lost, and what is added is read back."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.deliver.aliases import with_more, write_aliases
from reportgen.policy.aliases import Alias, aliases

NEW = Alias(
    written="恒达老客户",
    client_id="C017",
    source="客诉台账.xlsx",
    confirmed_by="wangmin",
    confirmed_on=date(2026, 10, 8),
)


def read(raw: bytes) -> list[Alias]:
    """The spellings of a file without faults."""
    found, problems = aliases(raw)
    assert not problems
    return [Alias(**{name: getattr(one, name) for name in Alias.__slots__ if name != "row"}) for one in found]


def test_a_new_file_opens_in_excel_with_chinese_headings() -> None:
    made = with_more(None, [NEW])
    assert made.decode("utf-8-sig").splitlines() == [
        "写法,客户编号,起,止,来源,确认人,确认日",
        "恒达老客户,C017,,,客诉台账.xlsx,wangmin,2026-10-08",
    ]
    assert made.startswith(b"\xef\xbb\xbf")
    assert read(made) == [NEW]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_encoding_delimiter_and_line_ends_stay(encoding: str, sign: str, ending: str) -> None:
    before = ending.join(["备注,写法,客户编号", "电话核实,东方厂,C001", ""]).replace(",", sign).encode(encoding)
    made = with_more(before, [NEW])
    assert made.startswith(before.split(ending.encode())[0])
    text = made.decode(encoding)
    assert text.split(ending)[1] == f"电话核实{sign}东方厂{sign}C001"
    assert text.split(ending)[0].split(sign) == ["备注", "写法", "客户编号", "来源", "确认人", "确认日"]
    assert read(made) == [Alias(written="东方厂", client_id="C001"), NEW]


def test_a_spelling_that_a_spreadsheet_would_take_for_a_formula_comes_back_as_it_was() -> None:
    odd = Alias(written="=恒达", client_id="C017")
    made = with_more(None, [odd])
    assert b"'=" in made
    assert read(made) == [odd]


texts = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Z"]), min_size=1, max_size=6)


@given(st.lists(texts, min_size=1, max_size=4, unique=True))
def test_whatever_is_added_is_read_back(spellings: list[str]) -> None:
    new = [Alias(written=one, client_id="C1") for one in spellings]
    half = len(new) // 2
    found, problems = aliases(with_more(with_more(None, new[:half]), new[half:]))
    assert not problems
    assert [one.written for one in found] == spellings


def test_control_an_apostrophe_of_the_users_own_stays() -> None:
    assert read(with_more(None, [Alias(written="'恒达", client_id="C1")]))[0].written == "'恒达"


def test_the_file_is_replaced_in_one_step_and_keeps_its_rights(tmp_path: Path) -> None:
    write_aliases(tmp_path, b"one")
    path = tmp_path / "config" / "aliases.csv"
    path.chmod(0o600)
    write_aliases(tmp_path, b"two")
    assert path.read_bytes() == b"two"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in path.parent.iterdir()] == ["aliases.csv"]
