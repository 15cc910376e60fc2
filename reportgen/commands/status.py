"""Say where a period stands."""

from pathlib import Path

import click

from reportgen.commands.options import as_period, now, root_option
from reportgen.model.period import Period


@click.command()
@click.argument("period", callback=as_period, required=False)
@root_option
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), help="Default: ROOT/output.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def status(
    ctx: click.Context, /, period: Period | None, *, root: Path, output: Path | None, as_json: bool
) -> None:
    """Say which exports of PERIOD have come, are stale or missing, and what is built, closed, published, mailed.

    Without PERIOD the latest folder of surveys/. Ends with 3 where something is to be done, with 4 where no build
    is possible or an export is older than its limit allows; limits stand in config/sources.yaml under fresh.
    """
    from reportgen.asked import last_period
    from reportgen.closings import status_words
    from reportgen.closings.status import status as told
    from reportgen.pipeline import Request
    from reportgen.terminal import outcome, progress

    chosen = period or last_period(root)
    if chosen is None:
        raise click.UsageError("surveys/ holds no folder of a period such as 2026Q3")
    with progress(quiet=True) as watch:
        found, done = told(Request(root=root, period=chosen, output=output), now(), watch)
    outcome(done)
    if found is not None:
        lines = [status_words.as_json(found)] if as_json else status_words.lines(found)
        for line in lines:
            click.echo(line)
    ctx.exit(int(done.exit))
