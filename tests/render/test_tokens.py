"""Colours, sizes and spaces: readable in light and dark, told apart by the colour-blind and in grey print."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from reportgen.policy.shipped import shipped
from reportgen.render.styles import contrast

Colours = dict[str, str]
Matrix = tuple[tuple[float, float, float], ...]
_COLOUR = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6})")
TEMPLATES = shipped("templates")
SEEN: dict[str, Matrix] = {
    "by most": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "with protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "with deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "in grey": ((0.2126, 0.7152, 0.0722),) * 3,
}
"""Linear light as it is seen: Machado, Oliveira, Fernandes 2009, severity 1.0; grey by luminance."""
APART = 20.0
STEP, GREY_STEP = 8.0, 7.5
SIDE_BY_SIDE = [("bad", "good"), ("bad", "mid"), ("good", "mid"), ("bad", "ink"), ("good", "ink")]
"""Marks whose colour means something, where they stand beside each other."""
RAMPS = [("paper", "h1", "h2", "h3", "h4"), ("grade-d", "grade-c", "grade-b", "grade-a"), ("paper", "band", "mid")]
"""Steps that keep their order in grey."""
TEXTS = {
    "paper": ("ink", "ink-2", "ink-3", "accent", "bad", "good"),
    "wash": ("ink", "ink-2", "ink-3", "bad", "good"),
    "bad": ("on-fill",),
    "bad-wash": ("ink", "bad"),
    "good-wash": ("ink", "good"),
    "ink": ("paper",),
    **{f"grade-{step}": (f"on-{step}",) for step in "abcd"},
}
"""Ground → what is written on it."""


def sheet(name: str) -> str:
    return (TEMPLATES / name).read_text("utf-8")


def light() -> Colours:
    tokens = sheet("tokens.css")
    return dict(_COLOUR.findall(tokens[: tokens.index("@media print")]))


def dark() -> Colours:
    screen = sheet("screen.css")
    return light() | dict(_COLOUR.findall(screen[: screen.index("@media (prefers")]))


THEMES = {"light": light(), "dark": dark()}


def faint(colours: Colours) -> list[tuple[str, str]]:
    """What cannot be read on its ground: less than 4.5 to 1."""
    pairs = [(words, ground) for ground, all_ in TEXTS.items() for words in all_]
    return [(words, on) for words, on in pairs if contrast(colours[words], colours[on]) < 4.5]


@pytest.mark.parametrize("theme", THEMES)
def test_text_can_be_read_on_every_ground(theme: str) -> None:
    assert faint(THEMES[theme]) == []


@pytest.mark.parametrize(("theme", "pale"), [("light", "#8d97a2"), ("dark", "#636d78")])
def test_control_the_notes_of_the_other_theme_could_not_be_read(theme: str, pale: str) -> None:
    assert ("ink-3", "paper") in faint(THEMES[theme] | {"ink-3": pale})


def lab(colour: str, seen: str) -> tuple[float, float, float]:
    """A colour in CIE Lab as it is seen."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    r, g, b = (min(1.0, max(0.0, sum(m * x for m, x in zip(row, linear, strict=True)))) for row in SEEN[seen])
    white = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
    )
    x, y, z = (one ** (1 / 3) if one > 0.008856 else 7.787 * one + 16 / 116 for one in white)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one: str, other: str, seen: str) -> float:
    pairs = zip(lab(one, seen), lab(other, seen), strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)


def mistaken(colours: Colours) -> list[tuple[str, str, str]]:
    """Marks that someone cannot tell apart by their colour."""
    eyes = [seen for seen in SEEN if seen != "in grey"]
    return [
        (a, b, seen) for seen in eyes for a, b in SIDE_BY_SIDE if distance(colours[a], colours[b], seen) < APART
    ]


@pytest.mark.parametrize("theme", THEMES)
def test_marks_that_mean_something_are_told_apart_by_every_eye(theme: str) -> None:
    assert mistaken(THEMES[theme]) == []


@pytest.mark.parametrize("theme", THEMES)
def test_control_red_and_green_of_one_lightness_are_mistaken(theme: str) -> None:
    found = mistaken(THEMES[theme] | {"bad": "#a8641c", "good": "#6b7d00"})
    assert ("bad", "good", "with deuteranopia") in found
    assert ("bad", "good", "with protanopia") in found
    assert ("bad", "good", "by most") not in found


def blurred(colours: Colours, ramps: list[tuple[str, ...]]) -> list[tuple[str, str, str]]:
    """Neighbours on a ramp that are too near to each other."""
    steps = [(seen, a, b) for seen in SEEN for ramp in ramps for a, b in pairwise(ramp)]
    least = {seen: GREY_STEP if seen == "in grey" else STEP for seen in SEEN}
    return [(a, b, seen) for seen, a, b in steps if distance(colours[a], colours[b], seen) < least[seen]]


@pytest.mark.parametrize("theme", THEMES)
def test_steps_of_a_ramp_are_told_apart_and_keep_their_order_in_grey(theme: str) -> None:
    colours = THEMES[theme]
    assert blurred(colours, RAMPS) == []
    for ramp in RAMPS:
        lightness = [lab(colours[one], "in grey")[0] for one in ramp]
        assert lightness in (sorted(lightness), sorted(lightness, reverse=True))


def test_control_a_ramp_of_hues_alone_is_blurred_in_grey() -> None:
    hues = THEMES["light"] | {"h1": "#dde5ec", "h2": "#e0e4e8"}
    assert ("h1", "h2", "in grey") in blurred(hues, RAMPS)


def frame(css: str, verdict: str) -> tuple[bool, str]:
    """A verdict's mark without its colour: whether it is filled, and how it is framed."""
    (rule,) = re.findall(rf"^\.v-{verdict}\s*\{{([^}}]*)\}}", css, re.MULTILINE)
    framed = re.search(r"border(-bottom)?:[^;]*\b(solid|dashed|dotted)\b", rule)
    return "background:" in rule, f"{framed[1] or ''} {framed[2]}" if framed else ""


def test_verdicts_differ_without_any_colour() -> None:
    tokens = sheet("tokens.css")
    marks = [frame(tokens, verdict) for verdict in ("bad", "good", "same", "few", "none")]
    assert len(set(marks)) == 5
    plain = tokens.replace("1px", "").replace("background: var(--bad);", "border: var(--hair) solid var(--bad);")
    assert frame(plain, "bad") == frame(plain, "good")  # control


# ------------------------------------------------------------------ sizes and spaces
def tokens_of(medium: str) -> dict[str, float]:
    """Sizes of a medium in its own unit."""
    tokens = sheet("tokens.css")
    (block,) = re.findall(rf"@media {medium} \{{\s*:root \{{(.*?)\}}", tokens, re.DOTALL)
    return {name: float(size) for name, size in re.findall(r"--([\w-]+):\s*([\d.]+)(?:pt|px)", block)}


def test_the_type_scale_rises_and_the_smallest_can_be_read() -> None:
    for medium, body, note in (("print", 9, 7.5), ("screen", 14, 12)):
        sizes = tokens_of(medium)
        scale = [sizes[f"t-{name}"] for name in ("note", "small", "body", "lead", "h2", "headline", "h1")]
        assert scale == sorted(scale)
        assert len(set(scale)) == len(scale)
        assert (sizes["t-body"], sizes["t-note"]) == (body, note)


@pytest.mark.parametrize(("medium", "half"), [("print", 2), ("screen", 4)])
def test_spaces_are_steps_of_a_grid_of_four_with_half_steps(medium: str, half: int) -> None:
    sizes = tokens_of(medium)
    spaces = [sizes[f"s{step}"] for step in range(1, 7)]
    assert spaces == sorted(spaces)
    assert [space % half for space in spaces] == [0] * 6


def too_small(css: str, unit: str, least: float) -> list[str]:
    return [one for one in re.findall(rf"font-size:\s*([\d.]+){unit}", css) if float(one) < least]


def test_no_rule_sets_letters_smaller_than_the_notes() -> None:
    assert too_small(sheet("print.css"), "pt", 7.5) == []
    assert too_small(sheet("screen.css"), "px", 12) == []
    assert too_small(".x { font-size: 7pt }", "pt", 7.5) == ["7"]  # control


def test_figures_are_tabular_on_screen_and_paper() -> None:
    assert "font-variant-numeric: tabular-nums lining-nums;" in sheet("tokens.css")


def used_and_unknown(css: str, known: set[str]) -> set[str]:
    return set(re.findall(r"var\(--([\w-]+)", css)) - known - set(re.findall(r"--([\w-]+)\s*:", css))


def test_every_stylesheet_uses_the_tokens_that_are_there() -> None:
    known = set(re.findall(r"--([\w-]+)\s*:", sheet("tokens.css")))
    for path in sorted(Path(TEMPLATES).glob("*.css")):
        assert used_and_unknown(path.read_text("utf-8"), known) == set(), path.name
    assert used_and_unknown("a { color: var(--inc) }", known) == {"inc"}  # control
