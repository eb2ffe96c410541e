"""Debian's chromium for every test that needs a page, without a network; where there is none they are skipped and
say so."""

from __future__ import annotations

import shutil
import warnings
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
settings.register_profile("shared_machine", deadline=None)
settings.load_profile("shared_machine")
"""Hypothesis looks for counter-examples, not for slow machines: two shared cores miss any deadline."""
MISSING = "BROWSER TESTS SKIPPED: Debian's chromium is missing; run .ci/run as root"


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One chromium for all tests: two drivers in one process do not get along."""
    playwright = pytest.importorskip("playwright.sync_api", reason="BROWSER TESTS SKIPPED: playwright is not installed")
    if CHROMIUM is None:
        warnings.warn(MISSING, stacklevel=1)
        pytest.skip(MISSING)
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()
