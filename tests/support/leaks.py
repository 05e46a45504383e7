"""Look for a secret in an error as a reader of tracebacks or an error reporter would see it."""

from __future__ import annotations

import traceback

from tests.client.test_key_never_leaks import chain


def find_leak(secret: str, error: BaseException) -> str | None:
    """Where the text of an error, or a local variable of our part of its traceback, shows a secret."""
    for one in chain(error):
        if secret in "".join(traceback.format_exception_only(one)):
            return str(one)
        trace = one.__traceback__
        while trace:
            if trace.tb_frame.f_globals["__name__"].startswith("perfectgym_next"):
                for name, value in trace.tb_frame.f_locals.items():
                    if secret in repr(value):
                        return f"{trace.tb_frame.f_code.co_qualname}: {name}"
            trace = trace.tb_next
    return None
