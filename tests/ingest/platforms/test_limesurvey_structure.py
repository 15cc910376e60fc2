"""The LimeSurvey questionnaire: what each type of question gives, and what no file can do."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.ingest.platforms import limesurvey_structure
from reportgen.ingest.platforms.layout import Question
from reportgen.ingest.platforms.limesurvey_structure import structure
from reportgen.ingest.refusal import RefusalError
from tests.ingest.platforms.writing_abroad import lss

HEAD = '<?xml version="1.0" encoding="UTF-8"?><document><LimeSurveyDocType>Survey</LimeSurveyDocType>'


def asked(
    kind: str, *, other: str = "N", subs: str = "", answers: str = "", more: str = ""
) -> tuple[Question, ...]:
    """The questions of a file with one question Q of a type; subs and answers as code:label,code:label."""
    question = f"<row><qid>1</qid><type>{kind}</type><title>Q</title><question>Wie?</question>"
    question += f"<other>{other}</other></row>"
    below = "".join(
        f"<row><parent_qid>1</parent_qid><title>{code}</title><question>{label}</question>"
        f"<question_order>{at}</question_order><scale_id>{scale or 0}</scale_id></row>"
        for at, (code, label, scale) in enumerate(_listed(subs))
    )
    options = "".join(
        f"<row><qid>1</qid><code>{code}</code><answer>{label}</answer><sortorder>{at}</sortorder>"
        f"<assessment_value>{value or 0}</assessment_value></row>"
        for at, (code, label, value) in enumerate(_listed(answers))
    )
    tables = f"<questions><rows>{question}</rows></questions><subquestions><rows>{below}</rows></subquestions>"
    tables += f"<answers><rows>{options}</rows></answers>{more}"
    return structure(f"{HEAD}{tables}</document>".encode(), "a.lss").questions


def _listed(text: str) -> list[tuple[str, str, str]]:
    parts = [one.split(":") for one in text.split(",") if one]
    return [(one[0], one[1], one[2] if len(one) > 2 else "") for one in parts]


def told(questions: tuple[Question, ...]) -> list[str]:
    return [f"{one.code} {one.kind} {one.part}".strip() for one in questions]


@pytest.mark.parametrize(
    ("kind", "other", "subs", "answers", "columns"),
    [
        ("L", "Y", "", "A:gut,B:schlecht", ["Q single", "Q[other] other Other"]),
        ("!", "N", "", "A:gut", ["Q single"]),
        ("O", "N", "", "A:gut", ["Q single", "Q[comment] other Comment"]),
        ("F", "N", "a:Preis,b:Zeit", "1:gut", ["Q[a] single Preis", "Q[b] single Zeit"]),
        ("M", "Y", "a:Preis", "", ["Q[a] multiple Preis", "Q[other] other Other"]),
        ("P", "N", "a:Preis", "", ["Q[a] multiple Preis", "Q[acomment] other Preis"]),
        ("R", "N", "", "a:Preis,b:Zeit", ["Q[1] ranking 1", "Q[2] ranking 2"]),
        ("1", "N", "a:Preis", "A:gut", ["Q[a_1] single Preis/Scale 1", "Q[a_2] single Preis/Scale 2"]),
        (":", "N", "a:Preis,x:heute:1", "", ["Q[a_x] number Preis/heute"]),
        (";", "N", "a:Preis,x:heute:1", "", ["Q[a_x] text Preis/heute"]),
        ("K", "N", "a:Preis", "", ["Q[a] number Preis"]),
        ("Q", "N", "a:Preis", "", ["Q[a] text Preis"]),
        ("N", "N", "", "", ["Q number"]),
        ("T", "N", "", "", ["Q text"]),
        ("|", "N", "", "", ["Q text", "Q[filecount] number filecount"]),
    ],
)
def test_a_question_is_the_columns_of_its_export(
    kind: str, other: str, subs: str, answers: str, columns: list[str]
) -> None:
    """Question types as in the program's list of types; columns as its writer makes them."""
    assert told(asked(kind, other=other, subs=subs, answers=answers)) == columns


def test_a_text_between_questions_is_no_column() -> None:
    with pytest.raises(RefusalError, match="E108"):
        asked("X")


@pytest.mark.parametrize(("kind", "codes"), [("Y", "YN"), ("G", "FM"), ("C", "YUN"), ("E", "ISD"), ("5", "12345")])
def test_some_types_bring_their_own_options(kind: str, codes: str) -> None:
    first = asked(kind, subs="a:Preis")[0]
    assert "".join(option.code for option in first.options) == codes


def test_a_value_is_taken_only_where_the_questionnaire_assesses() -> None:
    """limesurvey_survey_222232.lss: values +2 to −2, 0 for Keine Angabe; all 0 where nothing is assessed."""
    (assessed,) = asked("L", answers="A: Sehr gut:2,B:Schlecht:-2,C:Keine Angabe:0")
    assert [(one.label, one.value) for one in assessed.options] == [
        ("Sehr gut", "2"),
        ("Schlecht", "-2"),
        ("Keine Angabe", ""),
    ]
    (plain,) = asked("L", answers="A:gut:0,B:schlecht:0")
    assert [one.value for one in plain.options] == ["", ""]


def test_the_order_is_that_of_groups_then_of_questions() -> None:
    rows = "".join(
        f"<row><qid>{qid}</qid><gid>{gid}</gid><type>T</type><title>{title}</title><question_order>{at}</question_order></row>"
        for qid, gid, title, at in ((1, 20, "c", 1), (2, 21, "a", 9), (3, 20, "b", 0))
    )
    groups = "".join(
        f"<row><gid>{gid}</gid><group_order>{at}</group_order></row>" for gid, at in ((20, 2), (21, 1))
    )
    content = f"{HEAD}<groups><rows>{groups}</rows></groups><questions><rows>{rows}</rows></questions></document>"
    assert [one.code for one in structure(content.encode(), "a.lss").questions] == ["a", "b", "c"]


def test_texts_of_later_versions_stand_in_tables_of_their_own() -> None:
    """Tables question_l10ns and answer_l10ns as in the program's export of version 4 and later; unverified."""
    more = (
        "<question_l10ns><rows><row><qid>7</qid><question>&lt;p&gt;How?&lt;/p&gt;</question><language>en</language></row>"
        "<row><qid>7</qid><question>Wie?</question><language>de</language></row></rows></question_l10ns>"
        "<answer_l10ns><rows><row><aid>3</aid><answer>good</answer><language>en</language></row></rows></answer_l10ns>"
    )
    rows = "<questions><rows><row><qid>7</qid><type>L</type><title>Q</title></row></rows></questions>"
    rows += "<answers><rows><row><aid>3</aid><qid>7</qid><code>A1</code></row></rows></answers>"
    languages = "<languages><language>en</language><language>de</language></languages>"
    found = structure(f"{HEAD}{languages}{rows}{more}</document>".encode(), "a.lss").questions
    assert [(one.code, one.wording) for one in found] == [("Q", "How?"), ("Q", "Wie?")]
    assert [one.label for one in found[0].options] == ["good"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "E105"),
        (b"\x00\x01\x02", "E105"),
        (lss()[:400], "E105"),
        (b"<html><body/></html>", "E108"),
        (b"<document><LimeSurveyDocType>Group</LimeSurveyDocType></document>", "E108"),
        (b"<document/>", "E108"),
        (b'<!DOCTYPE d [<!ENTITY a "aaaa">]><document>&a;</document>', "E111"),
        (b'<!DOCTYPE d SYSTEM "file:///etc/passwd"><document/>', "E111"),
        (b'<?xml version="1.0" encoding="klingon"?><document/>', "E105"),
        (b"<document>" * 40, "E109"),
    ],
    ids=["empty", "binary", "cut off", "another", "a group", "nothing", "entity", "outside", "encoding", "deep"],
)
def test_a_file_that_is_no_whole_questionnaire_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(RefusalError) as refused:
        structure(content, "a.lss")
    assert refused.value.code == code
    assert str(refused.value.expected)


def test_a_file_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limesurvey_structure, "_LARGEST", 100)
    with pytest.raises(RefusalError, match="E109"):
        structure(lss(), "a.lss")


@given(st.integers(0, len(lss()) - 1), st.binary(max_size=3), st.integers(0, 40))
def test_a_spoilt_file_is_read_or_refused_and_never_a_crash(at: int, put: bytes, cut: int) -> None:
    content = lss()
    with suppress(RefusalError):
        assert structure(content[:at] + put + content[at + cut :], "a.lss").questions


def test_control_the_whole_file_is_read() -> None:
    assert len(structure(lss(), "a.lss").questions) == 13
