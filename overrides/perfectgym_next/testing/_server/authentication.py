"""The keys that an embedded API takes, and what each may do."""

from __future__ import annotations

from hmac import compare_digest
from typing import TYPE_CHECKING

from perfectgym_next.testing._openapi.names import suggest
from perfectgym_next.testing._server.responses import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from perfectgym_next.testing._openapi.description import Description, Operation

__all__ = ["Keys"]


class Keys:
    """Keys with their scopes. A key is compared in constant time and shown nowhere."""

    def __init__(self, description: Description) -> None:
        self._header = description.key_header
        self._known = {scope for operation in description.operations.values() for scope in operation.scopes}
        self._keys: list[tuple[bytes, frozenset[str] | None]] = []

    def add(self, key: str, scopes: Iterable[str] | None) -> None:
        """Take a key from now on.

        Raises:
            TypeError: The scopes are a text instead of several.
            ValueError: The key cannot stand in a header, or there is no such scope.
        """
        if not key or not all("!" <= character <= "~" for character in key):
            raise ValueError("the key must be visible ASCII without blanks")
        if isinstance(scopes, str):
            raise TypeError(f"scopes are several: give [{scopes!r}], not the text {scopes!r}")
        granted = None if scopes is None else frozenset(scopes)
        for scope in sorted((granted or frozenset()) - self._known):
            raise ValueError(f"the API has no scope {scope}{suggest(scope, self._known)}")
        self._keys.append((key.encode("ascii"), granted))

    def number(self, headers: dict[str, str]) -> int:
        """Which key a request carries.

        Raises:
            Refusal: None, or one that is not taken.
        """
        given = headers.get(self._header, "").encode("utf-8", "surrogateescape")
        found = [number for number, (key, _) in enumerate(self._keys) if compare_digest(given, key)]
        if found:
            return found[-1]
        name = self._header.upper()
        problem = f"the key in {name} is not valid" if given else f"the header {name} is missing"
        raise Refusal(401, "UNAUTHORIZED", problem, name)

    def check_scopes(self, number: int, operation: Operation) -> None:
        """Refuse an operation that needs a scope which the key does not have.

        Raises:
            Refusal: It does; the missing scopes are named.
        """
        granted = self._keys[number][1]
        if granted is None:
            return
        missing = [scope for scope in operation.scopes if scope not in granted]
        if not missing or (operation.any_scope and len(missing) < len(operation.scopes)):
            return
        needed = f"one of the scopes {', '.join(missing)}" if operation.any_scope else f"the scope {', '.join(missing)}"
        raise Refusal(403, "FORBIDDEN", f"{operation.name} needs {needed}, which this key does not have")
