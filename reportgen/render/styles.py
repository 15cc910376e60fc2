"""Small stylesheets that a build writes itself: page numbers, fonts and the company's accent."""

import re
from collections.abc import Sequence

from reportgen.model.language import Translate
from reportgen.policy.logo import Logo

PAPER = "#ffffff"
DARK_PAPER = "#101317"
READABLE = 4.5
_MIDDLE = 0.18
"""The luminance on which black and white stand out alike."""
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_ROOT = re.compile(r":root\s*\{([^{}]*)\}")
_MEDIA = re.compile(r"@media\s+(\w+)\s*\{((?:[^{}]*\{[^{}]*\})*)\s*\}")
_SET = re.compile(r"(--[\w-]+)\s*:\s*([^;{}]+)")
_USED = re.compile(r"var\((--[\w-]+)\)")
_UNSAFE = re.compile(r"[^\w .,:;·()/，。：；（）-]")


def paper_sheet(families: Sequence[str], accent: str, translate: Translate, logo: Logo | None = None) -> str:
    """Return the paper's own rules: fonts of the text and the margins, accent, logo, page x of y."""
    fonts = ", ".join(f'"{_UNSAFE.sub("", family)}"' for family in families)
    before, between, after = _around(translate("page {page} of {pages}"))
    number = f'"{before}" counter(page) "{between}" counter(pages) "{after}"'
    return (
        f":root {{ --brand: {_checked(accent)}; --accent: {readable(accent, PAPER)}; }}\n"
        f"html, body {{ font-family: {fonts}; }}\n"
        f"@page {{ font-family: {fonts}; @bottom-right {{ content: {number}; }} }}\n"
    ) + (_mark(logo, 16, "pt") + "\n" if logo else "")


def flattened(*sheets: str) -> str:
    r"""Return stylesheets for paper as one, custom properties that never change put in their places.

    The renderer would look up and parse them again for every element. A property that some rule other
    than ``:root`` sets too stays as it is.

    >>> flattened(":root { --a: 1pt; --b: 2pt }", "@media screen { p { top: 0 } } p { margin: var(--a) }",
    ...           ".x { --b: 3pt; left: var(--b) }")
    ':root { --b: 2pt }\n p { margin: 1pt }\n.x { --b: 3pt; left: var(--b) }'
    """
    css = _COMMENT.sub("", "\n".join(sheets))
    css = _MEDIA.sub(lambda found: found[2] if found[1] == "print" else "", css)
    values = {name: value.strip() for block in _ROOT.findall(css) for name, value in _SET.findall(block)}
    rules = _ROOT.sub("", css)
    scoped = {name for name, _ in _SET.findall(rules)} & set(values)
    fixed = {name: value for name, value in values.items() if name not in scoped}
    for _ in range(len(fixed)):
        if not any(name in fixed for name in _USED.findall(rules)):
            break
        rules = _USED.sub(lambda found: fixed.get(found[1], found[0]), rules)
    kept = "; ".join(f"{name}: {values[name]}" for name in sorted(scoped))
    return (f":root {{ {kept} }}" if kept else "") + rules


def screen_sheet(accent: str, logo: Logo | None = None) -> str:
    """Return accent and logo for light and dark screens.

    The accent is words as well as decoration, so it is mixed until it can be read: with black on white, with
    white in the dark. What is only decoration keeps the company's own colour.
    """
    dark = f"--accent: {readable(accent, DARK_PAPER)};"
    return (
        f":root {{ --brand: {_checked(accent)}; --accent: {readable(accent, PAPER)}; }}\n"
        f':root[data-theme="dark"] {{ {dark} }}\n'
        f'@media (prefers-color-scheme: dark) {{ :root:not([data-theme="light"]) {{ {dark} }} }}\n'
    ) + (_mark(logo, 24, "px") + _plate() if logo else "")


def _mark(logo: Logo, high: int, unit: str) -> str:
    """Return the rule that shows a logo in its own shape; a very wide one is kept to a third of the line."""
    wide = min(round(high * logo.ratio, 1), 8 * high)
    picture = f'background: url("{logo.url}") left center / contain no-repeat'
    return f".logo {{ width: {wide}{unit}; height: {high}{unit}; border-radius: 0; {picture}; }}"


def _plate() -> str:
    """Return the white plate behind a logo in the dark: its colours were chosen for paper."""
    plate = "box-sizing: content-box; padding: 3px; border-radius: 3px; background-color: #ffffff;"
    plate += " background-origin: content-box;"
    return (
        f'\n:root[data-theme="dark"] .logo {{ {plate} }}\n'
        f'@media (prefers-color-scheme: dark) {{ :root:not([data-theme="light"]) .logo {{ {plate} }} }}\n'
    )


def readable(colour: str, ground: str) -> str:
    """Return ``colour`` mixed with black or white until it stands out from ``ground`` by 4.5 to 1.

    >>> contrast(readable("#0b4a82", "#101317"), "#101317") >= 4.5, readable("#ffffff", "#101317")
    (True, '#ffffff')
    >>> readable("#0b4a82", "#ffffff"), contrast(readable("#ffd400", "#ffffff"), "#ffffff") >= 4.5
    ('#0b4a82', True)
    """
    parts = _parts(_checked(colour))
    end = 0 if _luminance(ground) > _MIDDLE else 255
    for percent in range(0, 101, 5):
        mixed = tuple(round(p + (end - p) * percent / 100) for p in parts)
        made = "#" + "".join(f"{p:02x}" for p in mixed)
        if contrast(made, ground) >= READABLE:
            return made
    return f"#{end:02x}{end:02x}{end:02x}"


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2).

    >>> contrast("#000000", "#ffffff")
    21.0
    """
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return round((high + 0.05) / (low + 0.05), 2)


def _luminance(colour: str) -> float:
    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)  # noqa: PLR2004  # WCAG

    red, green, blue = (linear(part) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _checked(colour: str) -> str:
    if not _COLOUR.fullmatch(colour):
        raise ValueError(f"{colour!r} is not a colour such as #0b4a82")
    return colour


def _around(pattern: str) -> tuple[str, str, str]:
    """Return the words before, between and after the two numbers, safe inside a CSS string."""
    before, _, rest = pattern.partition("{page}")
    between, _, after = rest.partition("{pages}")
    return _UNSAFE.sub("", before), _UNSAFE.sub("", between), _UNSAFE.sub("", after)
