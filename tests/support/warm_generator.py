"""Runs openapi-python-client in forks of a process that has imported it: importing takes half of its time."""

from __future__ import annotations

import multiprocessing
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import forkserver
from pathlib import Path
from types import ModuleType
from unittest import mock

from openapi.pipeline import generate as pipeline

GENERATOR = "openapi_python_client"
execute_cold = pipeline._execute


@contextmanager
def keep_generator_warm() -> Iterator[None]:
    """Let the pipeline run the generator in forks; on systems without them, as ever."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        yield
        return
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__, f"{GENERATOR}.cli"])
    with mock.patch.dict(os.environ, pipeline.TOOL_ENVIRONMENT):
        forkserver.ensure_running()  # the environment of all its forks

    def run(module: str, arguments: list[str]) -> tuple[int, str]:
        if module != GENERATOR:
            return execute_cold(module, arguments)
        with tempfile.TemporaryDirectory(prefix="perfectgym-next-generator-") as folder:
            output = Path(folder) / "output"
            process = context.Process(target=generate, args=(arguments, output))
            with mock.patch.dict(sys.modules, {"__main__": ModuleType("__main__")}):
                process.start()  # a fork would import pytest's again
            process.join()
            return process.exitcode or 0, output.read_text(encoding="utf-8")

    with mock.patch.object(pipeline, "_execute", run):
        yield


def generate(arguments: list[str], output: Path) -> None:
    """Run the generator's command; what it prints goes into a file."""
    descriptor = os.open(output, os.O_WRONLY | os.O_CREAT)
    for stream in (1, 2):
        os.dup2(descriptor, stream)
    from openapi_python_client.cli import app

    sys.argv = [GENERATOR, *arguments]
    app()
