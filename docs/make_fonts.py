"""Make the bundled fonts from Noto Sans CJK; see decisions/0001-bundled-font.md.

python docs/make_fonts.py NOTO_FOLDER SOURCE_SANS_FOLDER [OUTPUT_FOLDER]

NOTO_FOLDER holds NotoSansCJK-Regular.ttc and NotoSansCJK-Bold.ttc, SOURCE_SANS_FOLDER
SourceSans3-Regular.otf and SourceSans3-Bold.otf, which draws the European letters that Noto
Sans CJK lacks in the same design. Same sources and same fontTools, same bytes.
"""

import hashlib
import sys
from itertools import chain
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

FONTS = Path(__file__).parent.parent / "reportgen" / "fonts"
FAMILY = "Reportgen Sans SC"
SIMPLIFIED = 2  # the place of "Noto Sans CJK SC" in the collection
ENGLISH = 0x409
MAX_ERROR = 1.0  # of 1000 units an em, between the cubic and the quadratic outline
LATIN_SCALE = 1.117  # of Source Sans inside Noto Sans CJK: a digit is 555 wide here, 497 there
FEATURES = ["ccmp", "halt", "kern", "mark", "palt"]
# Blocks are taken as far as the source has them.
RANGES = [
    (0x20, 0x7E),  # ASCII
    (0xA0, 0x17F),  # Latin-1, Latin Extended-A
    (0x18F, 0x192),
    (0x1CD, 0x1DC),  # pinyin
    (0x1E80, 0x1EF9),
    (0x2C6, 0x2DD),
    (0x370, 0x3FF),  # Greek
    (0x400, 0x45F),  # Cyrillic
    (0x2000, 0x209F),  # punctuation, superscripts
    (0x20A0, 0x20BF),  # currency
    (0x2100, 0x22FF),  # letter-like, numbers, arrows, mathematics
    (0x2460, 0x27BF),  # enclosed, box drawing, geometric, symbols
    (0x3000, 0x30FF),  # Chinese punctuation, kana
    (0x3200, 0x33FF),  # enclosed and squared
    (0xFF01, 0xFF5E),  # full-width forms
    (0xFFE0, 0xFFE6),
]
# TrueType wants these; without instructions and composites they are all 0.
MAXP_FIELDS = [
    "maxTwilightPoints",
    "maxStorage",
    "maxFunctionDefs",
    "maxInstructionDefs",
    "maxStackElements",
    "maxSizeOfInstructions",
    "maxComponentElements",
    "maxPoints",
    "maxContours",
    "maxCompositePoints",
    "maxCompositeContours",
    "maxComponentDepth",
]
GB_2312 = range(0xA1, 0xF8)
BIG5_FREQUENT = range(0xA4, 0xC7)


def decoded(leads: range, codec: str) -> set[int]:
    """Code points of the two-byte codes that begin with one of ``leads``."""
    pairs = (bytes([lead, trail]) for lead in leads for trail in range(0x40, 0xFF))
    texts = (pair.decode(codec, errors="ignore") for pair in pairs)
    return {ord(text) for text in texts if len(text) == 1 and ord(text) > 0xFF}


def wanted() -> set[int]:
    """Code points to keep: two standard sets, characters.txt and the blocks above."""
    listed = (FONTS / "characters.txt").read_text(encoding="utf-8")
    blocks = chain.from_iterable(range(first, last + 1) for first, last in RANGES)
    named = {ord(character) for character in listed if not character.isspace()}
    return decoded(GB_2312, "gb2312") | decoded(BIG5_FREQUENT, "big5") | named | set(blocks)


def cut(font: TTFont) -> None:
    """Drop all but the wanted characters, and what only vertical text needs."""
    options = subset.Options()
    options.layout_features = FEATURES
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.name_languages = [ENGLISH]
    options.drop_tables += ["BASE", "VORG", "vhea", "vmtx"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted())
    subsetter.subset(font)


def outline(glyph: Any, scale: float) -> Any:
    """The TrueType outline of ``glyph``."""
    pen = TTGlyphPen(None)
    curves = Cu2QuPen(pen, MAX_ERROR, reverse_direction=True)
    glyph.draw(TransformPen(curves, (scale, 0, 0, scale, 0, 0)))
    return pen.glyph()


def lacking(font: TTFont, latin: TTFont) -> dict[int, str]:
    """Code point to glyph of ``latin``, for those wanted that ``font`` does not have."""
    missing = wanted() - font.getBestCmap().keys()
    return {point: name for point, name in sorted(latin.getBestCmap().items()) if point in missing}


def quadratic(font: TTFont, latin: TTFont) -> None:
    """Turn CFF outlines into TrueType ones, which WeasyPrint embeds in two thirds of the space."""
    kept, drawn = font.getGlyphOrder(), font.getGlyphSet()
    added, lent = lacking(font, latin), latin.getGlyphSet()
    glyphs = {name: outline(drawn[name], 1) for name in kept}
    glyphs |= {f"uni{point:04X}": outline(lent[name], LATIN_SCALE) for point, name in added.items()}
    order = list(glyphs)
    font.setGlyphOrder(order)
    font["loca"] = newTable("loca")
    font["glyf"] = outlines = newTable("glyf")
    outlines.glyphOrder, outlines.glyphs = order, glyphs
    widths = {name: font["hmtx"][name][0] for name in kept}
    widths |= {f"uni{point:04X}": round(lent[name].width * LATIN_SCALE) for point, name in added.items()}
    for name in order:
        glyphs[name].recalcBounds(outlines)
        font["hmtx"][name] = (widths[name], getattr(glyphs[name], "xMin", 0))
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap |= {point: f"uni{point:04X}" for point in added}
    del font["CFF "]
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    for field in MAXP_FIELDS:
        setattr(maxp, field, 0)
    maxp.maxZones = 1
    font["post"].formatType = 3.0
    font.sfntVersion = "\x00\x01\x00\x00"


def rename(font: TTFont, style: str) -> None:
    """Give it a name of its own, so that a system font is never taken for it."""
    names = {1: FAMILY, 2: style, 4: f"{FAMILY} {style}", 6: f"{FAMILY.replace(' ', '')}-{style}"}
    names[3] = f"2.004;{names[6]}"
    names[0] = f"{font['name'].getDebugName(0)}; © 2010-2024 Adobe (Source Sans)"
    for place, text in names.items():
        font["name"].setName(text, place, 3, 1, ENGLISH)


def main(noto: Path, source_sans: Path, target: Path = FONTS) -> None:
    """Write both weights and print their hashes."""
    for style in ("Regular", "Bold"):
        font = TTFont(noto / f"NotoSansCJK-{style}.ttc", fontNumber=SIMPLIFIED, recalcTimestamp=False)
        cut(font)
        quadratic(font, TTFont(source_sans / f"SourceSans3-{style}.otf"))
        rename(font, style)
        path = target / f"ReportgenSansSC-{style}.ttf"
        font.save(path)
        print(hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_size, path.name)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
