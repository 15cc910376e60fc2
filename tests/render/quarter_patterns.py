"""Patterns, ages, drivers and words of the invented quarter: an office whose deliveries are late."""

from reportgen.render.viewmodel import Axis, Badge, Cell, Column, Heading, Row, Stack, Table, TableSection, Tick
from reportgen.render.viewmodel_patterns import (
    Control,
    ControlPoint,
    Drivers,
    Grid,
    GridDot,
    Patterns,
    Voice,
    Voices,
)
from reportgen.render.viewmodel_sections import Quote
from tests.render.quarter import cell, said

BEYOND = Badge("▲ 超出波动", "bad")
WITHIN = Badge("≈ 波动以内", "same")


def control(name: str, counts: tuple[int, ...], usual: float, *, beyond: tuple[int, ...] = ()) -> Control:
    """Fifteen months, the last three of the period; ``beyond`` are indexes above the band."""
    points = tuple(
        ControlPoint(
            count=count,
            expected=usual + i % 3 - 1,
            low=max(0.0, usual - 5),
            high=usual + 7 + i % 2,
            judged=i > 11,
            tone="bad" if i in beyond else "same",
        )
        for i, count in enumerate(counts)
    )
    return Control(
        name=name,
        badge=BEYOND if beyond else WITHIN,
        alt="、".join(f"{count} 起" for count in counts),
        points=points,
        labels=(Tick(0, "25-07"), Tick(14, "26-09")),
        top=Tick(20, "20"),
        note=said(f"2026Q3：**{sum(counts[-3:])}** 起，预期 {usual * 3:.1f}，波动 6–22"),
    )


PATTERNS = Patterns(
    heading=Heading(title="投诉多于波动所能解释：交付延期", about=said("门槛数字出自制度"), source="P11.14–17"),
    systemic=Table(
        columns=(
            Column(label="系统性问题", width=16),
            Column(label="投诉", width=9, align="right"),
            Column(label="客户", width=8, align="right"),
            Column(label="达到"),
            Column(label="波动", width=17),
        ),
        rows=(
            Row(
                cells=(
                    Cell(text="交付延期"),
                    cell("27", "strong"),
                    Cell(text="9"),
                    Cell(text="客户 ≥ 5 家、连续 3 期上升"),
                    Cell(badge=BEYOND),
                ),
                style="find",
            ),
            Row(
                cells=(
                    Cell(text="产品质量"),
                    Cell(text="14"),
                    Cell(text="6"),
                    Cell(text="客户 ≥ 5 家"),
                    Cell(badge=WITHIN),
                )
            ),
        ),
    ),
    repeats=Table(
        columns=(
            Column(label="重复性问题", width=28),
            Column(label="类别", width=16),
            Column(label="90 天内", width=10, align="right"),
            Column(label="起始", width=12),
            Column(label="投诉"),
        ),
        rows=(
            Row(
                cells=(
                    Cell(text="苏州恒达", href="../clients/C0417.html"),
                    Cell(text="交付延期"),
                    Cell(text="4"),
                    Cell(text="2026-07-09"),
                    cell("2607-015 2607-045 2608-033 2609-021", "dim"),
                )
            ),
            Row(
                cells=(
                    Cell(text="R57 斜齿轮减速机", note="客户 3 家"),
                    Cell(text="产品质量"),
                    Cell(text="3"),
                    Cell(text="2026-08-02"),
                    cell("2608-007 2608-031 2609-012", "dim"),
                )
            ),
        ),
        more="另有 5 条见数据",
    ),
    charts=(
        control("全部投诉", (14, 12, 15, 11, 13, 16, 12, 14, 13, 15, 12, 14, 18, 22, 24), 13.5, beyond=(14,)),
        control("交付延期", (5, 4, 6, 5, 4, 6, 5, 6, 4, 5, 6, 5, 6, 8, 13), 5.2, beyond=(14,)),
        control("产品质量", (5, 4, 5, 4, 6, 5, 4, 5, 4, 6, 5, 4, 5, 4, 5), 4.8),
        control("单据差错", (3, 2, 3, 2, 3, 4, 2, 3, 3, 2, 3, 3, 3, 3, 3), 2.8),
    ),
    about=said("每月投诉数；底色带为波动范围，由点线左边各月和订单推算；平稳时，这样一组图至多有 5% 误报"),
)
AGE_AXIS = Axis(low=0, high=6.3, ticks=(Tick(0, "0"), Tick(2, "2"), Tick(4, "4"), Tick(6, "6")))


def aged(name: str, within: int, past: int, far: int, oldest: str, style: str = "") -> Row:
    parts = ((float(within), "within"), (float(past), "past"), (float(far), "far"))
    return Row(
        cells=(
            Cell(text=name),
            Cell() if style else Cell(stack=Stack(parts=parts)),  # type: ignore[arg-type]  # kinds as they read
            Cell(text=str(within)),
            cell(str(past), "strong"),
            cell(str(far), "late" if far else "dim"),
            Cell(text=oldest),
        ),
        style=style,  # type: ignore[arg-type]
    )


AGEING = TableSection(
    heading=Heading(
        title="未结投诉 9 起，其中 4 起已过处理时限",
        about=said("浅块为时限内，框线为已过，深块为最久一档"),
        source="P11.5",
    ),
    table=Table(
        columns=(
            Column(label="客户", width=20),
            Column(label="", axis=AGE_AXIS),
            Column(label="1 倍内", width=9, align="right"),
            Column(label="1–2 倍", width=9, align="right"),
            Column(label="超 2 倍", width=9, align="right"),
            Column(label="最久（小时）", width=12, align="right"),
        ),
        rows=(
            aged("苏州恒达", 3, 1, 2, "311"),
            aged("常州锐拓", 2, 1, 0, "152"),
            aged("合计", 5, 2, 2, "311", "total"),
        ),
    ),
)
GRID = Grid(
    alt="各维度的重要性与得分",
    detail="响应速度：重要性 41%，得分 66.2，明确属于优先改进",
    dots=(
        GridDot(
            label="响应速度", x=66.2, y=0.41, x_low=61, x_high=71, y_low=0.27, y_high=0.55, clear=True, tone="bad"
        ),
        GridDot(label="产品或服务质量", x=81.4, y=0.24, x_low=79, x_high=84, y_low=0.1, y_high=0.38),
        GridDot(label="价格合理性", x=64.0, y=0.11, x_low=60, x_high=68, y_low=0.02, y_high=0.2),
        GridDot(label="公司形象", x=85.5, y=0.04, x_low=83, x_high=88, y_low=-0.02, y_high=0.1, clear=True),
    ),
    x_ticks=(Tick(60, "60"), Tick(70, "70"), Tick(80, "80"), Tick(90, "90")),
    y_ticks=(Tick(0, "0%"), Tick(0.2, "20%"), Tick(0.4, "40%"), Tick(0.6, "60%")),
    x_mean=74.3,
    y_mean=0.2,
    x_name="得分",
    y_name="重要性",
    quadrants=("优先改进", "继续保持", "次要", "已够好"),
)


def driver(name: str, importance: str, limits: str, weight: str, value: str, quadrant: Cell) -> Row:
    return Row(
        cells=(
            Cell(text=name),
            Cell(text=importance, note=limits),
            cell(weight, "dim"),
            Cell(text=value),
            quadrant,
        )
    )


DRIVERS = Drivers(
    heading=Heading(
        title="重要而低于平均：响应速度",
        about=said("细线为约 95% 区间；n=120 份答卷，14 家客户"),
        source="P06.7–12",
    ),
    grid=GRID,
    table=Table(
        columns=(
            Column(label="维度"),
            Column(label="重要性", width=27, align="right"),
            Column(label="权重", width=12, align="right"),
            Column(label="数值", width=11, align="right"),
            Column(label="象限", width=22),
        ),
        rows=(
            driver("响应速度", "41%", "27–55%", "25%", "66.2", Cell(badge=Badge("优先改进", "bad"))),
            driver("产品或服务质量", "24%", "10–38%", "25%", "81.4", cell("继续保持", "dim")),
            driver("价格合理性", "11%", "2–20%", "10%", "64.0", cell("次要", "dim")),
            driver("公司形象", "4%", "0–10%", "10%", "85.5", cell("已够好", "strong")),
            driver("沟通交流", "", "", "10%", "78.0", Cell(badge=Badge("样本太少", "few"))),
        ),
    ),
    note=said("各维度解释了总体满意度差异的 46%（已校正）；这是关联，不是证明"),
)
VOICES = Voices(
    heading=Heading(title="意见最多的是响应速度", about=said("本期意见按所含的词归类"), source="P06.7–8"),
    rows=(
        Voice(
            name="响应速度",
            comments="14",
            clients="9",
            words="交期 10、答复 4",
            quotes=(
                Quote(words="以前当天就回，现在要等。", by="常州锐拓、09-18"),
                Quote(words="交期希望提前告知。", by="杭州明炬、09-17"),
            ),
            rest="另有 12 条见网页",
        ),
        Voice(
            name="产品或服务质量",
            comments="1",
            clients="1",
            words="质量 1",
            quotes=(Quote(words="减速机质量一直稳定。", by="宁波海拓、09-16"),),
        ),
    ),
    note="1 条意见不含词典里的词",
)
UNDRIVEN = Drivers(
    heading=Heading(title="满意度的驱动因素：本期无数据"),
    grid=None,
    table=None,
    empty="样本太少：21 份答卷，至少需要 30 份。",
)
QUIET = Patterns(
    heading=Heading(title="没有重复性或系统性问题"), systemic=None, repeats=None, charts=(), empty="本期没有投诉。"
)
RECURRING = TableSection(
    heading=Heading(title="反复出现：交付延期，4 起", about=said("同类投诉在 90 天内至少 3 起"), source="P11.16"),
    table=Table(
        columns=(
            Column(label="类别", width=16),
            Column(label="90 天内", width=10, align="right"),
            Column(label="起始", width=12),
            Column(label="投诉"),
        ),
        rows=(
            Row(
                cells=(
                    Cell(text="交付延期"),
                    Cell(text="4"),
                    Cell(text="2026-07-09"),
                    cell("2607-015 2607-045 2608-033 2609-021", "dim"),
                )
            ),
        ),
    ),
)
