"""Measure one topic and print its results as JSON: ``python -m benchmarks.topic models``."""

from __future__ import annotations

import json
import sys
from importlib import import_module

from benchmarks.harness import as_json

if __name__ == "__main__":
    print(json.dumps(as_json(import_module(f"benchmarks.bench_{sys.argv[1]}").rows())))
