"""Generate the peers in build/bench/, from the same description as our package.

- ``bench_plain``: output of openapi-python-client without our templates.
- ``bench_pydantic``, ``bench_msgspec``: models by datamodel-code-generator. An option makes those of msgspec read
  dates as dates, which the others do by default.
- ``bench_pydantic_equal``, ``bench_msgspec_equal``: the same with exact numbers and open enums. Those of pydantic also
  keep unknown fields and the zones of date-times, which Structs cannot.
"""

from __future__ import annotations

import compileall
import hashlib
import importlib
import re
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
_KINDS = {"pydantic": "pydantic_v2.BaseModel", "msgspec": "msgspec.Struct"}
_MSGSPEC = ("--output-date-class", "date", "--output-datetime-class", "datetime")
TOOLS = ("openapi-python-client", "datamodel-code-generator", "pydantic", "msgspec")


def build_peers() -> Path:
    """Return the folder with all peers, which are generated again if the description or a tool has changed."""
    stamp = FOLDER / "fingerprint"
    expected = _fingerprint()
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != expected:
        shutil.rmtree(FOLDER, ignore_errors=True)
        FOLDER.mkdir(parents=True)
        _build_plain()
        _build_models("pydantic", _KINDS["pydantic"])
        _build_models("msgspec", _KINDS["msgspec"], *_MSGSPEC)
        for library, options in (("pydantic", ("--extra-fields", "allow")), ("msgspec", _MSGSPEC)):
            _build_models(library, _KINDS[library], *options, name=f"{library}_equal")
            _make_equal(FOLDER / f"bench_{library}_equal.py", zones=library == "pydantic")
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


def msgspec_decoder(name: str, module: str) -> Any:
    """Return the decoder of one msgspec model."""
    import msgspec

    return msgspec.json.Decoder(getattr(load(module), name)).decode


def _fingerprint() -> str:
    digest = hashlib.sha256(DESCRIPTION.read_bytes() + CONFIG.read_bytes() + Path(__file__).read_bytes()).hexdigest()
    return "\n".join([digest, *(f"{tool} {version(tool)}" for tool in TOOLS)])


def _build_plain() -> None:
    _run(
        "openapi_python_client",
        "generate",
        *("--path", DESCRIPTION, "--meta", "none", "--config", CONFIG, "--output-path", FOLDER / "bench_plain"),
    )


def _build_models(library: str, kind: str, *options: str, name: str | None = None) -> None:
    _run(
        "datamodel_code_generator",
        *("--input", DESCRIPTION, "--input-file-type", "openapi", "--output", FOLDER / f"bench_{name or library}.py"),
        *("--output-model-type", kind, "--target-python-version", "3.11", "--snake-case-field", "--disable-timestamp"),
        *("--use-standard-collections", "--use-union-operator", "--formatters", "builtin", *options),
    )


def _make_equal(path: Path, *, zones: bool) -> None:
    """Replace the types of numbers, enums and, where the library takes our own, date-times."""
    text = path.read_text(encoding="utf-8")
    text, numbers = re.subn(r"\bfloat\b", "Decimal", text)
    text, enums = re.subn(r"\(StrEnum\)", "(OpenEnum)", text)
    moments = 1
    if zones:
        text, moments = re.subn(r"(?<=: )AwareDatetime\b", "ZonedDatetime", text)
    if not (numbers and enums and moments):
        raise RuntimeError(f"cannot make {path} equal: the generator writes numbers, enums or date-times differently")
    imports = "from decimal import Decimal\n\nfrom benchmarks.equal_types import OpenEnum, ZonedDatetime\n"
    first = "from __future__ import annotations\n"
    path.write_text(text.replace(first, f"{first}\n{imports}", 1), encoding="utf-8")


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
