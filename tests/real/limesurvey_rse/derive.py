"""Expected satisfaction figures of the 2018 survey of research software engineers.

Nothing here is the project's code: the csv module, exact fractions, and SciPy for the t
distribution. One row is one returned form, its country the client, its region (regions.json,
made for this test) the office; two periods, the later with tests against the earlier.

    python tests/real/limesurvey_rse/derive.py [OUTPUT]
"""

import csv
import hashlib
import json
import math
import sys
from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from pathlib import Path
from typing import Any

from scipy import stats

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[2].parent / "shared" / "data" / "limesurvey_rse" / "2018" / "data" / "public_data.csv"
Z = 1.959963984540054
PERIODS = {"2018Q3": ("2018-07-01", "2018-10-01"), "2018Q4": ("2018-10-01", "2019-01-01")}
MIN_N = {"client": 1, "office": 3, "company": 3}
MIN_WEIGHT = Fraction(3, 5)

AGREE = {"Strongly Agree": 5, "Agree": 4, "Neither agree or disagree": 3, "Disagree": 2, "Strongly disagree": 1}
ENDS = {
    "0 - Not at all satisfied": 0,
    "10 - Completely satisfied": 10,
    "1 (None at all)": 1,
    "10 (All the time)": 10,
}


@dataclass(frozen=True)
class Dimension:
    """Weight, columns (by how their header starts), scale."""

    weight: Fraction
    columns: tuple[str, ...]
    low: int
    high: int
    reversed: bool = False


DIMENSIONS = {
    "position": Dimension(Fraction(3, 10), ("likert3[satisGen1]",), 0, 10),
    "career": Dimension(Fraction(2, 10), ("likert3[satisGen2]",), 0, 10),
    "recognition": Dimension(Fraction(2, 10), ("likert4[recog1]", "likert4[recog2]", "likert4[recog3]"), 1, 5),
    "prospects": Dimension(Fraction(2, 10), ("likert5[progRSE1]", "likert5[progRSE2]", "likert5[progRSE3]"), 1, 5),
    "staying": Dimension(Fraction(1, 10), ("turnOver3[SQ001]",), 1, 10, reversed=True),
}
OVERALL, TOP = "likert3[satisGen1]", (9, 10)
SERVICE = ("recognition", "prospects")

Answer = tuple[str, str, int, str, Fraction]  # office, client, form, dimension, points
Raw = tuple[str, str, int]  # office, client, number
Cells = dict[str, Any]


@dataclass(frozen=True)
class Form:
    """One returned form."""

    line: int
    day: str
    office: str
    client: str
    numbers: dict[str, int | None]


@dataclass(frozen=True)
class Scope:
    """Company, office or client, and how many clients it has."""

    level: str
    office: str
    client: str
    population: int

    def key(self) -> Cells:
        """Its columns."""
        return {"level": self.level, "office_id": self.office, "client_id": self.client}

    def holds(self, found: tuple[Any, ...]) -> bool:
        """Whether an answer (office, client, ...) belongs to it."""
        return self.office in ("", found[0]) and self.client in ("", found[1])


def number(text: str) -> int | None:
    """The answer on its scale; a mark of byte order inside the value is no part of it."""
    plain = text.replace("\ufeff", "").strip()
    if not plain:
        return None
    return AGREE.get(plain, ENDS.get(plain)) if plain in AGREE or plain in ENDS else int(plain)


def forms() -> list[Form]:
    """One per row of the file."""
    place = {name: (office, client) for office, of in regions().items() for client, name in of.items()}
    header, rows = table()
    wanted = {OVERALL, *(column for d in DIMENSIONS.values() for column in d.columns)}
    at = {column: next(i for i, name in enumerate(header) if name.startswith(column)) for column in wanted}
    return [
        Form(
            line=line,
            day=row[1][:10],
            office=place[row[2]][0],
            client=place[row[2]][1],
            numbers={column: number(row[i]) for column, i in at.items()},
        )
        for line, row in enumerate(rows)
    ]


def table() -> tuple[list[str], list[list[str]]]:
    """Header and rows of the file."""
    with DATA.open(encoding="utf-8", newline="") as file:
        header, *rows = list(csv.reader(file))
    return header, rows


def regions() -> dict[str, dict[str, str]]:
    """Region to country code to country, made for this test."""
    found: dict[str, dict[str, str]] = json.loads((HERE / "regions.json").read_text("utf-8"))
    return found


def facts() -> Cells:
    """What the file holds, so that a quirk that disappears is noticed."""
    header, rows = table()
    return {
        "rows": len(rows),
        "columns": len(header),
        "countries": len({row[2] for row in rows}),
        "values_with_a_byte_order_mark": sum("\ufeff" in cell for row in rows for cell in row),
        **{f"rows_{name}": sum(within(row[1][:10], name) for row in rows) for name in PERIODS},
    }


def within(day: str, period: str) -> bool:
    """Whether the day lies in the period."""
    start, end = PERIODS[period]
    return start <= day < end


def mean(values: list[Fraction]) -> Fraction:
    """Their mean."""
    return sum(values, Fraction(0)) / len(values)


def grouped(answers: list[Answer], at: int) -> dict[object, list[Answer]]:
    """The answers by one of their parts."""
    found: dict[object, list[Answer]] = defaultdict(list)
    for answer in answers:
        found[answer[at]].append(answer)
    return found


def limits(
    clusters: list[tuple[Fraction, int]], population: int | None, centre: Fraction
) -> tuple[float | None, float | None]:
    """Centre -+ t x se of the ratio of sums over clusters; two of them at least."""
    count, total = len(clusters), sum(m for _, m in clusters)
    if count < 2:
        return None, None
    ratio = sum((y for y, _ in clusters), Fraction(0)) / total
    rest = 1 - Fraction(count, population) if population else Fraction(1)
    squares = sum(((y - ratio * m) ** 2 for y, m in clusters), Fraction(0))
    error = sqrt(rest * Fraction(count, count - 1) * squares / total**2)
    half = float(stats.t.ppf(0.975, count - 1)) * error
    return float(centre) - half, float(centre) + half


def wilson(share: float, effective: float) -> tuple[float, float]:
    """Limits of a share."""
    middle = (share + Z * Z / (2 * effective)) / (1 + Z * Z / effective)
    half = Z * sqrt(share * (1 - share) / effective + Z * Z / (4 * effective**2)) / (1 + Z * Z / effective)
    return middle - half, middle + half


def weighted(points: dict[str, Fraction]) -> Fraction | None:
    """The index of dimension values, none below the least weight."""
    weight = sum((DIMENSIONS[name].weight for name in points), Fraction(0))
    if weight < MIN_WEIGHT or not points:
        return None
    return sum((DIMENSIONS[name].weight * value for name, value in points.items()), Fraction(0)) / weight


def by_dimension(answers: list[Answer]) -> dict[str, Fraction]:
    """Mean points per dimension."""
    return {str(name): mean([a[4] for a in mine]) for name, mine in grouped(answers, 3).items()}


def cells(value: Fraction | None, n: int, gap: str, **more: object) -> Cells:
    """The published cells of one figure."""
    return {"value": None if value is None else float(value), "n": n, "gap": gap, **more}


def figures(answers: list[Answer], raw: list[tuple[str, int]], level: str, population: int) -> dict[str, Cells]:
    """All measures of one scope and period; raw: client and number per answer to the overall question."""
    unit, of = (2, None) if level == "client" else (1, population)
    found: dict[str, Cells] = {}
    published: dict[str, Fraction] = {}
    per_dimension = grouped(answers, 3)
    for name in DIMENSIONS:
        mine = per_dimension.get(name, [])
        clients = len(grouped(mine, 1))
        if not mine:
            found[f"satisfaction.{name}"] = cells(None, 0, "NO_DATA", n_clients=0)
        elif level != "client" and clients < MIN_N[level]:
            found[f"satisfaction.{name}"] = cells(None, len(mine), "TOO_FEW", n_clients=clients)
        else:
            published[name] = value = mean([a[4] for a in mine])
            clusters = [(sum((a[4] for a in g), Fraction(0)), len(g)) for g in grouped(mine, unit).values()]
            low, high = limits(clusters, of, value)
            found[f"satisfaction.{name}"] = cells(value, len(mine), "", low=low, high=high, n_clients=clients)
    index = weighted(published)
    gap = "" if index is not None else ("TOO_FEW" if answers else "NO_DATA")
    clients = len(grouped(answers, 1))
    low = high = None
    if index is not None:
        own = [weighted(by_dimension(g)) for g in grouped(answers, unit).values()]
        low, high = limits([(value, 1) for value in own if value is not None], of, index)
    found["satisfaction.index"] = cells(index, len(answers), gap, low=low, high=high, n_clients=clients)
    askers = len({client for client, _ in raw})
    if raw and level != "client" and askers < MIN_N[level]:
        found["satisfaction.top2_share"] = cells(None, len(raw), "TOO_FEW")
    elif raw:
        share = Fraction(sum(answer in TOP for _, answer in raw), len(raw))
        size = len(raw) if level == "client" else askers
        low = high = None  # of fewer than two clusters
        if size > 1:
            known = of is not None and size >= of
            effective = size if of is None or known else size / (1 - size / of)
            low, high = (float(share), float(share)) if known else wilson(float(share), effective)
        found["satisfaction.top2_share"] = cells(share, len(raw), "", low=low, high=high)
    else:
        found["satisfaction.top2_share"] = cells(None, 0, "NO_DATA")
    returned = len(grouped(answers, 2))
    found["satisfaction.responses"] = cells(Fraction(returned), returned, "")
    found["satisfaction.clients_responding"] = cells(Fraction(clients), clients, "")
    found["satisfaction.response_rate"] = cells(Fraction(clients, population), population, "")
    service = {name: published[name] for name in SERVICE if name in published}
    if len(service) == len(SERVICE):
        weight = sum(DIMENSIONS[name].weight for name in service)
        value = sum((DIMENSIONS[name].weight * points for name, points in service.items()), Fraction(0)) / weight
        found["service_quality.index"] = cells(value, sum(len(per_dimension[name]) for name in service), "")
    return found


def client_means(answers: list[Answer], name: str) -> dict[object, float]:
    """The figure of each client that has it."""
    found = {}
    for client, mine in grouped(answers, 1).items():
        points = by_dimension(mine)
        value = weighted(points) if name == "index" else points.get(name)
        if value is not None:
            found[client] = float(value)
    return found


def tested(before: list[Answer], now: list[Answer], name: str, least: int) -> tuple[float | None, float, str]:
    """p, tested difference, and which test: paired where enough answered twice, else Welch."""
    a, b = client_means(before, name), client_means(now, name)
    if min(len(a), len(b)) < least:
        return None, 0.0, "too_few"
    both = sorted(a.keys() & b.keys(), key=str)
    if len(both) >= least:
        p = float(stats.ttest_rel([b[c] for c in both], [a[c] for c in both]).pvalue)
        return p, math.fsum(b[c] - a[c] for c in both) / len(both), "paired"
    p = float(stats.ttest_ind(list(b.values()), list(a.values()), equal_var=False).pvalue)
    return p, math.fsum(b.values()) / len(b) - math.fsum(a.values()) / len(a), "welch"


def answers_of(found: list[Form], period: str) -> list[Answer]:
    """The scored answers of one period."""
    scored = []
    for form in found:
        for name, d in DIMENSIONS.items():
            for x in (form.numbers[column] for column in d.columns):
                if x is not None and within(form.day, period):
                    points = Fraction(100 * (x - d.low), d.high - d.low)
                    scored.append(
                        (form.office, form.client, form.line, name, 100 - points if d.reversed else points)
                    )
    return scored


def overall_of(found: list[Form], period: str) -> list[Raw]:
    """The answers to the overall question of one period."""
    return [
        (form.office, form.client, x)
        for form in found
        if within(form.day, period) and (x := form.numbers[OVERALL]) is not None
    ]


def scopes() -> list[Scope]:
    """Company, offices, clients."""
    of = sorted(regions().items())
    return [
        Scope("company", "", "", sum(len(countries) for _, countries in of)),
        *(Scope("office", office, "", len(countries)) for office, countries in of),
        *(Scope("client", office, client, 1) for office, countries in of for client in sorted(countries)),
    ]


def tests(found: list[Form]) -> list[Cells]:
    """The change from the first period to the second, company and offices."""
    first, second = (answers_of(found, period) for period in PERIODS)
    records = []
    for scope in scopes():
        if scope.level != "client":
            before, now = list(filter(scope.holds, first)), list(filter(scope.holds, second))
            for name in (*DIMENSIONS, "index"):
                p, difference, test = tested(before, now, name, MIN_N[scope.level])
                cells = {"p_value": p, "difference": difference, "test": test}
                records.append({**scope.key(), "measure": f"satisfaction.{name}", **cells})
    return records


def case(found: list[Form], period: str) -> list[Cells]:
    """Every scope of one period."""
    answers, overall = answers_of(found, period), overall_of(found, period)
    records = []
    for scope in scopes():
        mine = list(filter(scope.holds, answers))
        raw = [(client, x) for office, client, x in overall if scope.holds((office, client))]
        records.append({**scope.key(), "measures": figures(mine, raw, scope.level, scope.population)})
    return records


def expected() -> Cells:
    """Everything that expected.json holds."""
    found = forms()
    return {
        "inputs": {DATA.name: hashlib.sha256(DATA.read_bytes()).hexdigest()},
        "facts": facts(),
        **{period: case(found, period) for period in PERIODS},
        "tests_2018Q4": tests(found),
    }


def written() -> str:
    """The text of expected.json: each list of records one record a line."""
    lines = []
    for key, value in expected().items():
        records = (
            [json.dumps(record, separators=(", ", ": ")) for record in value] if isinstance(value, list) else []
        )
        text = "[\n  " + ",\n  ".join(records) + "\n ]" if records else json.dumps(value)
        lines.append(f" {json.dumps(key)}: {text}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    Path(sys.argv[1] if len(sys.argv) > 1 else HERE / "expected.json").write_text(written(), encoding="utf-8")
