"""What stands where in a PDF, and how large: read from its characters' own boxes."""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

A4 = (595.28, 841.89)
MARGIN, HANGS = 40, 4
"""Points at the left and right of every page, and how far the label of an axis may hang into them."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A character with the edges of its box and its size, in points from the bottom left."""

    page: int
    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float


def letters(pdf: bytes) -> Iterator[Letter]:
    """Every visible character."""
    with pypdfium2.PdfDocument(pdf) as document:
        for number in range(len(document)):
            text = document[number].get_textpage()
            for at in range(text.count_chars()):
                point = pdfium.FPDFText_GetUnicode(text, at)
                if point > 32 and not pdfium.FPDFText_IsGenerated(text, at):
                    left, bottom, right, top = text.get_charbox(at)
                    yield Letter(number + 1, chr(point), left, right, bottom, top, _size(text, at))


def _size(text: object, at: int) -> float:
    """The size as it is printed: that of the font, scaled by the drawing in which it stands."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, at, ctypes.byref(matrix))
    return round(float(pdfium.FPDFText_GetFontSize(text, at)) * math.hypot(matrix.c, matrix.d), 2)


def outside(pdf: bytes, margin: float = MARGIN) -> str:
    """The characters that stand outside the page, or in the margin at its left or right."""
    wide, high = A4
    return "".join(
        one.text
        for one in letters(pdf)
        if one.left < margin - HANGS or one.right > wide - margin + HANGS or one.bottom < 0 or one.top > high
    )


def sizes(pdf: bytes) -> Counter[float]:
    """How many characters there are of each size."""
    return Counter(one.size for one in letters(pdf))
