"""Whose secret a name is, where persons of two clients are called alike."""

from dataclasses import replace

from reportgen.audit.secrets import Kind, secrets_of
from reportgen.model.fact_frames import COMMENTS
from reportgen.model.results import Results
from tests.measure.listened import with_records
from tests.measure.literal import framed
from tests.render.example_results import example_results

PERSON = "黄春华"


def results(representative: str) -> Results:
    """A contact of C01 writes a comment; C02 has a representative in the register."""
    found = example_results()
    register = found.facts.register
    named = register["legal_representative"].where(register["client_id"] != "C02", representative)
    said = [{"client_id": "C01", "contact": PERSON, "comment": "好", "answered_at": "2026-08-01 10:00"}]
    facts = replace(
        found.facts, register=register.assign(legal_representative=named), comments=framed(COMMENTS, said)
    )
    return replace(found, facts=facts)


def contacts(representative: str) -> set[tuple[str, str]]:
    return {
        (one.client_id, one.text)
        for one in secrets_of(results(representative), (), frozenset())
        if one.kind is Kind.CONTACT
    }


def test_a_contact_who_has_the_name_of_another_clients_representative_is_nobodys_secret() -> None:
    assert ("C01", PERSON) not in contacts(PERSON)


def test_control_any_other_contact_is_one() -> None:
    assert ("C01", PERSON) in contacts("王雪梅")


def people_of_improvements(source: str) -> set[tuple[str, str]]:
    """Who may be known from two improvements of one person: about C01, and in answer to a complaint."""
    found = example_results()
    complaint = found.facts.complaints[found.facts.complaints["client_id"] == "C02"].iloc[0]["complaint_id"]
    about = {"action_id": "M1", "client_id": "C01", "person": PERSON}
    after = {"action_id": "M2", "person": PERSON, "source_kind": source, "source_id": complaint}
    facts = with_records(found.facts, improvement_actions=[about, after])
    every = secrets_of(replace(found, facts=facts), (), frozenset())
    return {(one.client_id, one.text) for one in every if one.kind is Kind.STAFF and one.text == PERSON}


def test_who_answers_a_clients_complaint_may_be_known_to_its_readers_too() -> None:
    assert people_of_improvements("complaint") == {("C01", PERSON), ("C02", PERSON)}


def test_control_an_improvement_from_elsewhere_is_nobodys() -> None:
    assert people_of_improvements("survey") == {("C01", PERSON)}
