"""Whose secret a name is, where persons of two clients are called alike."""

from dataclasses import replace

from reportgen.audit.secrets import Kind, secrets_of
from reportgen.model.fact_frames import COMMENTS
from reportgen.model.results import Results
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
