"""How headings and words are usually spelled: config/synonyms.yaml, for the guesses of `source` and `init`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, ValidationError, model_validator

from reportgen.model.problem import Problem, Severity
from reportgen.model.records.every import RECORD
from reportgen.model.records.field import Field as Declared
from reportgen.model.records.more import MORE
from reportgen.model.text import text
from reportgen.policy.fault import fault, problems_of
from reportgen.policy.marks import marked
from reportgen.policy.shipped import found
from reportgen.policy.sources import FIELDS, Export
from reportgen.policy.strict import Code, Strict

SYNONYMS = "config/synonyms.yaml"


class Spellings(Strict):
    """Headings of one field."""

    sure: tuple[str, ...] = ()
    """They mean nothing else."""
    likely: tuple[str, ...] = ()
    """They mean other things too; a person confirms."""


class Synonyms(Strict):
    """Headings per field, words per vocabulary, labels per scale."""

    format: Literal[1]
    shared: dict[str, Spellings]
    """Fields that mean the same in every export that has them."""
    exports: dict[Export, dict[str, Spellings]]
    names: dict[Export, tuple[str, ...]]
    """Words in the name of a file, a sheet or a title."""
    values: dict[Export, dict[str, dict[str, tuple[str, ...]]]]
    """Field → our word → its spellings."""
    scales: tuple[tuple[str, ...], ...] = Field(min_length=1)
    """Labels of answers, the lowest first."""
    missing: tuple[str, ...]
    dimensions: dict[Code, tuple[str, ...]]
    """Dimension → words of questions about it."""
    overall: tuple[str, ...]
    recommend: tuple[str, ...]
    reversed: tuple[str, ...]

    @model_validator(mode="after")
    def _spells_known_fields(self) -> Self:
        for export in Export:
            own = {*self.exports.get(export, {}), *self.values.get(export, {})}
            unknown = sorted(own - {*FIELDS[export]})
            if unknown:
                raise fault(
                    "E321",
                    "fields of {export}: {known}; not {unknown}",
                    export=export.value,
                    known=", ".join(FIELDS[export]),
                    unknown=", ".join(unknown),
                )
        return self

    def of(self, export: Export, name: str) -> Spellings:
        """Return the headings of a field: those of the export, of its declaration, and those shared by all."""
        found = [self.exports.get(export, {}).get(name), self.shared.get(name)]
        said = declared(export, name)
        if said is not None:
            found.append(Spellings(sure=(said.heading,), likely=(said.name,)))
        many = [one for one in found if one is not None]
        return Spellings(
            sure=tuple(word for one in many for word in one.sure),
            likely=tuple(word for one in many for word in one.likely),
        )

    def vocabulary(self, export: Export, name: str) -> Mapping[str, tuple[str, ...]]:
        """Return our words of a field and how files write them; empty where it has no fixed words."""
        own = self.values.get(export, {}).get(name)
        said = declared(export, name)
        return own if own is not None else said.words if said is not None else {}

    def called(self, export: Export) -> tuple[str, ...]:
        """Return the words in the name of a file, sheet or title that tell an export."""
        record = RECORD.get(export.value)
        return (*self.names.get(export, ()), *((record.title,) if record else ()))


def declared(export: Export, name: str) -> Declared | None:
    """Return the declaration of a field, None where its export has a reader of its own."""
    record = RECORD.get(export.value)
    fields = record.fields if record else MORE.get(export.value, ())
    return next((one for one in fields if one.name == name), None)


def load_synonyms(root: Path) -> tuple[Synonyms | None, list[Problem]]:
    """Return the workspace's table of spellings, or the shipped one; None and its faults where it is faulty."""
    try:
        source = found(root, SYNONYMS).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        return None, [
            Problem(
                code="E132",
                severity=Severity.REFUSED,
                file=SYNONYMS,
                value=type(error).__name__,
                expected=text("a text file in UTF-8"),
            )
        ]
    data, problems = marked(source, SYNONYMS)
    if data is None or problems:
        return None, problems
    try:
        return Synonyms.model_validate(data.data), []
    except ValidationError as error:
        return None, problems_of(error, Synonyms, data, SYNONYMS)
