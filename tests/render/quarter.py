"""The invented quarter of the design: one company, 2026Q3, figures that add up on every page."""

from dataclasses import replace

from reportgen.render.viewmodel import Badge, Cell, Edition, Grade, GradeMove, Kpi, Link, Rich, Run, Spark, rich

A, B, C, D = Grade("A", "a"), Grade("B", "b"), Grade("C", "c"), Grade("D", "d")
NEW, UNRATED, LOST, VETOED = Grade("新", "none"), Grade("未", "none"), Grade("失", "none"), Grade("否", "veto")
SAME = Badge("≈ 无明显变化", "same")
FEW = Badge("样本太少", "few")
NO_DATA = Badge("无数据", "none")
OVER = Badge("超限", "bad")

EDITION = Edition(
    lang="zh-CN",
    company="澄远传动",
    product="客户评估",
    kind="客户报告",
    period="2026Q3",
    period_words="2026 年第三季度",
    tag="机密",
    foot="机密·仅限营销中心、华东办事处、财务部·数据截至 2026-09-30·样例数据，企业名称均为虚构",
    build="构建 2026Q3-3f9c2ab·制度包 P03 V3.0、P04、P06、P11、P14、P17",
    root="../",
    nav=(
        Link(text="总览", href="../index.html"),
        Link(text="客户", href="../index.html#clients", count="60"),
        Link(text="办事处", href="../index.html#offices", count="5"),
        Link(text="管理报告", href="../management.html"),
        Link(text="数据质量", href="../data-quality.html", count="7"),
        Link(text="方法与条款", href="../methodology.html"),
    ),
    periods=(
        Link(text="‹ 2026Q2", href="../../2026Q2/index.html"),
        Link(text="2026Q3", current=True),
        Link(text="2026Q4 ›"),
    ),
)


def edition(kind: str, *, root: str = "../") -> Edition:
    """The edition of another page of the same quarter."""
    nav = tuple(replace(one, href=root + one.href.removeprefix("../")) for one in EDITION.nav)
    return replace(EDITION, kind=kind, root=root, nav=nav)


def moved(before: Grade, after: Grade) -> GradeMove:
    return GradeMove(before=before, after=after)


def at(grade: Grade) -> GradeMove:
    return GradeMove(after=grade)


def cell(text: str, mark: str = "", **rest: object) -> Cell:
    return Cell(text=text, mark=mark, **rest)  # type: ignore[arg-type]  # tests write marks as they read


def said(words: str) -> Rich:
    return rich(words)


def verdict(before: str, badge: Badge, after: str = "") -> Rich:
    tail = rich(after) if after else ()
    return (*rich(before), Run(badge.text, badge.tone), *tail)


def kpi(name: str, value: str, unit: str, badge: Badge, points: tuple[float | None, ...], **rest: object) -> Kpi:
    limit = rest.pop("limit", None)
    spark = Spark(points=points, tone=badge.tone, limit=limit)  # type: ignore[arg-type]
    return Kpi(name=name, value=value, unit=unit, badge=badge, spark=spark, **rest)  # type: ignore[arg-type]
