"""The studios of a chain: a client for each key, on one connection pool and one rate limiter."""

from __future__ import annotations

import os
import re
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType  # noqa: TC003 - typing.get_type_hints() finds it here
from typing import TYPE_CHECKING, Any, Generic, NoReturn, Self, TypeVar, Unpack

import perfectgym_next
from perfectgym_next._core.key_probe import probe_key
from perfectgym_next._http.api_key import NO_KEY, ApiKey
from perfectgym_next.client import AsyncPerfectGym, CommonOptions, PerfectGym
from perfectgym_next.errors import ApiError, AuthenticationError, ConfigurationError

if TYPE_CHECKING:
    import ssl

__all__ = ["AsyncStudios", "Studio", "Studios"]

T = TypeVar("T")
_ClientT = TypeVar("_ClientT", PerfectGym, AsyncPerfectGym)

_Path = str | os.PathLike[str]

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}")
_VARIABLE = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)+")


@dataclass(frozen=True)
class Studio:
    """Where a studio's data is, without its key: what another process needs to create its client.

    Attributes:
        name: Name of the studio: lower-case letters, digits, ``-`` and ``_``.
        key_variable: Environment variable that holds its API key; None if the key was given directly.
        tenant: Name of the tenant; None for the one in the environment.
        base_url: Address of the API instead of a tenant; None for the one in the environment.
        time_zone: IANA name of the studio's time zone; None if it is not known.

    Raises:
        ConfigurationError: The name, the variable or the time zone is invalid.
    """

    name: str
    key_variable: str | None = None
    tenant: str | None = None
    base_url: str | None = None
    time_zone: str | None = None

    def __post_init__(self) -> None:
        """Check the name, which becomes part of paths, and what would fail much later."""
        _check_name(self.name)
        if self.key_variable is not None:
            _check_variable(self.name, self.key_variable)
        _check_zone(self.name, self.time_zone)

    def connect(self, **options: Unpack[CommonOptions]) -> PerfectGym:
        """Create a client with the key from the environment.

        Args:
            options: The client's arguments of the same names.

        Raises:
            ConfigurationError: The environment has no key, or an option is invalid.
        """
        return PerfectGym(self.tenant, base_url=self.base_url, **{**options, "api_key": _find_key(self)})


class StudiosOptions(CommonOptions, total=False):
    """Options of several studios: those of a client, and those of the connections that all of them share."""

    verify: ssl.SSLContext | _Path | None
    cert: _Path | tuple[_Path, _Path] | tuple[_Path, _Path, str] | None
    proxy: str | None
    transport: Any
    allow_http: bool


class _SealedOptions:
    """Options whose values no traceback shows: a proxy or a certificate may have a password.

    Args:
        options: The options, which are moved.
    """

    __slots__ = ("_values",)

    def __init__(self, options: Any) -> None:
        self._values = dict(options)
        options.clear()  # the caller's frame has them, too

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def reveal(self, **more: Any) -> dict[str, Any]:
        return self._values | more


class _BaseStudios(Mapping[str, _ClientT], Generic[_ClientT]):
    """Studios by name, each with its client."""

    _client_type: type[_ClientT]
    _clients: Mapping[str, _ClientT] = {}  # for the repr of one that is being made

    def __init__(
        self,
        keys: Mapping[str, str],
        tenant: str | None = None,
        *,
        base_url: str | None = None,
        **options: Unpack[StudiosOptions],
    ) -> None:
        """Create the clients of several studios. Nothing is sent before the first call.

        Args:
            keys: API keys by the studios' names. A name has lower-case letters, digits, ``-`` and ``_``.
            tenant: As of `PerfectGym`.
            base_url: As of `PerfectGym`.
            options: The other arguments of `PerfectGym`, except ``api_key``.

        Raises:
            ConfigurationError: A name, a key or an option is missing or invalid.
        """
        given = _SealedOptions(options)
        sealed = _seal_keys(keys)
        del keys  # no traceback of the errors below shows it
        studios = [Studio(name, tenant=tenant, base_url=base_url) for name in sealed]
        self._connect(studios, sealed, given)

    def _connect(self, studios: list[Studio], keys: dict[str, ApiKey], options: _SealedOptions) -> None:
        if "api_key" in options:
            raise ConfigurationError("several studios have no common api_key: give the key of each by its name")
        if not studios:
            raise ConfigurationError("no studio given: expected at least one name with its API key")
        self._studios = {studio.name: studio for studio in studios}
        self._shared: _ClientT = self._client_type(
            studios[0].tenant, **options.reveal(base_url=studios[0].base_url, api_key=NO_KEY)
        )
        self._clients = {name: self._connect_one(name, key) for name, key in keys.items()}

    def _connect_one(self, name: str, key: ApiKey) -> _ClientT:
        try:
            return self._shared.with_options(api_key=key)  # type: ignore[arg-type]  # a sealed key is not a str
        except ConfigurationError as error:
            raise ConfigurationError(f"studio {name!r}: {error}") from None

    @classmethod
    def from_environment(
        cls,
        variables: Mapping[str, str],
        tenant: str | None = None,
        *,
        base_url: str | None = None,
        time_zones: Mapping[str, str] | None = None,
        **options: Unpack[StudiosOptions],
    ) -> Self:
        """Create the clients of studios whose API keys are in environment variables.

        Args:
            variables: Names of environment variables by the studios' names: ``{"north": "PERFECTGYM_KEY_NORTH"}``.
            tenant: As of `PerfectGym`.
            base_url: As of `PerfectGym`.
            time_zones: IANA names of time zones by the studios' names, as far as they are known.
            options: The other arguments of `PerfectGym`, except ``api_key``.

        Raises:
            ConfigurationError: A variable is not set, or an argument is missing or invalid.
        """
        given = _SealedOptions(options)
        for name, value in (("variables", variables), ("time_zones", time_zones or {})):
            if not isinstance(value, Mapping):
                raise ConfigurationError(f"{name} must be a dict by the studios' names, not a {type(value).__name__}")
        return cls._from_variables(variables, tenant, base_url, dict(time_zones or {}), given)

    @classmethod
    def _from_variables(
        cls,
        variables: Mapping[str, str],
        tenant: str | None,
        base_url: str | None,
        zones: dict[str, str],
        options: _SealedOptions,
    ) -> Self:
        for name in zones.keys() - variables.keys():
            raise ConfigurationError(f"time_zones names the studio {name!r}, which has no variable: add or remove it")
        for name, variable in variables.items():
            _check_variable(name, variable)
        studios = [Studio(name, variables[name], tenant, base_url, zones.get(name)) for name in variables]
        self = cls.__new__(cls)
        self._connect(studios, {one.name: _find_key(one) for one in studios}, options)
        return self

    @classmethod
    def from_toml(
        cls,
        path: str | os.PathLike[str],
        *,
        only: Iterable[str] | None = None,
        **options: Unpack[StudiosOptions],
    ) -> Self:
        """Create the clients of the studios in a TOML file, which names environment variables and holds no key.

        ::

            tenant = "my-chain"
            [studios]
            north = { key_variable = "PERFECTGYM_KEY_NORTH", time_zone = "Europe/Berlin" }

        Args:
            path: The file. ``base_url`` in it takes the place of ``tenant``; without both, the environment has one.
            only: Names of the studios to take from the file; None for all. The variables of the others need not be set.
            options: The other arguments of `PerfectGym`, except ``api_key``.

        Raises:
            ConfigurationError: The file cannot be read or is invalid, it has no such studio, or a variable is not set.
            TypeError: `only` is one text instead of several.
        """
        given = _SealedOptions(options)
        data = _read_toml(path)
        rows = data["studios"] if only is None else _select(path, data["studios"], only)
        return cls._from_variables(
            {name: row["key_variable"] for name, row in rows.items()},
            data.get("tenant"),
            data.get("base_url"),
            {name: row["time_zone"] for name, row in rows.items() if "time_zone" in row},
            given,
        )

    def studio(self, name: str) -> Studio:
        """Return where a studio's data is, without its key.

        Raises:
            KeyError: The studio does not exist.
        """
        return self._studios[name]

    def __getitem__(self, name: str) -> _ClientT:
        return self._clients[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._clients)

    def __len__(self) -> int:
        return len(self._clients)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {', '.join(self._clients)}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("studios are not pickled, they hold API keys: create them where they are used")


class Studios(_BaseStudios[PerfectGym]):
    """The studios of a chain: ``studios["north"]`` is the client of one, ``studios.items()`` are all with their names.

    Use it as a context manager, or `close` it. It is immutable and may be shared by threads.
    """

    _client_type = PerfectGym

    def map(
        self,
        function: Callable[[PerfectGym], T],
        /,
        *,
        concurrency: int = 8,
        progress: Callable[[perfectgym_next.Outcome[str, T]], object] | None = None,
    ) -> perfectgym_next.Outcomes[str, T]:
        """Call a function with the client of each studio: ``studios.map(lambda gym: gym.studios.get_utilization())``.

        Args:
            function: Called with a client, in a thread.
            concurrency: Maximum number of calls at a time, from 1 to 100.
            progress: Called with each outcome in the order in which calls end, in the caller's thread.

        Returns:
            As of `PerfectGym.map`. The ``argument`` of an outcome is the studio's name.

        Raises:
            TypeError: `function` is not callable.
            ValueError: `concurrency` is out of range.
        """
        _check_function(function)
        return perfectgym_next.Outcomes(
            lambda name: function(self[name]), self, concurrency=concurrency, progress=progress
        )

    def describe_keys(self, *, concurrency: int = 8) -> perfectgym_next.Outcomes[str, dict[str, bool | None]]:
        """Find out which scopes each key has, by at most one GET request for each operation. Nothing else is sent.

        Args:
            concurrency: Maximum number of studios at a time.

        Returns:
            An outcome for each studio, whose result has every scope of the API: True, False, or None where no GET can
            tell. Its error is an `AuthenticationError` if the key is refused.
        """
        return self.map(_describe_key, concurrency=concurrency)

    def close(self) -> None:
        """Close all connections. The clients cannot be used afterwards."""
        self._shared.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class AsyncStudios(_BaseStudios[AsyncPerfectGym]):
    """The studios of a chain, for asyncio. The same API as `Studios` with ``await``."""

    _client_type = AsyncPerfectGym

    def map(
        self,
        function: Callable[[AsyncPerfectGym], Awaitable[T]],
        /,
        *,
        concurrency: int = 8,
        progress: Callable[[perfectgym_next.Outcome[str, T]], object] | None = None,
    ) -> perfectgym_next.AsyncOutcomes[str, T]:
        """Call an operation with the client of each studio, in tasks; see `Studios.map`."""
        _check_function(function)
        return perfectgym_next.AsyncOutcomes(
            lambda name: function(self[name]), self, concurrency=concurrency, progress=progress
        )

    def describe_keys(self, *, concurrency: int = 8) -> perfectgym_next.AsyncOutcomes[str, dict[str, bool | None]]:
        """Find out which scopes each key has; see `Studios.describe_keys`."""
        return self.map(_describe_key_async, concurrency=concurrency)

    async def close(self) -> None:
        """Close all connections. The clients cannot be used afterwards."""
        await self._shared.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()


def _describe_key(gym: PerfectGym) -> dict[str, bool | None]:
    probe = probe_key()
    request = next(probe)
    while True:
        try:
            status = gym.send_detailed(request).status
        except ApiError as error:
            status = _status(error)
        try:
            request = probe.send(status)
        except StopIteration as end:
            scopes: dict[str, bool | None] = end.value
            return scopes


async def _describe_key_async(gym: AsyncPerfectGym) -> dict[str, bool | None]:
    probe = probe_key()
    request = next(probe)
    while True:
        try:
            status = (await gym.send_detailed(request)).status
        except ApiError as error:
            status = _status(error)
        try:
            request = probe.send(status)
        except StopIteration as end:
            scopes: dict[str, bool | None] = end.value
            return scopes


def _status(error: ApiError) -> int:
    if isinstance(error, AuthenticationError):
        raise error
    return error.status


def _check_function(function: object) -> None:
    if not callable(function):
        raise TypeError(f"map() needs a function of a client, such as lambda gym: gym.…, not {function!r}")


def _seal_keys(keys: Mapping[str, str]) -> dict[str, ApiKey]:
    if not isinstance(keys, Mapping):
        raise ConfigurationError(f"keys must be a dict of names and API keys, not a {type(keys).__name__}")
    return {name: ApiKey(key) for name, key in keys.items()}


def _find_key(studio: Studio) -> Any:
    variable = studio.key_variable
    if variable is None:
        raise ConfigurationError(
            f"studio {studio.name!r} was created with a key, which does not leave its process: "
            "create the studios by Studios.from_toml() or Studios.from_environment()"
        )
    key = ApiKey(os.environ.get(variable, ""))
    if not key.reveal():
        raise ConfigurationError(f"studio {studio.name!r} needs the environment variable {variable}, which is not set")
    return key


def _check_name(name: object) -> None:
    if not isinstance(name, str) or _NAME.fullmatch(name) is None:
        raise ConfigurationError(
            f"invalid name of a studio {name!r}: expected at most 63 lower-case letters, digits, '-' and '_', "
            "such as 'berlin-mitte'"
        )


def _check_variable(name: str, variable: object) -> None:
    if not isinstance(variable, str) or _VARIABLE.fullmatch(variable) is None:
        raise ConfigurationError(
            f"studio {name!r}: invalid name of an environment variable (not shown, it may be a key): expected capital "
            "letters, digits and at least one '_', such as 'PERFECTGYM_KEY_NORTH'; API keys belong into the environment"
        )


def _check_zone(name: str, zone: str | None) -> None:
    if zone is None:
        return
    from perfectgym_next.timestamps import ZoneDataError, load_zone

    try:
        load_zone(zone)
    except (ValueError, ZoneDataError) as error:
        raise ConfigurationError(f"studio {name!r}: {error}") from None


def _read_toml(path: str | os.PathLike[str]) -> dict[str, Any]:
    import tomllib

    if not isinstance(path, str | os.PathLike):
        raise ConfigurationError(f"the file of the studios must be a path, not a {type(path).__name__}")
    name = Path(path).name
    try:
        data = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigurationError(f"cannot read {os.fspath(path)!r}: {error.strerror}") from None
    except ValueError as error:  # of the decoder, or of the parser, whose message quotes nothing of the file
        raise ConfigurationError(f"{name}: not TOML ({error})") from None
    studios = data.get("studios")
    if not isinstance(studios, dict) or not data.keys() <= {"tenant", "base_url", "studios"}:
        raise ConfigurationError(f"{name}: expected tenant or base_url, and a table 'studios'; found {_shown(data)}")
    for studio, row in studios.items():
        if not isinstance(row, dict) or not {"key_variable"} <= row.keys() <= {"key_variable", "time_zone"}:
            raise ConfigurationError(
                f"{name}: studio {studio!r}: expected key_variable, the name of the environment variable that holds "
                "its API key, and optionally time_zone"
            )
    return data


def _select(path: str | os.PathLike[str], rows: dict[str, Any], only: Iterable[str]) -> dict[str, Any]:
    if isinstance(only, str):
        raise TypeError(f"only must be several names, such as [{only!r}], not one text")
    names = list(only)
    for name in names:
        if name not in rows:
            raise ConfigurationError(f"{Path(path).name}: no studio {name!r}: it has {', '.join(rows)}")
    return {name: rows[name] for name in names}


def _shown(data: dict[str, Any]) -> str:
    return ", ".join(map(repr, data)) or "nothing"
