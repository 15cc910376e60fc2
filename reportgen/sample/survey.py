"""What contacts answered, as plain numbers, before anybody typed it into a sheet."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random

from reportgen.model.period import Period
from reportgen.sample.products import GOOD_WORDS, PLAIN_WORDS, SLOW_WORDS
from reportgen.sample.world import Client, World

HEADINGS: dict[str, str] = {
    "Q1": "1、贵公司对我们产品质量的满意程度",
    "Q2": "2、贵公司对我们响应速度的满意程度",
    "Q3": "3、贵公司对我们售后服务的满意程度",
    "Q4": "4、贵公司对我们公司形象的满意程度",
    "Q5": "5、贵公司对我们价格合理性的满意程度",
    "Q6": "6、贵公司对我们沟通交流的满意程度",
    "Q2r": "7、您是否经常需要反复催促才能得到答复（1=从不，5=总是）",
    "Q7": "8、总体而言，贵公司对我们的满意程度",
    "Q8": "9、您向同行推荐我们的可能性有多大（0–10分）",
}
COMMENT_HEADING = "10、意见建议"
DELIVERY_HEADING = "11、贵公司对我们交付时间的满意程度"
"""Added to the form last, for the second satisfaction policy (P14.17)."""
_SHIFTS = {"Q1": 0.2, "Q2": 0.0, "Q3": 0.0, "Q4": 0.3, "Q5": -0.5, "Q6": 0.1, "Q7": 0.1}
_DELIVERY_SHIFT = -0.3
_LOW, _HIGH = 1, 5
_WOBBLE = (-0.2, -0.1, 0.0, 0.1, 0.2)
_FIRST_DAY = 68
_SLOW = 3


@dataclass(frozen=True, slots=True)
class Submission:
    """One returned form."""

    client: Client
    department: str
    contact: str
    round: str
    at: datetime
    answers: dict[str, int]
    comment: str
    delivery: int


def round_of(period: Period) -> str:
    """Return the name of a quarter's regular round."""
    return f"{period}定期"


def submissions(world: World, period: Period) -> list[Submission]:
    """Return the forms of one quarter's round, in the order of their arrival."""
    returned = [form for client in world.clients_in(period) for form in _client_forms(world, client, period)]
    return sorted(returned, key=lambda form: (form.at, form.client.client_id, form.contact))


def _client_forms(world: World, client: Client, period: Period) -> list[Submission]:
    rng = world.dice("survey", period, client.client_id)
    count = client.part.answers
    if not count:
        return []
    columns = _answers(rng, client, count, is_now=period == world.now)
    delivery = spread(
        world.dice("delivery", period, client.client_id), client.part.mean + _DELIVERY_SHIFT, count, _LOW, _HIGH
    )
    annoyed = period == world.now and client.home == world.offices[0].office_id
    return [
        Submission(
            client=client,
            department=client.contacts[number][0],
            contact=client.contacts[number][1],
            round=round_of(period),
            at=_moment(rng, period),
            answers={code: values[number] for code, values in columns.items()},
            comment=_comment(rng, slow=annoyed and columns["Q2"][number] <= _SLOW),
            delivery=delivery[number],
        )
        for number in range(count)
    ]


def _answers(rng: Random, client: Client, count: int, *, is_now: bool) -> dict[str, list[int]]:
    part = client.part
    mean = part.mean_now if is_now and part.mean_now is not None else part.mean
    speed = (part.speed_now if is_now and part.speed_now is not None else part.speed) or mean
    means = {code: mean + shift for code, shift in _SHIFTS.items()} | {"Q2": speed}
    wobbling = {code: value + rng.choice(_WOBBLE) for code, value in means.items()}
    columns = {code: spread(rng, value, count, _LOW, _HIGH) for code, value in wobbling.items()}
    columns["Q2r"] = spread(rng, _LOW + _HIGH - speed, count, _LOW, _HIGH)
    columns["Q8"] = spread(rng, (means["Q7"] - 1) * 2.4 + 0.4, count, 0, 10)
    return {code: columns[code] for code in HEADINGS}


def spread(rng: Random, mean: float, count: int, low: int, high: int) -> list[int]:
    """Return ``count`` whole numbers around ``mean``: their sum is as near to it as it gets.

    Quotas rather than draws, so that a story of five clients does not drown in chance.
    """
    total = int(min(max(mean, low), high) * count + 0.5)
    base, more = divmod(total, count)
    values = [base + 1] * more + [base] * (count - more)
    for _ in range(count // 3):
        up, down = rng.sample(range(count), 2)
        if values[up] < high and values[down] > low:
            values[up] += 1
            values[down] -= 1
    rng.shuffle(values)
    return values


def _moment(rng: Random, period: Period) -> datetime:
    day = period.start + timedelta(days=_FIRST_DAY + rng.randrange(12))
    return datetime.combine(day, time(rng.randrange(9, 17), rng.randrange(60), rng.randrange(60)))


def _comment(rng: Random, *, slow: bool) -> str:
    if rng.randrange(4):
        return ""
    if slow:
        return rng.choice(SLOW_WORDS)
    return rng.choice(rng.choice((GOOD_WORDS, PLAIN_WORDS)))
