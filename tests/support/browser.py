"""A browser for tests of pages; skipped where none is installed."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

_CHROMIUM, _DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
_MISSING = _CHROMIUM is None or _DRIVER is None or importlib.util.find_spec("selenium") is None

needs_browser = pytest.mark.skipif(_MISSING, reason="chromium, chromium-driver or selenium is not installed")


@contextmanager
def start_browser(profile: Path) -> Iterator[Any]:
    """Start Chromium without its own requests; it logs what pages do.

    Args:
        profile: An empty folder for its profile.
    """
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = str(_CHROMIUM)
    for argument in (
        *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
        *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
        f"--user-data-dir={profile}",
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    service = webdriver.ChromeService(_DRIVER, log_output=subprocess.DEVNULL, env={**os.environ, "SE_OFFLINE": "true"})
    driver = webdriver.Chrome(options, service)
    try:
        yield driver
    finally:
        driver.quit()
