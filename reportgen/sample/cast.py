"""The first twelve clients of every sample: the parts they play, as bare facts.

Everything here is counted from the end of the sample: ``now`` is its last quarter. Sales are in
units of 10,000 yuan a quarter, points stand in the order of ``items.POINT_ITEMS``.
"""

from dataclasses import dataclass

Points = tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One client's part. ``days`` count from the first day of the last quarter."""

    story: str
    office: int
    city: str
    word: str
    trade: str
    sales: float
    sales_now: float | None = None
    sales_year_ago: float | None = None
    points: Points | None
    points_now: Points | None
    vetoed_now: str = ""
    answers: int
    mean: float
    mean_now: float | None = None
    speed: float | None = None
    speed_now: float | None = None
    complaints: int
    complaints_now: int
    started: int | None = None
    ended: int | None = None
    moved: int | None = None
    special: bool = False
    previous_name: str = ""


CAST: tuple[Part, ...] = (
    Part(
        story="satisfied no longer with the speed of response",
        office=0, city="苏州", word="恒达", trade="机电", sales=190,
        points=(14, 13, 13, 17, 13, 5, 0, 7, 0, 0), points_now=(14, 13, 13, 16, 14, 5, 0, 7, 0, 0),
        answers=12, mean=4.2, speed=4.4, speed_now=3.2, complaints=8, complaints_now=12,
    ),
    Part(
        story="failed by a veto item",
        office=0, city="无锡", word="科瑞达", trade="传动", sales=90,
        points=(13, 13, 13, 17, 13, 5, 8, 3, 0, 0), points_now=(13, 13, 13, 15, 13, 5, 8, 3, 2, 0),
        vetoed_now="V4", answers=8, mean=4.1, complaints=6, complaints_now=8, special=True,
    ),
    Part(
        story="promoted twice: B to A by its card, A to VIP by its sales",
        office=0, city="杭州", word="明炬", trade="机械", sales=240, sales_now=340,
        points=(14, 13, 14, 18, 14, 5, 0, 7, 0, 0), points_now=(14, 13, 14, 18, 14, 5, 8, 7, 0, 0),
        answers=10, mean=4.3, complaints=5, complaints_now=5,
    ),
    Part(
        story="falls two levels, A to C",
        office=0, city="常州", word="锐拓", trade="传动", sales=80, sales_now=62,
        points=(14, 14, 14, 19, 14, 5, 8, 5, 0, 0), points_now=(14, 14, 11, 9, 14, 5, 8, 5, 8, 0),
        answers=7, mean=4.0, complaints=5, complaints_now=8,
    ),
    Part(
        story="new last quarter, orders, but was never assessed and never answered",
        office=0, city="合肥", word="盛邦", trade="机电", sales=12, started=-42,
        points=None, points_now=None, answers=0, mean=4.0, complaints=1, complaints_now=2,
    ),
    Part(
        story="moves from the first office to the second in mid-quarter",
        office=0, city="宁波", word="海拓", trade="重工", sales=150, moved=45,
        points=(13, 12, 13, 16, 13, 5, 8, 4, 0, 0), points_now=(13, 12, 13, 16, 13, 5, 8, 4, 0, 0),
        answers=9, mean=4.2, complaints=4, complaints_now=4,
    ),
    Part(
        story="falls from A to B by its sales; its minus points are written as a positive number",
        office=1, city="佛山", word="南粤", trade="自动化", sales=110, sales_now=125, sales_year_ago=190,
        points=(14, 13, 14, 18, 14, 5, 8, 6, 0, 0), points_now=(14, 13, 14, 18, 14, 5, 8, 6, 0, 1),
        answers=11, mean=3.65, mean_now=4.2, complaints=6, complaints_now=5,
    ),
    Part(
        story="has no card this quarter",
        office=1, city="东莞", word="宏测", trade="设备", sales=65,
        points=(12, 11, 12, 14, 12, 0, 0, 6, 0, 0), points_now=None,
        answers=8, mean=3.7, mean_now=4.25, complaints=5, complaints_now=5, previous_name="东莞市宏测仪器厂",
    ),
    Part(
        story="never complains; rises from C to B by its sales; its card states a wrong total",
        office=1, city="广州", word="越川", trade="贸易", sales=47, sales_now=82,
        points=(13, 13, 12, 17, 12, 5, 8, 2, 0, 0), points_now=(13, 13, 12, 17, 12, 5, 8, 2, 0, 0),
        answers=9, mean=3.65, mean_now=4.2, complaints=0, complaints_now=0,
    ),
    Part(
        story="lost near the end of the quarter",
        office=1, city="中山", word="同创", trade="纺机", sales=30, ended=86,
        points=(11, 10, 11, 13, 11, 0, 0, 5, 0, 0), points_now=None,
        answers=6, mean=3.5, mean_now=4.05, complaints=4, complaints_now=3,
    ),
    Part(
        story="half a point more lifts its score by one; finance has not signed its card",
        office=1, city="深圳", word="远帆", trade="装备", sales=30,
        points=(12, 12, 12, 15, 12, 5, 0, 3, 0, 0), points_now=(12, 12.5, 12, 15, 12, 5, 0, 3, 0, 0),
        answers=8, mean=3.65, mean_now=4.2, complaints=5, complaints_now=5,
    ),
    Part(
        story="new this quarter, assessed before its first order",
        office=1, city="珠海", word="九川", trade="泵业", sales=35, started=14,
        points=None, points_now=(11, 11, 10, 14, 11, 5, 8, 0, 0, 0),
        answers=0, mean=4.0, complaints=0, complaints_now=3,
    ),
)  # fmt: skip
