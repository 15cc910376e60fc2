"""Words of the policies in both languages: config/glossary.yaml."""

from typing import Literal

from pydantic import Field

from reportgen.policy.strict import Code, Strict, Words


class Glossary(Strict):
    """Each word once, by its name in code (``transition.up``)."""

    format: Literal[1]
    words: dict[Code, Words] = Field(min_length=1)
