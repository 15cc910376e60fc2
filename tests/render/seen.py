"""What a view model says on paper, and what a PDF says, to compare them."""

import dataclasses
import io
import re
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader

UNPRINTED = {
    "edition": {"lang", "period", "root", "nav", "periods", "crumbs", "build", "readers", "watermark"},
    "*": {"href", "sort", "key", "tags", "downloads", "neighbours", "alt", "detail", "said", "ticks", "title_bar"},
    "words": {"style", "tone", "mark", "step", "arrow", "align", "kind", "shade", "parts"},
}
"""Fields that a page on paper does not print; ticks give way to the labels of limits."""


def strings(view: Any) -> Iterator[str]:
    """Every text of a view model that must stand on paper."""
    name = type(view).__name__
    if isinstance(view, str):
        yield view
    elif isinstance(view, tuple):
        for one in view:
            yield from strings(one)
    elif dataclasses.is_dataclass(view):
        skipped = UNPRINTED["*"] | (UNPRINTED["edition"] if name == "Edition" else UNPRINTED["words"])
        if name.endswith("Page"):
            skipped = skipped | {"title"}
        if name == "Column" and getattr(view, "axis", None):
            return
        for field in dataclasses.fields(view):
            if field.name not in skipped:
                yield from strings(getattr(view, field.name))


def bare(text: str) -> str:
    """A text without white space, as layers of text lose and gain it."""
    return re.sub(r"\s+", "", text)


def text_layer(pdf: bytes) -> str:
    return bare("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))


def absent(view: Any, pdf: bytes) -> set[str]:
    """Texts of the view that the PDF's text layer lacks."""
    layer = text_layer(pdf)
    return {text for text in strings(view) if bare(text) and bare(text) not in layer}
