"""How a builder speaks: patterns translated, figures rounded, in one reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass

from reportgen.model.gap import Gap
from reportgen.model.language import Translate, translator
from reportgen.policy.strict import Words
from reportgen.render.filters import GAP_WORDS
from reportgen.render.viewmodel import Rich, Run, rich


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One locale with its catalogue."""

    locale: str
    translate: Translate
    counts_in_wan: bool = False
    """Whether amounts are printed in 万元."""

    @classmethod
    def of(cls, locale: str) -> "Language":
        """Return the language of ``locale``."""
        return cls(locale=locale, translate=translator(locale), counts_in_wan=locale == "zh")

    @classmethod
    def beside_chinese(cls) -> "Language":
        """Return the English of a report in both languages, whose figures are printed once."""
        return cls(locale="en", translate=translator("en"), counts_in_wan=True)

    @property
    def tag(self) -> str:
        """The value of the html element's lang."""
        return "zh-CN" if self.locale == "zh" else "en"

    def say(self, pattern: str, /, **values: object) -> str:
        """Return a translated sentence."""
        return self.translate(pattern).format(**values)

    def rich(self, pattern: str, /, **values: object) -> Rich:
        """Return a translated sentence whose ``**parts**`` are strong."""
        return rich(self.translate(pattern), **values)

    def words(self, words: Words) -> str:
        """Return a policy's or the profile's word."""
        return words.said(self.locale)

    def join(self, parts: Iterable[str]) -> str:
        """Return parts of an enumeration: a、b or a, b."""
        return self.translate(", ").join(parts)

    def gap(self, gap: str) -> str:
        """Return the reason of a missing figure."""
        return self.translate(GAP_WORDS[Gap(gap)])

    def sentence(self, parts: Iterable[Rich]) -> Rich:
        """Return clauses as one sentence: a；b。 Empty clauses are left out."""
        filled = [part for part in parts if part]
        between, end = self.translate("; "), self.translate(".")
        runs: list[Run] = []
        for i, part in enumerate(filled):
            runs += [Run(between)] if i else []
            runs += part
        return (*runs, Run(end)) if runs else ()
