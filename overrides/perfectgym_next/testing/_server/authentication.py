"""API keys that the embedded API accepts, and the scopes of each."""

from __future__ import annotations

from hmac import compare_digest
from typing import TYPE_CHECKING

from perfectgym_next.testing._openapi.names import suggest
from perfectgym_next.testing._studio.problems import ProblemResponse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from perfectgym_next.testing._openapi.description import Description, Operation
    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["KeyRing", "check_key"]


def check_key(key: str) -> None:
    """Check that a key can be sent in a header.

    Raises:
        ValueError: The key is empty or not visible ASCII. The message does not show it.
    """
    if not key or not all("!" <= character <= "~" for character in key):
        raise ValueError("invalid key (not shown): expected one or more visible ASCII characters, without blanks")


class KeyRing:
    """API keys, each with its studio and its scopes. Keys are compared in constant time and never shown."""

    def __init__(self, description: Description) -> None:
        self._header = description.key_header
        self._known = {scope for operation in description.operations.values() for scope in operation.scopes}
        self._keys: list[tuple[bytes, Studio, frozenset[str] | None]] = []

    def add(self, key: str, studio: Studio, scopes: Iterable[str] | None) -> None:
        """Accept one more key.

        Args:
            key: The key.
            studio: The studio that it belongs to.
            scopes: Scopes that the key grants; None grants all.

        Raises:
            TypeError: `scopes` is one text instead of several.
            ValueError: The key is not visible ASCII or belongs to another studio, or a scope does not exist.
        """
        check_key(key)
        if isinstance(scopes, str):
            raise TypeError(f"invalid scopes {scopes!r}: expected a list of scopes; give [{scopes!r}]")
        granted = None if scopes is None else frozenset(scopes)
        for scope in sorted((granted or frozenset()) - self._known):
            raise ValueError(f"the API has no scope {scope}{suggest(scope, self._known)}")
        number = self._find(key.encode("ascii"))
        if number is not None and self._keys[number][1] is not studio:
            raise ValueError(f"the key (not shown) is one of the studio {self._keys[number][1].name!r}: give another")
        self._keys.append((key.encode("ascii"), studio, granted))

    def authenticate(self, headers: dict[str, str]) -> tuple[int, Studio]:
        """Return the number and the studio of the key that a request carries.

        Args:
            headers: Headers of the request, their names in lower case.

        Raises:
            ProblemResponse: The request carries no key, or one that is not accepted.
        """
        given = headers.get(self._header, "").encode("utf-8", "surrogateescape")
        number = self._find(given)
        if number is not None:
            return number, self._keys[number][1]
        name = self._header.upper()
        problem = f"the key in the header {name} is not valid" if given else f"the header {name} is missing"
        raise ProblemResponse(401, "UNAUTHORIZED", problem, name)

    def authorize(self, number: int, operation: Operation) -> None:
        """Check that a key has the scopes of an operation.

        Raises:
            ProblemResponse: Scopes are missing; the message names them.
        """
        granted = self._keys[number][2]
        if granted is None:
            return
        missing = [scope for scope in operation.scopes if scope not in granted]
        if not missing or (operation.any_scope and len(missing) < len(operation.scopes)):
            return
        needed = f"one of the scopes {', '.join(missing)}" if operation.any_scope else f"the scope {', '.join(missing)}"
        raise ProblemResponse(403, "FORBIDDEN", f"{operation.name} requires {needed}; this key does not have it")

    def _find(self, given: bytes) -> int | None:
        """Return the number of a key, the latest if it was added again, or None."""
        found = [number for number, (key, _, _) in enumerate(self._keys) if compare_digest(given, key)]
        return found[-1] if found else None
