"""A sample workspace whose every free text is an attack (fault catalogue, H01 to H15, H23)."""

import csv
import io
import zlib
from collections.abc import Iterable
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import openpyxl
import yaml

from reportgen.model.records.every import RECORDS
from reportgen.model.records.field import Kind
from reportgen.model.records.more import MORE
from reportgen.policy.config import Config
from reportgen.policy.shipped import shipped

LEAK = "http://127.0.0.1:9/leak"
MARKUP = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    f'"><img src={LEAK}>',
    "' onmouseover='alert(1)",
    "<a href=javascript:alert(1)>x</a>",
    f"</style><style>@import url({LEAK});</style>",
    "{{7*7}}{% raw %}{#",
    "</script><script>alert(1)</script>",
    "<link rel=attachment href=file:///etc/passwd>",
    f"<iframe src={LEAK}></iframe>",
    "&lt;b&gt;&#60;",
    "../../x\\CON",
    "\u202egpj.exe",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467",
)
FORMULAS = ('=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "＝1+1")
FREE = {
    *(
        "name",
        "short_name",
        "previous_names",
        "client_name",
        "office_name",
        "account_manager",
        "region",
        "manager",
    ),
    *("contact", "department", "comment", "product", "content", "handler", "result", "item_name", "evidence"),
    *("signer", "reason", "purpose", "conclusion", "participants", "topic", "visitor", "person"),
}
"""Fields of free text in the exports that have a reader of their own; others are declared as text."""
TEXTS = {Kind.TEXT, Kind.WHOLE}
FILE = "<img src=x onerror=alert(1)>"
"""In the name of a file, where / cannot stand."""


def free_headings(config: Config, file: str) -> set[str]:
    """Return the headings of the columns of a file that hold free text."""
    declared = {(one.export, each.name) for one in RECORDS for each in one.fields if each.kind in TEXTS}
    declared |= {(export, each.name) for export, fields in MORE.items() for each in fields if each.kind in TEXTS}
    found: set[str] = set()
    for rule in config.sources.sources:
        if any(fnmatch(file, pattern) for pattern in rule.files):
            for name, headings in rule.columns.items():
                if name in FREE or (str(rule.export), name) in declared:
                    found |= {one.rpartition("/")[2] for one in headings}
    return {one for one in found if "证据" in one} if "评估表" in file else found


def poisoned(value: str, *, formula: bool) -> str:
    """Return a text with an attack behind it, always the same, and with a formula before it where wanted."""
    if not value.strip():
        return value
    number = zlib.crc32(value.strip().encode())
    before = FORMULAS[number % len(FORMULAS)] if formula else ""
    return f"{before}{value}{MARKUP[number % len(MARKUP)]}"


def poison(root: Path, config: Config) -> None:
    """Put an attack into every free text of the exports, the packs and the profile, and into a file's name."""
    for path in sorted((root / "surveys").rglob("*.*")):
        headings = free_headings(config, path.name)
        if path.suffix == ".csv":
            _table(path, headings)
        elif path.suffix == ".xlsx":
            _workbook(path, headings)
    ledger = root / "surveys/2026Q3/客诉台账_2026Q3.csv"
    ledger.rename(ledger.with_stem(ledger.stem + FILE))
    (root / "config/packs").mkdir()
    for path in (shipped("config") / "packs").glob("*.yaml"):
        _words(path, root / "config/packs" / path.name)
    _words(root / "config/profile.yaml", root / "config/profile.yaml")


def _table(path: Path, headings: set[str]) -> None:
    raw = path.read_bytes()
    encoding = "utf-8-sig" if raw.startswith(b"\xef\xbb\xbf") else "gb18030"
    rows = list(csv.reader(io.StringIO(raw.decode(encoding), newline="")))
    _cells(rows, headings)
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding))


def _cells(rows: list[list[str]], headings: set[str]) -> None:
    head = next((i for i, row in enumerate(rows) if len(headings & {one.strip() for one in row}) > 0), len(rows))
    for row in rows[head + 1 :]:
        for at, title in enumerate(rows[head]):
            if title.strip() in headings and at < len(row):
                row[at] = poisoned(row[at], formula=_commented(title))


def _commented(heading: str) -> bool:
    """Whether nobody is looked up by what stands below a heading."""
    return any(
        word in heading
        for word in ("内容", "结果", "说明", "意见", "建议", "备注", "需求", "依据", "特点", "习惯")
    )


def _workbook(path: Path, headings: set[str]) -> None:
    book = openpyxl.load_workbook(path)
    for sheet in book:
        rows = list(sheet.iter_rows())
        heads = [cell for row in rows[:6] for cell in row if str(cell.value).strip() in headings]
        below = max((cell.row for cell in heads), default=len(rows))
        for cell in (cell for row in rows[below:] for cell in row):
            title = next((str(one.value) for one in heads if one.column == cell.column), "")
            if title and isinstance(cell.value, str):
                cell.value = poisoned(cell.value, formula=_commented(title))
                cell.data_type = "s"
    book.save(path)


def _words(source: Path, target: Path) -> None:
    """Poison what a YAML file says in Chinese or English."""
    content = yaml.safe_load(source.read_text("utf-8"))
    target.write_text(yaml.safe_dump(_said(content), allow_unicode=True, sort_keys=False), "utf-8")


def _said(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: poisoned(one, formula=False) if key in {"zh", "en"} and isinstance(one, str) else _said(one)
            for key, one in value.items()
        }
    return [_said(one) for one in value] if isinstance(value, list) else value


def attacks(texts: Iterable[str]) -> set[str]:
    """Return the attacks that can be read in ``texts``, as they were written."""
    whole = "\n".join(texts)
    return {one for one in MARKUP if one.replace("\u202e", "") in whole}
