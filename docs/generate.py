"""Write docs/reference/ from the code, and the help block of the READMEs.

python docs/generate.py            rewrite what is out of date
python docs/generate.py --check    exit 1 and name it instead
"""

import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import click
from click.testing import CliRunner

from reportgen.cli import cli
from reportgen.model.codes import CODES
from reportgen.model.fact_frames import FACT_FRAMES
from reportgen.model.frame import Frame
from reportgen.model.measures import MEASURES
from reportgen.model.record_frames import RECORD_FRAMES
from reportgen.model.records.every import RECORDS
from reportgen.model.records.field import CLIENT_FIELDS, Field, Record
from reportgen.model.records.more import MORE
from reportgen.model.result_frames import RESULT_FRAMES

ROOT = Path(__file__).parent.parent
NOTICE = "<!-- Written by docs/generate.py; change the code, not this file. -->\n\n"
HELP = re.compile(r"(?s)(<!-- reportgen --help -->\n```\n).*?(\n```)")
WIDTH = 100


def help_of(*command: str) -> str:
    """The help text of a command, as a terminal shows it."""
    return (
        CliRunner().invoke(cli, [*command, "--help"], prog_name="reportgen", terminal_width=WIDTH).output.rstrip()
    )


def command_names(group: click.Group = cli, above: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Every command, those of groups inside too."""
    found: list[tuple[str, ...]] = []
    for name, command in sorted(group.commands.items()):
        found.append((*above, name))
        if isinstance(command, click.Group):
            found += command_names(command, (*above, name))
    return found


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table; bars in cells are escaped."""
    lines = [list(head), *map(list, rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    cells = [" | ".join(cell.replace("|", r"\|") for cell in line) for line in lines]
    return "".join(f"| {line} |\n" for line in cells)


def commands() -> str:
    """The command reference."""
    parts = [
        f"## {' '.join(('reportgen', *name))}\n\n```\n{help_of(*name)}\n```\n" for name in [(), *command_names()]
    ]
    return "# Commands\n\n" + "\n".join(parts)


def frame_table(frame: Frame) -> str:
    """One frame: its key and its columns."""
    rows = ([f"`{name}`", column.dtype, column.unit, column.meaning] for name, column in frame.columns.items())
    key = ", ".join(f"`{name}`" for name in frame.key)
    return f"### {frame.name}\n\nOne row per {key}.\n\n" + table(["column", "dtype", "unit", "meaning"], rows)


def tables() -> str:
    """The frames that cross a stage."""
    head = (
        "# Tables\n\nThe frames that pass from stage to stage (`reportgen/model/fact_frames.py`, "
        "`record_frames.py`, `result_frames.py`); the published CSV files and their arithmetic are "
        "in [../results.md](../results.md). `exact` figures are fractions until "
        "they are written.\n"
    )
    facts = "\n".join(frame_table(frame) for frame in (*FACT_FRAMES, *RECORD_FRAMES.values()))
    results = "\n".join(frame_table(frame) for frame in RESULT_FRAMES)
    return (
        f"{head}\n## Facts: what the readers found\n\n{facts}\n## Results: what is computed from them\n\n{results}"
    )


def measures() -> str:
    """The measures that a build publishes."""
    rows = (
        [f"`{one.id}`", one.unit, one.formula, one.n, one.up_is, one.test or "–", ", ".join(one.levels)]
        for one in MEASURES
    )
    head = ["measure", "unit", "meaning", "n", "a rise is", "test", "levels"]
    return (
        "# Measures\n\nWhat `measures.csv` holds (`reportgen/model/measures.py`); the arithmetic in full is in "
        "[../results.md](../results.md).\n\n" + table(head, rows)
    )


def field_table(fields: Iterable[Field]) -> str:
    """Fields as a rule of config/sources.yaml maps them."""
    return table(
        ["field", "heading 表头", "kind", "needed", "meaning", "words", "clauses"],
        (
            [
                f"`{one.name}`",
                one.heading,
                one.kind.value,
                "yes" if one.required else "",
                one.meaning + (f"; masked with {one.group}" if one.group else ""),
                "; ".join(f"{word} {'/'.join(spelled)}" for word, spelled in one.words.items()),
                one.clause,
            ]
            for one in fields
        ),
    )


def export_table(record: Record) -> str:
    """One declared export: whom it is about, its key and its fields."""
    who = {
        "client": "every row names a client",
        "client or office": "a row may name a client or an office",
        "office": "a row may name an office",
        "nobody": "about the company",
    }[record.about.value]
    key = ", ".join(f"`{name}`" for name in record.key)
    head = f"## {record.export} {record.title}\n\n{record.meaning[0].upper()}{record.meaning[1:]} "
    head += f"(requirements {record.section}); {who}. Key: {key}.\n\n"
    own = [one for one in record.whom if one not in CLIENT_FIELDS]
    return head + field_table([*own, *record.fields])


def exports() -> str:
    """The exports that are read from declarations, and further fields of others."""
    head = (
        "# Exports\n\nEvery export is optional but the registers of clients and offices. "
        "Those below are read from one declaration each (`reportgen/model/records/`); a rule of "
        "`config/sources.yaml` says which files they are and how their headings are spelled. The fields "
        "of clients, offices, survey, complaints, orders and other exports with a reader of their own stand in "
        "`config/sources.yaml` itself.\n\n"
        "A row that names its client may do so by `client_id`, `client_name` (also a short or previous name) or "
        "`credit_code`. *needed*: a row without it is set aside; any other faulty cell costs its value alone. "
        "A blank id that is not needed is made up of what the row says. A word may be written as in the first "
        "place, in Chinese as shown, or as the rule's `values` spell it. *masked with*: the group of fields in "
        "the profile's table of audiences; money is always masked with amounts. `levels` is text such as "
        "`P03:A;P17:B`: "
        "policy and level.\n\n"
    )
    more = "\n".join(f"## {export}: further fields\n\n{field_table(fields)}" for export, fields in MORE.items())
    return head + "\n".join(map(export_table, RECORDS)) + "\n" + more


def problems() -> str:
    """The problem codes."""
    rows = ([f"`{code}`", meaning.en, meaning.zh] for code, meaning in sorted(CODES.items()))
    return (
        "# Problem codes\n\nA code keeps its meaning; wording may improve. E: a value, row or file was not usable "
        "as it stands. W: it was used, and somebody should know.\n\n" + table(["code", "meaning", "含义"], rows)
    )


REFERENCE: dict[str, Callable[[], str]] = {
    "commands.md": commands,
    "exports.md": exports,
    "measures.md": measures,
    "problems.md": problems,
    "tables.md": tables,
}


def wanted() -> dict[Path, str]:
    """Every generated file, as it should be."""
    found = {ROOT / "docs" / "reference" / name: NOTICE + part() for name, part in REFERENCE.items()}
    for name in ("README.md", "README.zh-CN.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        found[ROOT / name] = HELP.sub(lambda block: f"{block[1]}{help_of()}{block[2]}", text)
    return found


def stale(files: dict[Path, str]) -> list[Path]:
    """Those that differ from what they should be."""
    return [path for path, text in files.items() if not path.exists() or path.read_text(encoding="utf-8") != text]


def main(*, check: bool) -> int:
    """Rewrite or name what is out of date."""
    files = wanted()
    found = stale(files)
    for path in found:
        print(f"{'out of date' if check else 'written'}: {path.relative_to(ROOT)}")
        if not check:
            path.parent.mkdir(exist_ok=True)
            path.write_text(files[path], encoding="utf-8")
    return 1 if check and found else 0


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv))
