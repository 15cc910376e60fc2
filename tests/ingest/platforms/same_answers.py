"""The formats in which the same answers must be the same facts: one line each."""

from collections.abc import Callable

from tests.ingest.platforms import writing
from tests.ingest.platforms.survey import Export

FORMATS: dict[str, Callable[[], Export]] = {
    "wide CSV": writing.wide,
    "wide CSV, points": writing.pointed,
    "long CSV": writing.long,
    "wjx text": writing.wjx_text,
    "wjx text, 总分, past question 99": writing.wjx_scored,
    "wjx number, questionnaire": writing.wjx_number,
    "wjx pair": writing.wjx_pair,
    "Tencent": writing.tencent,
    "Tencent, early": writing.tencent_early,
    "Google": writing.google,
    "Google, Chinese sheet": writing.google_chinese,
    "Microsoft": writing.ms,
    "Microsoft, Chinese": writing.ms_chinese,
    "Microsoft, quiz": writing.ms_quiz,
}
