"""What a workspace tells before a file is looked at: its profile, its packs and its registers."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reportgen.ingest.files import Claim, claimed
from reportgen.ingest.inputs import InputFile
from reportgen.ingest.limits import Limits
from reportgen.ingest.read import read_files
from reportgen.ingest.sheet import Sheet
from reportgen.learn.known import NOBODY, Register, register_of
from reportgen.learn.learner import Learner
from reportgen.learn.lexicon import Lexicon
from reportgen.learn.wording import wordings
from reportgen.model.period import Period
from reportgen.model.problem import Problem
from reportgen.policy.config import Config
from reportgen.policy.load import load_config
from reportgen.policy.shipped import shipped
from reportgen.policy.sources import Export, Source
from reportgen.policy.synonyms import load_synonyms

_LAST = date(2999, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """A workspace, or what is shipped where there is none."""

    learner: Learner
    config: Config | None
    """None where the folder has no configuration that can be read."""
    problems: tuple[Problem, ...] = ()


def here(root: Path, period: Period | None, scratch: Path) -> tuple[Here | None, list[Problem]]:
    """Return what is known in ``root``; None and its faults where the table of spellings is faulty.

    In:  period: registers up to it count; None = all of them.
    """
    words, faults = load_synonyms(root)
    if words is None:
        return None, faults
    config, problems = load_config(root)
    base = config or load_config(shipped("config").parent)[0]
    if base is None:
        return None, problems
    packs = [*base.in_force(_LAST).values()]
    register = _register(config, period, scratch) if config else NOBODY
    learner = Learner(
        words=Lexicon(words), wordings=wordings(packs, words), profile=base.profile, register=register
    )
    return Here(learner=learner, config=config, problems=tuple(problems)), []


def _register(config: Config, period: Period | None, scratch: Path) -> Register:
    """Return what the registers of the workspace say."""
    wanted = {Export.CLIENTS, Export.OFFICES}
    claims = claimed(config.root, config.sources, period or Period(_LAST, 1)).claims
    own = [claim for claim in claims if claim.source.export in wanted]
    inputs = [_input(config.root, claim) for claim in own]
    limits = Limits.of(config.profile.input_limits)
    sheets, _ = read_files(inputs, limits=limits, workers=1, scratch=scratch)
    return register_of(_with_rules(sheets, own), config.profile)


def _input(root: Path, claim: Claim) -> InputFile:
    rule = claim.source
    return InputFile(
        path=root / claim.file, name=claim.file, encoding=rule.encoding, sheet=rule.sheet, delimiter=rule.delimiter
    )


def _with_rules(sheets: list[Sheet], claims: list[Claim]) -> list[tuple[Sheet, Source]]:
    rules = {claim.file: claim.source for claim in claims}
    return [(sheet, rules[sheet.file]) for sheet in sheets]
