"""What docs/quarter.md tells people to put into cron and systemd: every command exists, every unit is one."""

import configparser
import re
from pathlib import Path

import click
import pytest

from reportgen.cli import cli

PAGE = Path(__file__).parents[1] / "docs" / "quarter.md"
SHOWN = re.compile(r"reportgen((?: --quiet)? [a-z]+(?: (?:20\d\dQ\d|--[a-z]+))*)")
UNIT = re.compile(r"```ini\n(.*?)```", re.DOTALL)


def commands(text: str) -> set[str]:
    return {found.group(1).strip() for found in SHOWN.finditer(text)}


def unknown(line: str) -> str:
    """Return what the command line does not know of ``line``; empty where all of it exists."""
    words = [word for word in line.split() if word != "--quiet"]
    command = cli.commands.get(words[0])
    if command is None:
        return words[0]
    options = {name for param in command.params if isinstance(param, click.Option) for name in param.opts}
    return " ".join(word for word in words[1:] if word.startswith("--") and word not in options)


def units(text: str) -> list[configparser.RawConfigParser]:
    found = []
    for body in UNIT.findall(text):
        parser = configparser.RawConfigParser(strict=True)
        parser.optionxform = str  # type: ignore[method-assign, assignment]  # systemd's keys have capitals
        parser.read_string(body)
        found.append(parser)
    return found


def test_every_command_and_option_on_the_page_exists() -> None:
    shown = commands(PAGE.read_text("utf-8"))
    assert {line.split()[-1] for line in shown} >= {"--draft", "status"}
    assert {line: unknown(line) for line in shown if unknown(line)} == {}


@pytest.mark.parametrize(("line", "missing"), [("polish 2026Q3", "polish"), ("build 2026Q3 --shiny", "--shiny")])
def test_control_what_does_not_exist_is_named(line: str, missing: str) -> None:
    assert unknown(line) == missing


def test_every_unit_says_what_it_is_and_does() -> None:
    found = units(PAGE.read_text("utf-8"))
    assert [sorted(one.sections()) for one in found] == [
        ["Service", "Unit"],
        ["Install", "Timer", "Unit"],
        ["Service", "Unit"],
    ]
    for unit in found:
        if unit.has_section("Service"):
            assert unit["Service"]["ExecStart"].startswith("/usr/local/bin/reportgen ")
