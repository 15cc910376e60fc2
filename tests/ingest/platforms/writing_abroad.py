"""The survey as LimeSurvey, Qualtrics and SurveyMonkey write it, with the questionnaires of the first two."""

import json
from collections.abc import Sequence
from typing import Any

from reportgen.ingest.platforms import limesurvey_structure, qualtrics_structure
from reportgen.ingest.platforms.questionnaire import table_of
from tests.ingest.platforms.survey import (
    COMPANY,
    FORMS,
    LABELS,
    ORDER,
    ORDER_OPTIONS,
    PERSON,
    QUALITY,
    REASON_OPTIONS,
    REASONS,
    SERVICE,
    SPEED,
    WORDS,
    Export,
    Form,
    Rows,
    rule,
)  # fmt: skip

RATED = (QUALITY, SPEED, SERVICE)
RATE = "请评价"
"""What stands over a matrix of the rated questions."""


def _rated(form: Form) -> tuple[str, str, str]:
    return form.quality, form.speed, form.service


# ------------------------------------------------------------------ LimeSurvey
_CODES = ("firm", "name", *(f"sat[SQ00{row}]" for row in (1, 2, 3)), *(f"why[W{n}]" for n in (1, 2, 3)),
          "why[other]", *(f"ord[{place}]" for place in (1, 2, 3)), "words")  # fmt: skip
_OPTIONS = (*REASON_OPTIONS[:3], "其他")
_PARTS = [
    *((RATE, row) for row in RATED),
    *((REASONS, one) for one in _OPTIONS),
    *((ORDER, f"Rank {place}") for place in (1, 2, 3)),
]
_FULL = (COMPANY, PERSON, *(f"{wording} [{part}]" for wording, part in _PARTS), WORDS)


def _lime(form: Form, *, words: bool) -> list[str]:
    rated = [_lime_answer(label, words=words) if label else "" for label in _rated(form)]
    yes, no = ("Yes", "No") if words else ("Y", "")
    ticked = [yes if one in form.reasons else no for one in REASON_OPTIONS[:3]]
    places = [one if words else f"R{ORDER_OPTIONS.index(one) + 1}" for one in form.order]
    moments = [f"{form.at:%Y-%m-%d %H:%M:%S}", "3", "zh-Hans", f"{form.began:%Y-%m-%d %H:%M:%S}"]
    return [str(form.number), *moments, f"{form.at:%Y-%m-%d %H:%M:%S}",
            form.client, form.person, *rated, *ticked, form.other, *places, form.words]  # fmt: skip


def _lime_answer(label: str, *, words: bool) -> str:
    return label if words else f"A{LABELS.index(label) + 1}"


def limesurvey_codes() -> Rows:
    """LimeSurvey, headings and answers as codes.

    Source: the program's writer (Writer.php: codes as title[subquestion], Y for a tick, [other], one column a
    place of a ranking) and the lead columns of the international survey of research software engineers, 2018.
    """
    lead = ("id", "submitdate", "lastpage", "startlanguage", "startdate", "datestamp")
    return [[*lead, *_CODES], *(_lime(form, words=False) for form in FORMS)]


def limesurvey_texts() -> Rows:
    """LimeSurvey, headings and answers in full.

    Source: results_english.csv of the survey on digital twins (question [subquestion], [Other], Yes and No), its
    lead columns as in the program's English catalogue.
    """
    lead = ("Response ID", "Date submitted", "Last page", "Start language", "Date started", "Date last action")
    return [[*lead, *_FULL], *(_lime(form, words=True) for form in FORMS)]


def limesurvey_both() -> Rows:
    """LimeSurvey, headings of code and wording, answers in full.

    Source: public_data.csv of the international survey of research software engineers, 2017 (code. wording
    [part]).
    """
    lead = ("id. Response ID", "submitdate. Date submitted", "lastpage. Last page",
            "startlanguage. Start language", "startdate. Date started", "datestamp. Date last action")  # fmt: skip
    heads = [f"{code}. {full}" for code, full in zip(_CODES, _FULL, strict=True)]
    return [[*lead, *heads], *(_lime(form, words=True) for form in FORMS)]


def lss() -> bytes:
    """The questionnaire of these exports.

    Source: limesurvey_survey_222232.lss (DBVersion 365): tables, cells in CDATA, leading blanks in labels.
    """
    asked = [
        ("1", "S", "firm", COMPANY, "N"),
        ("2", "S", "name", PERSON, "N"),
        ("3", "F", "sat", f"<p>{RATE}</p>", "N"),
        ("4", "M", "why", REASONS, "Y"),
        ("5", "R", "ord", ORDER, "N"),
        ("6", "T", "words", WORDS, "N"),
    ]
    questions = [
        {
            "qid": qid,
            "parent_qid": "0",
            "gid": "1",
            "type": kind,
            "title": title,
            "question": wording,
            "other": other,
        }
        | {"question_order": qid, "language": "zh-Hans", "scale_id": "0"}
        for qid, kind, title, wording, other in asked
    ]
    below = [("3", f"SQ00{at}", row) for at, row in enumerate(RATED, start=1)]
    below += [("4", f"W{at}", one) for at, one in enumerate(REASON_OPTIONS[:3], start=1)]
    subs = [
        {"parent_qid": qid, "title": title, "question": wording, "question_order": str(at), "language": "zh-Hans"}
        for at, (qid, title, wording) in enumerate(below)
    ]
    options = [("3", f"A{at}", f" {label}", 6 - at) for at, label in enumerate(LABELS, start=1)]
    options += [("5", f"R{at}", label, 0) for at, label in enumerate(ORDER_OPTIONS, start=1)]
    answers = [
        {"qid": qid, "code": code, "answer": label, "assessment_value": str(value), "sortorder": str(at)}
        for at, (qid, code, label, value) in enumerate(options)
    ]
    tables = {"answers": answers, "questions": questions, "subquestions": subs}
    inside = "".join(f"<{name}><rows>{''.join(map(_xml, rows))}</rows></{name}>" for name, rows in tables.items())
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<document><LimeSurveyDocType>Survey</LimeSurveyDocType>'
    return f"{head}<languages><language>zh-Hans</language></languages>{inside}</document>".encode()


def _xml(row: dict[str, str]) -> str:
    return f"<row>{''.join(f'<{name}><![CDATA[{value}]]></{name}>' for name, value in row.items())}</row>"


def lime_codes() -> Export:
    """Codes everywhere; the questionnaire says what they mean."""
    listed = table_of(limesurvey_structure.structure(lss(), "survey.lss"))
    own = rule("limesurvey", structure=["*.lss"])
    return Export(files={"results.csv": limesurvey_codes()}, structures={"survey.lss": listed}, rule=own)


def lime_texts() -> Export:
    """Words everywhere, no questionnaire."""
    return Export(files={"results.csv": limesurvey_texts()}, rule=rule("limesurvey"))


def lime_both() -> Export:
    """Codes and words in the headings."""
    return Export(files={"results.xlsx": limesurvey_both()}, rule=rule("limesurvey"))


# ------------------------------------------------------------------ Qualtrics
_TAGS = ("Q1", "Q2", "Q3_1", "Q3_2", "Q3_3", "Q4", "Q4_4_TEXT", "Q5_1", "Q5_2", "Q5_3", "Q6")
_IDS = ("QID1_TEXT", "QID2_TEXT", *(f"QID{tag[1:]}" for tag in _TAGS[2:10]), "QID6_TEXT")
_CHOSEN = f"{REASONS} - Selected Choice", f"{REASONS} - 其他 - Text"
_RANKED = tuple(f"{ORDER} - {one}" for one in ORDER_OPTIONS)
_WORDED = (COMPANY, PERSON, *(f"{RATE} - {row}" for row in RATED), *_CHOSEN, *_RANKED, WORDS)
_LEADS = {
    "StartDate": ("Start Date", "startDate"), "EndDate": ("End Date", "endDate"),
    "Status": ("Response Type", "status"), "Progress": ("Progress", "progress"),
    "Duration (in seconds)": ("Duration (in seconds)", "duration"), "Finished": ("Finished", "finished"),
    "RecordedDate": ("Recorded Date", "recordedDate"), "ResponseId": ("Response ID", "_recordId"),
    "DistributionChannel": ("Distribution Channel", "distributionChannel"),
    "UserLanguage": ("User Language", "userLanguage"),
}  # fmt: skip


def _qualtrics(form: Form, *, words: bool) -> list[str]:
    began, ended = f"{form.began:%Y-%m-%d %H:%M:%S}", f"{form.at:%Y-%m-%d %H:%M:%S}"
    kind, done = ("IP Address", "True") if words else ("0", "1")
    lead = [began, ended, kind, "100", str(form.seconds), done, ended, f"R_{form.number}", "anonymous", "ZH-S"]
    rated = [label if words else _recoded(label) for label in _rated(form)]
    chosen = ",".join(one if words else str(REASON_OPTIONS.index(one) + 1) for one in form.reasons)
    places = [str(form.order.index(one) + 1) for one in ORDER_OPTIONS]
    return [*lead, form.client, form.person, *rated, chosen, form.other, *places, form.words]


def _recoded(label: str) -> str:
    return str(LABELS.index(label) + 11) if label else "-99"


def qualtrics_rows(*, words: bool, quote: str = '"') -> Rows:
    """Qualtrics, three heading rows.

    Source: header of the export that the FinSL signbank documents (2022: tags, wordings with - Selected Choice and
    - Text, {"ImportId":…}); single quotes and -99 as in the sample surveys of QualtricsTools (2016).
    """
    ids = [name for _, name in _LEADS.values()]
    heads = [[*_LEADS, *_TAGS], [*(wording for wording, _ in _LEADS.values()), *_WORDED]]
    imports = [f"{{{quote}ImportId{quote}:{quote}{name}{quote}}}" for name in (*ids, *_IDS)]
    return [*heads, imports, *(_qualtrics(form, words=words) for form in FORMS)]


def qualtrics_older_rows() -> Rows:
    """Qualtrics, two heading rows.

    Source: Survey_Logic_EVERYWHERE.csv of the sample surveys of QualtricsTools (V1 to V10, an empty column at the
    end); several choices as one column an option as in Multiple_Answer_MC_Questions.csv there.
    """
    lead = ("ResponseID", "ResponseSet", "Name", "ExternalDataReference", "EmailAddress", "IPAddress", "Status",
            "StartDate", "EndDate", "Finished")  # fmt: skip
    tags = ["Q1", "Q2", "Q3_1", "Q3_2", "Q3_3", *(f"Q4_{n}" for n in (1, 2, 3, 4)), "Q4_4_TEXT", *_TAGS[7:], ""]
    words = [COMPANY, PERSON, *(f"{RATE}-{row}" for row in RATED), *(f"{REASONS}-{one}" for one in REASON_OPTIONS)]
    words += [f"{REASONS}-其他-TEXT", *(f"{ORDER}-{one}" for one in ORDER_OPTIONS), WORDS, ""]
    return [[f"V{n}" for n in range(1, 11)] + tags, [*lead, *words], *map(_qualtrics_older, FORMS)]


def _qualtrics_older(form: Form) -> list[str]:
    began, ended = f"{form.began:%Y-%m-%d %H:%M:%S}", f"{form.at:%Y-%m-%d %H:%M:%S}"
    lead = [f"R_{form.number}", "Default Response Set", "Anonymous", "", "", "", "0", began, ended, "1"]
    ticks = ["1" if one in form.reasons else "" for one in REASON_OPTIONS]
    places = [str(form.order.index(one) + 1) for one in ORDER_OPTIONS]
    rated = map(_recoded, _rated(form))
    return [*lead, form.client, form.person, *rated, *ticks, form.other, *places, form.words, ""]


def qsf() -> bytes:
    """The questionnaire of these exports; its elements stand in no order, its blocks do.

    Source: the .qsf files of QualtricsTools' sample surveys (elements BL and SQ, recode values, text entry).
    """
    matrix: dict[str, Any] = {
        "SubSelector": "SingleAnswer",
        "Choices": _choices(RATED),
        "ChoiceOrder": ["1", "2", "3"],
        "Answers": _choices(LABELS),
        "AnswerOrder": [1, 2, 3, 4, 5],
        "RecodeValues": {str(n): str(n + 10) for n in range(1, 6)},
    }
    asked: list[dict[str, Any]] = [
        _question("QID6", WORDS, "TE", "SL"),
        _question("QID3", f"<p>{RATE}</p>", "Matrix", "Likert") | matrix,
        _question("QID1", COMPANY, "TE", "SL"),
        _question("QID2", PERSON, "TE", "SL"),
        _question("QID5", ORDER, "RO", "DND") | {"Choices": _choices(ORDER_OPTIONS)},
        _question("QID4", REASONS, "MC", "MAVR") | {"Choices": _choices(REASON_OPTIONS), "RecodeValues": []},
    ]
    asked[-1]["Choices"]["4"]["TextEntry"] = "on"
    order = [{"Type": "Question", "QuestionID": f"QID{n}"} for n in range(1, 7)]
    blocks = [{"Type": "Default", "BlockElements": order}, {"Type": "Trash", "BlockElements": []}]
    elements: list[dict[str, Any]] = [{"Element": "BL", "PrimaryAttribute": "Survey Blocks", "Payload": blocks}]
    elements += [{"Element": "SQ", "PrimaryAttribute": one["QuestionID"], "Payload": one} for one in asked]
    return json.dumps({"SurveyEntry": {}, "SurveyElements": elements}, ensure_ascii=False).encode()


def _question(qid: str, wording: str, kind: str, selector: str) -> dict[str, Any]:
    tag = qid.replace("QID", "Q")
    return {"QuestionID": qid, "DataExportTag": tag, "QuestionText": wording, "QuestionType": kind,
            "Selector": selector}  # fmt: skip


def _choices(labels: Sequence[str]) -> dict[str, dict[str, str]]:
    return {str(at): {"Display": label} for at, label in enumerate(labels, start=1)}


def _listed() -> dict[str, Rows]:
    return {"survey.qsf": table_of(qualtrics_structure.structure(qsf(), "survey.qsf"))}


def qualtrics_numbers() -> Export:
    """Recoded numbers in three rows; the questionnaire says what they mean."""
    own = rule("qualtrics", structure=["*.qsf"])
    return Export(files={"survey.csv": qualtrics_rows(words=False, quote="'")}, structures=_listed(), rule=own)


def qualtrics_words() -> Export:
    """Words of choices in three rows, no questionnaire."""
    return Export(files={"survey.csv": qualtrics_rows(words=True)}, rule=rule("qualtrics"))


def qualtrics_older() -> Export:
    """Recoded numbers in two rows, with the questionnaire."""
    own = rule("qualtrics", structure=["*.qsf"])
    return Export(files={"survey.csv": qualtrics_older_rows()}, structures=_listed(), rule=own)


# ------------------------------------------------------------------ SurveyMonkey
_MONKEY = ("Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address")


def _monkey_lead(form: Form) -> list[str]:
    began, ended = f"{form.began:%m/%d/%Y %I:%M:%S %p}", f"{form.at:%m/%d/%Y %I:%M:%S %p}"
    return [str(11000000000 + form.number), "423000000", began, ended, "", ""]


def _monkey_end(form: Form) -> list[str]:
    ticks = [one if one in form.reasons else "" for one in REASON_OPTIONS[:3]]
    places = [str(form.order.index(one) + 1) for one in ORDER_OPTIONS]
    return [*ticks, form.other, *places, form.words]


_MONKEY_END = (
    (REASONS, REASON_OPTIONS[0]),
    *(("", one) for one in REASON_OPTIONS[1:3]),
    ("", "Other (please specify)"),
    (ORDER, ORDER_OPTIONS[0]),
    *(("", one) for one in ORDER_OPTIONS[1:]),
    (WORDS, "Open-Ended Response"),
)


def surveymonkey_rows() -> Rows:
    """SurveyMonkey, condensed: Response below a question with one answer, options below the columns of a checkbox.

    Source: StarWars.csv of FiveThirtyEight (2014); lead columns and Open-Ended Response as quoted in the source of
    the Greater Greater Washington election reader (2022).
    """
    heads = [(COMPANY, "Open-Ended Response"), (PERSON, "Open-Ended Response")]
    heads += [(row, "Response") for row in RATED]
    heads += _MONKEY_END
    made = [[*_monkey_lead(form), form.client, form.person, *_rated(form), *_monkey_end(form)] for form in FORMS]
    return [
        [*_MONKEY, *(over for over, _ in heads)],
        [*[""] * len(_MONKEY), *(below for _, below in heads)],
        *made,
    ]


def surveymonkey_expanded_rows() -> Rows:
    """SurveyMonkey, expanded: one column an option for every question; never seen from the platform itself."""
    heads = [(COMPANY, "Open-Ended Response"), (PERSON, "Open-Ended Response")]
    heads += [(row if at == 0 else "", label) for row in RATED for at, label in enumerate(LABELS)]
    heads += _MONKEY_END
    made = [
        [*_monkey_lead(form), form.client, form.person]
        + [label if label == said else "" for said in _rated(form) for label in LABELS]
        + _monkey_end(form)
        for form in FORMS
    ]
    return [
        [*_MONKEY, *(over for over, _ in heads)],
        [*[""] * len(_MONKEY), *(below for _, below in heads)],
        *made,
    ]


def monkey() -> Export:
    """Condensed columns; the dates are American, which the rule says."""
    return Export(files={"Sheet_1.csv": surveymonkey_rows()}, rule=rule("surveymonkey", date_order="mdy"))


def monkey_expanded() -> Export:
    """Expanded columns."""
    return Export(files={"Sheet_1.csv": surveymonkey_expanded_rows()}, rule=rule("surveymonkey", date_order="mdy"))
