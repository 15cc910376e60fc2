"""The alias file as people keep it: hand-edited, saved by Excel, each fault with its row."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.model.problem import Severity
from reportgen.policy.aliases import Alias, aliases
from reportgen.policy.load import load_config
from tests.policy.test_load import PACK, PROFILE, SOURCES

HEAD = "写法,客户编号,起,止,来源,确认人,确认日\n"
ROW = "恒达（老系统）,C017,2024/7/1,2026年3月31日,客服台账,王敏,2026-10-08\n"
READ = Alias(
    written="恒达（老系统）",
    client_id="C017",
    since=date(2024, 7, 1),
    until=date(2026, 3, 31),
    source="客服台账",
    confirmed_by="王敏",
    confirmed_on=date(2026, 10, 8),
    row=2,
)


def faults(text: str) -> list[tuple[str, int | None, str, str]]:
    """Code, row, column and value of each fault."""
    _, problems = aliases(text.encode())
    assert all(one.severity is Severity.REFUSED and one.file == "config/aliases.csv" for one in problems)
    return [(one.code, one.row, one.column, one.value) for one in problems]


@pytest.mark.parametrize(
    "raw",
    [
        (HEAD + ROW).encode(),
        b"\xef\xbb\xbf" + (HEAD + ROW).encode(),
        (HEAD + ROW).encode("gbk"),
        (HEAD + ROW).replace("\n", "\r\n").encode("gb18030"),
        (HEAD + ROW).replace(",", "\t").encode(),
        (HEAD + ROW).replace(",", ";").encode(),
    ],
)
def test_it_is_read_as_a_spreadsheet_saves_it(raw: bytes) -> None:
    assert aliases(raw) == ((READ,), [])


def test_english_headings_other_orders_and_further_columns_do() -> None:
    text = "note,client_id,alias\nphone,C017,恒达（老系统）\n"
    assert aliases(text.encode()) == ((Alias(written="恒达（老系统）", client_id="C017", row=2),), [])


def test_blank_rows_are_skipped_and_rows_keep_their_number() -> None:
    found, problems = aliases((HEAD + ",,,,,,\n\n恒达,C017\n").encode())
    assert not problems
    assert [(one.written, one.row) for one in found] == [("恒达", 4)]


def test_an_empty_file_or_another_table_is_refused_with_what_is_missing() -> None:
    assert faults("") == [("E154", 1, "", "")]
    assert faults("名称,编号\n恒达,C017\n") == [("E154", 1, "", "名称 | 编号")]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (",C017", ("E203", 2, "写法", "")),
        ("\u200b,C017", ("E203", 2, "写法", "")),
        ("恒达,", ("E203", 2, "客户编号", "")),
        ("恒达", ("E203", 2, "客户编号", "")),
        ("恒达,C017,上月", ("E222", 2, "起", "上月")),
        ("恒达,C017,2026-02-30", ("E222", 2, "起", "2026-02-30")),
        ("恒达,C017,2026-07-01,2026-06-30", ("E226", 2, "止", "2026-06-30")),
        ("恒达,电子,C017,,,,,,有限公司", ("E135", 2, "", "恒达, 电子, C017, , , , , , 有限公司")),
        ('"恒达,C017', ("E137", 2, "", "")),
    ],
)
def test_a_faulty_row_is_named(row: str, fault: tuple[str, int, str, str]) -> None:
    assert faults(HEAD + row + "\n") == [fault]


def test_bytes_that_are_neither_utf8_nor_gbk_are_refused() -> None:
    assert [one.code for one in aliases(b"\xff\xff\xff")[1]] == ["E132"]


def test_one_spelling_of_two_clients_on_one_day_is_refused_with_both_rows() -> None:
    text = HEAD + "恒达,C017\n东方,C001\n恒 达,C018,2026-01-01\n"
    assert faults(text) == [("E302", 2, "写法", "恒达"), ("E302", 4, "写法", "恒 达")]
    shown = [str(one.expected) for one in aliases(text.encode())[1]]
    assert shown == [
        "a spelling of one client at a time; row 4 gives it to C018 too",
        "a spelling of one client at a time; row 2 gives it to C017 too",
    ]


def test_control_one_spelling_of_two_clients_one_after_the_other_is_allowed() -> None:
    assert not faults(HEAD + "恒达,C017,,2025-12-31\n恒达,C018,2026-01-01\n")
    assert len(faults(HEAD + "恒达,C017,,2026-01-01\n恒达,C018,2026-01-01\n")) == 2


def test_the_same_row_twice_says_nothing_new() -> None:
    assert not faults(HEAD + "恒达,C017\n恒达,C017\n恒达,Ｃ017\n")


def test_an_alias_holds_on_its_first_and_last_day_and_without_a_day_only_if_it_always_does() -> None:
    assert [
        READ.holds(day) for day in (date(2024, 6, 30), date(2024, 7, 1), date(2026, 3, 31), date(2026, 4, 1))
    ] == [
        False,
        True,
        True,
        False,
    ]
    assert not READ.holds(None)
    assert Alias(written="恒达", client_id="C017").holds(None)


days = st.dates(date(2026, 1, 1), date(2026, 1, 12))
spans = st.builds(
    lambda a, b: Alias(written="恒达", client_id="C", since=min(a, b), until=max(a, b)), days, days
) | st.builds(
    lambda a, first: Alias(written="恒达", client_id="C", **{"since" if first else "until": a}),
    days,
    st.booleans(),
)


@given(spans, spans)
def test_two_spans_meet_where_a_day_holds_in_both(one: Alias, other: Alias) -> None:
    every = [date(2025, 12, 31), *(date(2026, 1, day) for day in range(1, 14))]
    assert one.meets(other) == any(one.holds(day) and other.holds(day) for day in every)


def workspace(root: Path, text: str | None) -> Path:
    """A workspace with an alias file."""
    (root / "config" / "packs").mkdir(parents=True)
    (root / "config" / "profile.yaml").write_text(PROFILE)
    (root / "config" / "sources.yaml").write_text(SOURCES)
    (root / "config" / "packs" / "P17.yaml").write_text(PACK)
    if text is not None:
        (root / "config" / "aliases.csv").write_text(text)
    return root


def test_the_configuration_holds_the_aliases_and_the_hash_of_the_file(tmp_path: Path) -> None:
    config, problems = load_config(workspace(tmp_path, HEAD + ROW))
    assert config is not None, problems
    assert config.aliases == (READ,)
    assert [name for name, _ in config.files if "alias" in name] == ["config/aliases.csv"]


def test_without_the_file_there_are_none(tmp_path: Path) -> None:
    config, _ = load_config(workspace(tmp_path, None))
    assert config is not None
    assert config.aliases == ()


def test_a_faulty_alias_file_refuses_the_configuration(tmp_path: Path) -> None:
    config, problems = load_config(workspace(tmp_path, HEAD + "恒达,C017\n恒达,C018\n"))
    assert config is None
    assert [one.code for one in problems] == ["E302", "E302"]
