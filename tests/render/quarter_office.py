"""华东办事处, the office whose first replies slow down."""

from reportgen.render.viewmodel import (
    Axis,
    Badge,
    Bar,
    Cell,
    Column,
    Five,
    Grade,
    GradeMove,
    Heading,
    Link,
    Row,
    Spark,
    Table,
    TableSection,
    Tick,
)
from reportgen.render.viewmodel_pages import OfficePage
from reportgen.render.viewmodel_sections import Action, Actions, Matrix, MatrixCell, Mover, Movers
from tests.render.quarter import (
    LOST,
    NEW,
    OVER,
    SAME,
    UNRATED,
    VETOED,
    A,
    B,
    C,
    D,
    at,
    cell,
    edition,
    kpi,
    moved,
    said,
)
from tests.render.quarter_client import METHOD, QUALITY, SATISFACTION, TRENDS, WAITING
from tests.render.quarter_maps import LATE_DAYS, STANDING
from tests.render.quarter_patterns import AGEING, DRIVERS, PATTERNS, VOICES

TOO_FEW = Badge("太少", "few")
FIVE = Five(
    how=said(
        "满意度指数 **76.3**，五个办事处中第 4；及时率 **48%**，最低。14 家客户：A 3、B 6、C 3、D 1、未重评 1。"
    ),
    changed=said(
        "首次答复中位数 3.1 → **6.8 工作小时**；**降级 4 家**（1 家降两级）、升级 2 家、新增 1 家、流失 1 家。"
    ),
    real=said(
        "首次答复变慢、及时率下降**超出随机波动**；满意度指数 −1.4**未超出**：同期可比的 12 家客户中 7 降 5 升。"
    ),
    why=said(
        "迟复 33 起：**28 起收到于 8 月 10 日以后，18 起在周一**，17 起为交付延期。4 家降级中 2 家主因是回款。"
    ),
    next=said("锐拓停止确认新订单；盛邦补评；结 3 起超限投诉；4 家降级报总经理批准；周一增设首答值班。"),
)
KPIS = (
    kpi(
        *("满意度指数", "76.3", "分", SAME, (78, 77, 78, 79, 78, 77.9, 77.7, 76.3)),
        beside="上季 77.7",
        notes=("区间 73.9–78.7，n=120 份",),
    ),
    kpi(
        *("首次答复中位数", "6.8", "工作小时", Badge("▲ 变慢", "bad"), (3, 3.2, 2.9, 3.1, 3.0, 3.2, 3.1, 6.8)),
        beside="上季 3.1",
        notes=("区间 5.4–8.9，n=64 起",),
    ),
    kpi(
        *("答复及时率", "48", "%", Badge("▼ 下降", "bad"), (71, 72, 70, 73, 74, 72, 72, 48)),
        beside="上季 72",
        notes=("区间 37–60，n=64 起",),
    ),
    kpi(
        *("回款率", "91.3", "%", Badge("▼ 2.7 点", "bad"), (94, 94.2, 93.9, 94.4, 94.1, 94.0, 94.0, 91.3)),
        beside="上季 94.0",
        notes=("全量，n=412 笔",),
    ),
)
CLIENTS = (  # name, before, now, score, P03, its score, satisfaction, n, first reply, overdue, the last quarters
    ("上海凌奥自动化", None, A, "91.3", A, "94", "84.2", "14", "3.8", "0", (88, 89, 90, 89.5, 90.4, 90.1, 90.6, 91.3)),
    ("杭州明炬机械", B, A, "87.8", A, "91", "82.5", "11", "3.2", "0", (80, 81.3, 82.2, 83, 83.2, 83.5, 83.6, 87.8)),
    ("宁波海拓重工", None, A, "86.9", A, "90", "79.6", "10", "5.1", "4.2", (87, 87.6, 88, 87.7, 87.1, 88.3, 87.7, 86.9)),
    ("南京钧辰设备", None, B, "82.4", B, "88", "77.9", "9", "4.4", "0", (80, 80.8, 80.5, 81.3, 82.1, 81.5, 81.7, 82.4)),
    ("嘉兴远帆传动", None, B, "81.1", B, "83", "80.8", "8", "2.9", "3.0", (78, 78.6, 79.6, 79.2, 80.2, 79.9, 80.3, 81.1)),
    ("苏州恒达机电", A, B, "79.6", B, "84", "74.5", "12", "9.5", "31.6", (84.2, 85.6, 86.1, 86.9, 87.2, 87.8, 88.5, 79.6)),
    ("无锡科瑞达", A, B, "79.1", B, "88", "68.1", "10", "8.2", "0", (85, 85.4, 86, 85.7, 86.1, 86.4, 86.2, 79.1)),
    ("南通泽川贸易", C, B, "74.2", B, "81", "78.8", "7", "3.5", "1.8", (62, 63, 63.4, 64.1, 65, 65.7, 66.4, 74.2)),
    ("温州金域泵阀", None, B, "73.0", B, "80", "72.0", "9", "7.7", "9.4", (75, 75.5, 74.5, 73.6, 75.3, 74.2, 74, 73)),
    ("绍兴同创纺机", B, C, "66.3", C, "76", "73.4", "8", "6.9", "14.7", (72, 72.3, 71.8, 71.6, 71.9, 71.6, 71.5, 66.3)),
    ("徐州鼎立矿机", None, C, "62.8", C, "72", "70.2", "6", "10.4", "18.3", (66, 65.4, 64.5, 64.8, 64.5, 64, 64, 62.8)),
    ("芜湖九川泵业", NEW, C, "61.5", C, "74", "太少", "3", "4.0", "0", ()),
    ("常州锐拓传动", B, D, "48.2", VETOED, "58", "66.5", "7", "12.6", "42.0", (72, 71.8, 71.7, 71.5, 71.3, 71.1, 70.9, 48.2)),
    ("合肥盛邦机电", B, UNRATED, "未重评", None, "未评", "76.0", "6", "5.5", "2.5", ()),
)  # fmt: skip
FELL = {"苏州恒达机电", "无锡科瑞达", "绍兴同创纺机", "常州锐拓传动"}
ROSE = {"杭州明炬机械", "南通泽川贸易"}


def ranked(place: int, row: tuple[object, ...]) -> Row:
    name, before, now, score, other, other_score, satisfaction, n, reply, overdue, points = row
    assert isinstance(now, Grade)
    fell = name in FELL
    late = isinstance(reply, str) and float(reply) > 6
    spark = Spark(points=points, tone="bad" if fell else "same") if points else None  # type: ignore[arg-type]
    return Row(
        style="find" if fell else "",
        cells=(
            cell(str(place) if other else "—", "dim"),
            cell(
                str(name), arrow="down" if fell else "up" if name in ROSE else "", href=f"../clients/C{place}.html"
            ),
            Cell(move=GradeMove(before=before, after=now)),  # type: ignore[arg-type]
            cell(str(score), "dim" if not other else "strong"),
            cell(str(other_score), move=at(other)) if isinstance(other, Grade) else cell(str(other_score), "dim"),
            Cell(badge=TOO_FEW) if satisfaction == "太少" else cell(str(satisfaction)),
            cell(str(n), "dim"),
            cell(str(reply), "late" if late else ""),
            cell(str(overdue), "late" if float(str(overdue)) > 30 else "dim" if overdue == "0" else ""),
            Cell(spark=spark),
        ),
    )


RANKING = TableSection(
    heading=Heading(
        title="客户排名：恒达、科瑞达跌出 A 级，锐拓跌至 D 级",
        about=said("按 P04 得分排列；▲ 首答中位数超过 6 小时或逾期超过 30 万元"),
        source="P06.20、P04.17",
    ),
    table=Table(
        columns=(
            Column(label="#", width=3),
            Column(label="客户", width=20),
            Column(label="P04", width=11),
            Column(label="得分", width=8, align="right"),
            Column(label="P03", width=9, align="right"),
            Column(label="满意度", width=9, align="right", minor=True),
            Column(label="n", width=5, align="right", minor=True),
            Column(label="首答 h", width=10, align="right", minor=True),
            Column(label="逾期 万元", width=11, align="right", minor=True),
            Column(label="八季", minor=True),
        ),
        rows=tuple(ranked(i, row) for i, row in enumerate(CLIENTS, start=1)),
        head=1,
    ),
)
MOVERS = Movers(
    heading=Heading(title="等级变动：降 4 升 2", about=said("决定等级的项目及得分"), source="P04.17"),
    rows=tuple(
        Mover(arrow=arrow, name=name, href="", move=moved(before, after), because=because)  # type: ignore[arg-type]
        for arrow, name, before, after, because in (
            ("down", "常州锐拓", B, D, "回款 −15.2，否决"),
            ("down", "苏州恒达", A, B, "投诉率、回款 −7.7"),
            ("down", "无锡科瑞达", A, B, "满意度 −4.6"),
            ("down", "绍兴同创", B, C, "订单稳定度 −3.4"),
            ("up", "杭州明炬", B, A, "销售额 +3.5"),
            ("up", "南通泽川", C, B, "回款 +6.0"),
            ("", "合肥盛邦", B, UNRATED, "本季无评估表"),
            ("", "芜湖九川", NEW, C, "首次评定"),
            ("", "台州力合", C, LOST, "两季无订单，已报"),
        )
    ),
)


def matrix_row(label: str, counts: str, kinds: str) -> tuple[str, tuple[MatrixCell, ...]]:
    names = {"s": "same", "d": "down", "u": "up", "o": "other", "z": "zero", "t": "sum"}
    pairs = zip(counts.split(), kinds, strict=True)
    return label, tuple(MatrixCell(count, names[kind]) for count, kind in pairs)  # type: ignore[arg-type]


MATRIX = Matrix(
    heading=Heading(
        title="等级迁移：从上季到本季", about=said("P04，家数；右上为降级，左下为升级"), source="P04.17"
    ),
    columns=("A", "B", "C", "D", "未评", "流失", "合计"),
    rows=(
        matrix_row("A", "2 2 · · · · 4", "sdzzzzt"),
        matrix_row("B", "1 3 1 1 1 · 7", "usddozt"),
        matrix_row("C", "· 1 1 · · 1 3", "zuszzot"),
        matrix_row("新", "· · 1 · · · 1", "zzozzzt"),
        matrix_row("合计", "3 6 3 1 1 1 15", "ttttttt"),
    ),
)
CATEGORY_AXIS = Axis(low=0, high=40, ticks=(Tick(10, "10"), Tick(20, "20"), Tick(30, "30")))


def category(name: str, now: int, before: int, share: str, clients: str, axis: Axis) -> Row:
    decides = name == "交付延期"
    return Row(
        style="find" if decides else "",
        cells=(
            cell(name),
            Cell(bar=Bar(value=now, before=before, decides=decides)),
            cell(str(now), "strong"),
            cell(str(before), "dim"),
            cell(share),
            cell(clients),
        ),
    )


def categories(title: str, rows: tuple[tuple[str, int, int, str, str], ...], axis: Axis) -> TableSection:
    return TableSection(
        heading=Heading(
            title=title,
            about=said("投诉起数；竖线为上季。连升三季且涉及 3 个以上办事处即列入"),
            source="P11.14–17",
        ),
        table=Table(
            columns=(
                Column(label="类别", width=22),
                Column(label="", axis=axis),
                Column(label="本季", width=10, align="right"),
                Column(label="上季", width=10, align="right"),
                Column(label="占比", width=11, align="right"),
                Column(label="客户", width=11, align="right"),
            ),
            rows=tuple(category(*row, axis) for row in rows),
        ),
    )


ACTIONS = Actions(
    heading=Heading(title="行动清单：3 件已超限", about=said("按期限先后，状态截至 2026-09-30")),
    rows=(
        Action(what="常州锐拓：停止订单确认", why="逾期 96 天，一票否决，资信不合格", source="P03.18、31", who="陈启航", due="立即", state=OVER),
        Action(what="结案 3 起超限投诉", why="恒达 2609-021、鼎立 2608-049、锐拓 2608-071", source="P11.5", who="林舒", due="立即", state=OVER),
        Action(what="合肥盛邦：补做资信评估", why="本季应评未评，截止 09-30", source="P03.32", who="周屿", due="10-12", state=Badge("逾期", "bad")),
        Action(what="4 家降级报批", why="《客户信用额度申请表》3 份已交，同创缺 1 份", source="P03.28–29", who="陈启航", due="10-12", state=Badge("待批", "same")),
        Action(what="周一首答值班", why="18 起迟复在周一；上季「专人首答」未见效", source="P11.18", who="陈启航", due="10-15", state=Badge("新增", "same")),
    ),
)  # fmt: skip

OFFICE = OfficePage(
    edition=edition("办事处报告"),
    title="华东办事处 办事处报告 2026Q3",
    name="华东办事处",
    meta=(("主任 陈启航", "客户 14 家"), ("销售额 2,418.6 万元",), ("环比 +2.1%，同比 +6.8%",)),
    kpis=KPIS,
    headline="首次答复慢了一倍多，4 家客户降级；满意度无明显变化",
    five=FIVE,
    ranking=RANKING,
    movers=MOVERS,
    matrix=MATRIX,
    satisfaction=SATISFACTION,
    waiting=WAITING,
    categories=categories(
        "交付延期占 42%",
        (
            ("交付延期", 27, 17, "42%", "9"),
            ("产品质量", 14, 15, "22%", "6"),
            ("单据差错", 9, 10, "14%", "5"),
            ("技术支持", 8, 9, "12%", "5"),
            ("包装破损", 6, 7, "9%", "4"),
        ),
        CATEGORY_AXIS,
    ),
    actions=ACTIONS,
    trends=TRENDS,
    quality=QUALITY,
    definitions=METHOD,
    downloads=(Link(text="PDF", href="E.pdf"),),
    patterns=PATTERNS,
    ageing=AGEING,
    standing=STANDING,
    late_days=LATE_DAYS,
    drivers=DRIVERS,
    voices=VOICES,
)
