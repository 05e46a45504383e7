"""All models and enums of the API, each imported when it is first used.

``from perfectgym_next.models import Money, Customer``
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfectgym_next_generated import models as _generated

__all__ = _generated.__all__

if TYPE_CHECKING:
    from perfectgym_next_generated.models import *  # noqa: F403 - type checkers see every model here
else:  # a __getattr__ that they saw would make every name right

    def __getattr__(name: str) -> Any:
        # Names of models only: with the package's __path__, its modules could be imported a second time from here.
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(_generated, name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted(__all__)
