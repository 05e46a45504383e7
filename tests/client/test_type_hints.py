"""Tools that read annotations (agents' tool builders, typer, dependency injection) resolve all of them."""

from __future__ import annotations

import inspect
import subprocess
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, get_args, get_origin, get_type_hints

import pytest

from perfectgym_next import AsyncPager, AsyncPerfectGym, FileContent, Pager, PerfectGym, Slice, Upload, models
from perfectgym_next._core.model import Model
from perfectgym_next._core.operation import Request, Response
from perfectgym_next.limits import RateLimiter
from perfectgym_next.testing._openapi.description import Operation
from tests.support.shipped import MODELS, OPERATIONS, is_sliced, model_of, request_function

CLIENTS: dict[str, Any] = {"sync": PerfectGym, "async": AsyncPerfectGym}
SPECIAL = {"__init__", "__enter__", "__exit__", "__aenter__", "__aexit__"}


def functions(cls: type) -> Iterator[tuple[str, Callable[..., Any]]]:
    """The public functions that a class defines or inherits from this project, those behind its properties too."""
    for base in cls.__mro__:
        if not base.__module__.startswith("perfectgym_next"):
            continue
        for name, member in vars(base).items():
            if name.startswith("_") and name not in SPECIAL:
                continue
            kinds = (getattr(member, attribute, None) for attribute in ("__func__", "fget", "func", "_make"))
            function = next((one for one in (member, *kinds) if inspect.isfunction(one)), None)
            if function is not None and function.__module__.startswith("perfectgym_next"):
                yield f"{base.__name__}.{name}", function


def unresolved(cls: type) -> dict[str, str]:
    """The functions of a class whose annotations cannot be resolved, and why."""
    found = {}
    for name, function in functions(cls):
        try:
            hints = get_type_hints(function)
        except Exception as error:
            found[name] = repr(error)
        else:
            missing = inspect.signature(function).parameters.keys() - hints.keys() - {"self", "cls"}
            if missing:
                found[name] = f"not annotated: {missing}"
    return found


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)
class TestOperations:
    def test_of_the_method(self, operation: Operation, client: str) -> None:
        tag, _, name = operation.name.partition(".")
        resource = get_type_hints(resource_property(CLIENTS[client], tag))["return"]
        method = getattr(resource, name)
        hints = get_type_hints(method)
        assert hints.keys() == {*inspect.signature(method).parameters, "return"} - {"self"}
        returned = hints["return"]
        if is_sliced(operation):
            assert get_origin(returned) is {"sync": Pager, "async": AsyncPager}[client]
            assert isinstance(get_args(returned)[0], type)
        elif operation.response_schema is None:
            assert returned is type(None)
        elif "$ref" in operation.response_schema:
            assert returned is model_of(operation.response_schema)

    def test_of_the_function_that_makes_the_request(self, operation: Operation, client: str) -> None:
        hints = get_type_hints(request_function(operation))
        assert hints.keys() == {*inspect.signature(request_function(operation)).parameters, "return"}
        assert get_origin(hints["return"]) is Request
        [result] = get_args(hints["return"])
        if operation.response_schema is None:
            assert result is type(None)
        elif "$ref" in operation.response_schema:
            assert result is model_of(operation.response_schema)

    def test_of_the_method_that_returns_the_response(self, operation: Operation, client: str) -> None:
        tag, _, name = operation.name.partition(".")
        method = getattr(get_type_hints(resource_property(CLIENTS[client], tag))["return"], name)
        raw_client = get_type_hints(resource_property(CLIENTS[client], "with_raw_response"))["return"]
        raw_method = getattr(get_type_hints(resource_property(raw_client, tag))["return"], name)
        hints, plain = get_type_hints(raw_method), get_type_hints(method)
        returned, result = hints.pop("return"), plain.pop("return")
        assert hints == plain
        assert get_origin(returned) is Response
        if is_sliced(operation):
            entry: Any = get_args(result)
            assert get_args(returned) == (Slice[entry],)
        else:
            assert get_args(returned) == (result,)


def resource_property(client: type, tag: str) -> Callable[..., Any]:
    return next(function for name, function in functions(client) if name.endswith(f".{tag}"))


class TestClients:
    @pytest.mark.parametrize("client", CLIENTS)
    def test_of_every_method(self, client: str) -> None:
        assert unresolved(CLIENTS[client]) == {}
        names = {name.partition(".")[2] for name, _ in functions(CLIENTS[client])}
        assert {"__init__", "send", "request", "with_options", "verify_key", "close", "customers"} <= names

    def test_of_the_constructor(self) -> None:
        hints = get_type_hints(PerfectGym.__init__)
        assert hints["limiter"] == RateLimiter | None
        for kind, transport in ((PerfectGym, "httpx.BaseTransport"), (AsyncPerfectGym, "httpx.AsyncBaseTransport")):
            base = kind.__orig_bases__[0]  # type: ignore[union-attr]
            bound = dict(zip(get_origin(base).__parameters__, get_args(base), strict=True))
            assert hints["transport"] == next(iter(bound)) | None
            assert bound[next(iter(bound))].__forward_arg__ == transport

    def test_of_a_raw_request(self) -> None:
        assert get_type_hints(PerfectGym.request)["return"] == Response[Any]

    def test_of_an_upload(self) -> None:
        with PerfectGym("demo", api_key="key") as gym:
            assert get_type_hints(gym.customers.upload_document)["file"] == FileContent
        assert Upload in get_args(FileContent)


class TestModels:
    @pytest.mark.parametrize("schema", MODELS)
    def test_of_the_fields_and_the_methods(self, schema: str) -> None:
        model = MODELS[schema]
        hints = get_type_hints(model)
        assert inspect.signature(model).parameters.keys() <= hints.keys()
        assert unresolved(model) == {}

    def test_of_money(self) -> None:
        assert get_type_hints(models.Money)["amount"] is Decimal
        assert get_type_hints(models.Money.__init__)["amount"] == Decimal | int | str
        assert get_type_hints(models.BookingEntry)["amount"] == models.Money | None

    def test_of_what_all_models_inherit(self) -> None:
        assert {name for name, _ in functions(Model)} >= {"Model.from_dict", "Model.to_dict"}


def test_nothing_is_loaded_before_it_is_asked_for() -> None:
    code = """
import sys
from perfectgym_next import PerfectGym
with PerfectGym("demo", api_key="key") as gym:
    gym.customers.get_customer
    print(*sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    modules = set(done.stdout.split())
    assert "perfectgym_next_generated.models" in modules
    assert not {"httpx", "attr", "perfectgym_next.pagination", "perfectgym_next.uploads"} & modules
    assert not [name for name in modules if name.startswith("perfectgym_next_generated.models.")]
