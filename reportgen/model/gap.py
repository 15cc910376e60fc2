"""Why a value is missing."""

from enum import StrEnum


class Gap(StrEnum):
    """The reason that stands where a figure cannot (results contract, section 1)."""

    NO_DATA = "NO_DATA"
    TOO_FEW = "TOO_FEW"
    NOT_CONFIGURED = "NOT_CONFIGURED"
    NOT_DUE = "NOT_DUE"
    NOT_REACHED = "NOT_REACHED"
    HIDDEN = "HIDDEN"
