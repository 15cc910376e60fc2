"""What all configuration files are made of."""

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from reportgen.model.pseudo import PSEUDO, pseudo

Clause = Annotated[str, StringConstraints(pattern=r"^P\d{2}\.\d{1,2}$")]
PackId = Annotated[str, StringConstraints(pattern=r"^P\d{2}$")]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_.]*$")]
Share = Annotated[Decimal, Field(ge=0, le=1)]
Points = Annotated[Decimal, Field(ge=0)]


class Strict(BaseModel):
    """A frozen part of a configuration file; an unknown key is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)


class Words(Strict):
    """A name in both languages."""

    zh: str
    en: str

    def said(self, locale: str) -> str:
        """Return the name in a language; the made-up one marks it like the words of the catalogue."""
        if locale == PSEUDO:
            return pseudo(self.en)
        return self.zh if locale == "zh" else self.en
