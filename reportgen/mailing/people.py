"""Who gets mail: the people of config/recipients.yaml and of the registers, each with one audience."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import ValidationError

from reportgen.model.problem import Problem, Severity
from reportgen.model.text import Text, text
from reportgen.outcome import refused
from reportgen.policy.load import RECIPIENTS
from reportgen.policy.recipients import Person, Recipients, Role

if TYPE_CHECKING:
    import pandas as pd

OWN_OFFICE = "office"
"""The audience of a role whose people see their own office."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """One person, one address, one audience."""

    name: str
    email: str
    role: str
    office_id: str
    language: str
    audience: str
    rule: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the registers of a period say."""

    offices: "pd.DataFrame"
    """OFFICES."""
    staff: "pd.DataFrame"
    """Export staff, the rows of the period alone."""
    audiences: Collection[str]
    """Those that the build has files for."""


def recipients(rules: Recipients, known: Known) -> tuple[list[Recipient], list[Problem]]:
    """Return everybody who gets mail, by address, and what is wrong with a person or missing.

    A person of the file comes before the same address in a register.
    """
    found: dict[str, Recipient] = {}
    problems: list[Problem] = []
    for person, place in _people(rules, known, problems):
        one = _placed(person, rules, known)
        if isinstance(one, Problem):
            problems.append(one)
        elif person.email.casefold() not in found:
            found[person.email.casefold()] = one
        elif place.file != RECIPIENTS:
            problems.append(_twice(person, place))
    there = {one.name for one in found.values()}
    problems += [_without(name, place) for name, place in _without_address(rules, known) if name not in there]
    return sorted(found.values(), key=lambda one: one.email), problems


_Row = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a person stands."""

    file: str
    sheet: str = ""
    row: int | None = None


def _people(rules: Recipients, known: Known, problems: list[Problem]) -> Iterator[tuple[Person, _Place]]:
    """Yield the people of the file, then those of the registers who have an address."""
    for one in rules.people:
        yield one, _Place(file=RECIPIENTS)
    for role, name, row in _registered(rules, known):
        if row["email"]:
            person = _person(role, name, row, problems)
            if person is not None:
                yield person, _place(row)


def _without_address(rules: Recipients, known: Known) -> Iterator[tuple[str, _Place]]:
    for _, name, row in _registered(rules, known):
        if not row["email"]:
            yield name, _place(row)


def _registered(rules: Recipients, known: Known) -> Iterator[tuple[str, str, _Row]]:
    """Yield role, name and row of everybody in a register who has a role."""
    for row in _rows(known.offices) if rules.registers.offices else ():
        yield str(rules.registers.offices), str(row["manager"] or row["name"]), {**row, "email": row["mail"]}
    for row in _rows(known.staff) if rules.registers.staff else ():
        if row["role"] in rules.roles:
            yield str(row["role"]), str(row["name"]), row


def _rows(frame: "pd.DataFrame") -> list[_Row]:
    return [{str(name): cell for name, cell in row.items()} for row in frame.to_dict("records")]


def _place(row: _Row) -> _Place:
    return _Place(file=str(row["file"]), sheet=str(row["sheet"]), row=int(str(row["row"])))


def _person(role: str, name: str, row: _Row, problems: list[Problem]) -> Person | None:
    email = str(row["email"]).strip()
    try:
        return Person(name=name, email=email, role=role, office=str(row["office_id"]) or None)
    except ValidationError as error:
        for detail in error.errors():
            context = detail.get("ctx") or {}
            code = detail["type"] if detail["type"].startswith("E") else "E306"
            expected = text(str(context.get("pattern", "a name and a mail address")))
            problems.append(_problem(code, Severity.REFUSED, _place(row), email, expected))
        return None


def _placed(person: Person, rules: Recipients, known: Known) -> Recipient | Problem:
    """Return the person with the audience of its role, or why there is none."""
    rule = rules.roles[person.role]
    office = person.office or ""
    offices = sorted(known.offices["office_id"])
    if rule.audience == OWN_OFFICE and not office:
        expected = text("an office for {name}, whose role {role} sees its own", name=person.name, role=person.role)
        return refused("E307", RECIPIENTS, person.email, expected, _one_of(offices))
    if office and office not in offices:
        return refused("E307", RECIPIENTS, office, text("an office of the register"), _one_of(offices))
    audience = f"office-{office}" if rule.audience == OWN_OFFICE else rule.audience
    if audience not in known.audiences:
        expected = text("an audience that the build has files for")
        return refused("E323", RECIPIENTS, audience, expected, _one_of(sorted(known.audiences)))
    return Recipient(
        name=person.name,
        email=person.email,
        role=person.role,
        office_id=office,
        language=person.language or rules.language,
        audience=audience,
        rule=rule,
    )


def _one_of(known: list[str]) -> Text:
    return text("there are {known}", known=", ".join(known) or "-")


def _without(name: str, place: _Place) -> Problem:
    expected = text("a mail address of {name}; nothing is sent to them", name=name)
    return _problem("W611", Severity.WARNING, place, "", expected)


def _twice(person: Person, place: _Place) -> Problem:
    expected = text("an address of its own; the first of the two people gets the one message")
    return _problem("W611", Severity.WARNING, place, person.email, expected)


def _problem(code: str, severity: Severity, place: _Place, value: str, expected: Text) -> Problem:
    return Problem(
        code=code,
        severity=severity,
        file=place.file,
        sheet=place.sheet,
        row=place.row,
        value=value,
        expected=expected,
    )
