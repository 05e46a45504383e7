"""What schemathesis has to know about this API beyond its description. Read by schemathesis, not by pytest."""

from __future__ import annotations

# mypy: disable-error-code="import-not-found,untyped-decorator"
from datetime import timedelta, timezone
from decimal import Decimal
from typing import Any

import msgspec
import schemathesis
from hypothesis import strategies as st
from schemathesis.generation import GenerationMode

from perfectgym_next.testing._openapi.description import Description
from perfectgym_next.testing._openapi.validation import iter_errors

DESCRIPTION = Description.shipped()
BY_OPERATION = {(o.method, o.path): o for o in DESCRIPTION.operations.values()}
DECODER = msgspec.json.Decoder(float_hook=Decimal)
SCHEMA_CODES = {
    "errormessage.validation.max",
    *(f"embedded.{c}" for c in ("VALIDATION_ERROR", "MALFORMED_BODY", "BODY_MISSING", "UNSUPPORTED_MEDIA_TYPE")),
}

# The service writes 2022-06-22T08:00:00.000+02:00[Europe/Berlin] and 06:00:00, its description calls them date-time
# and time, and RFC 3339 knows neither. Under names of their own they are made here, and checked below.
RENAMED = {"date-time": "zoned date-time", "time": "local time"}

MINUTES = st.integers(-12 * 60, 14 * 60)

schemathesis.openapi.format(
    "zoned date-time",
    st.builds(
        lambda moment, minutes, zone: (
            f"{moment.replace(tzinfo=timezone(timedelta(minutes=minutes))).isoformat(timespec='milliseconds')}{zone}"
        ),
        st.datetimes(),
        MINUTES,
        st.sampled_from(["", "[Europe/Berlin]"]),
    ),
)
schemathesis.openapi.format("local time", st.times().map(lambda moment: moment.isoformat("seconds")))
schemathesis.openapi.format("ISO 4217", st.sampled_from(["EUR", "CHF", "GBP", "JPY"]))
schemathesis.openapi.format("ISO 3166-1", st.sampled_from(["DE", "AT", "CH", "GB"]))
schemathesis.openapi.format("ISO 639-1", st.sampled_from(["de", "en", "fr"]))


@schemathesis.hook
def before_load_schema(context: object, raw_schema: dict[str, Any]) -> None:
    rename(raw_schema["components"]["schemas"])


def rename(schema: Any) -> None:
    if isinstance(schema, dict):
        known = schema.get("format")
        if isinstance(known, str):  # a member may be named so, too
            schema["format"] = RENAMED.get(known, known)
        for member in schema.values():
            rename(member)
    elif isinstance(schema, list):
        for member in schema:
            rename(member)


@schemathesis.check
def answer_fits_with_its_formats(ctx: object, response: Any, case: Any) -> None:
    operation = BY_OPERATION.get((case.method.upper(), case.path))
    if operation is None or response.status_code != operation.status or operation.response_schema is None:
        return
    found = [
        str(error) for error in iter_errors(DESCRIPTION, operation.response_schema, DECODER.decode(response.content))
    ]
    assert not found, found


@schemathesis.check
def what_the_description_allows_is_not_called_invalid(ctx: object, response: Any, case: Any) -> None:
    """What schemathesis calls positive_data_acceptance, save for what only the studio's state can tell."""
    if response.status_code != 400 or case.meta is None or case.meta.generation.mode is not GenerationMode.POSITIVE:
        return
    error = DECODER.decode(response.content)
    assert error["errorCode"] not in SCHEMA_CODES, error
