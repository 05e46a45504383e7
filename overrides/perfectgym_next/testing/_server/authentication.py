"""API keys that the embedded API accepts, and the scopes of each."""

from __future__ import annotations

from hmac import compare_digest
from typing import TYPE_CHECKING

from perfectgym_next.testing._openapi.names import suggest
from perfectgym_next.testing._studio.problems import ProblemResponse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from perfectgym_next.testing._openapi.description import Description, Operation

__all__ = ["KeyRing"]


class KeyRing:
    """API keys with their scopes. Keys are compared in constant time and never shown."""

    def __init__(self, description: Description) -> None:
        self._header = description.key_header
        self._known = {scope for operation in description.operations.values() for scope in operation.scopes}
        self._keys: list[tuple[bytes, frozenset[str] | None]] = []

    def add(self, key: str, scopes: Iterable[str] | None) -> None:
        """Accept one more key.

        Args:
            key: The key.
            scopes: Scopes that the key grants; None grants all.

        Raises:
            TypeError: `scopes` is one text instead of several.
            ValueError: The key is not visible ASCII, or a scope does not exist.
        """
        if not key or not all("!" <= character <= "~" for character in key):
            raise ValueError("invalid key (not shown): expected one or more visible ASCII characters, without blanks")
        if isinstance(scopes, str):
            raise TypeError(f"invalid scopes {scopes!r}: expected a list of scopes; give [{scopes!r}]")
        granted = None if scopes is None else frozenset(scopes)
        for scope in sorted((granted or frozenset()) - self._known):
            raise ValueError(f"the API has no scope {scope}{suggest(scope, self._known)}")
        self._keys.append((key.encode("ascii"), granted))

    def authenticate(self, headers: dict[str, str]) -> int:
        """Return the number of the key that a request carries.

        Args:
            headers: Headers of the request, their names in lower case.

        Raises:
            ProblemResponse: The request carries no key, or one that is not accepted.
        """
        given = headers.get(self._header, "").encode("utf-8", "surrogateescape")
        found = [number for number, (key, _) in enumerate(self._keys) if compare_digest(given, key)]
        if found:
            return found[-1]
        name = self._header.upper()
        problem = f"the key in the header {name} is not valid" if given else f"the header {name} is missing"
        raise ProblemResponse(401, "UNAUTHORIZED", problem, name)

    def authorize(self, number: int, operation: Operation) -> None:
        """Check that a key has the scopes of an operation.

        Raises:
            ProblemResponse: Scopes are missing; the message names them.
        """
        granted = self._keys[number][1]
        if granted is None:
            return
        missing = [scope for scope in operation.scopes if scope not in granted]
        if not missing or (operation.any_scope and len(missing) < len(operation.scopes)):
            return
        needed = f"one of the scopes {', '.join(missing)}" if operation.any_scope else f"the scope {', '.join(missing)}"
        raise ProblemResponse(403, "FORBIDDEN", f"{operation.name} requires {needed}; this key does not have it")
