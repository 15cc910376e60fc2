"""Encodings are proven; a file that proves none is refused, and garbled text is noticed."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.ingest.encoding import COMMON, chunks, encoding_of
from reportgen.ingest.refusal import RefusalError
from reportgen.ingest.rowfaults import garbled, repaired

HANZI = sorted(character for character in COMMON if "\u4e00" <= character <= "\u9fff")
names = st.text(st.sampled_from(HANZI), min_size=2, max_size=12)
lines = st.lists(
    st.text(st.sampled_from([*HANZI, *"abc,;0123456789，。（）"]), min_size=1, max_size=30),
    min_size=1,
    max_size=20,
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("encoding") / "a.csv"


def proven(path: Path, content: bytes, configured: str | None = None) -> tuple[str, str]:
    path.write_bytes(content)
    encoding = encoding_of(path, configured)
    return encoding.name, "".join(chunks(path, encoding))


def refused(path: Path, content: bytes, configured: str | None = None) -> RefusalError:
    path.write_bytes(content)
    with pytest.raises(RefusalError) as caught:
        encoding_of(path, configured)
    return caught.value


def test_the_common_characters_are_those_of_gb_2312_level_1() -> None:
    assert len(HANZI) == 3755
    assert "啊" in HANZI
    assert "座" in HANZI
    assert "亍" not in COMMON


@given(lines)
def test_a_text_in_utf_8_or_gb_18030_comes_back_under_its_name(path: Path, written: list[str]) -> None:
    text = "\n".join(["客户编号,服务态度", *written]) + "\n"
    assert proven(path, text.encode()) == ("utf-8", text)
    assert proven(path, text.encode("utf-8-sig")) == ("utf-8", text)
    assert proven(path, text.encode("utf-16")) == ("utf-16", text)
    assert proven(path, "\ufeff".encode("utf-16-be") + text.encode("utf-16-be")) == ("utf-16", text)
    assert proven(path, text.encode("gb18030")) == ("gb18030", text)


def test_the_other_order_would_read_utf_8_as_gb_18030_without_an_error() -> None:
    """The control: why UTF-8 goes first, and why GB 18030 has to look like Chinese."""
    passed = 0
    for name in HANZI[::9]:
        try:
            passed += bool((name * 2).encode().decode("gb18030"))
        except UnicodeDecodeError:
            continue
    assert passed > 100


@pytest.mark.parametrize(
    "content",
    [
        "客戶編號,客戶名稱\nC01,東方機械\n".encode("big5"),
        "顧客番号,名前\nC01,東方機械株式会社\n".encode("shift-jis"),
        "nom,ville\nHélène,Orléans\n".encode("latin-1"),
        "客户,分\n东方,5\n".encode("utf-16-le"),
        "客户,分\n".encode("utf-32"),
    ],
    ids=["big5", "shift-jis", "latin-1", "utf-16 without mark", "utf-32"],
)
def test_what_proves_nothing_is_refused_until_the_rule_says_it(path: Path, content: bytes) -> None:
    refusal = refused(path, content)
    assert refusal.code == "E131"
    assert "encoding:" in str(refusal.hint)


def test_a_configured_encoding_is_used_and_checked(path: Path) -> None:
    text = "客戶,分\n東方,5\n"
    assert proven(path, text.encode("big5"), "big5") == ("big5", text)
    assert proven(path, "客户,分\n".encode("utf-16-le"), "utf-16-le") == ("utf-16", "客户,分\n")
    assert proven(path, "客户,分\n".encode("gbk"), "GBK") == ("gb18030", "客户,分\n")
    broken = refused(path, text.encode("big5") + b"\xff\n", "big5")
    assert (broken.code, broken.place.row) == ("E132", 3)
    assert refused(path, b"a,b\n", "utf8mb4").code == "E131"
    assert refused(path, b"a,b\n", "rot13").code == "E131"


def test_a_fault_in_utf_16_is_placed_by_text_lines(path: Path) -> None:
    # 上 is 4E 0A: its low byte is a line feed to whoever counts bytes.
    refusal = refused(path, "上,上\n上,上\n上".encode("utf-16") + b"\x00")
    assert (refusal.code, refusal.place.row) == ("E132", 3)


def test_one_stray_byte_among_plain_lines_is_placed(path: Path) -> None:
    refusal = refused(path, b"a,b\n" + b"1,2\n" * 500 + b"x\xe9,2\n" + b"1,2\n" * 500)
    assert (refusal.code, refusal.place.row, refusal.value) == ("E132", 502, "e9 2c 32 0a")


def test_a_line_without_end_is_refused(path: Path) -> None:
    assert refused(path, b"x" * (66 << 20)).code == "E139"


@given(names)
def test_utf_8_read_as_gb_18030_is_recognised(name: str) -> None:
    wrong = name.encode().decode("gb18030", "replace")
    assert garbled(wrong)
    if "\ufffd" not in wrong:
        assert repaired(wrong) == name


@given(names)
def test_a_sound_name_is_not_taken_for_garbled(name: str) -> None:
    assert not garbled(name)
    assert not garbled(f"{name}（{name}）Ltd. café")


def test_decoding_alone_would_call_some_sound_names_garbled() -> None:
    """The control: GB 18030 bytes that happen to be UTF-8 exist; asking for common characters keeps them apart."""
    rows = [bytes([row, cell]) for row in range(0xC2, 0xE0) for cell in range(0xA1, 0xC0)]
    happens = [pair.decode("gb18030") for pair in rows if pair.decode("gb18030") in COMMON]
    assert len(happens) > 500
    assert all((one * 2).encode("gb18030").decode() for one in happens)
    assert not any(garbled(one * 2) for one in happens)
