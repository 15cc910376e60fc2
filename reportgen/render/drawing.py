"""Shapes of the charts, before a template prints them: names, places and colours, no mark-up.

Every shape carries a class and a presentation attribute: paper uses the attribute, the screen's CSS
overrides it with the reader's theme. The template escapes attributes and texts like everything else.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reportgen.render.labels import LABEL_SIZE, width

PAINTS = (
    *("ink", "ink-2", "ink-3", "line", "line-2", "wash", "paper"),
    *("bad", "good", "mid", "band", "h1", "h2", "h3", "h4"),
    *("grade-a", "grade-b", "grade-c", "grade-d"),
)

Attributes = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One element of a drawing: its tag, its attributes, its text, what it holds."""

    tag: str
    attributes: Attributes = ()
    text: str = ""
    inside: "tuple[Shape, ...]" = ()
    said: str = ""
    """A figure in words with its n, shown where the shape is pointed at; never on paper."""
    place: Attributes = ()
    """Where ``said`` stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """An SVG. Without ``alt`` it is decoration: the words beside it say the same."""

    css: str = ""
    box: str = ""
    shapes: tuple[Shape, ...]
    alt: str = ""
    detail: str = ""
    """Every point in words."""
    finding: str = ""
    """What the screen says in place of ``detail`` where every point says itself."""
    size: str = ""
    """font-size of its texts; empty without texts."""
    keep: str = ""
    """preserveAspectRatio, where it is not the default."""

    @classmethod
    def chart(
        cls, shapes: Iterable[Shape], box: tuple[int, int], *, alt: str, detail: str, finding: str = ""
    ) -> "Drawing":
        """Return a chart as wide as its place; ``box``: width and height that its shapes are placed in."""
        size = f"0 0 {box[0]} {box[1]}"
        return cls(shapes=tuple(shapes), css="svg", box=size, size="7", alt=alt, detail=detail, finding=finding)

    @property
    def said(self) -> tuple[str, ...]:
        """What its points say, in their order."""
        return tuple(shape.said for shape in self.shapes if shape.said)


def palette(tokens: str) -> dict[str, str]:
    """Return the paper colours that ``tokens.css`` sets in its first ``:root`` block.

    >>> palette(":root { --ink: #14181d; --line-2: #e9edf1; } :root { --ink: #fff }")["line-2"]
    '#e9edf1'
    """
    block = tokens[tokens.index(":root") :].partition("}")[0]
    return dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-fA-F]{6})", block))


def plain(value: float) -> str:
    """Return a coordinate with at most one decimal: finer than paper or a screen draws it.

    >>> plain(58.333333), plain(4.0), plain(-0.001)
    ('58.3', '4', '0')
    """
    return _short(f"{value:.1f}")


def part(value: float) -> str:
    """Return a share of the width as a percentage.

    >>> part(0.58333)
    '58.33%'
    """
    return _short(f"{100 * value:.2f}") + "%"


def _short(number: str) -> str:
    cut = number.rstrip("0").rstrip(".")
    return "0" if cut == "-0" else cut


def hint_place(said: str, at: tuple[float, float], box: tuple[float, float]) -> Attributes:
    """Return where words about a point stand: above it, or below near the top, and never outside the box.

    Words that are wider than the box are set narrower.

    >>> hint_place("25Q1 84", (4, 30), (122, 70))
    (('x', '1'), ('y', '23'))
    """
    x, y = at
    wide, room = width(said), box[0] - 2
    left = min(max(x - wide / 2, 1), max(box[0] - 1 - wide, 1))
    above = min(y - LABEL_SIZE, box[1] - 2)
    row = above if above >= LABEL_SIZE else min(y + 2 * LABEL_SIZE, box[1] - 2)
    narrow = (("textLength", plain(room)), ("lengthAdjust", "spacingAndGlyphs")) if wide > room else ()
    return (("x", plain(left)), ("y", plain(row)), *narrow)


class Pen:
    """Draws shapes in the colours of one palette."""

    def __init__(self, colours: Mapping[str, str]) -> None:
        missing = [paint for paint in PAINTS if paint not in colours]
        if missing:
            raise ValueError(f"tokens.css sets no colour for {missing}")
        self._colours = {paint: colours[paint] for paint in PAINTS}

    def painted(self, *, fill: str = "", stroke: str = "", width: float = 0, dash: str = "") -> Attributes:
        """Return class and presentation attributes; ``fill="none"`` is allowed."""
        classes = [f"f-{fill.replace('grade-', 'g').replace('-', '')}"] if fill not in ("", "none") else []
        classes += [f"s-{stroke.replace('-', '')}"] if stroke else []
        out = [("class", " ".join(classes))] if classes else []
        if fill:
            out.append(("fill", self._colours.get(fill, fill)))
        if stroke:
            out += [("stroke", self._colours[stroke]), ("stroke-width", plain(width))]
        if dash:
            out.append(("stroke-dasharray", dash))
        return tuple(out)

    def line(self, x: tuple[str, str], y: tuple[str, str], stroke: str, width: float, dash: str = "") -> Shape:
        """Return a straight line."""
        named = (("x1", x[0]), ("x2", x[1]), ("y1", y[0]), ("y2", y[1]))
        ends = tuple(end for end in named if end[1] != "0")
        return Shape(tag="line", attributes=(*ends, *self.painted(stroke=stroke, width=width, dash=dash)))

    def upright(self, x: str, y: tuple[str, str], stroke: str, width: float, dash: str = "") -> Shape:
        """Return a vertical line."""
        return self.line((x, x), y, stroke, width, dash)

    def rect(self, place: tuple[str, str, str, str], paint: Attributes) -> Shape:
        """Return a rectangle; ``place`` is x, y, width, height."""
        names = ("x", "y", "width", "height")
        return Shape(tag="rect", attributes=(*zip(names, place, strict=True), *paint))

    def dot(self, x: str, y: str, radius: float, paint: Attributes) -> Shape:
        """Return a circle."""
        return Shape(tag="circle", attributes=(("cx", x), ("cy", y), ("r", plain(radius)), *paint))

    def path(self, d: str, paint: Attributes) -> Shape:
        """Return a path."""
        return Shape(tag="path", attributes=(("d", d), *paint))

    def words(
        self, x: str, y: str, text: str, fill: str = "ink-3", *, anchor: str = "", bold: bool = False
    ) -> Shape:
        """Return a text."""
        attributes = [("x", x), ("y", y)]
        if anchor:
            attributes.append(("text-anchor", anchor))
        if bold:
            attributes.append(("font-weight", "700"))
        return Shape(tag="text", attributes=(*attributes, *self.painted(fill=fill)), text=text)

    def point(
        self, shapes: tuple[Shape, ...], said: str, at: tuple[float, float], box: tuple[float, float]
    ) -> Shape:
        """Return shapes that say ``said`` when they are pointed at; the words lie near ``at``, inside ``box``."""
        return Shape(tag="g", inside=shapes, said=said, place=hint_place(said, at, box))

    def target(self, x: float, y: float, wide: float, high: float) -> Shape:
        """Return what of a point reacts: a place that is not painted."""
        outline = f"M{plain(x)} {plain(y)}h{plain(wide)}v{plain(high)}h{plain(-wide)}z"
        return Shape(tag="path", attributes=(("d", outline), ("fill", "none")))

    def group(self, shapes: tuple[Shape, ...], attributes: Attributes) -> Shape:
        """Return shapes that share attributes."""
        return Shape(tag="g", attributes=attributes, inside=shapes)
