"""One set of sites for all tests of this folder."""

import os
from pathlib import Path

import pytest

from tests.browser.workspace import Analysed, analysed, sample, with_the_period_before, worker, write_site

LOCALES = ("zh", "en")


@pytest.fixture(scope="session")
def analysis(tmp_path_factory: pytest.TempPathFactory) -> Analysed:
    return analysed(sample(tmp_path_factory.mktemp("workspace")))


@pytest.fixture(scope="session")
def outputs(analysis: Analysed, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """An output folder for each language: the credit site of two periods, and the list of them."""
    kept = dict(os.environ)
    found = {}
    for locale in LOCALES:
        folder = tmp_path_factory.mktemp(locale) / "output"
        by = worker(analysis, locale, tmp_path_factory.mktemp("fonts"))
        write_site(analysis, folder, "credit", locale, by)
        with_the_period_before(folder, "credit")
        found[locale] = folder
    os.environ.clear()
    os.environ.update(kept)
    return found


@pytest.fixture(scope="session")
def sites(outputs: dict[str, Path]) -> dict[str, Path]:
    """The credit site of each language."""
    return {locale: folder / "2026Q3" / "credit" for locale, folder in outputs.items()}
