"""The site's front page, its data-quality page and its method page for the invented quarter."""

from reportgen.render.viewmodel import (
    Badge,
    Cell,
    Column,
    Grade,
    GradeMove,
    Heading,
    Link,
    Row,
    Spark,
    Table,
    TableSection,
)
from reportgen.render.viewmodel_pages import (
    Chip,
    ExplainedFigure,
    ExplainedPage,
    IndexPage,
    LevelCount,
    MethodPage,
    OfficeCard,
    QualityPage,
    RowsPage,
    SearchEntry,
)
from reportgen.render.viewmodel_sections import Action, Definition
from tests.render.quarter import OVER, at, cell, edition, kpi, said
from tests.render.quarter_client import METHOD
from tests.render.quarter_management import DECISIONS, KPIS
from tests.render.quarter_office import CLIENTS, FELL, ROSE, TOO_FEW

LEVELS = (("A", "a", 3), ("B", "b", 6), ("C", "c", 3), ("D", "d", 1), ("未评", "none", 1))
CARDS = (
    ("华东", Badge("▲ 答复变慢", "bad"), "76.3", "6.8", "48", "91.3", LEVELS, "升 2 降 4"),
    ("华南", None, "81.9", "2.9", "82", "95.8", (("A", "a", 4), ("B", "b", 7), ("C", "c", 2)), "升 1 降 1"),
    ("华北", None, "80.6", "3.2", "78", "95.1", (("A", "a", 3), ("B", "b", 6), ("C", "c", 3)), "升 2 降 1"),
    ("华中", Badge("▲ 满意上升", "good"), "82.7", "3.0", "80", "96.4", (("A", "a", 3), ("B", "b", 5), ("C", "c", 2)), "升 1 降 1"),
    ("西南", None, "75.4", "3.6", "74", "93.9", (("A", "a", 2), ("B", "b", 4), ("C", "c", 2), ("D", "d", 2)), "升 1 降 1"),
)  # fmt: skip


def card(row: tuple[object, ...]) -> OfficeCard:
    name, badge, index, reply, on_time, paid, levels, moves = row
    total = sum(n for _, _, n in levels)  # type: ignore[attr-defined]
    return OfficeCard(
        name=str(name),
        href="offices/E.html",
        badge=badge,  # type: ignore[arg-type]
        figures=(
            ("满意度指数", cell(str(index))),
            ("首次答复", cell(str(reply), unit="h")),
            ("及时率", cell(str(on_time), unit="%")),
            ("回款率", cell(str(paid), unit="%")),
        ),
        levels=tuple(
            LevelCount(label=label, count=str(n), step=step, share=n / total)
            for label, step, n in levels  # type: ignore[attr-defined]
        ),
        moves=str(moves),
    )


def client_row(number: int, row: tuple[object, ...]) -> Row:
    name, before, now, score, other, other_score, satisfaction, _, reply, overdue, points = row
    assert isinstance(now, Grade)
    fell = name in FELL
    rank = {"A": "4", "B": "3", "C": "2", "D": "1"}.get(now.text, "")
    tags = ["down"] * fell + ["up"] * (name in ROSE) + ["veto"] * (name == "常州锐拓传动")
    late = float(str(reply)) > 6
    return Row(
        key=f"{name} c{400 + number} 华东 周屿".lower(),
        tags=tuple(tags),
        cells=(
            cell(
                str(name), note=f"C{400 + number} 华东 周屿", href=f"clients/C{400 + number}.html", sort=str(name)
            ),
            Cell(move=GradeMove(before=before, after=now), sort=rank),  # type: ignore[arg-type]
            cell(str(score), "strong", sort=str(score) if other else "")
            if other
            else Cell(badge=Badge("未重评", "none")),
            Cell(spark=Spark(points=points, tone="bad" if fell else "same") if points else None),  # type: ignore[arg-type]
            cell(str(other_score), move=at(other), sort=str(other_score))
            if isinstance(other, Grade)
            else Cell(badge=Badge("未评", "none")),
            Cell(badge=TOO_FEW) if satisfaction == "太少" else cell(str(satisfaction), sort=str(satisfaction)),
            cell(str(reply), "late" if late else "", sort=str(reply)),
            cell(str(overdue), "late" if float(str(overdue)) > 30 else "", sort=str(overdue)),
            cell(str(3 * fell), "strong" if fell else "dim", sort=str(3 * fell)),
        ),
    )


INDEX = IndexPage(
    edition=edition("总览", root=""),
    title="2026Q3 客户评估 总览",
    headline="全公司平稳；华东答复变慢，交付延期连升三季",
    about="2026 年第三季度，07-01 至 09-30，对比 2026Q2。5 个办事处，60 家客户，548 份问卷，191 起投诉。",
    downloads=(
        Link(text="管理报告", href="management.html", main=True),
        Link(text="PDF", href="management.pdf"),
        Link(text="数据簿", href="data/book.xlsx"),
    ),
    kpis=(
        *KPIS,
        kpi(*("回款率", "94.2", "%", Badge("▼ 0.7 点", "same"), (95, 94.6, 94.8, 94.9, 94.4, 94.8, 94.7, 94.2)), beside="上季 94.9", notes=("全量，n=2,106 笔",)),
        kpi(*("销售额", "9,862.0", "万元", Badge("同比 +5.0%", "same"), (9000, 8700, 9200, 9300, 9600, 9400, 9690, 9862)), beside="环比 +1.8%", notes=("全量，n=9,124 单",)),
    ),
    offices_heading=Heading(
        title="办事处：一处变差，一处变好，三处无明显变化",
        about=said("徽标只标超出波动的变化；色条为 P04 等级家数，由深到浅为 A 至 D，虚框为未评"),
        source="P06.20、P11.2、P19.32",
    ),
    offices=tuple(card(row) for row in CARDS),
    chips=(
        Chip(tag="", label="全部", count="14"),
        Chip(tag="down", label="降级", count="4"),
        Chip(tag="up", label="升级", count="2"),
        Chip(tag="veto", label="一票否决", count="1"),
    ),
    clients=Table(
        columns=(
            Column(label="客户", width=21),
            Column(label="P04", width=11),
            Column(label="得分", width=9, align="right"),
            Column(label="八季", width=13, minor=True),
            Column(label="P03", width=9, align="right", minor=True),
            Column(label="满意度", width=10, align="right", minor=True),
            Column(label="首答 h", width=9, align="right", minor=True),
            Column(label="逾期 万元", width=11, align="right", minor=True),
            Column(label="信号", align="right", minor=True),
        ),
        rows=tuple(client_row(i, row) for i, row in enumerate(CLIENTS, start=1)),
    ),
    clients_note="信号：降级、否决、未评、满意度下降超出波动、超限投诉、逾期 30 万元以上",
    todo_title="待办 18 件",
    todo_badge=Badge("3 件已超限", "bad"),
    todo=(
        Action(what="停止锐拓新订单确认", why="常州锐拓，逾期 96 天，一票否决", source="P03.18", who="陈启航", due="立即", state=OVER),
        *DECISIONS.rows,
    ),
)  # fmt: skip

QUALITY_PAGE = QualityPage(
    edition=edition("数据质量", root=""),
    title="2026Q3 数据质量",
    headline="12,419 行读入，7 行未采用；全部结论不受影响",
    about="每个文件读了多少行、用了多少行、其余为什么没用。",
    kpis=(),
    sections=(
        TableSection(
            heading=Heading(title="六个文件，一个有搁置", about=said("行数由独立计数得到；读入 = 采用 + 搁置 + 被取代 + 跳过")),
            table=Table(
                columns=(
                    Column(label="导出", width=12),
                    Column(label="文件", width=30),
                    Column(label="读入", width=9, align="right"),
                    Column(label="采用", width=9, align="right"),
                    Column(label="搁置", width=9, align="right"),
                    Column(label="被取代", width=9, align="right"),
                    Column(label="跳过", width=9, align="right"),
                    Column(label="期间"),
                ),
                rows=(
                    Row(cells=(cell("问卷"), cell("surveys/2026Q3/满意度.xlsx"), cell("548"), cell("547"), cell("1", "late"), cell("0"), cell("2"), cell("07-03 至 09-28"))),
                    Row(cells=(cell("投诉台账"), cell("surveys/2026Q3/投诉台账.csv"), cell("193"), cell("191"), cell("0"), cell("1"), cell("1"), cell("07-01 至 09-30"))),
                ),
            ),
        ),
        TableSection(
            heading=Heading(title="问题 7 个", about=said("未采用的值与行，逐条列出")),
            table=Table(
                columns=(Column(label="代码", width=8), Column(label="位置", width=40), Column(label="值", width=12), Column(label="应为")),
                rows=(
                    Row(cells=(cell("E204", "dim"), cell("surveys/2026Q3/满意度.xlsx[答卷]:37:价格合理性"), cell("6"), cell("1 至 5 的整数，或空"))),
                ),
            ),
        ),
        TableSection(
            heading=Heading(title="没有重复的客户"),
            table=Table(columns=(Column(label="客户"), Column(label="次数", align="right")), rows=(), empty="无重复"),
        ),
    ),
)  # fmt: skip

METHOD_PAGE = MethodPage(
    edition=edition("方法与条款", root=""),
    title="2026Q3 方法与条款",
    headline="每个数字怎样算，凭哪一条",
    about="本页列出管理层可见的全部指标。",
    sections=(METHOD,),
    tables=(
        TableSection(
            heading=Heading(title="制度包"),
            table=Table(
                columns=(Column(label="制度", width=20), Column(label="版本", width=20), Column(label="自")),
                rows=(Row(cells=(cell("P03 资信评估"), cell("V3.0"), cell("2026-01-01"))),),
            ),
        ),
    ),
)
EXPLAINED = ExplainedPage(
    edition=edition("数字的来历", root="../"),
    title="苏州恒达机电有限公司 · 数字的来历 · 2026Q3",
    headline="苏州恒达机电有限公司：每个数字的来历",
    about="公式与代入的数、涉及谁、剔除了什么、与什么比较、来自哪些文件；末行命令可列出每一行。",
    figures=(
        ExplainedFigure(
            id="complaint.first_reply_on_time",
            title="答复及时率",
            value="33%",
            lines=(
                Definition("依据", said("区间 14–61、n=12 起")),
                Definition("对比", said("上期 100")),
                Definition("怎样算出", said("守住时限的 ÷ 截止日前已到期的")),
                Definition("", said("4 ÷ 12 = 0.3333")),
                Definition("未计入", said("1 × 尚未到期：已过 … 小时，时限 … 小时")),
                Definition("行数", said("surveys/2026Q3/投诉台账.csv：计入 12 行，未计入 1 行")),
            ),
            command="reportgen explain 2026Q3 C0417/complaint.first_reply_on_time",
        ),
        ExplainedFigure(
            id="satisfaction.index",
            title="满意度指数",
            value="73.5 分",
            lines=(Definition("怎样算出", said("有数值的维度：Σ 权重 × 维度得分 ÷ Σ 权重")),),
            tables=(
                Table(
                    columns=(Column(label="维度"), Column(label="权重", align="right"), Column(label="客户平均", align="right")),
                    rows=(Row(cells=(cell("产品质量"), cell("0.25"), cell("88.6364"))),),
                ),
            ),
            command="reportgen explain 2026Q3 C0417/satisfaction.index",
        ),
    ),
)  # fmt: skip
SEARCH = (
    SearchEntry(name="苏州恒达机电有限公司", about="C0417 华东", href="clients/C0417.html", key="苏州恒达机电有限公司 c0417 华东"),
    SearchEntry(name="华东办事处", about="14 家", href="offices/E.html", key="华东办事处 e"),
)  # fmt: skip
ROWS = RowsPage(
    edition=edition("全部投诉和意见", root="../"),
    title="苏州恒达机电有限公司 · 全部投诉和意见 · 2026Q3",
    headline="苏州恒达机电有限公司：全部投诉和意见",
    about="本期收到或仍未结的投诉 501 起，本期意见 1 条；超过 2,000 字的文字有截断并注明",
    kpis=(),
    pages=(Link(text="1", href="C0417.rows.html", current=True), Link(text="2", href="C0417.rows.2.html")),
    sections=(
        TableSection(
            heading=Heading(title="投诉第 1 至 2 起"),
            table=Table(
                columns=(Column(label="编号", width=12), Column(label="收到", width=9), Column(label="内容"), Column(label="首答 h", width=8, align="right")),
                rows=(
                    Row(cells=(cell("K-0712", "strong"), cell("07-12 09:30"), cell("轴承噪音大，停机两天，至今无人到场"), cell("9.5", "late"))),
                    Row(cells=(cell("K-0713"), cell("07-13 10:00"), cell("到货迟了三天"), cell("1.2"))),
                ),
            ),
        ),
        TableSection(
            heading=Heading(title="意见第 1 至 1 条"),
            table=Table(columns=(Column(label="来自", width=18), Column(label="意见")), rows=(Row(cells=(cell("王工、07-20"), cell("希望答复更快"))),)),
        ),
    ),
)  # fmt: skip
