"""Arguments and options that several commands share."""

from datetime import date, datetime, timedelta
from pathlib import Path

import click

from reportgen.model.period import Period
from reportgen.model.problem import Problem, Severity
from reportgen.model.text import text


def as_period(_ctx: click.Context, _param: click.Parameter, value: str | None) -> Period | None:
    """Parse a period; a bad one is a usage error that shows the form."""
    if value is None:
        return None
    try:
        return Period.parse(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def as_day(_ctx: click.Context, _param: click.Parameter, value: datetime | None) -> date | None:
    """Return the day of a date option; one that this machine's clock is far from is said to be so.

    Nothing else looks at the clock, and no figure depends on it: the day counts as it was given.
    """
    if value is None:
        return None
    today = date.today()  # noqa: DTZ011, TID251 - compared with the day that was given, never used
    if value.date() > today + timedelta(days=1):
        click.echo(str(_ahead(value.date(), today)), err=True)
    return value.date()


def _ahead(day: date, today: date) -> Problem:
    return Problem(
        code="W228",
        severity=Severity.WARNING,
        file="--as-of",
        value=str(day),
        expected=text("a day up to tomorrow; by this machine's clock today is {today}", today=str(today)),
        hint=text("Is the clock wrong? What is open counts as open until the day that was given."),
    )


def now() -> datetime:
    """Return the moment, for the ledger: no figure depends on it."""
    return datetime.now().astimezone()  # noqa: TID251 - says when a person did something


root_option = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    show_default=True,
    help="Folder that holds surveys/ and config/.",
)
