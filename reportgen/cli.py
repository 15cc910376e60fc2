"""The command line: parse, call the pipeline, print, exit. No rule and no figure lives here."""

import signal
import sys
import traceback
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from reportgen.model.period import Period

BUG = 1
INTERRUPTED = 130
TERMINATED = 143


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


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="client-reportgen", prog_name="reportgen")
@click.option("--quiet", "-q", is_flag=True, help="Print problems and the summary only.")
@click.option("--verbose", "-v", is_flag=True, help="Print notes too, one by one.")
@click.option("--debug", is_flag=True, help="Print the stack trace of a bug.")
@click.pass_context
def cli(ctx: click.Context, *, quiet: bool, verbose: bool, debug: bool) -> None:
    """Turn survey, complaint and scorecard exports into client and office reports.

    A new user starts with `reportgen sample demo` and `reportgen build 2026Q3 --root demo`.
    """
    ctx.obj = {"quiet": quiet, "verbose": verbose, "debug": debug}


@cli.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--clients", type=click.IntRange(12, 20_000), default=12, show_default=True)
@click.option("--offices", type=click.IntRange(2, 20), default=2, show_default=True)
@click.option("--quarters", type=click.IntRange(2, 40), default=3, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True, help="Same seed, same bytes.")
@click.pass_context
def sample(ctx: click.Context, folder: Path, *, clients: int, offices: int, quarters: int, seed: int) -> None:
    """Write a workspace of an invented company into FOLDER."""
    from reportgen.sample.workspace import write_workspace

    if folder.exists() and any(folder.iterdir()) and not (folder / "config" / "profile.yaml").exists():
        raise click.BadParameter(f"'{folder}' holds other files; name a new folder", param_hint="FOLDER")
    write_workspace(folder, clients=clients, offices=offices, quarters=quarters, seed=seed)
    if not ctx.obj["quiet"]:
        last = max(path.name for path in (folder / "surveys").iterdir())
        click.echo(f"{folder}: {clients} clients, {offices} offices, {quarters} quarters")
        click.echo(f"next: reportgen build {last} --root {folder}")


@cli.command()
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


@cli.command()
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


@cli.command()
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


@cli.command()
@root_option
def schema(*, root: Path) -> None:
    """Write the JSON Schemas of the YAML files into config/schema/, for editors."""
    from reportgen.deliver.schemas import write_schemas

    for path in write_schemas(root / "config" / "schema"):
        click.echo(path)


def main() -> None:
    """Run the command; an interrupt ends with 130 or 143, a bug with 1 and a word on what to do."""
    signal.signal(signal.SIGTERM, _terminated)
    try:
        code = cli.main(standalone_mode=False)
    except click.exceptions.Exit as error:
        code = error.exit_code
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted; nothing was changed", err=True)
        code = INTERRUPTED
    except Exception as error:  # noqa: BLE001  # the one place where a bug becomes a message
        code = _bug(error)
    sys.exit(code)


def _bug(error: Exception) -> int:
    if "--debug" in sys.argv:
        traceback.print_exc()
    click.echo(f"reportgen: a fault of the program, not of your files: {type(error).__name__}: {error}", err=True)
    click.echo("    hint: run it again as `reportgen --debug …` and send the output to the maintainers", err=True)
    return BUG


def _terminated(_signal: int, _frame: object) -> None:
    raise SystemExit(TERMINATED)
