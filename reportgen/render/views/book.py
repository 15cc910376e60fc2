"""The masked tables of one audience, looked up by client, office, measure and pack."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from reportgen.model.insight import Insight
from reportgen.model.names import file_names, several
from reportgen.model.results import Results
from reportgen.policy.audiences import Audience
from reportgen.policy.config import Config
from reportgen.render.events import Event, events_of
from reportgen.render.views.addressed import Addresses
from reportgen.render.views.clock import Waited, shown_unit, waited
from reportgen.render.views.language import Language
from reportgen.render.views.past import Past, pasts

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from reportgen.model.clock import Clock
    from reportgen.policy.pack import Pack

Record = dict[str, Any]
_BASES = ("weighted", "scorecard", "measure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One row of CHANGED; a figure that is not in the tables is a gap NO_DATA of n 0."""

    measure: str
    value: Fraction | None = None
    unit: str = ""
    n: int = 0
    gap: str = "NO_DATA"
    low: float | None = None
    high: float | None = None
    previous: Fraction | None = None
    change: Fraction | None = None
    verdict: str = ""
    source: str = ""
    at_least: float | None = None
    provisional: str = ""
    address: str = ""
    """Subject and measure, as `reportgen explain` takes them; empty = not in the tables."""

    @property
    def moved(self) -> bool:
        """Whether it changed beyond noise."""
        return self.verdict in {"up", "down"}


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeRow:
    """One row of GRADES."""

    pack: str
    client_id: str
    score: Fraction | None
    level: str
    rank: int | None
    previous_level: str
    previous_score: Fraction | None
    transition: str
    because: tuple[str, ...]
    graded_on: date | None
    vetoed: bool
    gap: str


def records(frame: "pd.DataFrame") -> list[Record]:
    """Return the rows with None for what is missing."""
    plain = frame.astype(object)
    return plain.where(frame.notna(), None).to_dict("records")  # type: ignore[return-value]


class Book:
    """Look-ups over the Results of one audience; made once per audience and locale."""

    def __init__(self, results: Results, audience: Audience, config: Config, lang: Language) -> None:
        self.results = results
        self.audience = audience
        self.config = config
        self.lang = lang
        self.window = results.window
        self.packs: Mapping[str, Pack] = config.in_force(results.window.last_day)

    @cached_property
    def _figures(self) -> dict[tuple[str, str, str], Figure]:
        names = Figure.__dataclass_fields__
        return {
            (
                row["level"],
                row["client_id"] or row["office_id"] if row["level"] == "client" else row["office_id"],
                row["measure"],
            ): Figure(
                **{name: row[name] for name in names if name not in {"n", "unit", "address"}},
                n=row["n"] or 0,
                unit=shown_unit(row["measure"], row["unit"], working=self.clock.working),
                address=self.addresses.of(row["level"], subject(row), row["measure"]),
            )
            for row in records(self.results.changed)
        }

    @cached_property
    def addresses(self) -> Addresses:
        """How `reportgen explain` is asked for each figure."""
        return Addresses(self.results.changed)

    @cached_property
    def provisional(self) -> bool:
        """Whether any figure rests on a year whose public holidays are not announced."""
        return any(figure.provisional for figure in self._figures.values())

    def figure(self, level: str, one: str, measure: str) -> Figure:
        """Return a figure of the company (id ""), an office or a client."""
        return self._figures.get((level, one, measure), Figure(measure=measure))

    @cached_property
    def clients(self) -> dict[str, Record]:
        """Rows of CLIENTS by id, with what the latest register says."""
        rows = {row["client_id"]: row for row in records(self.results.clients)}
        for row in reversed(records(self.results.facts.register)):
            if row["client_id"] in rows:
                rows[row["client_id"]] = {**row, **rows[row["client_id"]]}
        return rows

    @cached_property
    def offices(self) -> dict[str, Record]:
        """Rows of OFFICES by id."""
        return {row["office_id"]: row for row in records(self.results.facts.offices)}

    @cached_property
    def events(self) -> "dict[tuple[str, str], list[Event]]":
        """Renamings, mergers and splits by (level, id)."""
        return events_of(self.results.facts, self.window)

    @cached_property
    def registered_names(self) -> dict[str, str]:
        """Client id → its latest registered name, of every client that the reader may see."""
        register = self.results.facts.register
        return dict(zip(register["client_id"], register["name"], strict=True))

    @cached_property
    def other_names(self) -> dict[str, tuple[str, ...]]:
        """Client id → its names in the registers of all periods, latest first, then the earlier ones they name."""
        register = self.results.facts.register
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for one, *names in zip(*(register[name] for name in ("client_id", "name", "short_name")), strict=True):
            found[one].update(dict.fromkeys(name for name in names if name))
        for one, cell in zip(register["client_id"], register["previous_names"], strict=True):
            found[one].update(dict.fromkeys(several(cell)))
        return {one: tuple(names) for one, names in found.items()}

    def clients_of(self, office: str) -> list[str]:
        """Return the clients of an office at as-of; "" = all."""
        return [one for one, row in self.clients.items() if office in ("", row["office_id"])]

    @cached_property
    def client_files(self) -> dict[str, str]:
        """File name stem of every client."""
        return file_names(self.clients)

    @cached_property
    def office_files(self) -> dict[str, str]:
        """File name stem of every office."""
        return file_names(self.offices)

    @cached_property
    def _grades(self) -> dict[tuple[str, str], GradeRow]:
        rows = {}
        for row in records(self.results.grades):
            names = {
                name: row[name]
                for name in GradeRow.__dataclass_fields__
                if name not in {"because", "vetoed", "graded_on"}
            }
            because = tuple(row["because"].split(";")) if row["because"] else ()
            rows[row["client_id"], row["pack"]] = GradeRow(
                **names, because=because, vetoed=bool(row["vetoed"]), graded_on=as_day(row["graded_on"])
            )
        return rows

    def grade(self, client: str, pack: str) -> GradeRow | None:
        """Return a client's row of GRADES, or None where the pack does not cover it."""
        return self._grades.get((client, pack))

    def grades_of(self, client: str) -> list[GradeRow]:
        """Return a client's grades in the order of the packs."""
        return [row for pack in self.graded_packs if (row := self.grade(client, pack))]

    @cached_property
    def graded_packs(self) -> list[str]:
        """Packs that give levels: weighted ones first, then scorecards, then those of one measure, each by id."""
        graded = {one: pack.grading for one, pack in self.packs.items() if pack.grading is not None}
        return sorted(graded, key=lambda one: (_BASES.index(graded[one].basis), one))

    @property
    def lead_pack(self) -> str:
        """The pack that rankings and matrices show; "" where none grades."""
        return self.graded_packs[0] if self.graded_packs else ""

    @cached_property
    def contributions(self) -> dict[tuple[str, str], list[Record]]:
        """Rows of CONTRIBUTIONS by client and pack."""
        found: dict[tuple[str, str], list[Record]] = defaultdict(list)
        for row in records(self.results.contributions):
            found[row["client_id"], row["pack"]].append(row)
        return found

    @cached_property
    def _history(self) -> dict[tuple[str, str, str], tuple[Past, ...]]:
        return pasts(records(self.results.history), self.periods, subject)

    def past(self, level: str, one: str, measure: str) -> tuple[Past, ...]:
        """Return a figure over the periods of the trend, oldest first."""
        return self._history.get((level, one, measure), ())

    @cached_property
    def periods(self) -> list[str]:
        """Periods of the trend, oldest first."""
        return list(dict.fromkeys(self.results.history["period"]))

    def trend(self, level: str, one: str, measure: str) -> tuple[float | None, ...]:
        """Return a figure over the periods of the trend."""
        return tuple(None if past.value is None else float(past.value) for past in self.past(level, one, measure))

    @cached_property
    def _behind(self) -> dict[str, dict[tuple[str, str], list[Record]]]:
        found: dict[str, dict[tuple[str, str], list[Record]]] = {}
        for name in Insight.__dataclass_fields__:
            rows: dict[tuple[str, str], list[Record]] = defaultdict(list)
            for row in records(getattr(self.results.insight, name)):
                rows[row["level"], subject({"client_id": "", **row})].append(row)
            found[name] = rows
        return found

    def behind(self, frame: str, level: str, one: str) -> list[Record]:
        """Return the rows of a frame of Insight about a client, an office or the company (id "")."""
        return self._behind[frame].get((level, one), [])

    @cached_property
    def complaint_rows(self) -> list[Record]:
        """Every complaint known, from all periods."""
        return records(self.results.facts.complaints)

    @cached_property
    def complaints_by_client(self) -> dict[str, list[Record]]:
        """Every complaint known, by client."""
        return grouped(self.complaint_rows, "client_id")

    @cached_property
    def feedback_by_client(self) -> dict[str, list[Record]]:
        """Every opinion, suggestion, interview, post and need, by client."""
        return self._by_client("feedback", "date")

    def records_read(self, export: str) -> bool:
        """Whether any folder up to the period had the export."""
        return any(name == export for name, _ in self.results.facts.read)

    @cached_property
    def granted(self) -> dict[str, list[Record]]:
        """Treatments granted by the last day, by client."""
        return self._by_client("measures", "granted_at")

    @cached_property
    def contacts(self) -> dict[str, list[Record]]:
        """Contacts, by client."""
        return self._by_client("contacts", "date")

    @cached_property
    def contracts(self) -> dict[str, list[Record]]:
        """Contracts, by client."""
        return self._by_client("contracts", "signed_at")

    @cached_property
    def notices(self) -> dict[str, list[Record]]:
        """Decisions and results told to clients, by client."""
        return self._by_client("notices", "decided_at")

    def _by_client(self, export: str, dated: str) -> dict[str, list[Record]]:
        """Return the rows of a declared export up to the last day, by client."""
        rows, day = records(self.results.facts.records[export]), self.window.last_day
        return grouped([row for row in rows if (on := as_day(row[dated])) is None or on <= day], "client_id")

    @cached_property
    def rounds(self) -> list[Record]:
        """The planned rounds of the survey, the latest list of each, by their first day."""
        plan = self.results.facts.records["survey_plan"].drop_duplicates(["year", "round"], keep="last")
        return records(plan.sort_values(["year", "planned_from", "round"]))

    @cached_property
    def improvements(self) -> list[Record]:
        """Every improvement decided by the last day."""
        rows, last = records(self.results.facts.records["improvement_actions"]), self.window.last_day
        return [row for row in rows if (day := as_day(row["decided_at"])) is None or day <= last]

    @cached_property
    def complaints_by_office(self) -> dict[str, list[Record]]:
        """Every complaint known, by the client's office at receipt."""
        return grouped(self.complaint_rows, "office_id")

    def complaints_of(self, level: str, one: str) -> list[Record]:
        """Return the complaints that count for a client, an office or the company."""
        if level == "client":
            return self.complaints_by_client.get(one, [])
        return self.complaints_by_office.get(one, []) if level == "office" else self.complaint_rows

    @property
    def clock(self) -> "Clock":
        """The clock on which complaints wait."""
        return self.config.profile.waiting

    @cached_property
    def waited(self) -> dict[str, Waited]:
        """How long each complaint received before as-of waited until then, by its id."""
        rows = [row for row in self.complaint_rows if row["received_at"] < self.window.as_of]
        found = waited(self.clock, rows, self.window.as_of)
        return {str(row["complaint_id"]): one for row, one in zip(rows, found, strict=True)}

    @cached_property
    def cards(self) -> dict[str, Record]:
        """The latest card of each client before as-of."""
        rows = sorted(records(self.results.facts.cards), key=lambda row: (row["graded_on"], row["card_id"]))
        return {row["client_id"]: row for row in rows if row["graded_on"].date() <= self.window.last_day}

    @cached_property
    def card_items(self) -> dict[str, list[Record]]:
        """Lines of each card."""
        return grouped(records(self.results.facts.card_items), "card_id")

    @cached_property
    def limit_applications(self) -> dict[str, list[Record]]:
        """Forms for another level or limit by client."""
        return grouped(records(self.results.facts.limit_applications), "client_id")

    @cached_property
    def signoffs(self) -> dict[str, list[Record]]:
        """Signatures of each card."""
        return grouped(records(self.results.facts.signoffs), "card_id")

    @cached_property
    def points(self) -> dict[str, list[Record]]:
        """Points of each client's grading in force."""
        return grouped(records(self.results.points), "client_id")

    @cached_property
    def comments(self) -> dict[str, list[Record]]:
        """Comments of the period by client."""
        found: dict[str, list[Record]] = defaultdict(list)
        for row in records(self.results.facts.comments):
            if self.window.start <= row["answered_at"] < self.window.end and row["comment"].strip():
                found[row["client_id"]].append(row)
        return found

    def local(self, moment: datetime) -> datetime:
        """Return a moment in the profile's zone."""
        return moment.astimezone(self.window.zone)

    def name(self, client: str) -> str:
        """Return a client's name."""
        return str(self.clients[client]["name"]) if client in self.clients else client

    def short(self, client: str) -> str:
        """Return a client's short name, or its name."""
        row = self.clients.get(client, {})
        return str(row.get("short_name") or row.get("name") or client)

    def office_short(self, office: str) -> str:
        """Return an office's name without the word 办事处 that some registers repeat."""
        name = self.office_name(office)
        return name.removesuffix("办事处") or name

    def office_name(self, office: str) -> str:
        """Return an office's name, its id where it has none."""
        return str(self.offices[office]["name"] or office) if office in self.offices else office


def subject(row: Record) -> str:
    """Return whom a row of figures is about: a client, an office, or "" for the company."""
    return str(row["client_id"] if row["level"] == "client" else row["office_id"])


def grouped(rows: list[Record], column: str) -> dict[str, list[Record]]:
    """Return rows by the value of a column."""
    found: dict[str, list[Record]] = defaultdict(list)
    for row in rows:
        found[row[column]].append(row)
    return found


def as_day(value: Any) -> date | None:
    """Return the date of a midnight, None where there is none."""
    return None if value is None else value.date()
