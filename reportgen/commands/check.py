"""Validate a workspace."""

from pathlib import Path

import click

from reportgen.commands.options import as_period, root_option
from reportgen.model.period import Period


@click.command()
@click.argument("period", callback=as_period, required=False)
@root_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def check(ctx: click.Context, period: Period | None, *, root: Path, form: str) -> None:
    """Validate configuration, exports and figures of PERIOD (default: the last); build nothing."""
    from reportgen import pipeline
    from reportgen.terminal import progress, report, report_json

    with progress(quiet=ctx.obj["quiet"] or form == "json") as watch:
        run = pipeline.check(root, period, watch)
    (report_json if form == "json" else report)(run, verbose=ctx.obj["verbose"])
    ctx.exit(int(run.exit))
