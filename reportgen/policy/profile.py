"""What this company chose: config/profile.yaml."""

from typing import TYPE_CHECKING, Annotated, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field, StringConstraints, ValidationInfo, field_validator

from reportgen.policy.audiences import Audiences
from reportgen.policy.fault import fault
from reportgen.policy.pdf import PdfRules
from reportgen.policy.strict import PackId, Strict, Words
from reportgen.policy.working_hours import WorkingHours, clock_of

if TYPE_CHECKING:
    from reportgen.model.clock import Clock

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]


class Company(Strict):
    """Name and look on every page."""

    name: Words
    product: Words
    accent: Colour
    logo: str | None = None


class Reference(Strict):
    """Packs whose figures carry the plain ids (results contract, section 1)."""

    satisfaction: PackId | None
    complaint: PackId | None


class Benchmarks(Strict):
    """Fewest clients and offices behind a comparison figure."""

    min_clients: int = Field(ge=1)
    min_offices: int = Field(ge=1)


class InputLimits(Strict):
    """Limits of one input file (faults of files are refused beyond them)."""

    file_mb: int = 50
    csv_mb: int = 1000
    unzipped_mb: int = 256
    columns: int = 2048
    workbook_rows: int = 200_000
    csv_rows: int = 5_000_000
    zip_entries: int = 10_000
    cell_characters: int = 131_072
    parse_seconds: int = 120
    parse_mb: int = 2048


class RenderLimits(Strict):
    """Limits of one report."""

    seconds: int = 60
    memory_mb: int = 1536
    pages: int = 200
    comment_characters: int = 2000
    rows: int = 50


class SetAside(Strict):
    """When a source is refused for too many rows set aside: over ``share`` and at least ``rows``."""

    share: float = Field(default=0.05, ge=0, le=1)
    rows: int = Field(default=20, ge=0)


class Publishing(Strict):
    """What a place of publication keeps."""

    keep: int = Field(default=5, ge=2)
    """Releases, so that there is one to go back to; counted, as a clock may be set back."""


class Profile(Strict):
    """The company's choices. A key without a default must be given."""

    format: Literal[1]
    company: Company
    locale: Literal["zh", "en"]
    timezone: str
    period: Literal["quarter", "half_year", "year", "month"]
    clock: Literal["working", "calendar"]
    working_hours: WorkingHours | None = Field(default=None, validate_default=True)
    packs: tuple[PackId, ...] = Field(min_length=1)
    reference: Reference
    benchmarks: Benchmarks
    audiences: Audiences
    out_of_period_share: float = Field(default=0.2, ge=0, le=1)
    set_aside: SetAside = SetAside()
    same_minute: int = Field(default=30, ge=2)
    input_limits: InputLimits = InputLimits()
    render_limits: RenderLimits = RenderLimits()
    pdf: PdfRules = PdfRules()
    bilingual: bool = False
    """Whether each client gets a second report that says everything in Chinese and in English."""
    publishing: Publishing = Publishing()
    fonts: tuple[str, ...] = ()
    missing_words: tuple[str, ...] = ("-", "/", "无", "N/A", "不适用")
    total_words: tuple[str, ...] = ("合计", "总计", "小计", "平均")

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise fault("E323", "a time zone such as Asia/Shanghai")
        return value

    @field_validator("working_hours")
    @classmethod
    def _hours_of_the_clock(cls, value: WorkingHours | None, info: ValidationInfo) -> WorkingHours | None:
        if value is None and info.data.get("clock") == "working":
            raise fault("E323", "the hours that the clock counts, because clock is working")
        return value

    @property
    def waiting(self) -> "Clock":
        """How waiting is counted (results contract, section 2); equal profiles share one clock."""
        hours = self.working_hours if self.clock == "working" else None
        return clock_of(self.timezone, "" if hours is None else hours.model_dump_json())

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which a moment gets its date."""
        return ZoneInfo(self.timezone)
