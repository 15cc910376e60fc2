"""Write the reports of a period."""

from pathlib import Path
from typing import Any

import click

from reportgen.commands.options import as_day, as_period, root_option
from reportgen.model.period import Period


@click.command()
@click.argument("period", callback=as_period)
@root_option
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), help="Default: ROOT/output.")
@click.option("--client", "clients", multiple=True, metavar="ID", help="Only this client's pages, as a preview.")
@click.option("--office", "offices", multiple=True, metavar="ID", help="Only this office's pages, as a preview.")
@click.option("--format", "form", type=click.Choice(["all", "html", "pdf"]), default="all", show_default=True)
@click.option("--jobs", type=click.IntRange(1, 256), help="Worker processes. Default: one per processor.")
@click.option("--locale", type=click.Choice(["zh", "en"]), help="Default: the profile's.")
@click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), callback=as_day, help="Known up to the end of this day."
)
@click.option("--draft", is_flag=True, help="Every report says that it is a draft.")
@click.option("--bilingual", is_flag=True, help="Client reports in Chinese and English as well.")
@click.option(
    "--pdf",
    "variant",
    type=click.Choice(["tagged", "pdf/a-3a", "pdf/a-3u", "pdf/ua-1"]),
    help="What the PDFs say of themselves. Default: the profile's.",
)
@click.pass_context
def build(ctx: click.Context, /, period: Period, *, root: Path, form: str, **options: Any) -> None:
    """Write every client, office and management report of PERIOD, such as 2026Q3."""
    from reportgen import pipeline
    from reportgen.terminal import progress, report

    formats = frozenset({"html", "pdf"} if form == "all" else {form})
    request = pipeline.Request(root=root, period=period, formats=formats, **options)
    with progress(quiet=ctx.obj["quiet"]) as watch:
        run = pipeline.build(request, watch)
    report(run, verbose=ctx.obj["verbose"])
    ctx.exit(int(run.exit))
