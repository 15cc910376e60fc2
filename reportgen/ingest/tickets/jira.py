"""Jira: the CSV of a search, in which a field with several values has several columns of one name."""

import re
from dataclasses import replace
from datetime import datetime

from reportgen.ingest.headers import bare
from reportgen.ingest.moments import Written, written
from reportgen.ingest.table import Column, Table
from reportgen.ingest.tickets.system import System, iso

_CHINESE = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_NAMES, start=1)} | {
    f"{name}月": number for number, name in enumerate(_CHINESE, start=1)
}
_DATE = re.compile(
    r"^(?P<day>\d{1,2})/(?P<month>[A-Za-z]{3}|[一二三四五六七八九十]{1,2}月)/(?P<year>\d{2}|\d{4})"
    r"(?: (?P<hour>\d{1,2}):(?P<minute>\d{2})(?: ?(?P<half>AM|PM|上午|下午))?)?$"
)
_COMMENT = re.compile(r"^(?P<when>[^;]+);(?P<who>[^;]*);")
_AUTHORS = ("reporter", "reporterid", "creator", "creatorid")
_CENTURY = 2000
_NOON = 12


def moment(cell: str) -> str:
    """Return a date of Jira's own form in ISO 8601; two digits of a year are of this century.

    >>> moment("11/May/24 03:26 PM"), moment("11/五月/24 3:26 下午"), moment("2024-05-11 15:26")
    ('2024-05-11 15:26', '2024-05-11 15:26', '2024-05-11 15:26')
    """
    found = _DATE.match(cell.strip())
    month = _MONTHS.get(found["month"].lower()) if found else None
    if not found or not month:
        return cell
    year = int(found["year"]) + (_CENTURY if len(found["year"]) == 2 else 0)  # noqa: PLR2004 - two digits
    hour = int(found["hour"] or 0)
    if found["half"]:
        hour = hour % _NOON + (_NOON if found["half"] in {"PM", "下午"} else 0)
    try:
        whole = datetime(year, month, int(found["day"]), hour, int(found["minute"] or 0))  # noqa: DTZ001 - local
    except ValueError:
        return cell
    return whole.strftime("%Y-%m-%d %H:%M" if found["hour"] else "%Y-%m-%d")


def first_reply(table: Table) -> Column | None:
    """Return the moment of the first comment by somebody else than who reported the ticket."""
    names = [bare(name) for name in table.sheet.cells[table.below - 1]]
    comments = [at for at, name in enumerate(names) if name in {"comment", "comments"}]
    if not comments:
        return None
    positions = [row - 1 for row in table.rows]
    own = _columns(table, [at for at, name in enumerate(names) if name in _AUTHORS], positions)
    said = _columns(table, comments, positions)
    texts = [
        _earliest([column[at] for column in said], {column[at] for column in own}) for at in range(len(positions))
    ]
    first = [next((cell for cell in (column[at] for column in said) if cell), "") for at in range(len(positions))]
    return Column(heading=table.sheet.cells[table.below - 1][comments[0]], texts=texts, written=first)


def _columns(table: Table, places: list[int], positions: list[int]) -> list[list[str]]:
    whole = [table.sheet.cells.column(at) for at in places]
    return [[column[at] for at in positions] for column in whole]


def _earliest(comments: list[str], reporters: set[str]) -> str:
    """Return the earliest moment of the comments of others, or nothing."""
    times: list[Written] = []
    for comment in comments:
        found = _COMMENT.match(comment)
        if found and found["who"] not in reporters:
            told = written(moment(found["when"]))
            times += [told] if isinstance(told, Written) else []
    return iso(replace(min(times, key=lambda one: one.local))) if times else ""


JIRA = System(
    headings={
        "complaint_id": ("Issue key", "Key"),
        "client_name": ("Custom field (Organizations)", "Organizations"),
        "received_at": ("Created",),
        "closed_at": ("Resolved", "Resolution Date"),
        "state": ("Status Category", "Status"),
        "category": ("Issue Type",),
        "product": ("Component/s", "Components"),
        "content": ("Summary",),
        "handler": ("Assignee",),
        "priority": ("Priority",),
        "result": ("Resolution",),
    },
    values={
        "state": {
            "open": (
                "To Do", "New", "Open", "In Progress", "In Review", "Backlog", "Selected for Development",
                "Pending", "Waiting for support", "Waiting for customer", "Work in progress", "Escalated",
                "待办", "处理中", "进行中",
            ),
            "resolved": ("Done", "Resolved", "完成", "已解决"),
            "closed": ("Closed", "Canceled", "Cancelled", "已关闭"),
            "reopened": ("Reopened", "重新打开"),
        },
    },
    opening=("To Do", "New", "Open", "Backlog", "待办"),
    moment=moment,
    first_reply=first_reply,
)  # fmt: skip
