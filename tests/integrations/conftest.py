"""Collect these tests only where the callers' libraries are installed: `make test-integrations`."""

from __future__ import annotations

import importlib.util

collect_ignore_glob = [] if importlib.util.find_spec("litestar") else ["test_*.py"]
