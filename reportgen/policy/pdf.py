"""How PDFs are made: variant, attached data, marks across the page."""

from typing import Literal

from pydantic import Field

from reportgen.policy.audiences import Report
from reportgen.policy.strict import Strict

Variant = Literal["tagged", "pdf/a-3a", "pdf/a-3u", "pdf/ua-1"]
"""What the PDF says of itself; whether it is valid, only a validator can say."""
VARIANTS: tuple[Variant, ...] = ("tagged", "pdf/a-3a", "pdf/a-3u", "pdf/ua-1")


class Watermarks(Strict):
    """Reports that carry 机密 across each page, by audience."""

    credit: tuple[Report, ...] = ()
    management: tuple[Report, ...] = ()
    office: tuple[Report, ...] = ()
    client: tuple[Report, ...] = ()
    custom: tuple[Report, ...] = ()
    """Of all audiences that the company added."""

    def covers(self, audience: str, report: str) -> bool:
        """Return whether a report of an audience is marked.

        >>> Watermarks(office=("client",)).covers("office-HD", "client"), Watermarks().covers("credit", "client")
        (True, False)
        """
        if audience in ("credit", "management"):
            kind = audience
        else:
            kind = next((one for one in ("office", "client") if audience.startswith(f"{one}-")), "custom")
        return report in getattr(self, kind)


class PageLimits(Strict):
    """Pages of A4 that a report may have; longer lists are shortened on paper, and what is cut is counted."""

    client: int = Field(default=4, ge=1)
    office: int = Field(default=8, ge=1)
    management: int = Field(default=10, ge=1)

    def of(self, report: str) -> int | None:
        """Return the most pages of a report; None where there is no limit."""
        return getattr(self, report, None)


class PdfRules(Strict):
    """The company's choices for paper."""

    variant: Variant = "tagged"
    data: bool = True
    """Whether the report's figures are attached as CSV."""
    draft: bool = False
    """Whether every report says that it is a draft."""
    confidential: Watermarks = Watermarks()
    pages: PageLimits = PageLimits()
