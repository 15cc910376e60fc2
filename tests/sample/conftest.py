from pathlib import Path

import pytest

from reportgen.sample import write_workspace


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample of the repository, written once for all tests of the sample."""
    root = tmp_path_factory.mktemp("sample")
    write_workspace(root, clients=12, offices=2, quarters=3, seed=1)
    return root
