"""The command line: the group, its commands, and the one place where a bug becomes a message."""

import resource
import signal
import sys
import traceback

import click

from reportgen.commands.aliases import aliases
from reportgen.commands.audit import audit
from reportgen.commands.build import build
from reportgen.commands.check import check
from reportgen.commands.close import close
from reportgen.commands.explain import explain
from reportgen.commands.init import init
from reportgen.commands.mail import mail
from reportgen.commands.nginx import nginx
from reportgen.commands.notices import notices
from reportgen.commands.publish import publish
from reportgen.commands.restate import restate
from reportgen.commands.rollback import rollback
from reportgen.commands.sample import sample
from reportgen.commands.schema import schema
from reportgen.commands.serve import serve
from reportgen.commands.source import source
from reportgen.commands.status import status
from reportgen.commands.verify import verify

BUG = 1
INTERRUPTED = 130
TERMINATED = 143
COMMANDS = (
    *(sample, init, source, check, aliases, build, serve, audit, explain),
    *(status, close, verify, restate, notices, publish, rollback, nginx, mail, schema),
)
"""In the order of a newcomer's way."""


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


for command in COMMANDS:
    cli.add_command(command)


def main() -> None:
    """Run the command; an interrupt ends with 130 or 143, a bug with 1 and a word on what to do."""
    signal.signal(signal.SIGTERM, _terminated)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core dump would hold every client; workers inherit it
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
