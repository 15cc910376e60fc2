"""The formats in which the same answers must be the same facts: one line each."""

from collections.abc import Callable

from tests.ingest.platforms import writing, writing_abroad
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
    "LimeSurvey, codes and questionnaire": writing_abroad.lime_codes,
    "LimeSurvey, texts": writing_abroad.lime_texts,
    "LimeSurvey, codes and texts in headings": writing_abroad.lime_both,
    "Qualtrics, numbers and questionnaire": writing_abroad.qualtrics_numbers,
    "Qualtrics, words": writing_abroad.qualtrics_words,
    "Qualtrics, two heading rows and questionnaire": writing_abroad.qualtrics_older,
    "SurveyMonkey, condensed": writing_abroad.monkey,
    "SurveyMonkey, expanded": writing_abroad.monkey_expanded,
}
