"""Find the objects of a package that users can reach, under the path that they would type.

A path is public if none of its steps begins with an underscore. A public module may re-export what a private one
defines (``perfectgym_next.Response``), and a public class may inherit from a private one: these objects are public
under the path of the re-export and of the subclass.
"""

from __future__ import annotations

from collections import defaultdict

import griffe

__all__ = ["PublicObjects", "is_private"]


def is_private(name: str) -> bool:
    """Return whether a name begins with an underscore and is not a constructor's."""
    return name.startswith("_") and name != "__init__"


class PublicObjects(dict[str, griffe.Object]):
    """The public objects of a package, by public path.

    Args:
        package: The package; it is not part of the result itself.
        inherited: Whether to include what public classes inherit from private ones.
    """

    def __init__(self, package: griffe.Module, *, inherited: bool) -> None:
        super().__init__()
        self._inherited = inherited
        self._public_paths: dict[str, list[str]] = defaultdict(list)
        self._add_members(package, package.path)

    def public_paths(self, path: str) -> list[str]:
        """Return the public paths of an object.

        Args:
            path: Where the object is defined.
        """
        private = any(is_private(step) for step in path.split("."))
        return self._public_paths.get(path, []) if private else [path]

    def _add_members(self, owner: griffe.Module | griffe.Class, public_path: str) -> None:
        for name, member in owner.members.items():
            if is_private(name):
                continue
            if isinstance(member, griffe.Alias):
                target = _private_target(member) if member.is_exported else None
                if target is not None:
                    self._add(f"{public_path}.{name}", target)
            else:
                self._add(f"{public_path}.{name}", member)
        if self._inherited and isinstance(owner, griffe.Class):
            for name, alias in owner.inherited_members.items():
                target = None if is_private(name) else _private_target(alias)
                if target is not None:
                    self._add(f"{public_path}.{name}", target)

    def _add(self, public_path: str, member: griffe.Object) -> None:
        self[public_path] = member
        if member.path != public_path:
            self._public_paths[member.path].append(public_path)
        if isinstance(member, griffe.Module | griffe.Class):
            self._add_members(member, public_path)


def _private_target(alias: griffe.Alias) -> griffe.Object | None:
    """Return the object behind an alias, if it is defined at a private path and is not a module."""
    try:
        target = alias.final_target
    except (griffe.AliasResolutionError, griffe.CyclicAliasError):  # defined in a package that is not compared
        return None
    private = any(is_private(step) for step in target.path.split("."))
    return target if private and not target.is_module and isinstance(target, griffe.Object) else None
