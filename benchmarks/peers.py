"""The peers, made from the very description that our package was generated from; they lie in build/bench/.

- ``bench_plain``: what openapi-python-client writes without our templates.
- ``bench_pydantic``, ``bench_msgspec``: models by datamodel-code-generator. msgspec's are told to read dates as
  dates, which the others do by themselves.
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


def built() -> Path:
    """The folder with all peers, made anew if the description or a tool is another one."""
    stamp = FOLDER / "built-from"
    wanted = _built_from()
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted:
        shutil.rmtree(FOLDER, ignore_errors=True)
        FOLDER.mkdir(parents=True)
        _build_plain()
        _build_models("pydantic", "pydantic_v2.BaseModel")
        _build_models("msgspec", "msgspec.Struct", "--output-date-class", "date", "--output-datetime-class", "datetime")
        if not compileall.compile_dir(FOLDER, quiet=1):
            raise RuntimeError(f"a peer in {FOLDER} is no Python")
        stamp.write_text(wanted, encoding="utf-8")
    return FOLDER


def load(name: str) -> ModuleType:
    """Import a module of the peers."""
    folder = str(built())
    if folder not in sys.path:
        sys.path.append(folder)
    return importlib.import_module(name)


def msgspec_decoder(name: str) -> Any:
    """The reader of one model of msgspec."""
    import msgspec

    return msgspec.json.Decoder(getattr(load("bench_msgspec"), name)).decode


def _built_from() -> str:
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
    print(built())
