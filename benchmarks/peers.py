"""Generate the peers in build/bench/, from the same description as our package.

- ``bench_plain``: output of openapi-python-client without our templates.
- ``bench_pydantic``, ``bench_msgspec``: models by datamodel-code-generator. An option makes those of msgspec read
  dates as dates, which the others do by default.
"""

from __future__ import annotations

import compileall
import hashlib
import importlib
import shutil
import subprocess
import sys
import warnings
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "build" / "bench"
DESCRIPTION = ROOT / "generated" / "perfectgym_next_generated" / "openapi.json"
CONFIG = ROOT / "generator-config.yaml"
TOOLS = ("openapi-python-client", "datamodel-code-generator", "pydantic", "msgspec")


def build_peers() -> Path:
    """Return the folder with all peers, which are generated again if the description or a tool has changed."""
    stamp = FOLDER / "fingerprint"
    expected = _fingerprint()
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != expected:
        shutil.rmtree(FOLDER, ignore_errors=True)
        FOLDER.mkdir(parents=True)
        _build_plain()
        _build_models("pydantic", "pydantic_v2.BaseModel")
        _build_models("msgspec", "msgspec.Struct", "--output-date-class", "date", "--output-datetime-class", "datetime")
        if not compileall.compile_dir(FOLDER, quiet=1):
            raise RuntimeError(f"cannot compile a peer in {FOLDER}: not valid Python")
        stamp.write_text(expected, encoding="utf-8")
    return FOLDER


def load(name: str) -> ModuleType:
    """Import and return a module of the peers."""
    folder = str(build_peers())
    if folder not in sys.path:
        sys.path.append(folder)
    return importlib.import_module(name)


def msgspec_decoder(name: str) -> Any:
    """Return the decoder of one msgspec model."""
    import msgspec

    return msgspec.json.Decoder(getattr(load("bench_msgspec"), name)).decode


def _fingerprint() -> str:
    digest = hashlib.sha256(DESCRIPTION.read_bytes() + CONFIG.read_bytes() + Path(__file__).read_bytes()).hexdigest()
    return "\n".join([digest, *(f"{tool} {version(tool)}" for tool in TOOLS)])


def _build_plain() -> None:
    _run(
        "openapi_python_client",
        "generate",
        *("--path", DESCRIPTION, "--meta", "none", "--config", CONFIG, "--output-path", FOLDER / "bench_plain"),
    )


def _build_models(library: str, kind: str, *options: str) -> None:
    _run(
        "datamodel_code_generator",
        *("--input", DESCRIPTION, "--input-file-type", "openapi", "--output", FOLDER / f"bench_{library}.py"),
        *("--output-model-type", kind, "--target-python-version", "3.11", "--snake-case-field", "--disable-timestamp"),
        *("--use-standard-collections", "--use-union-operator", "--formatters", "builtin", *options),
    )


def _run(module: str, *arguments: str | Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", module, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{module} failed:\n{(done.stdout + done.stderr).strip()[-4000:]}")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    print(build_peers())
