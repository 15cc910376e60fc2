"""Say what a figure is made of."""

from pathlib import Path
from typing import Any

import click

from reportgen.commands.options import as_day, as_period, root_option
from reportgen.model.period import Period


@click.command()
@click.argument("period", callback=as_period)
@click.argument("subject", metavar="ID")
@click.argument("measure", required=False)
@root_option
@click.option("--csv", type=click.Path(dir_okay=False, allow_dash=True), help="Write every row; - is stdout.")
@click.option("--pack", default="", metavar="P03", help="The figure under the rules of this pack.")
@click.option("--locale", type=click.Choice(["zh", "en"]), help="Default: the profile's.")
@click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), callback=as_day, help="Known up to the end of this day."
)
@click.pass_context
def explain(
    ctx: click.Context, /, period: Period, *, subject: str, measure: str | None, root: Path, **options: Any
) -> None:
    """Say what a figure is made of: formula, population, what was left out, rows.

    ID is a client, an office or `company`. MEASURE is a measure such as complaint.first_reply_hours.p50, or
    grade:P03 for a level. Both in one, as they stand behind the figures of the pages, will do:
    C001/complaint.count. The figure is computed again from the very rows that are listed.
    """
    from reportgen import pipeline
    from reportgen.terminal import explanation, progress

    if measure is None:
        subject, slash, measure = subject.rpartition("/")
        if not slash:
            raise click.BadParameter("name the measure too, such as complaint.count", param_hint="MEASURE")
    csv = options.pop("csv")
    which = {"subject": subject, "measure": measure, "pack": options.pop("pack")}
    request = pipeline.Request(root=root, period=period, **options)
    with progress(quiet=ctx.obj["quiet"]) as watch:
        run = pipeline.explain(request, watch, **which)
    explanation(run, csv)
    ctx.exit(int(run.exit))
