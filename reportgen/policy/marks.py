"""Strict YAML: plain data, and the line of every key."""

import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import yaml

from reportgen.model.problem import Problem, Severity
from reportgen.model.text import Text, text

MAX_DEPTH = 32
MAX_NODES = 10_000

Path = tuple[Hashable, ...]

_INTEGER = re.compile(r"^[-+]?(0|[1-9][0-9]*)$")
_DECIMAL = re.compile(r"^[-+]?(0|[1-9][0-9]*)\.[0-9]+$")
_TWO_WAYS = re.compile(
    r"^(y|n|yes|no|on|off|true|false|null|[-+]?0[0-9_]+|[-+]?0[xob][0-9a-f_]+|[-+]?[0-9]+(:[0-5]?[0-9])+"
    r"|[-+]?\.(inf|nan)|\.nan|[-+]?[0-9][0-9_]*\.?[0-9]*e[-+]?[0-9]+|[0-9]+_[0-9_]+)$",
    re.IGNORECASE,
)
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(frozen=True, slots=True)
class Marked:
    """Data of one file, and the line (from 1) at which each path stands."""

    data: Any
    lines: dict[Path, int]

    def line(self, path: Path) -> int:
        """Return the line of ``path``, or of the nearest part of it that stands in the file."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


class _UnreadableError(Exception):
    """The first fault that makes a file unreadable."""

    def __init__(self, code: str, line: int, value: str, expected: Text) -> None:
        super().__init__(code)
        self.code, self.line, self.value, self.expected = code, line, value, expected


def marked(source: str, file: str) -> tuple[Marked | None, list[Problem]]:
    r"""Return the data of a YAML text with its lines, and its Problems; None where it cannot be read.

    >>> marked("a: 1\nb: NO", "x.yaml")[1][0].code
    'E323'
    """
    problems: list[Problem] = []

    def report(code: str, line: int, value: str, expected: Text, column: str = "") -> None:
        problems.append(
            Problem(
                code=code,
                severity=Severity.REFUSED,
                file=file,
                row=line,
                column=column,
                value=value,
                expected=expected,
            )
        )

    try:
        _measure(yaml.parse(source, Loader=yaml.SafeLoader))
        node = yaml.compose(source, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark is not None else 1
        report("E324", line, _line_of(source, line), text("well-formed YAML: {why}", why=str(error.problem or "")))
        return None, problems
    except yaml.YAMLError:
        report("E324", 1, _line_of(source, 1), text("well-formed YAML"))
        return None, problems
    except _UnreadableError as fault:
        report(fault.code, fault.line, fault.value, fault.expected)
        return None, problems
    if node is None:
        report("E325", 1, "", text("a file with keys and values"))
        return None, problems
    lines: dict[Path, int] = {}
    data = _built(node, (), lines, report)
    return Marked(data, lines), problems


def _measure(events: Iterator[yaml.Event]) -> None:
    """Refuse tags, depth and size before anything is built; an alias counts as what it stands for."""
    nodes, depth = 0, 0
    sizes: dict[str, int] = {}
    opened: list[tuple[str | None, int]] = []
    for event in events:
        line = event.start_mark.line + 1 if event.start_mark is not None else 1
        tag = getattr(event, "tag", None)
        if tag:
            raise _UnreadableError("E324", line, str(tag), text("plain YAML without tags"))
        if isinstance(event, yaml.AliasEvent):
            nodes += sizes.get(event.anchor or "", 1)
        elif isinstance(event, yaml.ScalarEvent):
            nodes += 1
            if event.anchor:
                sizes[event.anchor] = 1
        elif isinstance(event, yaml.CollectionStartEvent):
            nodes, depth = nodes + 1, depth + 1
            opened.append((event.anchor, nodes))
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
            anchor, before = opened.pop()
            if anchor:
                sizes[anchor] = nodes - before + 1
        if depth > MAX_DEPTH or nodes > MAX_NODES:
            most = text("at most {depth} levels and {nodes} values", depth=MAX_DEPTH, nodes=MAX_NODES)
            raise _UnreadableError("E326", line, str(nodes), most)


def _built(node: yaml.Node, path: Path, lines: dict[Path, int], report: Any) -> Any:
    """Return the plain data of ``node``; reports duplicate keys and words that YAML reads two ways."""
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        return [_built(child, (*path, i), lines, report) for i, child in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, lines, report)
    return _scalar(node, path, report) if isinstance(node, yaml.ScalarNode) else None


def _mapping(node: yaml.MappingNode, path: Path, lines: dict[Path, int], report: Any) -> dict[Any, Any]:
    data: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = key_node.value
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            report("E324", line, "", text("a plain word as key"))
            continue
        if key in data:
            first = lines[(*path, key)]
            report(
                "E322", line, key, text("each key once; it stands in line {line} too", line=first), dotted(path)
            )
            continue
        lines[(*path, key)] = line
        data[key] = _built(value_node, (*path, key), lines, report)
    return data


def _scalar(node: yaml.ScalarNode, path: Path, report: Any) -> Any:
    value = node.value
    if node.style is not None:
        return value
    if value in _WORDS:
        return _WORDS[value]
    if _INTEGER.match(value):
        return int(value)
    if _DECIMAL.match(value):
        return Decimal(value)
    if _TWO_WAYS.match(value):
        line = node.start_mark.line + 1
        report("E323", line, value, text("text in quotes, or true, false or a plain number"), dotted(path))
    return value


def dotted(path: Path) -> str:
    """Return a path as people write it.

    >>> dotted(("bands", 2, "lower"))
    'bands[2].lower'
    """
    words = ""
    for part in path:
        words += f"[{part}]" if isinstance(part, int) else f".{part}" if words else str(part)
    return words


def _line_of(source: str, line: int) -> str:
    rows = source.splitlines()
    return rows[line - 1].strip() if 0 < line <= len(rows) else ""
