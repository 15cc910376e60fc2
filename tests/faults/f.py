"""F. Clients, offices, merging."""

import random

from tests.faults.c import FORM, HEAD, ONE, THREE, TWO, table
from tests.faults.case import CONFIG, DONE, NOTED, Case, Seen, aside, lines, note, refuse, warn
from tests.faults.d import SALES, SALES_HEAD
from tests.faults.e import LEDGER, LEDGER_HEAD
from tests.faults.workspace import CLIENT_FIELDS, CLIENTS, OFFICES, registers

NAMED = FORM | {"columns": {"client_name": ["客户编号"], "contact": ["联系人"], "answered_at": ["提交时间"]}}
COMMENTED = FORM | {"columns": FORM["columns"] | {"comment": ["意见"]}}
LAST = FORM | {"columns": FORM["columns"] | {"round": ["轮次"]}, "duplicates": "last"}
QUALITY = "satisfaction.product_quality"


def by(*names: str) -> str:
    """A form a row of these clients."""
    rows = [(name, "王", f"2026-07-{n:02d}", "5", "4") for n, name in enumerate(names, start=1)]
    return table(HEAD, *rows)


def clients(seen: Seen) -> list[str]:
    """The clients of the answers, in the order of their rows."""
    rows = seen.facts("answers").sort_values("row")
    return list(rows.drop_duplicates("row")["client_id"])


def shuffled() -> dict[str, str]:
    """The same forty forms in another order of rows and columns, with a column more."""
    rows = [(f"C{n:02d}", f"人{n}", f"2026-07-{n % 28 + 1:02d}", str(n % 5 + 1), "4") for n in range(1, 41)]
    mixed = random.Random(4).sample(rows, len(rows))  # noqa: S311 - the same order in every run
    return {
        "plain": table(HEAD, *rows),
        "mixed": table((*HEAD[::-1], "天气"), *((*row[::-1], "晴") for row in mixed)),
    }


def figures(seen: Seen) -> list[tuple[str, ...]]:
    """MEASURES of the product quality, as text."""
    rows = seen.table.changed
    own = rows[rows["measure"] == QUALITY]
    return [tuple(map(str, line)) for line in own[["office_id", "client_id", "value", "n", "gap"]].to_numpy()]


BEFORE = registers((client for client in CLIENTS if not client.startswith("C39")), folder="surveys/2026Q2")
FIGURES: dict[str, list[tuple[str, ...]]] = {}


def same_figures(seen: Seen) -> bool:
    """Whether both orders of F22 give the same measures; the first one is remembered."""
    FIGURES[seen.case.id] = figures(seen)
    return len({tuple(one) for one in FIGURES.values()}) == 1 and len(FIGURES["F22 plain"]) > 40


CASES = [
    Case(
        id="F01",
        rule=NAMED,
        files={".csv": by("东方机械", "东方机器")},
        answers=(aside("E241", 3, "客户编号", value="东方机器", says="东方机械 C01 (0.75)"),),
        rows={"used": 1, "set_aside": 1},
    ),
    Case(
        id="F02",
        rule=NAMED,
        files={".csv": by("安泰化学", "恒达", "东方机械")},
        answers=(note("W240", row=2, column="客户编号", value="安泰化学", says="2"),),
        rows={"used": 3},
        holds=lambda seen: clients(seen) == ["C37", "C02", "C01"],
    ),
    Case(
        id="F03",
        workspace={"config/aliases.csv": lines("写法,客户编号", "老东方,C01", "老东方,C02")},
        exit=CONFIG,
        answers=(
            refuse("E302", file="aliases.csv", row=2, column="写法", value="老东方", says="C02 too"),
            refuse("E302", file="aliases.csv", row=3, column="写法", value="老东方", says="C01 too"),
        ),
    ),
    Case(
        id="F03 register",
        workspace=registers([*CLIENTS[:2], "C03,客户03号,东方,,,E,2021-05-01,2021-05-01,"]),
        rule=NAMED,
        files={".csv": by("东方机械", "东方")},
        answers=(
            warn("E302", file="clients.csv", row=2, column="short_name", value="东方", says="C01, C03"),
            warn("E302", file="clients.csv", row=4, column="short_name", value="东方", says="C01, C03"),
            aside("E302", 3, "客户编号", value="东方", says="add its id"),
        ),
        rows={"used": 1, "set_aside": 1},
    ),
    Case(
        id="F04",
        rule=NAMED,
        files={".csv": by("(苏州)长江实业", "（苏州）长江 实业", "东方\u200b机械", "东方\u00a0机械")},
        answers=(note("W240", row=2, column="客户编号", value="(苏州)长江实业"),),
        rows={"used": 4},
        holds=lambda seen: (
            clients(seen) == ["C38", "C38", "C01", "C01"]
            and "（苏州）长江 实业" in set(seen.table.facts.register["name"])
        ),
    ),
    Case(
        id="F04 legal form",
        rule=NAMED,
        files={".csv": by("安泰化工有限责任公司", "东方机械")},
        answers=(aside("E241", 2, "客户编号", value="安泰化工有限责任公司", says="安泰化工有限公司 C37"),),
        rows={"used": 1, "set_aside": 1},
        instead="another legal form may be another company: it is offered, and a person confirms it",
    ),
    Case(
        id="F04 equal",
        workspace=registers([*CLIENTS[:2], "C03,东方 机械,,,,E,2021-05-01,2021-05-01,"]),
        answers=(
            warn("E303", file="clients.csv", row=2, column="name", value="东方机械", says="C01, C03"),
            warn("E303", file="clients.csv", row=4, column="name", value="东方 机械", says="C01, C03"),
        ),
        instead="the register is data, and two companies may share a name: a warning, and only records that give "
        "nothing but that name are set aside",
    ),
    Case(
        id="F05",
        rule=NAMED,
        files={".csv": by("东方机械", "東方机械", "恒达电孑")},
        answers=(
            aside("E241", 3, "客户编号", value="東方机械", says="東 U+6771 / 东 U+4E1C"),
            aside("E241", 4, "客户编号", value="恒达电孑", says="孑 U+5B51 / 子 U+5B50"),
        ),
        rows={"used": 1, "set_aside": 2},
    ),
    Case(
        id="F06",
        workspace=registers([*CLIENTS[:2], "C02,恒达电子,恒达,,,S,2021-05-01,2021-05-01,"]),
        answers=(
            refuse("E304", file="clients.csv", row=3, column="client_id", value="C02", says="3, 4"),
            refuse("E304", file="clients.csv", row=4, column="client_id", value="C02", says="3, 4"),
        ),
        instead="the register is a required export, not the configuration: refused with exit 4",
    ),
    Case(
        id="F07",
        workspace=registers(
            [*CLIENTS[:2], "C03,客户03号,,,,E,2021-05-01,2021-05-01,", "C03,客户03号,,,,S,2026-08-15,2021-05-01,"]
        ),
        rule=FORM,
        files={".csv": table(HEAD, ("C03", "王", "2026-08-14", "5", "4"), ("C03", "王", "2026-08-15", "3", "4"))},
        rows={"used": 2},
        holds=lambda seen: (
            list(seen.facts("answers").query("question == 'Q1'").sort_values("row")["office_id"]) == ["E", "S"]
            and seen.figure(QUALITY, "C03")["office_id"] == "S"
        ),
    ),
    Case(
        id="F08",
        workspace={
            **registers(["C01,东方机械,,,,E,2020-03-01,2020-03-01,"], folder="surveys/2026Q2"),
            **registers(["C01,东方智造,,东方机械,,E,2020-03-01,2020-03-01,"]),
        },
        rule=NAMED,
        files={".csv": by("东方智造", "东方机械")},
        answers=(note("W240", row=3, column="客户编号", value="东方机械"),),
        rows={"used": 2},
        holds=lambda seen: clients(seen) == ["C01", "C01"] and seen.figure(QUALITY, "C01")["n"] == 2,
    ),
    Case(
        id="F09",
        workspace=registers([*CLIENTS[:2], "C03,客户03号,,,,E,2021-05-01,2021-05-01,"])
        | {
            "surveys/2026Q3/clients.csv": lines(
                ",".join((*CLIENT_FIELDS, "merged_into", "merged_on")),
                *(f"{client},," for client in CLIENTS[:2]),
                "C03,客户03号,,,,E,2021-05-01,2021-05-01,,C01,2026-08-01",
            )
        },
        rule=FORM,
        files={".csv": table(HEAD, ("C03", "王", "2026-07-14", "5", "4"), ("C03", "王", "2026-08-15", "3", "4"))},
        answers=(note("W251", row=3, column="客户编号", value="C03"),),
        rows={"used": 2},
        holds=lambda seen: set(seen.facts("answers").query("row == 3")["client_id"]) == {"C01"},
    ),
    Case(
        id="F10",
        rule=FORM,
        files={".csv": table(HEAD, ("C37", "王", "2026-07-14", "5", "4"), ("C37", "王", "2026-08-15", "3", "4"))},
        answers=(warn("W242", row=3, column="客户编号", value="C37", says="2026-07-31"),),
        rows={"used": 2},
    ),
    Case(
        id="F11",
        workspace=BEFORE | registers(),
        rule=FORM,
        files={"2026Q2/-2.csv": by("C01").replace("2026-07", "2026-04"), "-3.csv": by("C01", "C39")},
        holds=lambda seen: (
            seen.figure(QUALITY, "C39")["change"] is None
            and seen.figure(QUALITY, "C39")["previous"] is None
            and seen.figure(QUALITY, "C01")["change"] == 0
        ),
    ),
    Case(
        id="F12",
        workspace=BEFORE | registers(),
        rule=FORM,
        files={"2026Q2/-2.csv": by("C01", "C02").replace("2026-07", "2026-04"), "-3.csv": by("C01")},
        holds=lambda seen: (
            seen.figure(QUALITY, "C02")["gap"] == "NO_DATA"
            and seen.figure(QUALITY, "C02")["value"] is None
            and seen.figure(QUALITY, "C02")["previous"] == 100
        ),
    ),
    Case(
        id="F13",
        rule=LEDGER | {"columns": LEDGER["columns"] | {"office_name": ["office"]}},
        files={
            ".csv": lines(
                f"{LEDGER_HEAD},office",
                "F13-1,C01,2026-07-05 09:00,2026-07-05 10:00,2026-07-06 09:00,resolved,华南",
                "F13-2,C01,2026-07-05 09:00,2026-07-05 10:00,2026-07-06 09:00,resolved,华东办事处",
            )
        },
        answers=(warn("W243", row=2, column="office", value="华南", says="华东"),),
        rows={"used": 2},
        holds=lambda seen: set(seen.facts("complaints")["office_id"]) == {"E"},
    ),
    Case(
        id="F14",
        rule=LAST,
        files={
            ".csv": table(
                (*HEAD, "轮次"),
                ("C01", "王", "2026-07-03 09:00", "2", "2", "2026Q3"),
                ("C01", "王", "2026-07-04 09:00", "5", "5", "2026Q3"),
                ("C01", "李", "2026-07-03 09:00", "4", "4", "2026Q3"),
            )
        },
        answers=(note("E244", row=2, column="联系人", value="王", says="F14.csv:3 replaces it"),),
        rows={"used": 2, "superseded": 1},
        holds=lambda seen: seen.answers() == {3: 5, 4: 4},
    ),
    Case(
        id="F15",
        rule=SALES,
        files={".csv": lines(SALES_HEAD, *["F15-1,C01,2026-07-01,7"] * 3, "F15-2,C01,2026-07-01,7")},
        answers=(
            note("E244", row=3, column="order_id", value="F15-1", says="the same stands in"),
            note("E244", row=4, column="order_id", value="F15-1", says="the same stands in"),
        ),
        rows={"used": 2, "superseded": 2},
    ),
    Case(
        id="F16 told last",
        rule=LEDGER | {"duplicates": "last"},
        files={
            ".csv": lines(
                LEDGER_HEAD,
                "F16-1,C01,2026-07-05 09:00,2026-07-05 10:00,2026-07-06 09:00,resolved",
                "F16-1,C02,2026-07-07 09:00,2026-07-07 10:00,2026-07-08 09:00,resolved",
            )
        },
        answers=(note("E244", row=2, column="complaint_id", value="F16-1"),),
        rows={"used": 1, "superseded": 1},
    ),
    Case(
        id="F16",
        rule=LEDGER,
        files={
            ".csv": lines(
                LEDGER_HEAD,
                "F16-3,C01,2026-07-05 09:00,2026-07-05 10:00,2026-07-06 09:00,resolved",
                "F16-3,C02,2026-07-07 09:00,2026-07-07 10:00,2026-07-08 09:00,resolved",
            )
        },
        answers=(
            aside("E245", 2, "complaint_id", value="F16-3", says="F16.csv:3"),
            aside("E245", 3, "complaint_id", value="F16-3", says="F16.csv:2"),
        ),
        rows={"set_aside": 2},
    ),
    Case(
        id="F17",
        workspace=registers([*CLIENTS[:2], "C02,别的名字,,,,E,2021-05-01,2021-05-01,"]),
        answers=(
            refuse("E305", file="clients.csv", row=3, column="client_id", value="C02", says="3, 4"),
            refuse("E305", file="clients.csv", row=4, column="client_id", value="C02", says="3, 4"),
        ),
        instead="the register is a required export, not the configuration: refused with exit 4",
    ),
    Case(
        id="F18",
        rule=FORM,
        files={".csv": table(HEAD, ONE, ("", *TWO[1:]), THREE, ("", *ONE[1:]))},
        answers=(aside("E246", 3, "客户编号"), aside("E246", 5, "客户编号")),
        rows={"used": 2, "set_aside": 2},
        holds=lambda seen: clients(seen) == ["C01", "C03"],
    ),
    Case(
        id="F19",
        rule=COMMENTED,
        files={
            ".csv": table(
                (*HEAD, "意见"),
                (*ONE, "比恒达电子的服务好"),
                (*TWO, "恒达电子对贵公司很满意"),
                (*THREE, "没有意见"),
            )
        },
        answers=(note("W247", row=2, column="意见", says="C02 恒达电子"),),
        rows={"used": 3},
    ),
    Case(
        id="F20",
        workspace=registers(offices=[OFFICES[0], "S,华南,,"]),
        answers=(
            warn("E306", file="offices.csv", row=3, column="manager", value=""),
            warn("E306", file="offices.csv", row=3, column="mail", value=""),
        ),
        instead="the register is data, and pages do not need a manager: a warning, and everything is built",
    ),
    Case(
        id="F21",
        workspace={
            "surveys/2026Q3/clients.csv": lines(
                ",".join((*CLIENT_FIELDS, "contact_name")), f"{CLIENTS[0]},王；李", f"{CLIENTS[1]},"
            )
        },
        rule=FORM,
        files={".csv": table(HEAD, ONE, ("C01", "赵", *TWO[2:]), ("C02", "孙", *THREE[2:]))},
        answers=(
            warn(
                "W248",
                row=3,
                column="联系人",
                value="赵",
                says="王, 李; forms of people who are not in the register: 1",
            ),
        ),
        rows={"used": 3},
    ),
    *(
        Case(
            id=f"F22 {name}",
            apart=True,
            rule=FORM,
            files={".csv": shuffled()[name]},
            answers=(note("W156", row=1, value="天气"),) if name == "mixed" else (),
            exit=NOTED if name == "mixed" else DONE,
            rows={"used": 40},
            holds=same_figures,
        )
        for name in ("plain", "mixed")
    ),
]
