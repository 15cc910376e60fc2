"""The fonts of a report: the bundled ones and those that the profile names, never the system's."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from reportgen.model.problem import Problem, Severity
from reportgen.model.text import text
from reportgen.render.clean import STAND_IN

BUNDLED = Path(__file__).resolve().parent.parent / "fonts"
SUFFIXES = (".ttf", ".otf")
SILENT = ((0x200B, 0x200D), (0xFE00, 0xFE0F), (0x1F3FB, 0x1F3FF), (0xE0020, 0xE01EF), (0x2060, 0x2064))
"""Characters without a shape of their own: joiners, selectors, skin tones, tags."""

_CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""


@dataclass(frozen=True, slots=True)
class Fonts:
    """Font files in order of preference, their families, and the characters that they have together."""

    files: tuple[Path, ...]
    families: tuple[str, ...]
    characters: frozenset[int]

    def missing(self, words: str) -> set[str]:
        """Return the characters of ``words`` that no font has; line breaks and tabs need none."""
        return {c for c in words if ord(c) not in self.characters and c not in "\n\t"}


def shown(words: str, fonts: Fonts, missing: set[str]) -> str:
    r"""Return ``words`` with ▢ for what no font has, and add those characters to ``missing``.

    Joiners, variation selectors and skin tones of a missing emoji leave nothing behind.

    >>> lost = set()
    >>> shown("a\u2603\ufe0f", Fonts((), (), frozenset({97})), lost), sorted(lost)
    ('a▢', ['☃', '\ufe0f'])
    """
    lost = fonts.missing(words)
    if not lost:
        return words
    missing |= lost
    return "".join("" if c in lost and _silent(c) else STAND_IN if c in lost else c for c in words)


def _silent(character: str) -> bool:
    point = ord(character)
    return any(low <= point <= high for low, high in SILENT)


def load_fonts(named: Iterable[Path], *, bundled: Path = BUNDLED) -> tuple[Fonts, list[Problem]]:
    """Return the bundled fonts and the ``named`` ones after them, and a problem for each that cannot be used."""
    own = sorted(path for path in bundled.glob("*") if path.suffix.lower() in SUFFIXES)
    problems = [] if own else [_unusable(bundled)]
    files: list[Path] = []
    families: list[str] = []
    characters: set[int] = set()
    for path in [*own, *named]:
        read = _read(path)
        if read is None:
            problems.append(_unusable(path))
            continue
        files.append(path)
        families.append(read[0])
        characters |= read[1]
    return Fonts(tuple(files), tuple(dict.fromkeys(families)), frozenset(characters)), problems


def write_fontconfig(fonts: Fonts, folder: Path) -> Path:
    """Write a Fontconfig configuration that knows these files alone, and return its path."""
    inside = folder / "files"
    inside.mkdir(parents=True, exist_ok=True)
    for i, path in enumerate(fonts.files):
        link = inside / f"{i:02d}-{path.name}"
        if not link.is_symlink():
            link.symlink_to(path.resolve())
    file = folder / "fonts.conf"
    file.write_text(_CONFIGURATION.format(fonts=escape(str(inside)), cache=escape(str(folder / "cache"))), "utf-8")
    return file


def _unusable(path: Path) -> Problem:
    return Problem(
        code="E422",
        severity=Severity.REFUSED,
        file=path.name,
        expected=text("a TrueType or OpenType font file that can be read"),
        hint=text("put the file where config/profile.yaml names it, or take it off the list of fonts"),
    )


@cache
def _read(path: Path) -> tuple[str, frozenset[int]] | None:
    """Return family and characters of a font file, or None if it is not a usable one."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with path.open("rb") as file, TTFont(file, lazy=True) as font:
            names = font["name"]
            family = names.getDebugName(16) or names.getDebugName(1)
            characters = frozenset(font.getBestCmap() or ())
    except (OSError, TTLibError, KeyError, AssertionError):
        return None
    return (family, characters) if family and characters else None
