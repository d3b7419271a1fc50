"""The recruitment whose steps several tests take copies of, walked once a run."""

import pytest
from tests import stages


@pytest.fixture(scope="session")
def walked(tmp_path_factory: pytest.TempPathFactory) -> stages.Stages:
    return stages.build(tmp_path_factory.mktemp("walked"))
