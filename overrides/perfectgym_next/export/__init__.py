"""Export of the API's lists to Parquet files: whole, exact, and able to continue where it was interrupted.

A `Plan` divides the tables of several studios into units. `export_unit` reads one unit and writes one file, in any
process on any machine that sees the folder. Requires the extra ``[export]``.
"""

from __future__ import annotations

try:
    import pyarrow as _pyarrow  # noqa: F401
except ImportError as _error:
    raise ImportError("perfectgym_next.export needs pyarrow: pip install 'perfectgym-next[export]'") from _error

from perfectgym_next.export._errors import ExportError
from perfectgym_next.export._exporting import export_unit
from perfectgym_next.export._manifest import Manifest
from perfectgym_next.export._plan import Estimate, Plan
from perfectgym_next.export._progress import Progress
from perfectgym_next.export._unit import Unit

__all__ = ["Estimate", "ExportError", "Manifest", "Plan", "Progress", "Unit", "export_unit"]

for _public in (Estimate, ExportError, Manifest, Plan, Progress, Unit, export_unit):
    _public.__module__ = __name__  # tracebacks and pickles show the name that is imported
