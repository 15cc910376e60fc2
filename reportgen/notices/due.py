"""Which notices a period's decisions and improvements ask for (P01.14, P08.16, P11.20)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, TypeGuard

from reportgen.render.views.book import as_day, records

if TYPE_CHECKING:
    from reportgen.model.facts import Facts, Window

Kind = Literal["admission", "credit", "improvement"]
Row = dict[str, Any]
_FEN = 100
_UNSAFE = frozenset('/\\:*?"<>|')


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One letter: what it is about, to whom, and whether it was sent already."""

    kind: Kind
    key: str
    """Id of the application or improvement."""
    client_id: str
    """Empty for an applicant that no register has."""
    to: str
    decided_on: date
    told_on: date | None
    """Day on which the client was told; None = not yet."""
    values: Mapping[str, Any]
    """What the letter's template says; None and "" = the data do not say."""
    lacks: tuple[str, ...] = ()
    """Names of values that a letter of its kind must have and the data lack."""

    @property
    def file(self) -> str:
        """Name of its letter, safe on every system."""
        name = f"{self.client_id or self.to}-{self.kind}-{self.key}"
        return "".join("_" if sign in _UNSAFE or not sign.isprintable() else sign for sign in name) + ".docx"


_MUST: Mapping[Kind, tuple[str, ...]] = {
    "admission": ("admitted",),
    "credit": ("result", "reason"),
    "improvement": ("raised", "done"),
}


def notices(facts: "Facts", window: "Window") -> list[Notice]:
    """Return the notices of the window's period, those not sent first, then by client.

    In:      facts: ADMISSION_APPLICATIONS, LIMIT_APPLICATIONS, NOTICES, IMPROVEMENT_ACTIONS, COMPLAINTS, REGISTER.
    Out:     one of every admission decided, credit decision approved or entered, and complaint whose
             improvement was done in the period.
    Source:  P01.14, P08.16, P11.20.
    """
    names = _names(facts)
    told = [row for row in records(facts.records["notices"]) if _inside(as_day(row["decided_at"]), window)]
    found = [*_admissions(facts, window, names, told), *_credit(facts, window, names, told)]
    found += _improvements(facts, window, names, told)
    return sorted(found, key=lambda one: (one.told_on is not None, one.client_id, one.kind, one.key))


def _made(kind: Kind, row: Row, values: Mapping[str, Any], told_on: date | None) -> Notice:
    return Notice(
        kind=kind,
        key=row["key"],
        client_id=row["client_id"],
        to=row["to"],
        decided_on=row["on"],
        told_on=told_on,
        values=values,
        lacks=tuple(name for name in _MUST[kind] if values[name] in (None, "")),
    )


def _admissions(facts: "Facts", window: "Window", names: Mapping[str, str], told: list[Row]) -> Iterator[Notice]:
    for row in records(facts.records["admission_applications"]):
        on = as_day(row["decided_at"])
        if row["decision"] not in {"admit", "reject"} or not _inside(on, window):
            continue
        said = _said(told, "admission", row["client_id"], on)
        values = {
            "admitted": row["decision"] == "admit",
            "class_": row["class"],
            "measures": row["measures"],
            "submitted_on": as_day(row["submitted_at"]),
            "reason": said["reason"] if said else "",
        }
        to = names.get(row["client_id"], row["prospect"])
        about = {"key": row["application_id"], "client_id": row["client_id"], "to": to, "on": on}
        yield _made("admission", about, values, as_day(row["notified_at"]) or _sent(said))


def _credit(facts: "Facts", window: "Window", names: Mapping[str, str], told: list[Row]) -> Iterator[Notice]:
    """Yield a notice of every approved form, and of every credit decision entered that is left without one."""
    for row in records(facts.limit_applications):
        on = as_day(row["approved_on"])
        if not _inside(on, window):
            continue
        said = _said(told, "credit", row["client_id"], on)
        values = {
            **{name: row[name] for name in ("old_level", "new_level")},
            "old_limit": _yuan(row["old_limit_fen"]),
            "new_limit": _yuan(row["new_limit_fen"]),
            "effective_on": as_day(row["effective_on"]),
            "reason": (said["reason"] if said else "") or row["reason"],
        }
        values["result"] = (said["result"] if said else "") or values["new_level"] or values["new_limit"]
        about = {"key": row["application_id"], "client_id": row["client_id"], "on": on}
        yield _made("credit", {**about, "to": names.get(row["client_id"], "")}, values, _sent(said))
    for row in [one for one in told if one["kind"] == "credit"]:
        on = as_day(row["decided_at"])
        blank = dict.fromkeys(("old_level", "new_level", "old_limit", "new_limit", "effective_on"))
        values = {**blank, "result": row["result"], "reason": row["reason"]}
        about = {"key": row["notice_id"] or f"{row['client_id']}-{on}", "client_id": row["client_id"], "on": on}
        yield _made("credit", {**about, "to": names.get(row["client_id"], "")}, values, _sent(row))


def _improvements(facts: "Facts", window: "Window", names: Mapping[str, str], told: list[Row]) -> Iterator[Notice]:
    complaints = {row["complaint_id"]: row for row in records(facts.complaints)}
    for row in records(facts.records["improvement_actions"]):
        on, complaint = as_day(row["done_at"]), complaints.get(row["source_id"])
        if row["source_kind"] != "complaint" or row["status"] != "done" or not _inside(on, window):
            continue
        if complaint is None or complaint["client_id"] not in names:
            continue
        client = complaint["client_id"]
        said = _said(told, "improvement", client, on)
        values = {
            "raised": complaint["content"],
            "raised_on": as_day(complaint["received_at"]),
            "complaint_id": complaint["complaint_id"],
            "done": row["description"],
            "effect": row["effect"],
            "indicator": row["indicator"],
            "before": row["before_value"],
            "after": row["after_value"],
        }
        about = {"key": row["action_id"], "client_id": client, "to": names[client], "on": on}
        yield _made("improvement", about, values, as_day(row["shown_to_client_at"]) or _sent(said))


def _names(facts: "Facts") -> dict[str, str]:
    """Return what each client is called in the latest register that has it."""
    register = facts.register.sort_values("register_period", kind="stable")
    return dict(zip(register["client_id"], register["name"], strict=True))


def _said(told: list[Row], kind: Kind, client: str, on: date) -> Row | None:
    """Take out of ``told`` the client's entry of that kind nearest in time: entries name no form or measure."""
    own = [row for row in told if client and (row["kind"], row["client_id"]) == (kind, client)]
    nearest = min(own, key=lambda row: abs((row["decided_at"].date() - on).days), default=None)
    if nearest is not None:
        told.remove(nearest)
    return nearest


def _sent(said: Row | None) -> date | None:
    return as_day(said["sent_at"]) if said else None


def _inside(day: date | None, window: "Window") -> TypeGuard[date]:
    return day is not None and window.period.start <= day < window.period.end


def _yuan(fen: int | None) -> float | int | None:
    """Return yuan, whole where they are."""
    if fen is None:
        return None
    return fen // _FEN if fen % _FEN == 0 else fen / _FEN
