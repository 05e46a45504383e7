"""Version of this package (SemVer; see docs/versioning.md), the one in pyproject.toml."""

__version__ = "0.1.0"
