"""``python -m perfectgym_next.cli`` is the command ``perfectgym``."""

from __future__ import annotations

from perfectgym_next.cli import main

if __name__ == "__main__":
    main()
