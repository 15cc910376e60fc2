"""Write the notices that clients are owed."""

from datetime import date
from pathlib import Path

import click

from reportgen.commands.options import as_day, as_period, root_option
from reportgen.model.period import Period


@click.command()
@click.argument("period", callback=as_period)
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="Folder for the letters; one that is there already is never written over.",
)
@root_option
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), callback=as_day, help="Default: the period's end.")
@click.option("--locale", type=click.Choice(["zh", "en"]), help="Language of the letters. Default: the profile's.")
@click.pass_context
def notices(
    ctx: click.Context, /, period: Period, *, folder: Path, root: Path, as_of: date | None, locale: str
) -> None:
    """Write letters about what PERIOD decided on clients, or improved for them, as Word drafts.

    Admission, credit decision with its reason, what was improved after a complaint. What was sent already is only
    listed (notices.csv). A place that the data cannot fill is marked in the letter.
    """
    from reportgen.notices.write import write
    from reportgen.pipeline import Request
    from reportgen.terminal import outcome, progress

    request = Request(root=root, period=period, as_of=as_of, locale=locale)
    with progress(quiet=ctx.obj["quiet"]) as watch:
        done = write(request, folder, watch)
    outcome(done)
    ctx.exit(int(done.exit))
