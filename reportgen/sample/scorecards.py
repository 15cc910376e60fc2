"""Cards of the 《客户资信评估表》: what was scored, on what evidence, and who signed when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from reportgen.model.period import Period
from reportgen.sample.cast import CAST
from reportgen.sample.items import POINT_ITEMS, SIGNOFFS, level_of
from reportgen.sample.world import Client, World

QUARTERLY, NEW = "季度", "新客户"
MANAGERS = ("许岚", "顾明远", "沈知", "陆征", "何远山")
"""Business specialist, marketing centre, finance, vice president, general manager."""

_FIRST_DAY = 66
_STEP_DAYS = (0, 2, 4, 6, 9, 10)
_POINTS_PARTS = {"基本项": 1, "加分项": 1, "减分项": -1}


@dataclass(frozen=True, slots=True)
class Signature:
    """One line of the sign-off block; a blank name has not signed."""

    step: str
    role: str
    person: str
    day: date | None
    result: str
    opinion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One filled form. Points keep the sign that was written; ``stated_total`` is the form's own sum."""

    client: Client
    period: Period
    kind: str
    graded_on: date
    points: tuple[float, ...]
    stated_total: float
    vetoed: str
    without_evidence: str
    signatures: tuple[Signature, ...]

    @property
    def stated_level(self) -> str:
        """The level written on the form."""
        return "D" if self.vetoed else level_of(self.stated_total)


@dataclass(frozen=True, slots=True)
class _Slip:
    """What went wrong on one card of the last quarter."""

    positive_minus: bool = False
    total_off: int = 0
    without_evidence: str = ""
    unsigned: str = ""
    backwards: bool = False
    stand_in: str = ""
    """The step for which the business specialist signed."""


_SLIPS = {
    1: _Slip(without_evidence="B5"),
    2: _Slip(unsigned="总经理"),
    3: _Slip(backwards=True),
    6: _Slip(stand_in="财务部"),
    7: _Slip(positive_minus=True),
    9: _Slip(total_off=1),
    11: _Slip(unsigned="财务部"),
}
"""By the number of the cast; each stands in tests/sample/stories.yaml."""


def cards(world: World, period: Period) -> Iterator[Card]:
    """Yield the cards of one quarter in the order of the register."""
    is_now = period == world.now
    for number, client in enumerate(world.clients, start=1):
        points = client.part.points_now if is_now else client.part.points
        if points is None or not client.is_client(period.end - timedelta(days=1)):
            continue
        slip = _SLIPS.get(number, _Slip()) if is_now and number <= len(CAST) else _Slip()
        yield _card(world, client, period, points, slip)


def _card(world: World, client: Client, period: Period, points: tuple[float, ...], slip: _Slip) -> Card:
    rng = world.dice("card", period, client.client_id)
    is_new = client.since >= period.start
    usual = period.start + timedelta(days=_FIRST_DAY + rng.randrange(9))
    graded_on = client.since - timedelta(days=3) if is_new else usual
    signed = [_POINTS_PARTS[item.part] * value for item, value in zip(POINT_ITEMS, points, strict=True)]
    return Card(
        client=client,
        period=period,
        kind=NEW if is_new else QUARTERLY,
        graded_on=graded_on,
        points=points if slip.positive_minus else tuple(signed),
        stated_total=sum(signed) + slip.total_off,
        vetoed=client.part.vetoed_now if period == world.now else "",
        without_evidence=slip.without_evidence,
        signatures=tuple(_signatures(client, graded_on, slip)),
    )


def _signatures(client: Client, graded_on: date, slip: _Slip) -> Iterator[Signature]:
    people = (client.engineer, *MANAGERS)
    days = list(_STEP_DAYS)
    if slip.backwards:
        days[2], days[3] = days[3], days[2]
    for (step, role), person, after in zip(SIGNOFFS, people, days, strict=True):
        if role == slip.unsigned or (role == "总经理" and not client.part.special):
            yield Signature(step, role, "", None, "", "")
            continue
        signer = MANAGERS[0] if role == slip.stand_in else person
        opinion = "同意按表评级" if role == "分管副总" else ""
        yield Signature(step, role, signer, graded_on + timedelta(days=after), "同意", opinion)
