"""Arguments and options that several commands share."""

from datetime import date, datetime
from pathlib import Path

import click

from reportgen.model.period import Period


def as_period(_ctx: click.Context, _param: click.Parameter, value: str | None) -> Period | None:
    """Parse a period; a bad one is a usage error that shows the form."""
    if value is None:
        return None
    try:
        return Period.parse(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def as_day(_ctx: click.Context, _param: click.Parameter, value: datetime | None) -> date | None:
    """Return the day of a date option."""
    return None if value is None else value.date()


root_option = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    show_default=True,
    help="Folder that holds surveys/ and config/.",
)
