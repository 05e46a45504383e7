"""Is the embedded API like the real service? ``python -m perfectgym_next.testing.compare``.

The command sends at most ten requests that only read, with the key of a real studio. It sends the same requests to an
embedded API and prints where the responses differ: their forms, windows, headers and errors. It prints neither the key
nor data of the studio: of a response, only the names of fields and headers, statuses and error codes.
"""

from __future__ import annotations

import argparse
import re
import sys
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from perfectgym_next import PerfectGym
from perfectgym_next._core.description import map_values
from perfectgym_next._core.json import decode
from perfectgym_next.errors import ApiError, AuthenticationError, PerfectGymError, ResponseFormatError
from perfectgym_next.testing._openapi.description import Description, reference_name
from perfectgym_next.testing.api import TEST_KEY, EmbeddedApi
from perfectgym_next.testing.forms import FORMS, combine_forms
from perfectgym_next.timestamps import parse_datetime

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["MAX_REQUESTS", "main", "observe"]

MAX_REQUESTS = 10
"""Requests that one comparison sends to the service at most."""

Features = dict[tuple[str, str], str]
"""What responses showed, by operation and feature: ``("classes.list_classes", "offset")`` is ``"the last id"``."""

_UNSEEN = "not seen"
_NO_PERMISSION = (403, 429)
_SAFE_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,79}")
_OFFSET = re.compile(r"[+-]\d\d:?\d\d$")
_TRANSPORT_HEADERS = {
    *("alt-svc", "connection", "content-encoding", "content-length", "content-type", "date", "keep-alive", "server"),
    *("set-cookie", "strict-transport-security", "transfer-encoding", "vary", "via"),
}
"""Headers that say nothing about the API; the content type is compared by its value."""


def main(arguments: list[str] | None = None) -> int:
    """Compare a service with the embedded API and print the differences.

    Args:
        arguments: Arguments of the command line; None reads those of the process. The key is always read from the
            environment variable ``PERFECTGYM_API_KEY``.

    Returns:
        The exit status: 0 if nothing differs, 1 if something does, 2 if the service could not be asked.
    """
    options = _parser().parse_args(arguments)
    now = datetime.now(UTC)
    try:
        api = EmbeddedApi(now=now, **combine_forms(options.forms))
        with PerfectGym(options.tenant, base_url=options.base_url, max_retries=0) as gym:
            service = observe(gym, now)
    except AuthenticationError:
        return _fail("the service does not accept the API key in PERFECTGYM_API_KEY")
    except ApiError as error:
        return _fail(f"the service returned {error.status} to {error.method} {error.path}: try again later")
    except (PerfectGymError, ValueError) as error:
        return _fail(str(error))
    with PerfectGym(
        "embedded",
        environment="production",
        api_key=TEST_KEY,
        max_retries=0,
        rate_limit=None,
        transport=api.transport(),
    ) as gym:
        embedded = observe(gym, now)
    different = [key for key in sorted(embedded.keys() | service.keys()) if _differ(embedded, service, key)]
    unseen = [key for key in embedded if service.get(key, _UNSEEN) == _UNSEEN]
    for key in different:
        _print(": ".join(key), f"  embedded API: {embedded.get(key, _UNSEEN)}", f"  service: {service[key]}")
    alike = len(embedded) - len(unseen) - sum(key in embedded for key in different)
    _print(
        f"{len(different)} differ, {alike} are alike, {len(unseen)} were not seen, for lack of data or permission",
        *_advise(embedded, service),
    )
    return 1 if different else 0


def observe(gym: PerfectGym, now: datetime) -> Features:
    """Send the requests, at most `MAX_REQUESTS`, and return what the responses showed.

    Args:
        gym: A client without retries.
        now: The current time of the service.

    Raises:
        PerfectGymError: The service does not accept the key, or does not respond as an HTTP API.
    """
    observer = _Observer(gym, now)
    observer.ask_unknown_path("HEAD")
    observer.ask_unknown_path("GET")
    observer.ask("studios.get_studio_information")
    observer.ask("customers.get_customer", customerId=1)
    today = now.date()
    customers = observer.ask("customers.list_customers", sliceSize=50)
    if customer := _first_id(customers):
        checkins = observer.ask("customers.list_checkins", customerId=customer)
        observer.see_window("customers.list_checkins", checkins, "checkInDateTime", -31, 0)
        observer.ask(
            "customers.list_checkins",
            "customers.list_checkins of more than 365 days",
            customerId=customer,
            fromDate=today - timedelta(days=400),
            toDate=today,
        )
        upcoming = observer.ask("customers_account.list_upcoming_transactions", customerId=customer)
        observer.see_window("customers_account.list_upcoming_transactions", upcoming, "dueDate", 0, 366)
    classes = observer.ask("classes.list_classes", sliceSize=10)
    if klass := _first_id(classes):
        slots = observer.ask("classes.list_class_slots", classId=klass)
        observer.see_window("classes.list_class_slots", slots, "startDateTime", -1, 14)
    return observer.features


class _Observer:
    """Sends requests and collects what their responses show."""

    def __init__(self, gym: PerfectGym, now: datetime) -> None:
        self.features: Features = {}
        self._gym = gym
        self._now = now
        self._description = Description.shipped()
        self._sent = 0

    def ask_unknown_path(self, method: str) -> None:
        """Request a path that the API does not have."""
        self._send(f"{method} of an unknown path", method, "/v1/no-such-path", {}, {})

    def ask(self, name: str, subject: str | None = None, /, **arguments: Any) -> Any:
        """Call an operation and return the decoded body, or None without a successful one.

        Args:
            name: Name of the operation.
            subject: What the features are about; by default the operation.
            arguments: Its parameters of path and query, by the names of the API.
        """
        operation = self._description.operations[name]
        in_path = {one.name for one in operation.parameters if one.location == "path"}
        path = {key: value for key, value in arguments.items() if key in in_path}
        query = {key: value for key, value in arguments.items() if key not in in_path}
        body = self._send(subject or name, operation.method, operation.path, path, query)
        if body is not None and operation.response_schema is not None:
            self._see_fields(subject or name, operation.response_schema, body)
            self._see_slice(subject or name, body)
        return body

    def see_window(self, subject: str, body: Any, field: str, first: int, last: int) -> None:
        """Record whether the entries of a list lie within a window of days from today, give or take one."""
        found_days = [_parse_day(entry.get(field)) for entry in _entries(body)]
        days = [(day - self._now.date()).days for day in found_days if day is not None]
        early = max((first - day for day in days), default=0)
        late = max((day - last for day in days), default=0)
        window = f"{field} from {first:+} to {last:+} days"
        found = [f"{early} days before"] if early > 1 else []
        found += [f"{late} days after"] if late > 1 else []
        self._see(subject, window, (" and ".join(found) or "within") if days else _UNSEEN)

    def _send(
        self, subject: str, method: str, path: str, path_params: Mapping[str, object], query: Mapping[str, object]
    ) -> Any:
        if self._sent == MAX_REQUESTS:
            raise RuntimeError(f"a comparison must not send more than {MAX_REQUESTS} requests")
        self._sent += 1
        try:
            response = self._gym.request(method, path, path_params=path_params, params=query)
        except AuthenticationError:
            raise
        except ApiError as error:
            if error.status >= 500:
                raise
            self._see_error(subject, error)
            return None
        except ResponseFormatError:
            self._see(subject, "body", "not JSON")
            return None
        self._see(subject, "status", str(response.status))
        self._see_headers(subject, response.headers)
        return response.parsed

    def _see_error(self, subject: str, error: ApiError) -> None:
        if error.status in _NO_PERMISSION:
            self._see(subject, "status", _UNSEEN)
            return
        self._see(subject, "status", str(error.status))
        self._see_headers(subject, error.headers)
        self._see(subject, "error", _describe_error(error))
        self._see(subject, "code", _safe(error.code or "none"))

    def _see_headers(self, subject: str, headers: Mapping[str, str]) -> None:
        if "content-type" in headers:
            self._see(subject, "content type", headers["content-type"].replace(" ", "").lower())
        own = sorted(_safe(name.lower()) for name in headers.keys() - _TRANSPORT_HEADERS)
        self._see(subject, "headers", ", ".join(own) or "none")

    def _see_fields(self, subject: str, schema: Mapping[str, Any], body: Any) -> None:
        nulls, notations, unknown = set(), {}, set()
        for name, inner, value in self._iter_fields(schema, body):
            if inner is None:
                unknown.add(_safe(name))
            elif inner.get("format") == "date-time" and isinstance(value, str):
                notations[name] = _notation(value)
            if inner is not None and value in (None, ...):
                nulls.add("absent" if value is ... else "null")
        self._see(subject, "optional fields without a value", " and ".join(sorted(nulls)) or _UNSEEN)
        self._see(subject, "fields that the description does not list", ", ".join(sorted(unknown)) or "none")
        for name, notation in notations.items():
            self._see(subject, f"notation of {name}", notation)

    def _see_slice(self, subject: str, body: Any) -> None:
        entries = _entries(body)
        if not entries or not body.get("hasNext"):
            return
        kinds = {str(len(entries)): "a count", str(entries[-1].get("id")): "the last id"}
        self._see(subject, "offset", kinds.get(str(body.get("offset")), "another text"))

    def _see(self, subject: str, feature: str, value: str) -> None:
        self.features[subject, feature] = value

    def _iter_fields(
        self, schema: Mapping[str, Any], value: Any, within: str = ""
    ) -> Iterator[tuple[str, Mapping[str, Any] | None, Any]]:
        """Yield name, schema and value of the optional and the date-time fields at any depth.

        An absent field has the value ``...``, and one that the description does not list has no schema.
        """
        within = reference_name(schema) if "$ref" in schema else within
        resolved = self._description.resolve(schema)
        if isinstance(value, list):
            for item in value:
                yield from self._iter_fields(resolved.get("items", {}), item, within)
        if not isinstance(value, dict) or map_values(resolved) is not None:
            return
        properties = resolved.get("properties", {})
        for name, inner in properties.items():
            found = value.get(name, ...)
            if name not in resolved.get("required", ()) or isinstance(found, str):
                yield f"{within}.{name}".lstrip("."), self._description.resolve(inner), found
            yield from self._iter_fields(inner, found, f"{within}.{name}")
        for name in value.keys() - properties.keys():
            yield f"{within}.{name}".lstrip("."), None, ...


def _entries(body: Any) -> list[dict[str, Any]]:
    """Return the entries of a slice that are objects."""
    entries = body.get("result") if isinstance(body, dict) else None
    return [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []


def _first_id(body: Any) -> Any:
    return next((entry.get("id") for entry in _entries(body)), None)


def _parse_day(text: Any) -> date | None:
    """Return the day of a date or date-time, or None if it is neither."""
    try:
        return date.fromisoformat(text) if len(text) == 10 else parse_datetime(text).date()
    except (TypeError, ValueError):
        return None


def _notation(text: str) -> str:
    if text.endswith("]"):
        return "zone"
    if text.endswith("Z"):
        return "utc"
    return "offset" if _OFFSET.search(text, 11) else "without offset"


def _describe_error(error: ApiError) -> str:
    """Return the shape of an error's body: its kind, and the names of its fields."""
    try:
        body = decode(error.text)
    except ValueError:
        return "not JSON" if error.text else "empty"
    kind = "a list of objects" if isinstance(body, list) else "an object"
    names = sorted({_safe(name) for one in error.errors for name in one})
    return f"{kind} with {', '.join(names) or 'no fields'}"


def _safe(name: str) -> str:
    """Return a name or code, or a substitute for what may be anything else."""
    return name if _SAFE_NAME.fullmatch(name) else "(not shown)"


def _differ(embedded: Features, service: Features, key: tuple[str, str]) -> bool:
    found = service.get(key, _UNSEEN)
    return found not in (_UNSEEN, embedded.get(key))


def _advise(embedded: Features, service: Features) -> Iterator[str]:
    """Yield the forms with which the embedded API would be closer to the service."""
    names = []
    for name, feature, values in (
        ("zone", "notation", {"zone"}),
        ("offset", "notation", {"offset"}),
        ("utc", "notation", {"utc"}),
        ("all-nulls", "optional", {"null"}),
        ("no-nulls", "optional", {"absent"}),
        ("error-lists", "error", {"list"}),
    ):
        found = _kinds(feature, service)
        if found == values != _kinds(feature, embedded):
            names.append(name)
    if names:
        options = " ".join(f"--form {name}" for name in names)
        yield f"closer to this service: EmbeddedApi({_write_arguments(names)}), or {options}"


def _kinds(feature: str, features: Features) -> set[str]:
    """Return all that was seen of date-times with offset, of nulls, or of the shape of errors."""
    found = {value for (_, name), value in features.items() if name.split()[0] == feature and value != _UNSEEN}
    if feature == "optional":
        return {kind for value in found for kind in value.split(" and ")}
    if feature == "error":
        return {"list" if value.startswith("a list") else "object" for value in found if value.startswith("a")}
    return found - {"without offset"}


def _write_arguments(names: Iterable[str]) -> str:
    return ", ".join(f"{name}={value!r}" for name, value in combine_forms(names).items())


def _fail(problem: str) -> int:
    print(f"perfectgym_next.testing.compare: {problem}", file=sys.stderr)  # noqa: T201  # this is a command
    return 2


def _print(*lines: str) -> None:
    print("\n".join(lines))  # noqa: T201  # this is a command


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m perfectgym_next.testing.compare",
        description=f"Compare a service with the embedded API by at most {MAX_REQUESTS} requests that only read. "
        "The API key is read from PERFECTGYM_API_KEY. Neither the key nor data of the studio are printed.",
    )
    parser.add_argument("--tenant", help="name of the tenant (default: PERFECTGYM_TENANT)")
    parser.add_argument("--base-url", help="address of the API instead of a tenant (default: PERFECTGYM_BASE_URL)")
    parser.add_argument(
        "--form",
        action="append",
        default=[],
        dest="forms",
        metavar="NAME",
        help=f"form of the embedded API: {', '.join(FORMS)}. Repeat the option to combine forms",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
