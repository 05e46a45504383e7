"""Methods of resources that return the whole response: what ``gym.with_raw_response`` is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from perfectgym_next._core.operation import Response
    from perfectgym_next.pagination import AsyncPager, Pager, Slice

__all__ = ["AsyncRawResource", "RawMethod", "RawResource", "raw", "raw_slice"]

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")


class _DetailedSender:
    """Gives a resource a client whose `send` returns the whole response."""

    __slots__ = ("send",)

    def __init__(self, client: Any) -> None:
        self.send = client.send_detailed


class RawResource:
    """Base of the resources of ``PerfectGym.with_raw_response``."""

    __slots__ = ("_client",)

    def __init__(self, client: Any) -> None:
        self._client = _DetailedSender(client)


class AsyncRawResource(RawResource):
    """Base of the resources of ``AsyncPerfectGym.with_raw_response``."""

    __slots__ = ()


class RawMethod(Generic[P, R]):
    """Turns a method of a resource into one that returns the whole response.

    The first lookup puts the function in its place, so a class whose methods nobody calls costs next to nothing.

    Args:
        method: The method of the resource.
        sliced: Whether it returns a pager.
    """

    __slots__ = ("_method", "_name", "_sliced")

    def __init__(self, method: Callable[..., Any], *, sliced: bool) -> None:
        self._method = method
        self._sliced = sliced

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, instance: object, owner: type) -> Callable[P, R]:
        function = self._make_function(is_async=issubclass(owner, AsyncRawResource))
        function.__qualname__ = f"{owner.__qualname__}.{self._name}"
        setattr(owner, self._name, function)
        bound: Callable[P, R] = function.__get__(instance, owner)
        return bound

    def _make_function(self, *, is_async: bool) -> Any:
        import inspect
        from functools import wraps

        from perfectgym_next._core.operation import Response

        method, sliced = self._method, self._sliced

        def send(resource: RawResource, args: Any, kwargs: Any) -> Any:
            result = method(resource, *args, **kwargs)
            if sliced:  # a pager, which has sent nothing yet
                return resource._client.send(result._request, timeout=result._timeout)
            return result

        if is_async:

            @wraps(method)
            async def call(self: RawResource, *args: Any, **kwargs: Any) -> Any:
                return await send(self, args, kwargs)

        else:

            @wraps(method)
            def call(self: RawResource, *args: Any, **kwargs: Any) -> Any:
                return send(self, args, kwargs)

        # Texts, which typing.get_type_hints() resolves in the module of the method.
        result = method.__annotations__["return"]
        if sliced:
            result = f"perfectgym_next.Slice[{result.partition('[')[2]}"
        generic: Any = Response
        call.__annotations__ = {**method.__annotations__, "return": generic[result]}
        signature = inspect.signature(method)
        call.__signature__ = signature.replace(return_annotation=f"perfectgym_next.Response[{result}]")  # type: ignore[attr-defined]
        call.__doc__ = f"Return the whole response{' with one slice' if sliced else ''}.\n\n{inspect.getdoc(method)}"
        return call


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
