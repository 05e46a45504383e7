"""All models and enums of the API, each imported at its first use.

``from perfectgym_next.models import Money, Customer``
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfectgym_next_generated import models as _generated
from perfectgym_next_generated.models import __all__ as __all__  # noqa: PLC0414 - mypy sees names, no assignment

if TYPE_CHECKING:
    from perfectgym_next_generated.models import *  # noqa: F403 - so that type checkers see every model
else:  # type checkers would accept any name if they saw a __getattr__

    def __getattr__(name: str) -> Any:
        # Only names of models: with the package's __path__, its modules could be imported a second time from here.
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(_generated, name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted(__all__)
