"""A word across a page, as outlines under the text.

Outlines are no characters: what is copied out of the PDF, searched or read aloud is the report alone. The same
word stands as text at the head of every page.
"""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

if TYPE_CHECKING:
    from reportgen.render.fonts import Fonts

SHADE = "#eceff2"
"""Light enough that the palest text over it keeps a contrast of 4.5 to 1."""
DEGREES = 33
_MOST = 170
"""Largest size of the word, in points."""
_FILLS = 0.86
"""How much of the page's width the slanting word takes."""


class _Outline(BasePen):  # type: ignore[misc]  # fontTools has no types
    """Writes glyphs as path operators of a PDF."""

    def __init__(self, glyphs: Any) -> None:
        super().__init__(glyphs)
        self.operators: list[str] = []
        self.shift = 0.0

    def _draw(self, operator: str, *points: tuple[float, float]) -> None:
        where = " ".join(f"{x + self.shift:.0f} {y:.0f}" for x, y in points)
        self.operators.append(f"{where} {operator}")

    def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802  # the pen's protocol
        self._draw("m", pt)

    def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self._draw("l", pt)

    def _curveToOne(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._draw("c", *points)

    def _closePath(self) -> None:  # noqa: N802
        self.operators.append("h")


def watermark(word: str, fonts: "Fonts", size: tuple[float, float]) -> bytes:
    """Return what draws ``word`` across a page of ``size`` (points), marked as no part of the content.

    A font that has every letter draws it; where none has, the first one draws its box for those that it lacks.
    """
    outlines, wide, em = _outlined(word, fonts.files)
    width, height = size
    turn = math.radians(DEGREES)
    cos, sin = math.cos(turn), math.sin(turn)
    points = min(_MOST, width * _FILLS / (wide / em * cos + sin))
    scale = points / em
    right, up = wide * scale / 2, points * 0.36
    x, y = width / 2 - right * cos + up * sin, height / 2 - right * sin - up * cos
    matrix = " ".join(f"{one:.5f}" for one in (scale * cos, scale * sin, -scale * sin, scale * cos, x, y))
    shade = " ".join(f"{int(SHADE[at : at + 2], 16) / 255:.4f}" for at in (1, 3, 5))
    head = f"/Artifact <</Type /Pagination /Subtype /Watermark>> BDC q {shade} rg {matrix} cm"
    return "\n".join((head, *outlines, "f Q EMC")).encode()


def _outlined(word: str, files: Sequence[Path]) -> tuple[list[str], float, float]:
    """Return the word's outlines, its width and the size of the em, in units of its font."""
    path = next((one for one in files if _has(one, word)), files[0])
    with TTFont(path, lazy=True) as font:
        glyphs, names = font.getGlyphSet(), font.getBestCmap()
        pen = _Outline(glyphs)
        for letter in word:
            glyph = glyphs[names.get(ord(letter), ".notdef")]
            glyph.draw(pen)
            pen.shift += glyph.width
        return pen.operators, pen.shift, float(font["head"].unitsPerEm)


def _has(path: Path, word: str) -> bool:
    with TTFont(path, lazy=True) as font:
        return {ord(letter) for letter in word} <= set(font.getBestCmap())
