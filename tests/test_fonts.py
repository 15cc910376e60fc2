"""The bundled fonts: what they cover, that both weights do, and that they are the recorded files."""

import hashlib
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from docs.make_fonts import BIG5_FREQUENT, FAMILY, GB_2312, decoded

ROOT = Path(__file__).parent.parent
FONTS = ROOT / "reportgen" / "fonts"
RECORD = ROOT / "docs" / "decisions" / "0001-bundled-font.md"
HAN = range(0x4E00, 0xA000)
STYLES = {"Regular": 400, "Bold": 700}
PRINTED = "▲▼△▽○●◎□■◆▢①⑳≈≥≤−×÷±∞℃‰№￥¥€·…—–‘’“”《》〈〉「」（），。；：？！、％＋－＝ＡＺ０９αΩДжŠłő→"


@cache
def weight(style: str) -> TTFont:
    return TTFont(BytesIO((FONTS / f"ReportgenSansSC-{style}.ttf").read_bytes()), lazy=True)


def uncovered(characters: set[int], style: str) -> str:
    return "".join(map(chr, sorted(characters - weight(style).getBestCmap().keys())))


@pytest.mark.parametrize("style", STYLES)
def test_both_weights_cover_the_national_sets_the_listed_names_and_the_marks_of_the_pages(style: str) -> None:
    listed = {ord(c) for c in (FONTS / "characters.txt").read_text(encoding="utf-8") if not c.isspace()}
    simplified = {point for point in decoded(GB_2312, "gb2312") if point in HAN}
    frequent = {point for point in decoded(BIG5_FREQUENT, "big5") if point in HAN}
    assert len(simplified) == 6763  # GB 2312 levels 1 and 2
    assert len(frequent) == 5401  # Big5 level 1
    assert uncovered(simplified | frequent | listed | {ord(c) for c in PRINTED}, style) == ""


@pytest.mark.parametrize("style", STYLES)
def test_control_a_character_that_no_font_has_is_seen(style: str) -> None:
    assert uncovered({ord("户"), ord("😀")}, style) == "😀"


@pytest.mark.parametrize("style", STYLES)
def test_a_weight_is_told_by_name_and_by_number(style: str) -> None:
    font = weight(style)
    assert (font["name"].getDebugName(1), font["name"].getDebugName(2)) == (FAMILY, style)
    assert font["OS/2"].usWeightClass == STYLES[style]
    assert "Noto" not in font["name"].getDebugName(4)


@pytest.mark.parametrize("style", STYLES)
def test_digits_are_of_one_width_so_that_columns_align(style: str) -> None:
    font = weight(style)
    names = [font.getBestCmap()[ord(digit)] for digit in "0123456789"]
    assert len({font["hmtx"][name][0] for name in names}) == 1


@pytest.mark.parametrize("style", STYLES)
def test_half_width_punctuation_can_be_asked_for(style: str) -> None:
    features = {record.FeatureTag for record in weight(style)["GPOS"].table.FeatureList.FeatureRecord}
    assert features >= {"halt", "kern", "palt"}
    assert features.isdisjoint({"vert", "vhal", "vkrn", "vpal"})


def recorded(data: bytes) -> bool:
    return hashlib.sha256(data).hexdigest() in RECORD.read_text(encoding="utf-8")


@pytest.mark.parametrize("style", STYLES)
def test_the_files_are_those_of_the_record(style: str) -> None:
    data = (FONTS / f"ReportgenSansSC-{style}.ttf").read_bytes()
    assert recorded(data)
    assert not recorded(data + b"\0")  # control


def test_the_licence_lies_beside_them() -> None:
    licence = (FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Adobe" in licence
