"""What the files hold, read and added up with openpyxl, csv and statistics alone."""

import statistics
from collections import Counter, defaultdict
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from reportgen.sample.items import ITEMS
from tests.sample.reading import Line, lines, table

QUARTERS = ("2026Q1", "2026Q2", "2026Q3")
QUALITY = "1、贵公司对我们产品质量的满意程度"
LABELS = {"非常满意": 5, "满意": 4, "一般": 3, "不满意": 2, "非常不满意": 1}


def folder(workspace: Path, period: str = "2026Q3") -> Path:
    return workspace / "surveys" / period


def register(workspace: Path, period: str = "2026Q3") -> dict[str, dict[str, str]]:
    return {row["客户编号"]: row for _, row in table(folder(workspace, period) / "客户登记表.xlsx")}


def score(text: str) -> int | None:
    """An answer on the scale of 1 to 5, by whatever hand; anything else is none."""
    plain = text.removesuffix("分")
    value = LABELS.get(text) or (int(plain) if plain.isdigit() else 0)
    return value if 1 <= value <= 5 else None


def test_the_register_grows_and_shrinks_with_the_stories(workspace: Path) -> None:
    known = {period: register(workspace, period) for period in QUARTERS}
    assert [len(known[period]) for period in QUARTERS] == [10, 11, 12]
    assert [known[period]["C006"]["办事处编号"] for period in QUARTERS] == ["HD", "HD", "HN"]
    assert [known[period]["C010"]["流失日"] for period in QUARTERS] == ["", "", "2026-09-25"]
    assert Counter(row["办事处"] for row in known["2026Q3"].values()) == {"华东办事处": 5, "华南办事处": 7}


def test_names_and_codes_of_clients_are_unique(workspace: Path) -> None:
    rows = register(workspace).values()
    for column in ("客户编号", "客户名称", "简称", "统一社会信用代码"):
        assert len({row[column] for row in rows}) == 12


@pytest.mark.parametrize("period", QUARTERS)
def test_a_card_adds_up_to_the_total_it_states(workspace: Path, period: str) -> None:
    parts = {item.code: item.part for item in ITEMS}
    wrong = set()
    for path in folder(workspace, period).glob("客户资信评估表_*.xlsx"):
        sheets: dict[str, list[Line]] = defaultdict(list)
        for line in lines(path):
            sheets[line.sheet].append(line)
        for sheet in sheets.values():
            client_id = sheet[2].cells[4]
            points = {line.cells[1]: line.cells[4] for line in sheet if line.cells[1] in parts}
            assert set(points) == set(parts)
            total = sum(
                -abs(Decimal(entry)) if parts[code] == "减分项" else Decimal(entry)
                for code, entry in points.items()
                if parts[code] != "一票否决项"
            )
            stated = next(Decimal(line.cells[4]) for line in sheet if line.cells[0] == "合计")
            wrong |= {client_id} if total != stated else set()
    assert wrong == ({"C009"} if period == "2026Q3" else set())


def test_the_form_names_its_document_and_has_six_steps(workspace: Path) -> None:
    (path,) = folder(workspace).glob("客户资信评估表_*_C002_*.xlsx")
    form = {line.cells[0]: line.cells for line in lines(path)}
    assert form["文件编号"][1:5] == ("D090-3", "", "版本", "V3.0")
    assert [line.cells[0] for line in lines(path)][-6:] == ["初评", "初审", "审核", "信用风险审核", "批准", "特批"]


def yearly_sales(workspace: Path, client_id: str, last: str) -> Decimal:
    """Sales of the twelve months to the end of quarter ``last``; a later file replaces an order."""
    orders = {
        row["订单号"]: row
        for period in QUARTERS
        for _, row in table(folder(workspace, period) / f"订单_{period}.csv")
    }
    year, quarter = int(last[:4]), int(last[5])
    end = (year + quarter // 4, quarter % 4 * 3 + 1)
    start = (end[0] - 1, end[1])
    total = Decimal(0)
    for row in orders.values():
        if row["客户编号"] == client_id and row["状态"] != "已取消":
            day = datetime.fromisoformat(row["下单日期"])
            if start <= (day.year, day.month) < end:
                total += Decimal(row["金额（元）"].replace(",", ""))
    return total


@pytest.mark.parametrize(
    ("client_id", "before", "now"),
    [("C003", 9_600_000, 10_600_000), ("C007", 5_200_000, 4_550_000), ("C009", 1_880_000, 2_230_000)],
)
def test_sales_of_twelve_months_cross_the_levels(workspace: Path, client_id: str, before: int, now: int) -> None:
    corrected = {row["订单号"]: row for _, row in table(folder(workspace) / "订单_2026Q3.csv")}["DD2026Q20001"]
    piece = 0 if corrected["客户编号"] != client_id else 10_000
    assert abs(yearly_sales(workspace, client_id, "2026Q2") - before) <= piece
    assert abs(yearly_sales(workspace, client_id, "2026Q3") - now) <= piece


@pytest.mark.parametrize(("period", "off"), [("2026Q1", 0), ("2026Q2", 0), ("2026Q3", 100_000)])
def test_the_total_line_of_the_orders_is_right_except_once(workspace: Path, period: str, off: int) -> None:
    *rows, (_, last) = table(folder(workspace, period) / f"订单_{period}.csv")
    amounts = [Decimal(row["金额（元）"].replace(",", "")) for _, row in rows]
    assert last["订单号"] == "合计"
    assert Decimal(last["金额（元）"].replace(",", "")) - sum(amounts) == off


def client_means(workspace: Path, period: str) -> dict[str, float]:
    """Mean quality score of the second office's clients of both quarters, from the survey workbook."""
    by_name = {
        name: row["客户编号"]
        for row in register(workspace).values()
        for name in (row["客户名称"], row["简称"], row["曾用名"])
        if name
    }
    answers: dict[str, list[int]] = defaultdict(list)
    for _, row in table(folder(workspace, period) / f"满意度调查_{period}.xlsx"):
        value = score(row[QUALITY])
        if value is not None:
            answers[by_name.get(row["客户名称"].strip(), "")].append(value)
    return {client: 25 * (statistics.mean(values) - 1) for client, values in answers.items()}


def test_satisfaction_of_the_second_office_rises_at_every_client(workspace: Path) -> None:
    before, now = client_means(workspace, "2026Q2"), client_means(workspace, "2026Q3")
    risen = [now[client] - before[client] for client in ("C007", "C008", "C009", "C010", "C011")]
    others = [now[client] - before[client] for client in ("C001", "C002", "C003", "C004", "C006")]
    assert min(risen) > 9
    assert abs(statistics.mean(others)) < 4


def moment(text: str) -> datetime:
    plain = text.translate(str.maketrans("年月时", "--:", "日分")).replace("/", "-")
    day, clock = plain.split(" ")
    return datetime.strptime(f"{day} {clock}", "%Y-%m-%d %H:%M")  # noqa: DTZ007 - local time of the ledger


def ledger_hours(workspace: Path, period: str, office: str) -> list[tuple[datetime, float]]:
    return [
        (moment(row["收到时间"]), (moment(row["首次答复时间"]) - moment(row["收到时间"])).total_seconds() / 3600)
        for _, row in table(folder(workspace, period) / f"客诉台账_{period}.csv")
        if row["办事处"] == office and row["首次答复时间"]
    ]


def test_replies_of_the_first_office_slow_down_from_10_august(workspace: Path) -> None:
    turn = datetime.fromisoformat("2026-08-10")
    hours = ledger_hours(workspace, "2026Q3", "华东办事处")
    early = statistics.median(h for received, h in hours if received < turn)
    late = statistics.median(h for received, h in hours if received >= turn)
    other = statistics.median(h for _, h in ledger_hours(workspace, "2026Q3", "华南办事处"))
    assert early < 4
    assert other < 4
    assert late > 9


def test_the_ledger_is_gbk_and_no_utf8(workspace: Path) -> None:
    raw = (folder(workspace) / "客诉台账_2026Q3.csv").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        raw.decode("utf-8")
    hanzi = [char for char in raw.decode("gb18030") if ord(char) > 127]
    common = [char for char in hanzi if 0xB0 <= char.encode("gb18030")[0] <= 0xD7 or char in "，。：（）–"]
    assert len(common) / len(hanzi) > 0.9


def test_the_complaint_workbook_has_a_title_and_a_merged_header(workspace: Path) -> None:
    sheet = openpyxl.load_workbook(folder(workspace) / "售后投诉登记_2026Q3.xlsx").active
    assert sheet is not None
    assert {"A1:N1", "H2:J2", "K2:M2", "A2:A3", "N2:N3"} <= {str(area) for area in sheet.merged_cells.ranges}
    kinds = {type(row[7]).__name__ for row in sheet.iter_rows(min_row=4, max_row=33, values_only=True)}
    assert kinds == {"datetime", "float", "str"}


def closings(workspace: Path, period: str) -> dict[str, str]:
    """Complaint → when it was closed, from both files of a folder; the tenth column of either."""
    files = (
        folder(workspace, period) / f"客诉台账_{period}.csv",
        folder(workspace, period) / f"售后投诉登记_{period}.xlsx",
    )
    return {
        line.cells[0]: line.cells[9] for path in files for line in lines(path) if line.cells[0].startswith("TS")
    }


@pytest.mark.parametrize(("period", "following"), [("2026Q1", "2026Q2"), ("2026Q2", "2026Q3")])
def test_what_is_open_at_a_quarters_end_is_closed_in_the_next_folder(
    workspace: Path, period: str, following: str
) -> None:
    still_open = {complaint for complaint, closed in closings(workspace, period).items() if not closed}
    assert still_open
    assert all(closings(workspace, following)[complaint] for complaint in still_open)


def test_one_client_never_complains(workspace: Path) -> None:
    for path in workspace.glob("surveys/*/*投诉*.xlsx"):
        assert not any("C009" in line.cells for line in lines(path))
    for path in workspace.glob("surveys/*/客诉台账*.csv"):
        assert not any("越川" in cell for line in lines(path) for cell in line.cells)


def test_dirt_stays_below_the_share_at_which_a_source_is_refused(workspace: Path) -> None:
    """Rows set aside, by hand from the table of stories: strangers and moments in the future."""
    for name, rows in (("满意度调查_2026Q3.xlsx", 3), ("客诉台账_2026Q3.csv", 1), ("售后投诉登记_2026Q3.xlsx", 1)):
        read = len(lines(folder(workspace) / name)) - 1
        assert rows / read < 0.05


def overdue(workspace: Path, client_id: str, period: str, as_of: str) -> tuple[Decimal, int]:
    """What is open of the invoices due before a day, and since how many days the oldest; by hand."""
    rows = [
        row for _, row in table(folder(workspace, period) / f"应收账款_{period}.xlsx") if row["已收金额（元）"]
    ]
    own = [row for row in rows if row["客户编号"] == client_id and row["到期日"] < as_of]
    left = {row["到期日"]: Decimal(row["应收金额（元）"]) - Decimal(row["已收金额（元）"]) for row in own}
    late = [day for day, amount in left.items() if amount]
    longest = (datetime.fromisoformat(as_of) - datetime.fromisoformat(min(late))).days if late else 0
    return sum(left.values(), Decimal(0)), longest


@pytest.mark.parametrize(("client_id", "days"), [("C001", 17), ("C002", 109), ("C003", 0), ("C004", 48)])
def test_who_is_late_and_since_when(workspace: Path, client_id: str, days: int) -> None:
    amount, longest = overdue(workspace, client_id, "2026Q3", "2026-10-01")
    assert longest == days
    assert (amount > 0) == (days > 0)


def test_before_only_the_client_that_the_veto_will_fail_is_late(workspace: Path) -> None:
    late = [one for one in register(workspace, "2026Q2") if overdue(workspace, one, "2026Q2", "2026-07-01")[1]]
    assert late == ["C002"]


def test_every_level_that_a_card_changes_has_its_form_but_one(workspace: Path) -> None:
    forms = {row["客户编号"]: row for _, row in table(folder(workspace) / "额度申请_2026Q3.xlsx")}
    assert {one: (row["原等级"], row["新等级"]) for one, row in forms.items()} == {
        "C001": ("B级", "B级"),
        "C003": ("B级", "A级"),
        "C004": ("A级", "C级"),
    }
    late = [one for one, row in forms.items() if row["批准日期"] > row["生效日期"]]
    assert late == ["C004"]
