"""Rows that say the same are looked at once: a million answers come from a few thousand clients."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


def distinct(columns: Sequence[Sequence[object]]) -> tuple["npt.NDArray[np.int64]", list[int]]:
    """Return for each row which of the distinct rows it is, and the first place of each of those.

    In:      columns of one length; at least one.
    Out:     (number of the distinct row per row, place per distinct row), in the order of appearance.
    """
    import numpy as np
    import pandas as pd

    which = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        numbers, values = pd.factorize(np.fromiter(column, dtype=object, count=len(which)), use_na_sentinel=False)
        if len(values) > 1:
            which, _ = pd.factorize(which * len(values) + numbers)
    highest = np.maximum.accumulate(which)  # numbers are given in the order of appearance
    return which, np.flatnonzero(np.diff(highest, prepend=-1)).tolist()
