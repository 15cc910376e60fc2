"""One small survey with everything that formats differ in, and the facts that any export of it must give."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pandas as pd

from reportgen.ingest.exports import Understood, understood
from reportgen.ingest.files import Claim, Claims
from reportgen.model.facts import Window
from reportgen.model.period import Period
from reportgen.policy.config import Config
from tests.ingest.literal import CLIENTS, OFFICES, config, sheet, source

Rows = Sequence[Sequence[str]]

LABELS = ("非常满意", "满意", "一般", "不满意", "非常不满意")
"""As the questionnaire lists them: the best one is number 1. Nobody answers the last."""
QUALITY, SPEED, SERVICE = "您对产品质量的满意程度", "您对响应速度的满意程度", "您对售后服务的满意程度"
COMPANY, PERSON = "贵公司名称", "您的姓名"
REASONS, ORDER, WORDS = "您看重哪些方面", "请按重要程度排序", "意见建议"
REASON_OPTIONS = ("质量", "交期", "价格", "其他")
ORDER_OPTIONS = ("质量", "服务", "价格")


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One returned form; a blank is a question that was passed over."""

    number: int
    at: datetime
    seconds: int
    client: str
    person: str
    quality: str = ""
    speed: str = ""
    service: str = ""
    reasons: tuple[str, ...] = ()
    other: str = ""
    """What was written behind 其他."""
    order: tuple[str, ...] = ()
    words: str = ""

    @property
    def began(self) -> datetime:
        """When it was opened."""
        return self.at - timedelta(seconds=self.seconds)


def _at(day: int, hour: int, minute: int, second: int) -> datetime:
    return datetime(2026, 8, day, hour, minute, second)  # noqa: DTZ001 - local, as in the exports


FORMS = (
    Form(
        number=1, at=_at(3, 9, 5, 7), seconds=123, client="东方机械", person="李明",
        quality="非常满意", speed="一般", service="满意", reasons=("质量", "交期"),
        order=("质量", "服务", "价格"), words="很好, 谢谢",
    ),
    Form(
        number=2, at=_at(4, 14, 30, 0), seconds=61, client="恒达电子", person="王芳",
        quality="满意", speed="不满意", reasons=("价格",), order=("价格", "质量", "服务"), words="交期;太长",
    ),
    Form(
        number=3, at=_at(25, 23, 59, 59), seconds=3723, client="安泰化工", person="孙伟", quality="一般",
        service="非常满意", reasons=("交期", "其他"), other="物流", order=("服务", "质量", "价格"),
    ),
    Form(
        number=4, at=_at(26, 8, 0, 1), seconds=45, client="东方机械", person="周杰",
        quality="不满意", speed="满意", service="满意", reasons=("质量", "价格"),
        order=("质量", "价格", "服务"), words="→ 请改进┋",
    ),
)  # fmt: skip
ANSWERS = [
    (form.client, form.person, question, 5 - LABELS.index(label))
    for form in FORMS
    for question, label in (("Q1", form.quality), ("Q2", form.speed), ("Q3", form.service))
    if label
]
"""(client, person, question, points), worked out here and not by the product."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """The files of one export as a platform writes them, and the rule that reads them."""

    files: Mapping[str, Rows]
    rule: Mapping[str, Any]
    structures: Mapping[str, Rows] = field(default_factory=dict)
    """Questionnaire files beside them."""
    rounds: bool = True


RULE: Mapping[str, Any] = {
    "layout": "wide",
    "columns": {"client_name": [COMPANY], "contact": [PERSON], "comment": [WORDS]},
    "constants": {"round": "2026Q3"},
    "questions": {"Q1": [QUALITY], "Q2": [SPEED], "Q3": [SERVICE]},
}
"""What every platform's rule says beside its name: headings are the questions' words."""


def rule(platform: str, **more: Any) -> dict[str, Any]:
    """The rule of a platform's export."""
    return {**RULE, "platform": platform, **more}


def read(export: Export, chosen: Config | None = None) -> Understood:
    """What the product makes of an export, beside the registers of the tests."""
    own = source("survey", **export.rule)
    registers = {"clients": CLIENTS, "offices": OFFICES}
    given = [(name, own, rows) for name, rows in export.files.items()]
    given += [(f"{kind}.csv", source(kind), rows) for kind, rows in registers.items()]
    folder = "surveys/2026Q3"
    claims = Claims(
        claims=tuple(Claim(file=f"{folder}/{name}", folder="2026Q3", source=one) for name, one, _ in given),
        folders=("2026Q3",),
        problems=(),
        structures=tuple(Claim(file=f"{folder}/{n}", folder="2026Q3", source=own) for n in export.structures),
    )
    sheets = [sheet(rows, f"{folder}/{name}") for name, _, rows in given]
    sheets += [sheet(rows, f"{folder}/{name}") for name, rows in export.structures.items()]
    settings = chosen or config()
    window = Window.of(Period.parse("2026Q3"), settings.profile.zone, None)
    return understood(sheets, claims, settings, window)


def answers(found: Understood) -> pd.DataFrame:
    """ANSWERS without the place and without ids that the export itself made."""
    names = ["client_id", "office_id", "contact", "round", "answered_at", "question", "value_micro"]
    frame = found.facts.answers[names]
    return frame.sort_values(["answered_at", "question"], ignore_index=True)
