"""Load the code that the site shows and runs."""

from __future__ import annotations

import importlib.util
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

__all__ = ["BASE_URL", "load_file"]

BASE_URL = "https://my-tenant.open-api.perfectgym.com"
"""The address that the examples seem to send to."""


@cache
def load_file(path: Path) -> ModuleType:
    """Return the module in a file.

    Raises:
        LookupError: The file is missing.
    """
    spec = importlib.util.spec_from_file_location(f"{path.parent.name}_{path.stem}", path)
    if spec is None or spec.loader is None or not path.exists():
        raise LookupError(f"{path} is missing")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
