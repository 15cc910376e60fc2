"""`reportgen source` and `reportgen init` as a person types them, over files of a few rows."""

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from reportgen.cli import cli
from reportgen.policy.load import load_config
from tests.ingest.making import xlsx

Rows = Sequence[Sequence[str]]

CLIENTS: Rows = [
    ["客户编号", "客户名称", "办事处", "合作起始日"],
    ["C01", "东方机械有限公司", "华东", "2020-01-01"],
    ["C02", "恒达电子有限公司", "华东", "2021-01-01"],
    ["C03", "安泰化工有限公司", "华南", "2022-01-01"],
]
NAMES = [row[1] for row in CLIENTS[1:]]
LEDGER: Rows = [
    ["二〇二六年第三季度投诉台账", "", "", "", "", ""],
    ["投诉编号", "客户名称", "问题类型", "收到时间", "结案时间", "处理状态"],
    *(
        [f"TS{n:03d}", NAMES[n % 3], "产品质量", f"2026-07-{n:02d} 09:00", f"2026-07-{n + 1:02d} 15:00", "已解决"]
        for n in range(1, 10)
    ),
]
ORDERS: Rows = [
    ["订单号", "客户编号", "下单日期", "订单金额（元）"],
    *([f"D{n:03d}", f"C0{n % 3 + 1}", f"2026-0{7 + n % 3}-11", f"{n * 1000}"] for n in range(1, 13)),
]


def text(rows: Rows, encoding: str = "utf-8") -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode(encoding)


def put(folder: Path, **files: bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name.replace("__", ".")).write_bytes(content)
    return folder


def heap(folder: Path) -> Path:
    """Three files of a newcomer, named as people name them."""
    return put(
        folder, 客户名册__xlsx=xlsx(CLIENTS, names=["名册"]), 投诉__csv=text(LEDGER, "gbk"), 订货__csv=text(ORDERS)
    )


def reportgen(*words: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words], catch_exceptions=False)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """A workspace out of the heap, and what was said."""
    base = tmp_path_factory.mktemp("newcomer")
    return base / "demo", reportgen("init", base / "demo", "--from", heap(base / "heap"), "--locale", "en")


def test_init_makes_a_workspace_that_loads(made: tuple[Path, Result]) -> None:
    folder, result = made
    assert result.exit_code == 0, result.output
    config, problems = load_config(folder)
    assert problems == []
    assert config is not None
    assert [(one.export.value, one.files) for one in config.sources.sources] == [
        ("offices", ("办事处登记表_自动生成.csv",)),
        ("clients", ("客户名册.xlsx",)),
        ("complaints", ("投诉.csv",)),
        ("orders", ("订货.csv",)),
    ]


def test_init_copies_each_file_into_its_quarter_to_the_byte(made: tuple[Path, Result]) -> None:
    folder, _ = made
    names = sorted(path.relative_to(folder / "surveys").as_posix() for path in (folder / "surveys").rglob("*.*"))
    assert names == [
        "2026Q3/办事处登记表_自动生成.csv",
        "2026Q3/客户名册.xlsx",
        "2026Q3/投诉.csv",
        "2026Q3/订货.csv",
    ]
    assert (folder / "surveys" / "2026Q3" / "投诉.csv").read_bytes() == text(LEDGER, "gbk")


def test_init_ends_with_what_to_do_next(made: tuple[Path, Result]) -> None:
    folder, result = made
    last = result.output.splitlines()[-4:]
    assert last[0].startswith("  1. look through")
    assert last[2] == f"  3. reportgen check 2026Q3 --root {folder} reads everything and lists every fault"
    assert last[3] == f"  4. reportgen build 2026Q3 --root {folder} writes the reports"


def test_the_workspace_is_read_and_only_what_nobody_recorded_is_missed(made: tuple[Path, Result]) -> None:
    folder, _ = made
    result = reportgen("check", "2026Q3", "--root", folder, "--format", "json")
    assert [row["code"] for row in json.loads(result.stdout)] == ["W249"]  # no first replies


def test_init_leaves_a_workspace_alone(made: tuple[Path, Result]) -> None:
    folder, _ = made
    result = reportgen("init", folder, "--from", folder)
    assert result.exit_code == 2
    assert "is a workspace already" in result.output


def test_init_without_files_says_where_to_put_them(tmp_path: Path) -> None:
    result = reportgen("init", tmp_path / "mine", "--locale", "en")
    assert result.exit_code == 0
    assert f"  2. reportgen source --write --root {tmp_path / 'mine'}" in result.output
    assert "sources: []" in (tmp_path / "mine" / "config" / "sources.yaml").read_text("utf-8")


def test_source_writes_the_rule_of_a_file_that_none_claims(made: tuple[Path, Result], tmp_path: Path) -> None:
    put(tmp_path / "surveys" / "2026Q3", 订货__csv=text(ORDERS))
    put(tmp_path / "config", profile__yaml=(made[0] / "config" / "profile.yaml").read_bytes())
    put(tmp_path / "config", sources__yaml=b"format: 1\n# mine\nsources: []\n")
    result = reportgen("source", "--root", tmp_path, "--write", "--locale", "en")
    assert result.exit_code == 3, result.output
    assert "rules appended to config/sources.yaml: 1" in result.stderr
    written = (tmp_path / "config" / "sources.yaml").read_text("utf-8")
    assert written.startswith('format: 1\n# mine\nsources:\n\n  - export: orders\n    files: ["订货.csv"]\n')


def test_source_prints_rules_to_the_output_and_reasons_beside(tmp_path: Path) -> None:
    result = reportgen("source", heap(tmp_path) / "投诉.csv", "--root", tmp_path, "--locale", "en")
    assert result.stdout.startswith("  - export: complaints\n")
    assert "title above the headings: 二〇二六年第三季度投诉台账" in result.stderr
    assert "text in gb18030, fields between ,, headings from row 2" in result.stderr
    assert "client_name ← 客户名称: by its look; no register is known that could prove it" in result.stderr
    assert not (tmp_path / "config").exists()


def test_source_knows_the_clients_of_the_workspace(made: tuple[Path, Result], tmp_path: Path) -> None:
    folder, _ = made
    ledger = put(
        tmp_path, 别处__csv=text([["单号", "厂家", *row[2:]] if at == 1 else row for at, row in enumerate(LEDGER)])
    )
    result = reportgen("source", ledger / "别处.csv", "--root", folder, "--locale", "en")
    assert "client_name: [厂家]\n" in result.stdout


def test_a_file_that_has_its_rule_is_said_to_have_it(made: tuple[Path, Result]) -> None:
    folder, _ = made
    result = reportgen("source", folder / "surveys/2026Q3/订货.csv", "--root", folder, "--locale", "en", "--write")
    assert "订货.csv: a rule for orders claims it already" in result.stderr
    assert "nothing was written" in result.stderr


def test_a_file_that_cannot_be_read_is_named_with_its_fault(tmp_path: Path) -> None:
    bad = put(tmp_path, 坏__xlsx=b"PK\x03\x04broken")
    result = reportgen("source", bad / "坏.xlsx", "--root", tmp_path, "--locale", "en")
    assert result.exit_code == 4
    assert "坏.xlsx: got" in result.stderr


def test_each_sheet_of_a_workbook_that_is_an_export_has_its_rule(tmp_path: Path) -> None:
    notes = [["填报说明", ""], ["请按月填写", "谢谢"]]
    book = xlsx(CLIENTS, ORDERS, notes, names=["名册", "订货", "说明"])
    result = reportgen(
        "source", put(tmp_path, 月报__xlsx=book) / "月报.xlsx", "--root", tmp_path, "--locale", "en"
    )
    rules = yaml.safe_load(result.stdout)
    assert [(rule["export"], rule["sheet"]) for rule in rules] == [("clients", "名册"), ("orders", "订货")]


def test_a_heap_without_registers_gets_them_from_its_records(tmp_path: Path) -> None:
    files = put(tmp_path / "heap", 投诉__csv=text(LEDGER), 订货__csv=text(ORDERS))
    result = reportgen("init", tmp_path / "demo", "--from", files, "--locale", "en")
    assert "客户登记表_自动生成.csv: made from the records, as no register was found" in result.output
    made = tmp_path / "demo" / "surveys" / "2026Q3" / "客户登记表_自动生成.csv"
    rows = list(csv.reader(made.read_text("utf-8-sig").splitlines()))
    assert [row[0] for row in rows] == ["客户编号", "C01", "C02", "C03", "K001", "K002", "K003"]
    assert sorted(row[1] for row in rows[4:]) == sorted(NAMES)
    assert load_config(tmp_path / "demo")[1] == []


def test_a_file_that_its_own_rule_would_refuse_says_so(tmp_path: Path) -> None:
    twice = put(tmp_path, 两表__csv=text([*ORDERS, [""] * 4, *ORDERS]))
    result = reportgen("source", twice / "两表.csv", "--root", tmp_path, "--locale", "en")
    assert "read by this rule the file is refused with E158" in result.stderr
