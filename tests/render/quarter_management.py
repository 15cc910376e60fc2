"""The company as management sees it: five offices, sixty clients."""

from reportgen.render.viewmodel import (
    Axis,
    Badge,
    Cell,
    Column,
    Dots,
    Five,
    Grade,
    Heading,
    Row,
    Table,
    TableSection,
    Tick,
)
from reportgen.render.viewmodel_pages import ManagementPage
from reportgen.render.viewmodel_sections import Action, Actions, Matrix
from tests.render.quarter import SAME, UNRATED, VETOED, A, B, C, D, at, cell, edition, kpi, moved, said
from tests.render.quarter_client import METHOD, QUALITY, TRENDS
from tests.render.quarter_office import categories, matrix_row
from tests.render.quarter_patterns import QUIET, UNDRIVEN

SLOW, UP = Badge("▲ 变慢", "bad"), Badge("▲ 上升", "good")
PLAIN = Badge("≈", "same")
FIVE = Five(
    how=said(
        "满意度指数 **79.4**；A 15、B 28、C 12、D 3、未重评 2。销售额 9,862.0 万元，环比 +1.8%，同比 +5.0%。"
    ),
    changed=said("答复及时率 79% → **69%**；升级 7 家、**降级 8 家**（华东 4 家）；新增 3 家、流失 2 家。"),
    real=said("公司满意度、投诉率**无明显变化**；及时率下降**超出波动，全部来自华东**；华中满意度上升超出波动。"),
    why=said(
        "华东 33 起迟复中 28 起在 8 月 10 日以后；**交付延期 74 起占 39%**，连升三季，涉及 5 个办事处 21 家客户。"
    ),
    next=said("批准 8 家降级；交付延期立项整改；华东补首答人手；限期补评 2 家。"),
)
KPIS = (
    kpi(*("满意度指数", "79.4", "分", SAME, (77.9, 78.2, 78.8, 78.6, 79, 79.5, 79.3, 79.4)), beside="上季 79.3", notes=("区间 78.3–80.5，n=548 份",)),
    kpi(*("首次答复中位数", "3.4", "工作小时", SAME, (3.3, 3.2, 3.0, 3.2, 2.9, 3.0, 3.1, 3.4)), beside="上季 3.1", notes=("区间 3.1–3.8，n=191 起",)),
    kpi(*("答复及时率", "69", "%", Badge("▼ 下降", "bad"), (77, 78, 79, 78, 80, 79, 79, 69)), beside="上季 79", notes=("区间 62–75，n=191 起",)),
    kpi(*("投诉率", "2.1", "件/百单", SAME, (1.9, 2, 1.9, 2.1, 1.8, 2, 2, 2.1)), beside="上季 2.0", notes=("区间 1.8–2.4，n=191 起",)),
)  # fmt: skip
SCORES = Axis(
    low=70, high=87, ticks=tuple(Tick(v, str(v)) for v in (72, 76, 80, 84)), peer=Tick(79.4, "公司 79.4")
)
REPLIES = Axis(
    low=1.5,
    high=9.5,
    ticks=tuple(Tick(v, str(v)) for v in (2, 4, 6, 8)),
    line=Tick(4, "时限 4"),
    peer=Tick(3.4, ""),
)
OFFICES = (  # name, clients, score, low, high, before, its verdict, reply, low, high, before, its verdict, the rest
    ("华中", "11 家", 82.7, 80.4, 85, 79.8, UP, 3.0, 2.4, 3.6, 2.9, PLAIN, "80 96.4 1/1 1,674.9 +5.5"),
    ("华南", "13 家", 81.9, 79.6, 84.2, 81.5, PLAIN, 2.9, 2.3, 3.4, 2.8, PLAIN, "82 95.8 1/1 2,306.4 +9.2"),
    ("华北", "12 家", 80.6, 78.1, 83.1, 81.2, PLAIN, 3.2, 2.6, 3.9, 3.1, PLAIN, "78 95.1 2/1 1,982.7 +3.1"),
    ("华东", "14 家", 76.3, 73.9, 78.7, 77.7, PLAIN, 6.8, 5.4, 8.9, 3.1, SLOW, "48 91.3 2/4 2,418.6 +6.8"),
    ("西南", "10 家", 75.4, 72.4, 78.4, 76.1, PLAIN, 3.6, 2.9, 4.6, 3.4, PLAIN, "74 93.9 1/1 1,479.4 −2.3"),
    ("公司", "60 家", 79.4, 78.3, 80.5, 79.3, PLAIN, 3.4, 3.1, 3.8, 3.1, PLAIN, "69 94.2 7/8 9,862.0 +5.0"),
)


def dots(now: float, low: float, high: float, before: float, badge: Badge) -> Cell:
    return Cell(dots=Dots(now=now, low=low, high=high, before=before, tone=badge.tone))


def office_row(row: tuple[object, ...]) -> Row:
    name, clients, score, low, high, before, badge, reply, r_low, r_high, r_before, r_badge, rest = row
    on_time, paid, moves, sales, growth = str(rest).split()
    assert isinstance(badge, Badge)
    assert isinstance(r_badge, Badge)
    return Row(
        style="total" if name == "公司" else "find" if name == "华东" else "",
        cells=(
            cell(str(name), unit=str(clients)),
            dots(score, low, high, before, badge),  # type: ignore[arg-type]
            cell(str(score), "strong"),
            Cell(badge=badge),
            dots(reply, r_low, r_high, r_before, r_badge),  # type: ignore[arg-type]
            cell(str(reply), "strong"),
            Cell(badge=r_badge),
            cell(on_time, "late" if on_time == "48" else ""),
            cell(paid),
            cell(moves),
            cell(sales),
            cell(growth),
        ),
    )


OFFICE_TABLE = TableSection(
    heading=Heading(
        title="华东首次答复 6.8 小时，为其余办事处的两倍；华中满意度上升",
        about=said(
            "实心点为本季，横线为 95% 区间，空心点为上季，虚线为公司本季值。判定合计错报率不超过 5%；≈ 无明显变化"
        ),
        source="P06.20、P11.2、P19.32",
    ),
    table=Table(
        columns=(
            Column(label="办事处", width=11),
            Column(label="", axis=SCORES),
            Column(label="满意度", width=7, align="right"),
            Column(label="判定", width=9),
            Column(label="", axis=REPLIES),
            Column(label="首答 h", width=7, align="right"),
            Column(label="判定", width=9),
            Column(label="及时 %", width=7, align="right", minor=True),
            Column(label="回款 %", width=7, align="right", minor=True),
            Column(label="升/降", width=6, align="right", minor=True),
            Column(label="销售 万元", width=9, align="right", minor=True),
            Column(label="同比 %", width=7, align="right", minor=True),
        ),
        rows=tuple(office_row(row) for row in OFFICES),
    ),
)
MATRIX = Matrix(
    heading=Heading(
        title="等级迁移：升 7 降 8，A 级净减 1 家",
        about=said("P04，家数；右上为降级，左下为升级"),
        source="P04.17",
    ),
    columns=("A", "B", "C", "D", "未评", "流失", "合计"),
    rows=(
        matrix_row("A", "13 3 · · · · 16", "sdzzzzt"),
        matrix_row("B", "2 20 3 1 1 · 27", "usddozt"),
        matrix_row("C", "· 4 6 1 1 1 13", "zusdoot"),
        matrix_row("D", "· · 1 1 · 1 3", "zzuszot"),
        matrix_row("新", "· 1 2 · · · 3", "zoozzzt"),
        matrix_row("合计", "15 28 12 3 2 2 62", "ttttttt"),
    ),
    note=said("降级 8 家占销售额 8.2%；规则影响 0。"),
)
WATCHED = (
    ("常州锐拓传动", "华东", B, D, VETOED, "58", "−3.8", "1", "42.0", "96", "88.6", "停止订单，报分管副总"),
    ("成都川岳机电", "西南", C, D, D, "66", "−4.1", "0", "35.2", "71", "57.4", "收回 50 万元额度"),
    ("武汉楚江重机", "华中", C, UNRATED, None, "未评", "−1.0", "0", "32.3", "58", "61.0", "两季未评，限期 10-12"),
    ("苏州恒达机电", "华东", A, B, B, "84", "−5.0", "1", "31.6", "47", "63.2", "报批降级，催收"),
    ("石家庄冀衡装备", "华北", B, C, C, "78", "−12.4", "1", "6.8", "22", "41.5", "总监回访，10-16 前"),
    ("佛山南粤自动化", "华南", A, B, B, "87", "−6.2", "2", "0", "0", "72.9", "交付延期专项"),
)


def watched(row: tuple[object, ...]) -> Row:
    name, office, before, now, other, score, fell, open_, overdue, days, owed, do = row
    assert isinstance(before, Grade)
    assert isinstance(now, Grade)
    return Row(
        cells=(
            cell(str(name), "strong"),
            cell(str(office)),
            Cell(move=moved(before, now)),
            cell(str(score), move=at(other)) if isinstance(other, Grade) else cell(str(score), "dim"),
            cell(str(fell), "strong" if fell == "−12.4" else "", arrow="down" if fell == "−12.4" else ""),
            cell(str(open_)),
            cell(str(overdue), "late" if float(str(overdue)) > 30 else ""),
            cell(str(days)),
            cell(str(owed)),
            cell(str(do)),
        )
    )


WATCH = TableSection(
    heading=Heading(
        title="关注名单：6 家同时出现两项以上信号",
        about=said("信号：降级、否决或未评、满意度下降超出波动、超限投诉、逾期 30 万元以上；按逾期金额排列"),
        source="P03.18、P03.32、P04.17",
    ),
    table=Table(
        columns=(
            Column(label="客户", width=15),
            Column(label="办事处", width=7),
            Column(label="P04", width=8),
            Column(label="P03", width=7),
            Column(label="满意度变化", width=9, align="right"),
            Column(label="超限投诉", width=8, align="right", minor=True),
            Column(label="逾期 万元", width=9, align="right", minor=True),
            Column(label="最长天", width=7, align="right", minor=True),
            Column(label="应收 万元", width=9, align="right", minor=True),
            Column(label="处置建议", minor=True),
        ),
        rows=tuple(watched(row) for row in WATCHED),
    ),
)
DECISIONS = Actions(
    heading=Heading(title="须管理层决定的四件事", about=said("按重要性排列，状态截至 2026-09-30")),
    rows=(
        Action(what="批准 8 家等级下调", why="3 家同时调减额度，合计 120 万元；申请表已齐 7 份", source="P03.28–29", who="总经理", due="10-15", state=Badge("待批", "same")),
        Action(what="交付延期立项整改", why="连升三季 38、49、74 起；「周排产通报」未见效", source="P11.17–18", who="陆征", due="10-20", state=Badge("新增", "same")),
        Action(what="华东首答补人", why="及时率 48%，其余四处 74–82%；周一迟复占 55%", source="P11.2", who="顾明远", due="10-20", state=Badge("新增", "same")),
        Action(what="限期补评 2 家", why="武汉楚江两季未评，合肥盛邦本季未评", source="P03.32", who="许岚", due="10-12", state=Badge("逾期", "bad")),
    ),
)  # fmt: skip
MANAGEMENT = ManagementPage(
    edition=edition("管理报告", root=""),
    title="管理报告 2026Q3",
    name="管理报告",
    meta=(("2026 年第三季度",), ("5 个办事处，60 家客户",), ("对比 2026Q2；同比 2025Q3",)),
    kpis=KPIS,
    headline="全公司平稳；华东答复变慢、交付延期连升三季，须本季处理",
    five=FIVE,
    offices=OFFICE_TABLE,
    matrix=MATRIX,
    categories=categories(
        "交付延期占 39%，为系统性问题",
        (
            ("交付延期", 74, 49, "39%", "21"),
            ("产品质量", 41, 44, "21%", "19"),
            ("技术支持", 28, 30, "15%", "14"),
            ("单据差错", 22, 24, "12%", "12"),
            ("包装破损", 15, 17, "8%", "9"),
            ("其他", 11, 14, "6%", "8"),
        ),
        Axis(low=0, high=80, ticks=(Tick(20, "20"), Tick(40, "40"), Tick(60, "60"))),
    ),
    watch=WATCH,
    decisions=DECISIONS,
    satisfaction=None,
    waiting=None,
    trends=TRENDS,
    quality=QUALITY,
    definitions=METHOD,
    patterns=QUIET,
    drivers=UNDRIVEN,
)
