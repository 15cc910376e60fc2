"""苏州恒达机电有限公司, the client whose grades fall from A to B."""

from dataclasses import replace

from reportgen.render.viewmodel import Axis, Badge, Dots, Five, GradeTile, Heading, Link, Tick
from reportgen.render.viewmodel_pages import ClientPage
from reportgen.render.viewmodel_sections import (
    Action,
    Actions,
    CardItem,
    Complaint,
    Complaints,
    Curve,
    Definition,
    Definitions,
    Dimension,
    Quality,
    Quote,
    Satisfaction,
    Scorecard,
    Signature,
    Trend,
    Trends,
    Veto,
    Waiting,
    Waterfall,
    WaterfallRow,
)
from tests.render.quarter import FEW, NO_DATA, OVER, SAME, A, B, at, cell, edition, kpi, moved, said, verdict

SLOWER, LOWER = Badge("▲ 变慢", "bad"), Badge("▼ 下降", "bad")

FIVE = Five(
    how=said(
        "P04 **79.6** 分、P03 **84** 分，均为 B 级，资信合格。满意度指数 **74.5**，与办事处均值 76.3 无明显差别。"
    ),
    changed=said(
        "两项评级由 A 降至 B（P04 −8.9 分，P03 −8 分）。首次答复中位数由 2.4 增至 **9.5 工作小时**，时限 4；"
        "响应速度评价由 81.8 降至 **62.5**；回款率由 96.8% 降至 **84.2%**。"
    ),
    real=said(
        "首次答复变慢、响应速度下降**超出随机波动，可以当真**。满意度指数 −5.0、投诉由 7 起增至 11 起**未超出波动**："
        "P04 照章扣分，但还不能说是趋势。"
    ),
    why=said(
        "P04 看**投诉率 −3.9、回款 −3.8**：两项若都未变，仍为 A。P03 看**货款回收 −6**：仅此一项未变，即仍为 A。"
        "迟复 7 起中 6 起收到于 8 月 10 日以后，4 起为交付延期。制度版本未变，变动全部来自客户。"
    ),
    next=said(
        "先结 1 起超限投诉、答复 1 起未答复；降级须总经理批准；逾期 31.6 万元已 47 天，**超过 90 天即一票否决**。"
    ),
)

KPIS = (
    kpi(
        *("满意度指数", "74.5", "分", SAME, (76.8, 77.5, 78.9, 78.1, 79.0, 80.2, 79.5, 74.5)),
        notes=("上季 79.5", "区间 69.5–79.6", "n=12 份，抽样 18 人"),
        source="P06.18",
    ),
    kpi(
        *("首次答复中位数", "9.5", "工作小时", SLOWER, (3.1, 2.8, 2.6, 2.9, 2.2, 2.7, 2.4, 9.5)),
        limit=4.0,
        notes=("上季 2.4", "区间 2.5–17.2", "n=11 起，时限 4"),
        source="P11.2",
    ),
    kpi(
        *("处理时长中位数", "38.2", "工作小时", SAME, (22.5, 24.0, 19.8, 21.2, 18.9, 22.6, 24.1, 38.2)),
        limit=40.0,
        notes=("上季 24.1", "区间 12.0–58.5", "n=11 起，时限 40"),
        source="P11.5",
    ),
    kpi(
        *("投诉率", "5.1", "件/百单", SAME, (3.0, 2.7, 3.3, 2.9, 2.5, 3.1, 3.4, 5.1)),
        notes=("上季 3.4", "区间 2.6–9.2", "n=11 起，214 单"),
        source="P04.9",
    ),
    kpi(
        *(
            "回款率",
            "84.2",
            "%",
            Badge("▼ 12.6 个百分点", "bad"),
            (97.1, 95.8, 96.4, 97.0, 95.9, 96.2, 96.8, 84.2),
        ),
        notes=("上季 96.8", "全量，无抽样误差", "n=63 笔应收"),
        source="P04.6",
    ),
    kpi(
        *(
            "销售额",
            "186.4",
            "万元",
            Badge("同比 +4.6%", "same"),
            (171.5, 158.9, 176, 178.2, 188.6, 181.3, 192.4, 186.4),
        ),
        notes=("上季 192.4", "环比 −3.1%", "n=214 单，全量"),
        source="P04.5",
    ),
)


def item(label: str, weight: str, values: str, unit: str, ends: tuple[float, float], points: str) -> WaterfallRow:
    return WaterfallRow(
        label=label,
        weight=weight,
        values=values,
        unit=unit,
        start=ends[0],
        end=ends[1],
        points=points,
        decides=points in ("−3.9", "−3.8", "−6"),
    )


P04 = Waterfall(
    heading=Heading(
        title="P04：投诉率与回款各扣近 4 分，跌破 A 线",
        about=said("逐项相加恰为总变动 −8.9 分。粗体为决定等级的项目，底纹为 A 级"),
        source="P04.5–10、P04.23",
    ),
    items_label="指标（权重）",
    axis=Axis(
        low=74.5,
        high=92.5,
        ticks=tuple(Tick(v, str(v)) for v in (76, 80, 84, 88, 92)),
        line=Tick(85, "A 线 85"),
        shade="above",
    ),
    before=A,
    before_score="88.5",
    before_at=88.5,
    rows=(
        item("投诉率", "15%", "3.4 → 5.1", "件/百单", (88.5, 84.6), "−3.9"),
        item("回款情况", "20%", "96.8 → 84.2", "%", (84.6, 80.8), "−3.8"),
        item("满意度", "15%", "79.5 → 74.5", "分", (80.8, 79.6), "−1.2"),
        item("销售额", "25%", "192.4 → 186.4", "万元", (79.6, 79.1), "−0.5"),
        item("订单稳定度", "15%", "0.21 → 0.19", "变异", (79.1, 79.4), "+0.3"),
        item("合作年限", "10%", "9.0 → 9.2", "年", (79.4, 79.6), "+0.2"),
    ),
    after=B,
    after_score="79.6",
    after_at=79.6,
)
P03 = Waterfall(
    heading=Heading(title="P03：货款回收 −6 定级", about=said("逐项相加恰为总变动 −8 分"), source="P03.15–18"),
    items_label="评估项",
    axis=Axis(
        low=78.5,
        high=94,
        ticks=tuple(Tick(v, str(v)) for v in (80, 85, 90)),
        line=Tick(90, "A 线 90"),
        shade="above",
    ),
    before=A,
    before_score="92",
    before_at=92,
    rows=(
        item("货款回收", "", "19 → 13", "", (92, 86), "−6"),
        item("逾期扣分", "", "0 → −2", "", (86, 84), "−2"),
        item("其余 7 项", "", "未变", "", (84, 84), "0"),
    ),
    after=B,
    after_score="84",
    after_at=84,
    note=said("货款回收若未变，得 90 分，仍为 A。一票否决 4 项均未触发；两期同用 D090-3 V3.0，规则影响 0 分。"),
)

ACTIONS = Actions(
    heading=Heading(
        title="下一步：五件事，两件已超限",
        about=said("按期限先后排列，状态截至 2026-09-30"),
        source="P03.29、P11.2、P11.5",
    ),
    rows=tuple(
        Action(what=what, why=why, source=source, who=who, due=due, state=state)
        for what, why, source, who, due, state in (
            ("结案 TS-2609-021", "交付延期，已 113.0 工作小时，超时限 73.0", "P11.5", "周屿", "立即", OVER),
            ("答复 TS-2609-052", "单据差错，已等 19.5 工作小时，时限 4", "P11.2", "林舒", "立即", OVER),
            (
                *("报批等级与额度调整", "P03、P04 各降一级，填《客户信用额度申请表》", "P03.28–29"),
                *("周屿", "10-12", Badge("待批", "same")),
            ),
            (
                *("催收逾期 31.6 万元", "最长 47 天；距一票否决还有 43 天", "P03.26"),
                *("沈知", "10-15", Badge("新增", "same")),
            ),
            (
                *("复盘上季措施「专人首答」", "目标首答 4 小时以内，实得 9.5，未见改善", "P11.18"),
                *("陈启航", "10-20", Badge("未见效", "same")),
            ),
        )
    ),
)

DIMENSIONS = (  # name, clause, before, low, high, now, low, high, office, n
    ("产品质量", "P06.7", 81.8, 74.8, 86.9, 79.2, 72.4, 85.9, 80.1, "12"),
    ("响应速度", "P06.8", 81.8, 74.8, 88.8, 62.5, 55.0, 70.0, 70.4, "12"),
    ("售后服务", "P06.9", 77.3, 69.7, 84.8, 75.0, 68.0, 82.0, 76.2, "12"),
    ("公司形象", "P06.10", 86.4, 80.7, 92.0, 85.4, 80.6, 90.3, 83.0, "12"),
    ("价格合理性", "P06.11", 63.6, 54.8, 72.5, 68.2, 61.2, 75.2, 66.5, "11"),
    ("沟通交流", "P06.12", 81.8, 74.8, 88.8, 79.2, 72.4, 85.9, 79.8, "12"),
    ("交付时间", "P14.17", 65.9, 55.9, 75.9, 60.4, 52.9, 67.9, 63.7, "12"),
    ("满意度指数", "P06.18", 79.5, 74.7, 84.4, 74.5, 69.5, 79.6, 76.3, "12"),
)
CHANGES = ("−2.7", "−19.3", "−2.3", "−0.9", "+4.5", "−2.7", "−5.5", "−5.0")


def dimension(
    row: tuple[str, str, float, float, float, float, float, float, float, str], change: str
) -> Dimension:
    name, source, before, before_low, before_high, now, low, high, peer, n = row
    fell = change == "−19.3"
    return Dimension(
        name=name,
        source=source,
        before=cell(f"{before:.1f}"),
        now=cell(f"{now:.1f}"),
        change=cell(change, "bad" if fell else ""),
        badge=LOWER if fell else SAME,
        n=n,
        peer=cell(f"{peer:.1f}"),
        dots=Dots(
            now=now,
            low=low,
            high=high,
            before=before,
            before_low=before_low,
            before_high=before_high,
            peer=peer,
            tone="bad" if fell else "same",
        ),
        style="find" if fell else "total" if name == "满意度指数" else "",
    )


SATISFACTION = Satisfaction(
    heading=Heading(
        title="响应速度下降 19.3 分，超出波动；其余六个维度无明显变化",
        about=said(
            "满意度得分（0–100）。实心点为本季均值，空心点为上季，横线为 95% 区间，竖短线为华东办事处本季均值。上季各维度 n=11"
        ),
        source="P06.7–12、P14.17",
    ),
    axis=Axis(low=48, high=96, ticks=tuple(Tick(v, "90 分" if v == 90 else str(v)) for v in range(50, 91, 10))),
    peer_label="办事处均值",
    rows=tuple(dimension(row, change) for row, change in zip(DIMENSIONS, CHANGES, strict=True)),
    quotes=(
        Quote(words="“八月以后催货，电话常常要第二天才有人回。”", by="采购部，09-14"),
        Quote(words="“减速机质量一直稳定，就是交期希望提前告知。”", by="设备部，09-16"),
    ),
)


def falling(hours: tuple[float, ...]) -> tuple[tuple[float, float], ...]:
    return tuple((h, 1 - (i + 1) / len(hours)) for i, h in enumerate(hours))


WAITING = Waiting(
    heading=Heading(
        title="首次答复明显变慢；处理时长看似变长，但未超出波动",
        about=said(
            "仍未答复（未结）的投诉占比，随工作小时下降；实线本季，虚线上季。短竖线为截至 09-30 仍未答复（未结）者，计入而不丢弃"
        ),
        source="P11.2、P11.5",
    ),
    curves=(
        Curve(
            title="首次答复",
            source="P11.2",
            alt="到 4 工作小时，本季仍有 64% 未答复，上季 14%",
            steps=(
                *((1.2, 10 / 11), (2.5, 9 / 11), (3.1, 8 / 11), (3.8, 7 / 11), (6.4, 6 / 11), (9.5, 5 / 11)),
                *((11.0, 4 / 11), (13.6, 3 / 11), (17.2, 2 / 11), (22.5, 0.0)),
            ),
            end=22.5,
            censored=((19.5, 2 / 11),),
            before=falling((0.8, 1.5, 2.0, 2.4, 3.2, 3.6, 5.1)),
            before_end=5.1,
            ticks=tuple(Tick(v, "24 h" if v == 24 else str(v)) for v in range(0, 25, 4)),
            limit=Tick(4, "时限 4 h"),
            at_limit=7 / 11,
            at_limit_label="到时限仍有 64% 未答复",
            label="本季 n=11",
            before_label="上季 n=7",
            tone="bad",
            lines=(
                verdict("中位数 **9.5**（2.5–17.2），上季 2.4（0.8–3.6） ", SLOWER),
                said("及时率 4/11，**36%**（15–65%），上季 6/7，86%"),
                said("若只算已答复者，中位数为 8.0，少报 1.5"),
            ),
        ),
        Curve(
            title="处理至结案",
            source="P11.5",
            alt="到 40 工作小时，本季仍有 42% 未结，上季 29%",
            steps=(
                *((6.5, 0.909), (12.0, 0.818), (18.3, 0.727), (26.0, 0.623), (33.5, 0.519), (38.2, 0.416)),
                *((47.0, 0.312), (58.5, 0.208), (71.0, 0.104)),
            ),
            end=113,
            censored=((19.5, 0.727), (113.0, 0.104)),
            before=falling((5.0, 9.5, 16.4, 24.1, 31.7, 44.5, 58.0)),
            before_end=58,
            ticks=tuple(Tick(v, "120 h" if v == 120 else str(v)) for v in range(0, 121, 20)),
            limit=Tick(40, "时限 40 h"),
            at_limit=0.416,
            at_limit_label="到时限仍有 42% 未结",
            label="本季 n=11",
            before_label="上季 n=7",
            lines=(
                verdict("中位数 **38.2**（12.0–58.5），上季 24.1（5.0–44.5） ", SAME),
                said("及时率 6/10，**60%**（31–83%），上季 5/7，71%；1 起未到期不计"),
                said("若只算已结者，中位数为 33.5，少报 4.7"),
            ),
        ),
    ),
)

CLOSED = Badge("已结", "same")
COMPLAINTS = Complaints(
    heading=Heading(
        title="投诉 11 起：7 起迟复，4 起逾期处理；交付延期 5 起，列为重复性问题",
        about=said(
            "未结在前，其余按首次答复时长排列；▲ 超过时限（首次答复 4、处理 40 工作小时）。评分为客户对处理结果的 1–5 分"
        ),
        source="P11.3、P11.5–7、P11.16",
    ),
    hours_unit="h",
    rows=tuple(
        Complaint(
            id=row[0],
            received=row[1],
            category=row[2],
            content=row[3],
            first_reply=cell(row[4], "late" if i < 7 else ""),
            handling=cell(row[5], "late" if i in (0, 2, 3, 4) else ""),
            state=row[6],
            note=row[7],
            score=row[8],
            strong=i < 2,
        )
        for i, row in enumerate(
            (
                (
                    *("2609-021", "09-10 16:30", "交付延期", "R77 两台，三次改期", "13.6", "已 113.0"),
                    *(Badge("超限未结", "bad"), "超时限 73.0 h", "—"),
                ),
                (
                    *("2609-052", "09-28 14:00", "单据差错", "送货单数量与实物不符", "已等 19.5", "已 19.5"),
                    *(Badge("未答复", "bad"), "处理时限未到", "—"),
                ),
                ("2609-027", "09-14 09:15", "产品质量", "R57 输出轴漏油", "22.5", "71.0", CLOSED, "09-23", "—"),
                ("2609-012", "09-07 10:40", "产品质量", "R87 运行异响", "17.2", "58.5", CLOSED, "09-16", "—"),
                ("2608-037", "08-17 08:50", "交付延期", "法兰件缺 12 件", "11.0", "47.0", CLOSED, "08-24", "—"),
                ("2608-058", "08-24 09:30", "交付延期", "整机晚到 5 天", "9.5", "38.2", CLOSED, "08-28", "2"),
                ("2607-041", "07-20 10:15", "交付延期", "K 系列晚到 2 天", "6.4", "26.0", CLOSED, "07-23", "—"),
                ("2608-009", "08-05 11:05", "产品质量", "电机接线盒松动", "3.8", "33.5", CLOSED, "08-11", "—"),
                ("2609-004", "09-02 13:25", "包装破损", "外箱受潮，整机无损", "3.1", "12.0", CLOSED, "09-03", "—"),
                ("2607-018", "07-06 09:40", "交付延期", "R77 晚到 3 天", "2.5", "18.3", CLOSED, "07-08", "4"),
                ("2607-066", "07-28 14:20", "单据差错", "发票抬头有误", "1.2", "6.5", CLOSED, "07-29", "5"),
            )
        )
    ),
)


def scored(row: tuple[str, str, str, str, str, str, str, str]) -> CardItem:
    part, name, source, full, before, now, change, evidence = row
    fell = change != "0"
    return CardItem(
        part=part,
        name=name,
        source=source,
        full=full,
        before=before,
        now=now,
        change=cell(change, "bad" if fell else "dim"),
        evidence=evidence,
        decides=fell,
    )


CARD = Scorecard(
    heading=Heading(
        title="资信评估 92 → 84 分，合格：货款回收失 6 分，逾期扣 2 分",
        about=said("《客户资信评估表》D090-3 V3.0；每项附依据，合计由系统复算，与原表一致"),
        source="P03.15–18、P03.20–29",
    ),
    veto=Veto(
        fired=False,
        summary="4 项均未触发",
        items=(("失信被执行人", "否"), ("提供虚假资料", "否"), ("停产或歇业", "否"), ("逾期超过 90 天", "否")),
    ),
    items=tuple(
        scored(row)
        for row in (
            ("基本", "企业资质与经营状况", "", "15", "14", "14", "0", "营业执照、年检 2026-06"),
            ("", "财务状况", "", "15", "13", "13", "0", "2026 年半年报"),
            ("", "实际供货", "P03.25", "15", "14", "14", "0", "订单 214 单，按期交付 97.2%"),
            ("", "货款回收", "P03.26", "20", "19", "13", "−6", "回款率 84.2%，逾期 31.6 万元"),
            ("", "合作紧密度", "P03.27", "15", "13", "13", "0", "每月均有订单，月均 71 单"),
            ("加分", "银行资信证明", "", "6", "6", "6", "0", "2026-03 出具，有效期一年"),
            ("", "年度框架协议", "", "8", "8", "8", "0", "合同 HT-2026-0417"),
            ("", "合作五年以上", "", "6", "5", "5", "0", "首单 2017-07-12"),
            ("减分", "逾期 30–60 天", "", "每笔 −2", "0", "−2", "−2", "1 笔，47 天，发票 26-0731"),
            ("", "对账延迟", "", "每次 −1", "0", "0", "0", "三次对账均在 5 日内"),
        )
    ),
    total=CardItem(
        part="合计",
        name="基本 67 + 加分 19 − 减分 2",
        source="",
        full="100",
        before="92",
        now="84",
        change=cell("−8"),
        evidence="合格线 70，A 线 90",
    ),
    total_move=moved(A, B),
    signatures=(
        Signature(step="初评", who="销售工程师 周屿", when="09-18 84 分"),
        Signature(step="初审", who="商务专员 许岚", when="09-21 84 分"),
        Signature(step="评估会", who="纪要 HY-0922", when="09-22 已归档"),
        Signature(step="审核", who="营销中心 顾明远", when="09-23 同意"),
        Signature(step="信用风险审核", who="财务部 沈知", when="09-24 同意"),
        Signature(step="批准", who="分管副总 陆征", when="09-28 同意"),
        Signature(step="批准等级变动", who="总经理", when="待批 P03.29", waiting=True),
    ),
)

QUARTERS = ("24Q4", "25Q1", "25Q2", "25Q3", "25Q4", "26Q1", "26Q2", "26Q3")


def trend(name: str, unit: str, values: tuple[float, ...], note: str, **rest: object) -> Trend:
    half = rest.pop("half", 0.0)
    band = isinstance(half, float) and half > 0
    return Trend(
        name=name,
        unit=unit,
        alt="，".join(f"{q} {v}" for q, v in zip(QUARTERS, values, strict=True)),
        first=QUARTERS[0],
        last=QUARTERS[-1],
        values=values,
        lows=tuple(v - half for v in values) if band else (),  # type: ignore[operator]
        highs=tuple(v + half for v in values) if band else (),  # type: ignore[operator]
        latest=f"{values[-1]:g}",
        note=note,
        **rest,  # type: ignore[arg-type]
    )


TRENDS = Trends(
    heading=Heading(
        title="八个季度：P04、P03、响应速度、首次答复、回款率同时到达八季最差",
        about=said("2024Q4 至 2026Q3。灰带为 95% 区间，虚线为等级线或时限，大点为本季变动超出波动"),
    ),
    charts=(
        trend(
            *("P04 得分", "", (84.2, 85.6, 86.1, 86.9, 87.2, 87.8, 88.5, 79.6), "八季最低"),
            limit=Tick(85, "A 线 85"),
            tone="bad",
        ),
        trend(
            *("P03 得分", "", (88, 90, 91, 91, 92, 91, 92, 84), "八季最低"), limit=Tick(90, "A 线 90"), tone="bad"
        ),
        trend(
            *("满意度指数", "", (76.8, 77.5, 78.9, 78.1, 79.0, 80.2, 79.5, 74.5), "八季最低，未超出波动"), half=4.0
        ),
        trend(
            *("响应速度（感知）", "", (77.3, 78.1, 80.0, 79.5, 81.3, 80.7, 81.8, 62.5), "八季最低"),
            half=7.0,
            tone="bad",
        ),
        trend(
            *("首次答复中位数", "工作小时", (3.1, 2.8, 2.6, 2.9, 2.2, 2.7, 2.4, 9.5), "八季最慢"),
            limit=Tick(4, "时限 4"),
            tone="bad",
        ),
        trend(
            *(
                "处理时长中位数",
                "工作小时",
                (22.5, 24.0, 19.8, 21.2, 18.9, 22.6, 24.1, 38.2),
                "八季最慢，未超出波动",
            ),
            limit=Tick(40, "时限 40"),
        ),
        trend(*("回款率", "%", (97.1, 95.8, 96.4, 97.0, 95.9, 96.2, 96.8, 84.2), "八季最低"), tone="bad"),
        trend(
            *("销售额", "万元", (171.5, 158.9, 176, 178.2, 188.6, 181.3, 192.4, 186.4), "环比 −3.1%，同比 +4.6%")
        ),
    ),
)

QUALITY = Quality(
    heading=Heading(title="数据质量：2 行未采用", about=said("均不影响结论；全部清单见数据质量报告")),
    items=(
        said(
            "**问卷** 12 份、84 个答案，采用 83 个，搁置 1 个：「价格合理性」得 6，量表为 1–5（恒达问卷.xlsx，答卷表，第 37 行）。**影响：**该维度 n=11。"
        ),
        said(
            "**投诉台账** 12 行，采用 11 行，被取代 1 行：TS-2608-037 重复登记（投诉台账 2026Q3.csv，第 214 行）。**影响：**无。"
        ),
        (
            *verdict("**评估表** 1 份，合计与明细一致。**订单** 214 单全部采用。「推荐意愿」", NO_DATA),
            *verdict("：本期问卷未含此题。投诉满意度 ", FEW, "：3 份，少于 5 份不出数。"),
        ),
    ),
)
METHOD = Definitions(
    heading=Heading(title="方法与条款", about=said("怎样算，凭什么算")),
    items=tuple(
        Definition(term, said(words))
        for term, words in (
            ("评分", "100 ×（x − 最小）÷（最大 − 最小）；指数按 P06 权重加权。"),
            ("区间", "95%；均值用 t 分布加有限总体校正（联系人 18 名），比率用 Wilson，投诉率用泊松。"),
            (
                "时长",
                "Kaplan–Meier，未结投诉按删失计入；工作小时 8:30–12:00、13:00–17:30，按国务院放假与调休（09-20 上班，09-25 至 27 放假）。",
            ),
            (
                "判定",
                "同一报告内各判定合计错报率不超过 5%；少于 5 份记「样本太少」。箭头指数字的方向，底色指好坏。",
            ),
            (
                "等级",
                "得分先四舍五入到一位再定级。P04 的 A≥85、B≥70、C≥55；P03 的 A≥90、B≥80、C≥70（合格）。分数段与权重为示例值。",
            ),
            (
                "条款",
                "P03.15–18、P03.20、P03.22、P03.26、P03.28–29、P04.1、P04.5–10、P04.23、P06.7–12、P06.18、P11.2、P11.5–7、P11.16、P14.17。",
            ),
        )
    ),
)

CLIENT = ClientPage(
    edition=replace(
        edition("客户报告"),
        crumbs=(
            Link(text="2026Q3", href="../index.html"),
            Link(text="华东办事处", href="../offices/E.html"),
            Link(text="苏州恒达机电有限公司", current=True),
        ),
    ),
    title="苏州恒达机电有限公司 客户报告 2026Q3",
    name="苏州恒达机电有限公司",
    meta=(
        ("C0417", "经销商", "合作 9.2 年", "华东办事处"),
        ("销售工程师 周屿", "2026-07-01 至 09-30，对比 2026Q2"),
    ),
    grades=(
        GradeTile(name="P04 客户分级", move=moved(A, B), line=said("88.5 → **79.6** 分")),
        GradeTile(name="P03 资信评估", move=moved(A, B), line=said("92 → **84** 分，合格")),
        GradeTile(name="P17 销售分级", move=at(A), line=said("未到期，12-25 评定")),
    ),
    headline="两项评级由 A 降至 B：货款回收变差、投诉率扣分，首次答复明显变慢",
    five=FIVE,
    kpis=KPIS,
    waterfalls=(P04, P03),
    actions=ACTIONS,
    satisfaction=SATISFACTION,
    waiting=WAITING,
    complaints=COMPLAINTS,
    scorecard=CARD,
    trends=TRENDS,
    quality=QUALITY,
    definitions=METHOD,
    downloads=(Link(text="PDF", href="C0417.pdf"), Link(text="数据 CSV", href="../data/measures.csv")),
    neighbours=(Link(text="‹ 无锡科瑞达", href="C0408.html"), Link(text="南通泽川 ›", href="C0431.html")),
)
