"""The invented company's offices, dealers and quarters, before anything is written down."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from random import Random

from reportgen.model.period import Period
from reportgen.sample.cast import CAST, Part
from reportgen.sample.names import TRADES, WORDS, company_name, credit_code, dice, people
from reportgen.sample.places import REGIONS, Region

MAKER = "澄远传动"
MAIL_DOMAIN = "chengyuan.example"
ENGINEERS_AN_OFFICE = 3
_SIZES = (12, 18, 25, 35, 48, 60, 85, 110, 140, 190)
_CARDS = (
    (14, 13, 13, 18, 14, 5, 8, 7, 0, 0),
    (13, 13, 13, 17, 13, 5, 8, 3, 0, 0),
    (13, 12, 12, 16, 12, 5, 8, 4, 0, 0),
    (12, 12, 12, 15, 12, 5, 0, 5, 0, 0),
    (11, 10, 11, 13, 11, 0, 0, 6, 0, 1),
    (9, 9, 10, 12, 10, 0, 0, 3, 4, 1),
)


@dataclass(frozen=True, slots=True)
class Office:
    """A regional office and the people in it."""

    office_id: str
    region: str
    manager: str
    engineers: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its name, such as 华东办事处."""
        return f"{self.region}办事处"

    @property
    def mail(self) -> str:
        """Its mailbox."""
        return f"{self.office_id.lower()}@{MAIL_DOMAIN}"


@dataclass(frozen=True, slots=True)
class Client:
    """A dealer. ``home`` and ``moved`` are office ids; ``part`` is what happens to it."""

    client_id: str
    name: str
    short_name: str
    credit_code: str
    trade: str
    home: str
    moved: tuple[str, date] | None
    since: date
    ended: date | None
    engineer: str
    contacts: tuple[tuple[str, str], ...]
    part: Part

    def office_on(self, day: date) -> str:
        """Return the office that looks after it on ``day``."""
        return self.moved[0] if self.moved and day >= self.moved[1] else self.home

    def office_since(self, day: date) -> date:
        """Return the first day in the office of ``day``."""
        return self.moved[1] if self.moved and day >= self.moved[1] else self.since

    def is_client(self, day: date) -> bool:
        """Whether it is a client on ``day``."""
        return self.since <= day and (self.ended is None or day <= self.ended)


@dataclass(frozen=True)
class World:
    """Everything that a sample is written from. The last of ``periods`` is the one to report on."""

    seed: int
    offices: tuple[Office, ...]
    clients: tuple[Client, ...]
    periods: tuple[Period, ...]

    @property
    def now(self) -> Period:
        """The last period."""
        return self.periods[-1]

    @cached_property
    def office_by_id(self) -> dict[str, Office]:
        """The offices by their ids."""
        return {office.office_id: office for office in self.offices}

    def clients_in(self, period: Period) -> Iterator[Client]:
        """Yield those that were clients at any moment of ``period``."""
        last = period.end - timedelta(days=1)
        for client in self.clients:
            if client.since <= last and (client.ended is None or client.ended >= period.start):
                yield client

    def dice(self, *about: object) -> Random:
        """Return the random generator of one subject."""
        return dice(self.seed, *about)


def built_world(*, clients: int, offices: int, quarters: int, seed: int, last: str) -> World:
    """Return the world of a sample.

    Raises:  ValueError where the stories would not fit, or names run out.
    """
    if clients < len(CAST) or not 2 <= offices <= len(REGIONS) or quarters < 2:  # noqa: PLR2004 - the cast's needs
        raise ValueError(
            f"the stories need at least {len(CAST)} clients, 2 to {len(REGIONS)} offices and 2 quarters; "
            f"got {clients}, {offices} and {quarters}"
        )
    periods = [Period.parse(last)]
    while len(periods) < quarters:
        periods.insert(0, periods[0].previous)
    staffed = tuple(_office(seed, index) for index in range(offices))
    width = max(3, len(str(clients)))
    extras = _extra_parts(seed, clients - len(CAST), offices)
    dealers = tuple(
        _client(seed, f"C{number:0{width}d}", part, staffed, periods[-1])
        for number, part in enumerate((*CAST, *extras), start=1)
    )
    return World(seed, staffed, dealers, tuple(periods))


def _office(seed: int, index: int) -> Office:
    region = REGIONS[index]
    manager, *engineers = people(dice(seed, "office", region.office_id), 1 + ENGINEERS_AN_OFFICE)
    return Office(region.office_id, region.name, manager, tuple(engineers))


def _client(seed: int, client_id: str, part: Part, offices: tuple[Office, ...], now: Period) -> Client:
    rng = dice(seed, "client", client_id)
    home = offices[part.office]
    year = rng.randrange(now.start.year - 14, now.start.year - 5)
    started = date(year, rng.randrange(1, 13), rng.randrange(1, 29))
    departments = ("采购部", "设备部", "技术部", "仓储部", "财务部")
    contacts = people(rng, max(part.answers, 2) + 2)
    return Client(
        client_id=client_id,
        name=company_name(part.city, part.word, part.trade),
        short_name=part.city + part.word,
        credit_code=credit_code(rng, dict(REGIONS[part.office].cities)[part.city]),
        trade=part.trade,
        home=home.office_id,
        moved=(offices[1].office_id, _day(now, part.moved)) if part.moved is not None else None,
        since=started if part.started is None else _day(now, part.started),
        ended=None if part.ended is None else _day(now, part.ended),
        engineer=rng.choice(home.engineers),
        contacts=tuple((departments[i % len(departments)], name) for i, name in enumerate(contacts)),
        part=part,
    )


def _day(now: Period, days: int) -> date:
    return now.start + timedelta(days=days)


def _extra_parts(seed: int, count: int, offices: int) -> Iterator[Part]:
    """Yield ordinary clients, spread evenly; no two share a city and a word, so short names differ."""
    rng = dice(seed, "extras")
    free = [_free_names(region, -(-count // offices)) for region in REGIONS[:offices]]
    for names in free:
        rng.shuffle(names)
    for index in range(count):
        names = free[index % offices]
        if not names:
            raise ValueError(f"names for only {index + len(CAST)} clients in {offices} offices")
        yield _extra_part(rng, index % offices, *names.pop())


def _free_names(region: Region, wanted: int) -> list[tuple[str, str]]:
    """Return cities with words that no client of the cast has; where the words run out, their halves mix."""
    taken = {(part.city, part.word) for part in CAST}
    mixed = dict.fromkeys(first[0] + last[-1] for first in WORDS for last in WORDS)
    words = WORDS if wanted <= (len(WORDS) - len(CAST)) * len(region.cities) else tuple(mixed)
    return [(city, word) for city, _ in region.cities for word in words if (city, word) not in taken]


def _extra_part(rng: Random, office: int, city: str, word: str) -> Part:
    points = rng.choice(_CARDS)
    sales = rng.choice(_SIZES)
    mean = rng.randrange(36, 46) / 10
    return Part(
        story="",
        office=office,
        city=city,
        word=word,
        trade=rng.choice(TRADES),
        sales=sales,
        sales_now=sales * rng.choice((0.8, 0.95, 1.0, 1.0, 1.05, 1.15, 1.4)),
        points=points,
        points_now=rng.choice((points, points, points, rng.choice(_CARDS))),
        answers=rng.choice((0, 2, 3, 4, 5, 5, 6, 7, 8, 10)) if rng.random() < 0.9 else 0,  # noqa: PLR2004
        mean=mean,
        complaints=rng.randrange(6),
        complaints_now=rng.randrange(6),
    )
