"""The API key, kept out of everything that is shown, logged or stored."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NoReturn

from perfectgym_next.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["NO_KEY", "ApiKey", "NoKey"]

_VISIBLE_ASCII = re.compile(r"[!-~]+")


def _seal(key: str) -> Callable[[], str]:
    """Return a function that returns the key. Debuggers and error reporters show attributes, not closures."""

    def reveal() -> str:
        return key

    return reveal


class ApiKey:
    """An API key that only the transport reveals.

    Creating one raises nothing, because the traceback of an error would show the argument. `check` validates it.
    """

    __slots__ = ("_reveal",)

    def __init__(self, key: str) -> None:
        self._reveal = _seal(key)

    @classmethod
    def of(cls, key: str | ApiKey | None) -> ApiKey | None:
        """Return the key as an `ApiKey`, or None if there is none."""
        return key if key is None or isinstance(key, ApiKey) else cls(key)

    def check(self) -> ApiKey:
        """Return the key if it can be sent.

        Raises:
            ConfigurationError: It contains something other than visible ASCII. The message does not show it.
        """
        if not isinstance(self.reveal(), str) or _VISIBLE_ASCII.fullmatch(self.reveal()) is None:
            raise ConfigurationError(
                "the API key must be visible ASCII characters without blanks or line breaks; "
                "check how api_key= or PERFECTGYM_API_KEY was set (it is not shown here)"
            )
        return self

    def reveal(self) -> str:
        """Return the key as text, for the request header."""
        return self._reveal()

    def __repr__(self) -> str:
        return "<ApiKey ***>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("an API key is not pickled: make the client where it is used")


class NoKey(ApiKey):
    """The class of `NO_KEY`. A client with it sends nothing."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__("")

    def check(self) -> ApiKey:
        """Return itself: a client may be made with it."""
        return self

    def reveal(self) -> NoReturn:
        """Refuse the request.

        Raises:
            ConfigurationError: Always. The message says how to get a client with a key.
        """
        raise ConfigurationError(
            "this client was made with api_key=NO_KEY, for others to share its connections: "
            "call the client of a studio, made by with_options(api_key=...)"
        )

    def __repr__(self) -> str:
        return "NO_KEY"


NO_KEY = NoKey()
"""For ``PerfectGym(api_key=NO_KEY)``: a client that only shares its connections and limits, by `with_options`."""
