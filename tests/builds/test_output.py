"""What a build leaves behind: the layout, the manifest, each audience's own."""

import csv
import hashlib
import json
import re
from pathlib import Path

import openpyxl
import pikepdf
from pypdf import PdfReader

from reportgen.pipeline import Exit
from tests.builds.conftest import Built

AUDIENCES = {"credit", "management", "office-HD", "office-HN"}
TABLES = {
    "clients",
    "measures",
    "grades",
    "contributions",
    "change_parts",
    "findings",
    "problems",
    "coverage",
    "patterns",
    "complaint_months",
    "ageing",
    "complaint_groups",
    "drivers",
    "keywords",
    "feedback",
    "needs",
    "mentions",
    "loyalty",
    "remedies",
    "surveyed",
    "evaluations",
    "evaluated",
    "adjusted",
    "granted",
    "restated",
    "client_coverage",
    "client_coverage_groups",
}


def table(built: Built, name: str, audience: str = "") -> list[dict[str, str]]:
    with (built.output / audience / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_sample_builds_with_notes_and_rows_set_aside(built: Built) -> None:
    assert built.run.exit is Exit.NOTED
    assert built.output.is_symlink()
    assert {path.name for path in built.output.iterdir()} == AUDIENCES | {"data"}


def reports(folder: Path, suffix: str) -> set[str]:
    """The reports in a folder; the pages that go with one have a word after a dot: C001.explained.html."""
    return {path.stem for path in folder.glob(f"*.{suffix}") if "." not in path.stem}


def test_every_client_office_and_the_company_has_html_and_pdf(built: Built) -> None:
    clients = {row["client_id"] for row in table(built, "clients")}
    assert len(clients) == 12
    for audience in ("credit", "management"):
        for suffix in ("html", "pdf"):
            assert reports(built.output / audience / "clients", suffix) == clients
            assert reports(built.output / audience / "offices", suffix) == {"HD", "HN"}
            assert (built.output / audience / f"management.{suffix}").exists()
        explained = built.output / audience / "clients"
        assert {path.name.partition(".")[0] for path in explained.glob("*.explained.html")} == clients
        assert (built.output / audience / "company.explained.html").exists()
        assert (built.output / audience / "index.html").exists()


def test_an_office_gets_its_own_clients_only(built: Built) -> None:
    own = {row["client_id"] for row in table(built, "clients") if row["office_id"] == "HD"}
    root = built.output / "office-HD"
    assert {p.stem for p in (root / "clients").glob("*.pdf")} == own
    assert {p.stem for p in (root / "offices").glob("*.pdf")} == {"HD"}
    assert not (root / "management.html").exists()
    assert {row["client_id"] for row in table(built, "measures", "office-HD")} - {""} == own


def test_all_tables_stand_in_data_and_in_the_book(built: Built) -> None:
    assert {p.stem for p in (built.output / "data").glob("*.csv")} == TABLES
    book = openpyxl.load_workbook(built.output / "data" / "book.xlsx", read_only=True)
    assert set(book.sheetnames) == TABLES | {"说明", "列说明"}


def test_the_manifest_names_every_file_with_its_hash(built: Built) -> None:
    manifest = json.loads((built.output / "data" / "manifest.json").read_text("utf-8"))
    listed = {entry["file"]: entry["sha256"] for entry in manifest["outputs"]}
    there = {
        str(p.relative_to(built.output)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in built.output.rglob("*")
        if p.is_file() and p.name != "manifest.json"
    }
    assert listed == there
    inputs = {entry["file"]: entry["sha256"] for entry in manifest["inputs"]}
    for name, sha256 in inputs.items():
        path = built.root / name
        if path.exists():
            assert hashlib.sha256(path.read_bytes()).hexdigest() == sha256
    assert {"config/profile.yaml", "surveys/2026Q3/客户登记表.xlsx"} <= set(inputs)
    assert [pack["id"] for pack in manifest["packs"]] == ["P03", "P04", "P06", "P11", "P14", "P17"]


def test_every_row_of_every_sheet_has_a_fate(built: Built) -> None:
    for row in table(built, "coverage"):
        fates = [int(row[f"rows_{fate}"]) for fate in ("used", "set_aside", "superseded", "skipped")]
        assert int(row["rows_read"]) == sum(fates), row


def test_no_file_has_a_path_or_a_clock_of_this_machine_in_it(built: Built) -> None:
    needles = (str(built.root).encode(), str(Path.home()).encode() + b"/")
    for path in built.output.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not [needle for needle in needles if needle in content], path


def test_pages_reach_nothing_outside(built: Built) -> None:
    for path in built.output.rglob("*.html"):
        page = path.read_text("utf-8")
        assert "default-src 'none'" in page
        assert not re.findall(r"""(?:src|href)=["'](?:https?:)?//""", page), path
        assert not re.findall(r"<[^>]+ style=", page), path


def test_every_link_of_the_site_leads_somewhere(built: Built) -> None:
    for path in built.output.rglob("*.html"):
        for href in re.findall(r'href="([^"#]+)(?:#[^"]*)?"', path.read_text("utf-8")):
            assert (path.parent / href).exists(), f"{path.relative_to(built.output)} → {href}"


def test_the_movement_matrix_of_the_company_adds_up_to_the_register(built: Built) -> None:
    """The register is read here with openpyxl, not with the product."""
    sheet = openpyxl.load_workbook(built.root / "surveys/2026Q3/客户登记表.xlsx").worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(i for i, row in enumerate(rows) if "客户编号" in row)
    at = rows[head].index("客户编号")
    registered = {row[at] for row in rows[head + 1 :] if row[at] and re.fullmatch(r"C\d+", str(row[at]))}
    for pack in ("P03", "P17"):
        graded = [row for row in table(built, "grades") if row["pack"] == pack]
        assert {row["client_id"] for row in graded} == registered
        assert len(graded) == len(registered)
    assert len(registered) == 12


def test_fewer_rows_than_the_register_would_be_seen(built: Built) -> None:
    """The control: one client less in the table breaks the margin."""
    graded = [row for row in table(built, "grades") if row["pack"] == "P03"][1:]
    assert len(graded) != len(table(built, "clients"))


def held(path: Path) -> str:
    """Every character of a finished file that a reader could find, without spaces."""
    if path.suffix == ".pdf":
        with pikepdf.open(path) as pdf:
            strings = " ".join(str(one) for one in pdf.objects if isinstance(one, pikepdf.String))
            strings += str(dict(pdf.docinfo))
        text = " ".join(page.extract_text() for page in PdfReader(path).pages) + strings
    elif path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path, read_only=True)
        text = " ".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    else:
        text = path.read_text("utf-8")
    return re.sub(r"\s+", "", text) + path.name


def foreign(built: Built, office: str) -> set[str]:
    """Ids, names and credit codes of the clients of other offices, from the register's own workbook."""
    sheet = openpyxl.load_workbook(built.root / "surveys/2026Q3/客户登记表.xlsx").worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(row for row in rows if "客户编号" in row)
    at = {name: head.index(name) for name in ("客户编号", "客户名称", "简称", "统一社会信用代码")}
    own = {row["client_id"] for row in table(built, "clients") if row["office_id"] == office}
    others = [
        row for row in rows if re.fullmatch(r"C\d+", str(row[at["客户编号"]])) and row[at["客户编号"]] not in own
    ]
    return {str(row[place]) for row in others for place in at.values() if row[place]}


def test_no_file_of_an_office_names_another_offices_client(built: Built) -> None:
    for office in ("HD", "HN"):
        names = foreign(built, office)
        assert len(names) >= 20
        for path in (built.output / f"office-{office}").rglob("*"):
            if path.is_file() and path.suffix != ".css":
                text = held(path)
                assert not [name for name in names if name in text], path


def test_the_search_finds_them_where_they_may_stand(built: Built) -> None:
    """The control: in the credit root each of those names is found, in pages, PDFs and data alike."""
    names = foreign(built, "HD")
    for pattern in ("index.html", "data/clients.csv", "data/book.xlsx", "management.pdf", "assets/search.js"):
        text = held(built.output / "credit" / pattern)
        assert [name for name in names if name in text], pattern
