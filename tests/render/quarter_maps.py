"""华东办事处's clients by credit and service, and the days on which late replies were received."""

from datetime import date, timedelta

from reportgen.render.viewmodel import Heading, Tick
from reportgen.render.viewmodel_charts import Calendar, CalendarDay, Quadrant, Standing
from tests.render.quarter import said

_CLIENTS = (
    ("凌奥", 94, 84.2, 14, ""),
    ("明炬", 91, 82.5, 11, "up"),
    ("海拓", 90, 79.6, 10, ""),
    ("钧辰", 88, 77.9, 9, ""),
    ("远帆", 83, 80.8, 8, ""),
    ("恒达", 84, 74.5, 12, "down"),
    ("科瑞达", 88, 68.1, 10, "down"),
    ("泽川", 81, 78.8, 7, "up"),
    ("金域", 80, 72.0, 9, ""),
    ("同创", 76, 73.4, 8, "down"),
    ("鼎立", 72, 70.2, 6, ""),
    ("锐拓", 58, 66.5, 7, "down"),
)
STANDING = Quadrant(
    heading=Heading(
        title="恒达、科瑞达：资信好而不满意",
        about=said("▼ 本季降级，△ 升级，● 未变；未评与样本太少者不画"),
        source="P03.22",
    ),
    alt="客户的服务与价值",
    detail="，".join(f"{name} P03 {x}，满意度 {y}，n={n}" for name, x, y, n, _ in _CLIENTS),
    places=tuple(
        Standing(
            label=name,
            x=x,
            y=y,
            said=f"{name}：P03 {x}，满意度 {y}，n={n}",
            arrow=move,  # type: ignore[arg-type]  # one of the three
            strong=x >= 80 and y < 75,
        )
        for name, x, y, n, move in _CLIENTS
    ),
    x_ticks=tuple(Tick(float(at), str(at)) for at in range(50, 101, 10)),
    y_ticks=tuple(Tick(float(at), str(at)) for at in range(60, 91, 5)),
    x_line=80,
    y_line=75,
    x_name="P03 资信得分（线：B 级 80）",
    y_name="满意度指数（线：目标 75）",
    corners=("满意：控额度", "双优：巩固", "双弱：收缩", "资信好：先修服务"),
    note=said("单个客户，未检验与线的距离是否超出波动。"),
)
_LATE = {
    date(2026, 7, 3): 1,
    date(2026, 7, 14): 1,
    date(2026, 8, 10): 2,
    date(2026, 8, 17): 3,
    date(2026, 8, 24): 2,
    date(2026, 8, 31): 2,
    date(2026, 9, 7): 3,
    date(2026, 9, 10): 1,
    date(2026, 9, 20): 1,
}
_FIRST = date(2026, 6, 29)
LATE_DAYS = Calendar(
    heading=Heading(
        title="迟复 16 起（共 64 起），其中 12 起收到于周一", about=said("每格一个收到日"), source="P11.2"
    ),
    alt="按收到日的迟复",
    detail="，".join(f"{day:%m-%d} {count} 起" for day, count in _LATE.items()),
    weeks=14,
    days=tuple(
        CalendarDay(
            week=(day - _FIRST).days // 7,
            weekday=day.weekday(),
            late=_LATE.get(day, 0),
            said=f"{day:%m-%d}：{_LATE[day] + 2} 起中迟复 {_LATE[day]} 起" if day in _LATE else "",
        )
        for day in (date(2026, 7, 1) + timedelta(days=i) for i in range(92))
        if day.weekday() < 5 or day in _LATE
    ),
    months=(Tick(0, "7 月"), Tick(4, "8 月"), Tick(9, "9 月")),
    weekdays=tuple(f"周{name}" for name in "一二三四五六日"),
    sums=(12, 1, 0, 1, 1, 0, 1),
    steps=(2, 3),
    note=said("**25%** 迟复，n=64；周一共收到 25 起。"),
)
