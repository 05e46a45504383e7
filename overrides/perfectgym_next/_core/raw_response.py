"""Methods of resources that return the whole response: what ``gym.with_raw_response`` is made of."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from perfectgym_next._core.operation import Response
    from perfectgym_next.pagination import AsyncPager, Pager, Slice

__all__ = ["AsyncRawResource", "RawMethod", "RawResource", "raw", "raw_slice"]

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")


class RawResource:
    """Base of the resources of ``PerfectGym.with_raw_response``.

    Their methods are those of the resources, with a client that sends by `send_detailed`.
    """

    __slots__ = ("_client",)

    def __init__(self, client: Any) -> None:
        self._client = SimpleNamespace(send=client.send_detailed)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._client.send.__self__!r}>"


class AsyncRawResource(RawResource):
    """Base of the resources of ``AsyncPerfectGym.with_raw_response``."""

    __slots__ = ()


class RawMethod(Generic[P, R]):
    """Turns a method of a resource into one that returns the whole response.

    The first lookup puts a function in its place, so methods that nobody calls cost next to nothing.

    Args:
        method: The method of the resource.
        sliced: Whether it returns a pager.
    """

    __slots__ = ("_method", "_sliced")

    def __init__(self, method: Callable[..., Any], *, sliced: bool) -> None:
        self._method = method
        self._sliced = sliced

    def __get__(self, instance: object, owner: type) -> Callable[P, R]:
        function = _make_function(self._method, sliced=self._sliced, is_async=issubclass(owner, AsyncRawResource))
        function.__qualname__ = f"{owner.__qualname__}.{function.__name__}"
        setattr(owner, function.__name__, function)
        bound: Callable[P, R] = function.__get__(instance, owner)
        return bound


def _make_function(method: Callable[..., Any], *, sliced: bool, is_async: bool) -> Any:
    import inspect
    from functools import wraps

    from perfectgym_next._core.operation import Response

    @wraps(method)
    def call(self: RawResource, *args: Any, **kwargs: Any) -> Any:
        result = method(self, *args, **kwargs)
        # A pager has sent nothing yet.
        return self._client.send(result._request, **result._options) if sliced else result

    @wraps(method)
    async def call_async(self: RawResource, *args: Any, **kwargs: Any) -> Any:
        return await call(self, *args, **kwargs)

    function: Any = call_async if is_async else call
    generic: Any = Response
    result = method.__annotations__["return"]  # a text, which typing.get_type_hints() resolves in the method's module
    if sliced:
        result = f"perfectgym_next.Slice[{result.partition('[')[2]}"
    function.__annotations__ = {**method.__annotations__, "return": generic[result]}
    signature = inspect.signature(method)
    function.__signature__ = signature.replace(return_annotation=f"perfectgym_next.Response[{result}]")
    function.__doc__ = f"Return the whole response{' with one slice' if sliced else ''}.\n\n{inspect.getdoc(method)}"
    return function


@overload
def raw(  # type: ignore[overload-overlap]  # a method that returns a coroutine is a coroutine function
    method: Callable[Concatenate[Any, P], Coroutine[Any, Any, T]],
) -> RawMethod[P, Coroutine[Any, Any, Response[T]]]: ...
@overload
def raw(method: Callable[Concatenate[Any, P], T]) -> RawMethod[P, Response[T]]: ...
def raw(method: Callable[..., Any]) -> RawMethod[..., Any]:
    """Return the method of a resource that returns the whole response."""
    return RawMethod(method, sliced=False)


@overload
def raw_slice(
    method: Callable[Concatenate[Any, P], AsyncPager[T]],
) -> RawMethod[P, Coroutine[Any, Any, Response[Slice[T]]]]: ...
@overload
def raw_slice(method: Callable[Concatenate[Any, P], Pager[T]]) -> RawMethod[P, Response[Slice[T]]]: ...
def raw_slice(method: Callable[..., Any]) -> RawMethod[..., Any]:
    """Return the method of a sliced list that fetches one slice and returns the whole response."""
    return RawMethod(method, sliced=True)
