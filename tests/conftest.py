"""What several rooms' tests need: a ledger with the bundled story, read once."""

from __future__ import annotations

import os
import shutil
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import settings

from lagebild.api import add
from lagebild.ledger import Ledger

# Test runs share their machine with each other; readings do not depend on the number of threads.
os.environ.setdefault("LAGEBILD_THREADS", "1")

# No test measures time: the first example loads tables, and machines are busy.
settings.register_profile("lagebild", deadline=None)
settings.load_profile("lagebild")

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def demo_folder() -> Path:
    return Path(str(resources.files("lagebild").joinpath("demo")))


@pytest.fixture(scope="session")
def read_demo(tmp_path_factory: pytest.TempPathFactory, demo_folder: Path) -> Path:
    """A ledger with the bundled story; not to be changed: take ``demo_ledger`` for that."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    with Ledger(path) as ledger:
        summary = add(ledger, demo_folder)
    assert not summary.failures
    return path


@pytest.fixture
def demo_ledger(read_demo: Path, tmp_path: Path) -> Path:
    """A copy of the bundled story's ledger."""
    return Path(shutil.copy(read_demo, tmp_path / "demo.db"))


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's path. Without one the test is skipped, unless the environment says that there has to be one."""
    for name in CHROMIUM:
        if found := shutil.which(name):
            return found
    if os.environ.get("LAGEBILD_REQUIRE_BROWSER"):
        pytest.fail("no Chromium on this machine, and LAGEBILD_REQUIRE_BROWSER is set")
    pytest.skip("no Chromium on this machine")
