"""Who gets which report by mail, and through which server: config/recipients.yaml.

It stands apart from the profile: a new address is no new rule, so no build and no closing changes with it.
"""

import ipaddress
import unicodedata
from decimal import Decimal
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from reportgen.policy.audiences import AudienceId
from reportgen.policy.fault import fault
from reportgen.policy.strict import Code, Strict, Words

Locale = Literal["zh", "en"]
Mailed = Literal["management", "office", "client"]
"""Types of reports that exist as PDF."""
_LOOPBACK = "localhost"


def one_line(value: str) -> str:
    """Return ``value`` where it can stand in a header: a line break in it would begin a header of its own."""
    if any(unicodedata.category(character) in {"Cc", "Zl", "Zp"} for character in value):
        raise fault("E605", "text of one line, without control characters")
    return value


def mailbox(value: str) -> str:
    """Return an address in its normal form, the domain in Unicode; no server is asked whether it exists."""
    from email_validator import EmailNotValidError, validate_email

    one_line(value)
    try:
        return validate_email(value, check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise fault("E306", "a mail address such as name@example.com") from error


def on_the_wire(address: str) -> str:
    """Return an address as every server takes it: the domain in ASCII; a name that is not needs SMTPUTF8.

    >>> on_the_wire("reports@例子.中国")
    'reports@xn--fsqu00a.xn--fiqs8s'
    """
    from email_validator import validate_email

    found = validate_email(address, check_deliverability=False)
    return f"{found.local_part}@{found.ascii_domain}"


Line = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(one_line)]
Address = Annotated[str, AfterValidator(mailbox)]
Seconds = Annotated[float, Field(gt=0, le=86_400)]


class Sender(Strict):
    """Whom messages come from; the domain also names each message."""

    address: Address
    name: Words
    reply_to: Address | None

    @model_validator(mode="after")
    def _of_one_line(self) -> Self:
        one_line(self.name.zh)
        one_line(self.name.en)
        return self


class Timeouts(Strict):
    """How long each answer is waited for (RFC 5321, section 4.5.3.2)."""

    command: Seconds = 300
    data: Seconds = 120
    accepted: Seconds = 600
    """After the message: giving up early there is what makes servers deliver twice."""


class Server(Strict):
    """The company's own mail server."""

    host: Line
    port: int = Field(ge=1, le=65_535)
    security: Literal["starttls", "tls", "none"]
    """none: only to a server on this machine."""
    ca_file: str | None
    """Certificates to trust instead of the system's, below the workspace."""
    user: str | None
    """Its password is REPORTGEN_MAIL_PASSWORD of the environment, or in the system's keyring."""
    per_minute: int = Field(default=30, ge=1)
    per_connection: int = Field(default=50, ge=1)
    retry_seconds: tuple[Seconds, ...] = (60, 300, 900)
    """How long to wait before each further try of what was put off."""
    timeouts: Timeouts = Timeouts()

    @model_validator(mode="after")
    def _never_in_clear(self) -> Self:
        if self.security == "none" and not _here(self.host):
            raise fault("E603", "starttls or tls; none is for a server on this machine")
        return self


class Role(Strict):
    """What everybody of one role gets."""

    audience: AudienceId
    """management, credit, an id of the profile's own audiences, or office: that of the person's office."""
    files: Annotated[tuple[Mailed, ...], Field(min_length=1)]
    clients: Literal["all", "own"] = "all"
    """own: only reports of clients whose account manager the person is."""
    pdf_password: Code | None = None
    """Class whose password locks the PDFs: REPORTGEN_PDF_PASSWORD_<CLASS>; null = not locked."""


class Person(Strict):
    """One recipient."""

    name: Line
    email: Address
    role: Line
    office: str | None = None
    language: Locale | None = None


class Registers(Strict):
    """Recipients out of the exports."""

    offices: Line | None
    """Role of the managers that the register of offices names with their address; null = it is not used."""
    staff: bool
    """Whether people of the staff export who have a role of this file and an address get mail."""


class Recipients(Strict):
    """The whole file."""

    format: Literal[1]
    language: Locale
    sender: Sender
    site: str | None
    """Address of the published site, for links; null = there is none."""
    server: Server
    attachments_mb: Decimal = Field(gt=0, le=1000)
    """Most that one message may carry; above it the link stands in place of the files."""
    approve_own: bool
    """Whether the one who planned may approve too."""
    roles: Annotated[dict[str, Role], Field(min_length=1)]
    people: tuple[Person, ...]
    registers: Registers

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        known = ", ".join(sorted(self.roles))
        named = [person.role for person in self.people]
        named += [self.registers.offices] if self.registers.offices else []
        if any(role not in self.roles for role in named):
            raise fault("E323", "roles of this file: {known}", known=known)
        if not self.people and not self.registers.offices and not self.registers.staff:
            raise fault("E306", "people, or a register that has them")
        seen: set[str] = set()
        for person in self.people:
            if person.email.casefold() in seen:
                raise fault("E306", "{email} once: a person gets one message", email=person.email)
            seen.add(person.email.casefold())
        return self

    @model_validator(mode="after")
    def _site_that_opens(self) -> Self:
        if self.site is None:
            return self
        parts = urlsplit(self.site)
        if parts.scheme not in {"https", "http"} or not parts.hostname or one_line(self.site).strip() != self.site:
            raise fault("E323", "an address such as https://reports.example.com")
        return self

    @property
    def agreed(self) -> str:
        """What an approval is about: everything but how the server is reached and who may approve."""
        return self.model_dump_json(exclude={"server", "approve_own"})


def _here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == _LOOPBACK
