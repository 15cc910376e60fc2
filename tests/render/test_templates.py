"""The templates as text: what they may not say, and how long they may be."""

import re
from pathlib import Path

import pytest

from reportgen.policy.shipped import shipped

TEMPLATES = sorted(shipped("templates").glob("*.j2"))
MOST_LINES = 60
FORBIDDEN = {
    "a text that is trusted": r"\|\s*safe\b|\bMarkup\(|autoescape\s+false",
    "a style in an element": r"\sstyle\s*=|<style\b",
    "a script in the page": r"<script(?![^>]*\ssrc=)|\son[a-z]+\s*=\s*[\"']",
    "an attribute without quotes": r"<[a-zA-Z][^<>]*?\s[a-zA-Z-]+=(?![\"'])[^\s>]",
    "an address outside": r"(?:src|href)=[\"']https?:",
    "a frame or a form": r"<(?:iframe|form|object|embed|base)\b",
}
JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)


def said(template: str) -> list[str]:
    """What a template does that none may."""
    bare = JINJA.sub("J", template)
    texts = {"a text that is trusted": template, "an attribute without quotes": re.sub(r'"[^"]*"', '""', bare)}
    return [name for name, pattern in FORBIDDEN.items() if re.search(pattern, texts.get(name, bare))]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_says_nothing_forbidden(path: Path) -> None:
    assert said(path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_is_short_enough_to_read(path: Path) -> None:
    assert path.read_text("utf-8").count("\n") <= MOST_LINES


@pytest.mark.parametrize(
    ("template", "name"),
    [
        ("<p>{{ page.name | safe }}</p>", "a text that is trusted"),
        ("{{ Markup(page.name) }}", "a text that is trusted"),
        ("{% autoescape false %}", "a text that is trusted"),
        ('<p style="color: red">', "a style in an element"),
        ("<script>alert(1)</script>", "a script in the page"),
        ('<p onclick="x()">', "a script in the page"),
        ("<td class={{ kind }}>", "an attribute without quotes"),
        ("<td class=n>", "an attribute without quotes"),
        ('<img src="http://x/y.png">', "an address outside"),
        ("<iframe>", "a frame or a form"),
    ],
)
def test_what_is_forbidden_is_seen(template: str, name: str) -> None:
    assert name in said(template)


def test_every_page_is_laid_out_in_fixed_tables() -> None:
    tokens = (shipped("templates") / "tokens.css").read_text("utf-8")
    assert re.search(r"(?m)^table \{[^}]*table-layout: fixed", tokens)
    for name in ("tokens.css", "screen.css", "print.css"):
        assert "table-layout: auto" not in (shipped("templates") / name).read_text("utf-8")


def test_the_dark_screen_sets_every_colour_twice_and_alike() -> None:
    screen = (shipped("templates") / "screen.css").read_text("utf-8")
    chosen, system = re.findall(r"\{\s*color-scheme: dark;([^}]*)\}", screen)
    assert _set(chosen) == _set(system)
    tokens = (shipped("templates") / "tokens.css").read_text("utf-8")
    light = {name for name, value in _set(tokens[: tokens.index("@media print")]).items() if value.startswith("#")}
    assert light - set(_set(chosen)) == {"--brand"}, "decoration, as the company gave it on either ground"


def _set(block: str) -> dict[str, str]:
    return dict(re.findall(r"(--[\w-]+):\s*([^;}]+)", block))
