"""Validation errors of pydantic as Problems with file, line, value, expectation and hint."""

import difflib
import re
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from reportgen.model.problem import Problem, Severity
from reportgen.model.text import Text, text
from reportgen.policy.marks import Marked, dotted

_CODE = re.compile(r"E\d{3}")
_EXPECTED = {
    "string_type": text("text; put it in quotes"),
    "int_type": text("a whole number"),
    "int_parsing": text("a whole number"),
    "int_from_float": text("a whole number"),
    "decimal_type": text("a number"),
    "decimal_parsing": text("a number"),
    "float_type": text("a number"),
    "float_parsing": text("a number"),
    "bool_type": text("true or false"),
    "bool_parsing": text("true or false"),
    "date_type": text("a date such as 2026-07-01"),
    "date_parsing": text("a date such as 2026-07-01"),
    "date_from_datetime_parsing": text("a date such as 2026-07-01"),
    "model_type": text("a block of keys"),
    "model_attributes_type": text("a block of keys"),
    "dict_type": text("a block of keys"),
    "tuple_type": text("a list"),
    "too_short": text("at least one entry"),
}


def fault(code: str, pattern: str, **values: str | float) -> PydanticCustomError:
    """Return the error that a model's own check raises; ``pattern`` says what is expected."""
    return PydanticCustomError(code, "{pattern}", {"pattern": pattern, **values})


def problems_of(error: ValidationError, model: type[BaseModel], found: Marked, file: str) -> list[Problem]:
    """Return one Problem for each fault that pydantic found in a file."""
    details = error.errors(include_url=False)
    # a list whose only entries are faulty counts as too short too: say the entries' faults only
    own = [d for d in details if d["type"] != "too_short" or not _has_inner(d["loc"], details)]
    return [_problem(detail, model, found, file) for detail in own]


def _has_inner(loc: tuple[int | str, ...], details: list[ErrorDetails]) -> bool:
    return any(len(d["loc"]) > len(loc) and d["loc"][: len(loc)] == loc for d in details)


def _problem(detail: ErrorDetails, model: type[BaseModel], found: Marked, file: str) -> Problem:
    loc = tuple(part for part in detail["loc"] if part != "[key]")
    kind = detail["type"]
    code, expected, hint = _meaning(kind, detail, model, loc)
    shown_value = "" if kind == "missing" else _shown(detail["input"])
    if kind == "extra_forbidden":
        shown_value = str(loc[-1])
    return Problem(
        code=code,
        severity=Severity.REFUSED,
        file=file,
        row=found.line(loc),
        column=dotted(loc),
        value=shown_value,
        expected=expected,
        hint=hint,
    )


def _meaning(
    kind: str, detail: ErrorDetails, model: type[BaseModel], loc: tuple[Any, ...]
) -> tuple[str, Text, Text]:
    """Return code, expectation and hint of one error."""
    context = detail.get("ctx") or {}
    if _CODE.fullmatch(kind):
        values = {name: value for name, value in context.items() if name != "pattern"}
        return kind, text(context["pattern"], **values), Text("")
    if kind == "extra_forbidden":
        keys = _keys_at(model, loc[:-1])
        near = difflib.get_close_matches(str(loc[-1]), keys, n=1)
        hint = text("did you mean {key}?", key=near[0]) if near else Text("")
        return "E321", text("one of the keys {keys}", keys=", ".join(keys)), hint
    code = "E330" if loc == ("format",) else "E323"
    return code, _expectation(kind, detail, context, loc), Text("")


def _expectation(kind: str, detail: ErrorDetails, context: dict[str, Any], loc: tuple[Any, ...]) -> Text:
    """Return what would have been right in place of a value of the wrong type or size."""
    if kind in _EXPECTED:
        return _EXPECTED[kind]
    by_kind = {
        "missing": text("a value for the key {key}", key=str(loc[-1])),
        "literal_error": text("one of {choices}", choices=str(context.get("expected"))),
        "enum": text("one of {choices}", choices=str(context.get("expected"))),
        "greater_than_equal": text("a number of at least {limit}", limit=str(context.get("ge"))),
        "less_than_equal": text("a number of at most {limit}", limit=str(context.get("le"))),
        "string_pattern_mismatch": text("text of the form {form}", form=str(context.get("pattern"))),
    }
    return by_kind.get(kind, text("{why}", why=detail["msg"]))


def _keys_at(model: type[BaseModel], loc: tuple[Any, ...]) -> list[str]:
    """Return the keys that the model allows at ``loc``."""
    here: Any = model
    for part in loc:
        fields = getattr(_model_in(here), "model_fields", {})
        here = fields[part].annotation if part in fields else here
    return sorted(getattr(_model_in(here), "model_fields", {}))


def _model_in(annotation: Any) -> Any:
    """Return the first model inside an annotation such as ``tuple[Band, ...] | None``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_model_in(argument) for argument in get_args(annotation))
    return next((one for one in inner if one is not None), None)


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "{…}"
    if isinstance(value, list):
        return "[…]"
    return "" if value is None else str(value)
