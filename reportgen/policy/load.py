"""config/ of a workspace → Config, or all of its Problems at once."""

import hashlib
from collections import Counter
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from reportgen.model.problem import Problem, Severity
from reportgen.model.text import Text, text
from reportgen.policy.aliases import load_aliases
from reportgen.policy.config import Config
from reportgen.policy.fault import problems_of
from reportgen.policy.logo import Logo, read_logo
from reportgen.policy.marks import marked
from reportgen.policy.pack import Pack
from reportgen.policy.profile import Profile
from reportgen.policy.recipients import Recipients
from reportgen.policy.shipped import shipped
from reportgen.policy.sources import Sources
from reportgen.policy.strict import Strict

PROFILE = "config/profile.yaml"
SOURCES = "config/sources.yaml"
PACKS = "config/packs"
RECIPIENTS = "config/recipients.yaml"

Model = TypeVar("Model", bound=Strict)


def load_config(root: Path) -> tuple[Config | None, list[Problem]]:
    """Return the workspace's configuration, or None and every fault in it."""
    problems: list[Problem] = []
    files: list[tuple[str, str]] = []
    profile = _loaded(root / PROFILE, PROFILE, Profile, problems, files)
    sources = _loaded(root / SOURCES, SOURCES, Sources, problems, files)
    versions = _packs(root, problems, files)
    aliases, faults, read = load_aliases(root)
    problems += faults
    files += read
    logo = None
    if profile is not None:
        problems += _unknown_packs(profile, versions)
        logo = _logo(root, profile, problems, files)
    problems += _overlaps(versions)
    if profile is None or sources is None or problems:
        return None, problems
    packs = {pack_id: tuple(pack for _, pack in versions[pack_id]) for pack_id in profile.packs}
    config = Config(
        root=root,
        profile=profile,
        sources=sources,
        packs=packs,
        files=tuple(sorted(files)),
        aliases=aliases,
        logo=logo,
    )
    return config, []


def load_recipients(root: Path) -> tuple[Recipients | None, list[Problem]]:
    """Return who gets mail, or None and every fault in that file; no build reads it."""
    problems: list[Problem] = []
    found = _loaded(root / RECIPIENTS, RECIPIENTS, Recipients, problems, [])
    return found, problems


def _logo(root: Path, profile: Profile, problems: list[Problem], files: list[tuple[str, str]]) -> Logo | None:
    """Return the company's logo; adds a Problem where the file cannot be one, and its hash."""
    name = profile.company.logo
    if name is None:
        return None
    found = read_logo(root, name)
    if isinstance(found, Text):
        hint = text("without a logo, write: logo: null")
        problems.append(_refused("E323", PROFILE, name, found, hint, "company.logo"))
        return None
    files.append((name, hashlib.sha256(found.content).hexdigest()))
    return found


def _loaded(
    path: Path, name: str, model: type[Model], problems: list[Problem], files: list[tuple[str, str]]
) -> Model | None:
    """Return one file as ``model``; adds its Problems and its hash."""
    try:
        raw = path.read_bytes()
    except OSError:
        problems.append(_refused("E101", name, "", text("this file"), text("`reportgen sample DIR` writes one")))
        return None
    files.append((name, hashlib.sha256(raw).hexdigest()))
    try:
        source = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = str(error.start)
        problems.append(_refused("E132", name, where, text("UTF-8 text; byte {at} is not", at=where), Text("")))
        return None
    data, faults = marked(source, name)
    problems += faults
    if data is None:
        return None
    try:
        return model.model_validate(data.data)
    except ValidationError as error:
        problems += problems_of(error, model, data, name)
        return None


def _packs(root: Path, problems: list[Problem], files: list[tuple[str, str]]) -> dict[str, list[tuple[str, Pack]]]:
    """Return (file, pack) of every pack id; an id in the workspace replaces the shipped one."""
    own = _read_packs(root / PACKS, problems, files)
    folder = shipped(PACKS)
    if folder.resolve() == (root / PACKS).resolve():
        return own
    read: list[tuple[str, str]] = []
    others = {
        pack_id: found for pack_id, found in _read_packs(folder, problems, read).items() if pack_id not in own
    }
    used = {name for found in others.values() for name, _ in found}
    files += [one for one in read if one[0] in used]
    return {**others, **own}


def _read_packs(
    folder: Path, problems: list[Problem], files: list[tuple[str, str]]
) -> dict[str, list[tuple[str, Pack]]]:
    versions: dict[str, list[tuple[str, Pack]]] = {}
    for path in sorted(folder.glob("*.yaml")):
        name = f"{PACKS}/{path.name}"
        pack = _loaded(path, name, Pack, problems, files)
        if pack is not None:
            versions.setdefault(pack.id, []).append((name, pack))
    return {pack_id: sorted(found, key=lambda one: one[1].in_force) for pack_id, found in versions.items()}


def _unknown_packs(profile: Profile, versions: dict[str, list[tuple[str, Pack]]]) -> list[Problem]:
    """Return a Problem for each pack that the profile names and nobody defines, or that lacks its part."""
    known = ", ".join(sorted(versions))
    wanted: list[tuple[str, str | None, str | None]] = [("packs", pack_id, None) for pack_id in profile.packs]
    wanted += [("reference.satisfaction", profile.reference.satisfaction, "satisfaction")]
    wanted += [("reference.complaint", profile.reference.complaint, "complaints")]
    problems = []
    for column, pack_id, part in wanted:
        if pack_id is None:
            continue
        packs = [pack for _, pack in versions.get(pack_id, [])]
        if not packs or (part and pack_id not in profile.packs):
            problems.append(
                _refused("E328", PROFILE, pack_id, text("a pack of {known}", known=known), Text(""), column)
            )
        elif part and any(getattr(pack, part) is None for pack in packs):
            expected = text("a pack with the key {part}", part=part)
            problems.append(_refused("E328", PROFILE, pack_id, expected, Text(""), column))
    return problems


def _overlaps(versions: dict[str, list[tuple[str, Pack]]]) -> list[Problem]:
    """Return a Problem where two versions of a pack come into force on one day or share a name."""
    problems = []
    for found in versions.values():
        for key in ("in_force", "version"):
            counts = Counter(str(getattr(pack, key)) for _, pack in found)
            for name, pack in found:
                value = str(getattr(pack, key))
                if counts[value] > 1:
                    expected = text("a {key} that no other version of the pack has", key=key)
                    problems.append(_refused("E328", name, value, expected, Text(""), key))
    return problems


def _refused(code: str, file: str, value: str, expected: Text, hint: Text, column: str = "") -> Problem:
    return Problem(
        code=code,
        severity=Severity.REFUSED,
        file=file,
        column=column,
        value=value,
        expected=expected,
        hint=hint,
    )
