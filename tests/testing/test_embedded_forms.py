"""Forms of responses: date-times, nulls, errors, and the fields of lead forms."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, ClassVar

import pytest

from perfectgym_next import AsyncPerfectGym, BadRequestError, NotFoundError, PerfectGym, ServiceUnavailableError
from perfectgym_next._core.json import decode, encode
from perfectgym_next._core.operation import Response
from perfectgym_next.errors import ApiConnectionError, ResponseFormatError
from perfectgym_next.models import LeadCreationRequest, LeadCustomerData, UserSessionRequest
from perfectgym_next.testing import FORMS, TEST_KEY, EmbeddedApi, Webhooks, make
from perfectgym_next.testing._openapi.description import Description
from perfectgym_next.testing._openapi.examples import Examples
from perfectgym_next.testing._openapi.validation import iter_errors
from perfectgym_next.testing._state import _digest
from perfectgym_next.testing.forms import combine_forms
from tests.support.embedded import Ask, Asker, make_ask
from tests.support.shipped import OPERATIONS, arguments, request_function

CLASSES = "/v1/classes"
NOTATIONS = {
    "zone": re.compile(r"[\d-]{10}T[\d:.]+[+-]\d\d:\d\d\[Europe/Berlin\]"),
    "offset": re.compile(r"[\d-]{10}T[\d:.]+[+-]\d\d:\d\d"),
    "utc": re.compile(r"[\d-]{10}T[\d:.]+Z"),
}
EACH_FORM = pytest.mark.parametrize("form", FORMS)


def iter_fields(description: Description, schema: Any, value: Any) -> Iterator[tuple[Any, bool, Any]]:
    """Yield schema, whether it is required, and value of each field; an absent one has the value ``...``."""
    resolved = description.resolve(schema)
    if isinstance(value, list):
        for item in value:
            yield from iter_fields(description, resolved["items"], item)
    elif isinstance(value, dict):
        for name, inner in resolved.get("properties", {}).items():
            found = value.get(name, ...)
            yield description.resolve(inner), name in resolved.get("required", ()), found
            yield from iter_fields(description, inner, found)


def send_both_ways(api: EmbeddedApi, client: str) -> Callable[[Any], Response[Any]]:
    """Return a function that sends a request by one of the clients."""
    options = {"api_key": TEST_KEY, "rate_limit": None, "max_retries": 0, "transport": api.transport()}
    if client == "sync":
        return PerfectGym("any", **options).send_detailed  # type: ignore[arg-type]  # options of several types
    gym = AsyncPerfectGym("any", **options)  # type: ignore[arg-type]
    return lambda request: asyncio.run(gym.send_detailed(request))


class TestNulls:
    def test_stand_for_some_absent_members_and_only_for_optional_ones(
        self, description: Description, asker: Asker
    ) -> None:
        with_nulls = asker(EmbeddedApi())("GET", "/v1/customers")[1]["result"]
        without = asker(EmbeddedApi(nulls=False))("GET", "/v1/customers")[1]["result"]
        assert any(value is None for value in with_nulls[0].values())
        assert not any(value is None for value in without[0].values())
        assert [{k: v for k, v in c.items() if v is not None} for c in with_nulls] == without
        schema = {"type": "array", "items": {"$ref": "#/components/schemas/Customer"}}
        assert list(iter_errors(description, schema, without)) == []
        assert not set(description.schemas["Customer"]["required"]) & {k for k, v in with_nulls[0].items() if v is None}

    def test_stand_at_any_depth_and_never_in_the_studio(self, asker: Asker) -> None:
        ask = asker(EmbeddedApi())
        slot = ask("GET", f"{CLASSES}/2001/slots")[1]["result"][0]
        assert "description" in slot["location"] or slot["location"].keys() == {"id", "name"}
        assert ask("GET", f"{CLASSES}/2001/slots")[1]["result"][0] == slot

    def test_for_all_absent_members(self, description: Description, asker: Asker) -> None:
        customer = asker(EmbeddedApi(nulls="all"))("GET", "/v1/customers/1001")[1]
        assert customer.keys() == description.schemas["Customer"]["properties"].keys()


@pytest.mark.parametrize("client", ["sync", "async"])
@EACH_FORM
@pytest.mark.parametrize("optional", ["present", "absent"])
def test_every_response_has_the_form_and_is_read(
    description: Description, monkeypatch: pytest.MonkeyPatch, optional: Any, form: str, client: str
) -> None:
    examples = Examples(description)

    def respond(call: Any) -> Any:
        schema = call.operation.response_schema
        return None if schema is None else examples.example(schema, optional=optional)

    monkeypatch.setattr("perfectgym_next.testing._server.engine.find_handler", lambda name: respond)
    monkeypatch.setattr(Webhooks, "record_call", lambda *_: None)  # they are of what handlers change
    send, date_times, empty = send_both_ways(EmbeddedApi(**FORMS[form]), client), 0, set()
    for operation in OPERATIONS.values():
        response = send(request_function(operation)(**arguments(operation)))
        if operation.response_schema is None:
            continue
        assert response.parsed is not None, operation.name
        for schema, required, value in iter_fields(description, operation.response_schema, decode(response.content)):
            if schema.get("format") == "date-time" and isinstance(value, str) and not schema.get("x-python-naive"):
                date_times += 1
                assert form not in NOTATIONS or NOTATIONS[form].fullmatch(value), (operation.name, value)
            if not required and value in (None, ...):
                empty.add("absent" if value is ... else "null")
    assert date_times > 5
    if optional == "absent":
        assert empty == {"all-nulls": {"null"}, "no-nulls": {"absent"}}.get(form, {"null", "absent"})


class TestDateTimes:
    """What handlers return, not examples."""

    def read(self, form: str) -> list[Any]:
        api = EmbeddedApi(**FORMS[form])
        with PerfectGym("any", api_key=TEST_KEY, transport=api.transport()) as gym:
            slot = gym.classes.list_class_slots(2001).first()
            appointment = next(iter(gym.appointments.list_appointment_slots(3001, days_ahead=2)))
            checkin = gym.customers.list_checkins(1001).first()
            session = gym.payments.create_user_session(
                make(UserSessionRequest, customer_id=1001, finion_pay_customer_id=None)
            )
            assert slot is not None
            assert checkin is not None
            return [
                slot.start_date_time,
                slot.latest_booking_date_time,
                appointment.start_date_time,
                checkin.check_in_date_time,
                gym.customers.get_access_code(1001).expires_at,
                session.token_valid_until,
            ]

    @EACH_FORM
    def test_mean_the_same_instants_in_all_forms(self, form: str) -> None:
        found = self.read(form)
        assert found == self.read("default")
        keys = {getattr(moment.tzinfo, "key", None) for moment in found}
        assert keys == {"zone": {"Europe/Berlin"}, "offset": {None}, "utc": {None}}.get(form, {"Europe/Berlin", None})

    def test_of_each_field_follow_its_example_by_default(self, description: Description, ask: Ask) -> None:
        slot = ask("GET", f"{CLASSES}/2001/slots")[1]["result"][0]["startDateTime"]
        checkin = ask("GET", "/v1/customers/1001/activities/checkins")[1]["result"][0]["checkInDateTime"]
        code = ask("GET", "/v1/customers/1001/access-code")[1]["expiresAt"]
        for schema, name, value in (
            ("ClassSlot", "startDateTime", slot),
            ("CustomerCheckin", "checkInDateTime", checkin),
            ("CustomerAccessCode", "expiresAt", code),
        ):
            example = description.schemas[schema]["properties"][name]["example"]
            kinds = [kind for kind, notation in NOTATIONS.items() if notation.fullmatch(example)]
            assert len(kinds) == 1
            assert NOTATIONS[kinds[0]].fullmatch(value), (name, value)

    def test_of_summer_and_winter_have_their_own_offsets(self, asker: Asker) -> None:
        api = EmbeddedApi(date_times="offset")
        member = api.add_customer()
        for month in (1, 5):
            api.add_checkin(member, api.now.replace(month=month))
        path = f"/v1/customers/{member}/activities/checkins?fromDate=2025-01-01&toDate=2025-06-02"
        found = [checkin["checkInDateTime"][-6:] for checkin in asker(api)("GET", path)[1]["result"]]
        assert sorted(found) == ["+01:00", "+02:00"]

    def test_without_offset_stay_without_one(self, asker: Asker) -> None:
        path = "/v1/studios/information"
        assert {form: asker(EmbeddedApi(**FORMS[form]))("GET", path)[1]["closingHours"] for form in NOTATIONS} == (
            dict.fromkeys(NOTATIONS, asker(EmbeddedApi())("GET", path)[1]["closingHours"])
        )

    @pytest.mark.parametrize("kind", ["array", "map"])
    def test_stand_anywhere_in_a_response(self, asker: Asker, kind: str) -> None:
        moment = {"type": "string", "format": "date-time"}
        schema = {"type": "array", "items": moment} if kind == "array" else {"additionalProperties": moment}
        content = {"application/json": {"schema": {"type": "object", **schema}}}
        operation = {
            "tags": ["New"],
            "operationId": "getNew",
            "responses": {"200": {"description": "", "content": content}},
        }
        api = EmbeddedApi(description={"paths": {"/v1/new": {"get": operation}}}, date_times="utc")
        found = asker(api)("GET", "/v1/new")[1]
        assert set(found if kind == "array" else found.values()) == {"2025-06-02T06:00:00.000Z"}

    def test_may_be_sent_in_any_form(self, ask: Ask) -> None:
        body = {"bookableAppointmentId": 3001, "customerId": 1001}
        for start, end in (
            ("2025-06-03T07:00:00.000Z", "2025-06-03T08:00:00.000Z"),
            ("2025-06-03T09:00:00+02:00", "2025-06-03T10:00:00+02:00"),
            ("2025-06-03T09:00:00.000+02:00[Europe/Berlin]", "2025-06-03T10:00:00.000+02:00[Europe/Berlin]"),
        ):
            times = {"startDateTime": start, "endDateTime": end}
            assert ask("POST", "/v1/appointments/bookable/validate", {**body, **times}) == (
                200,
                {"validationStatus": "AVAILABLE"},
            )


class TestLeadFields:
    LEAD: ClassVar[dict[str, Any]] = {"firstname": "Max", "lastname": "M", "email": "max@example.com"}
    ALL: ClassVar[dict[str, Any]] = {**LEAD, "telephone": "1", "gender": "MALE", "dateOfBirth": "2000-01-01"}
    ADDRESS: ClassVar[dict[str, Any]] = {
        "street": "A",
        "houseNumber": "1",
        "zipCode": "1",
        "city": "B",
        "countryCode": "DE",
    }
    TRIAL_ADDRESS: ClassVar[dict[str, Any]] = {"street": "A", "zipCode": "1", "city": "B"}

    def configs(self, ask: Ask) -> list[str]:
        trial = ask("GET", "/v1/trial-offers/config/1")[1]["leadDataConfig"]
        lead = ask("GET", "/v1/leads/config")[1]
        modes = [value for config in (trial, lead) for name, value in config.items() if name.endswith("Mode")]
        return modes + [field["mode"] for field in lead["additionalInformation"]]

    @pytest.mark.parametrize("choice", ["optional", "mandatory"])
    def test_have_one_mode_in_all_configurations(self, asker: Asker, choice: Any) -> None:
        modes = self.configs(asker(EmbeddedApi(lead_fields=choice)))
        assert (len(modes), set(modes)) == (9, {choice.upper()})
        assert set(self.configs(asker(EmbeddedApi()))) == {"INACTIVE", "OPTIONAL", "MANDATORY"}

    def test_may_all_be_left_out(self, asker: Asker) -> None:
        ask = asker(EmbeddedApi(lead_fields="optional"))
        assert ask("POST", "/v1/leads/validate", {"leadCustomer": self.LEAD})[1] == {"status": "POSSIBLE"}
        assert ask("POST", "/v1/leads/create", {"leadCustomer": self.LEAD})[0] == 200
        other = {**self.LEAD, "email": "other@example.com"}
        body = {"trialOfferConfigId": 1, "leadCustomerData": other}
        assert ask("POST", "/v1/trial-offers/lead/validate", body)[1] == {"validationStatus": "POSSIBLE"}
        assert ask("POST", "/v1/trial-offers/lead/create", body)[0] == 200

    def test_must_all_be_given(self, asker: Asker) -> None:
        ask = asker(EmbeddedApi(lead_fields="mandatory"))
        extra = [{"additionalFieldId": 351, "values": ["Radio"]}]
        whole = {"leadCustomer": self.ALL, "address": self.ADDRESS, "additionalInformation": extra}
        cases: list[tuple[dict[str, Any], str]] = [
            ({**whole, "leadCustomer": {**self.ALL, "gender": None}}, "leadCustomer.gender"),
            ({**whole, "address": None}, "address"),
            ({**whole, "additionalInformation": []}, "additionalInformation"),
            ({**whole, "additionalInformation": [{"additionalFieldId": 351}]}, "additionalInformation"),
        ]
        for body, reference in cases:
            assert ask("POST", "/v1/leads/validate", body)[1] == {"status": "INVALID_LEAD_DATA"}
            status, error = ask("POST", "/v1/leads/create", body)
            assert (status, error["reference"]) == (400, reference)
        assert ask("POST", "/v1/leads/create", whole)[0] == 200

    @pytest.mark.parametrize("missing", ["gender", "dateOfBirth", "telephone", "address"])
    def test_must_all_be_given_for_a_trial(self, asker: Asker, missing: str) -> None:
        ask = asker(EmbeddedApi(lead_fields="mandatory"))
        whole = {**self.ALL, "address": self.TRIAL_ADDRESS}
        path, body = "/v1/trial-offers/lead", {"trialOfferConfigId": 1}
        lacking = {**body, "leadCustomerData": {name: value for name, value in whole.items() if name != missing}}
        assert ask("POST", f"{path}/validate", lacking)[1] == {"validationStatus": "INVALID_LEAD_CUSTOMER_DATA"}
        assert ask("POST", f"{path}/create", lacking)[1]["reference"] == f"leadCustomerData.{missing}"
        assert ask("POST", f"{path}/create", {**body, "leadCustomerData": whole})[0] == 200


class TestWithOtherThings:
    @EACH_FORM
    def test_errors_and_faults_reach_the_client(self, form: str) -> None:
        api = EmbeddedApi(**FORMS[form])
        with PerfectGym("any", api_key=TEST_KEY, max_retries=0, transport=api.transport()) as gym:
            with pytest.raises(NotFoundError) as missing:
                gym.customers.get_customer(5)
            assert (missing.value.reference, len(missing.value.errors)) == ("customerId", 1)
            request = LeadCreationRequest(lead_customer=LeadCustomerData(firstname="", lastname="", email="a"))
            api.fail("leads.create_lead", status=400)
            with pytest.raises(BadRequestError) as invalid:
                gym.leads.create_lead(request)
            assert invalid.value.text.startswith("[" if form == "error-lists" else "{")
            faults: list[tuple[dict[str, Any], type[Exception]]] = [
                ({"status": 503}, ServiceUnavailableError),
                ({"kind": "reset"}, ApiConnectionError),
                ({"kind": "malformed"}, ResponseFormatError),
            ]
            for fault, error in faults:
                api.fail("classes.list_class_slots", **fault)
                with pytest.raises(error):
                    gym.classes.list_class_slots(2001).first()
            assert gym.classes.list_class_slots(2001).first() is not None

    def test_hold_for_all_studios(self, asker: Asker) -> None:
        api = EmbeddedApi(**combine_forms(["utc", "no-nulls", "mandatory-leads"]), customers=0)
        hamburg = api.add_studio("hamburg-key", seed=2)
        hamburg.add_checkin(1001, api.now)
        ask = asker(api, "hamburg-key")
        checkin = ask("GET", "/v1/customers/1001/activities/checkins")[1]["result"][0]
        assert checkin["checkInDateTime"] == "2025-06-02T07:00:00.000Z"
        assert None not in ask("GET", "/v1/customers/1001")[1].values()
        assert ask("GET", "/v1/leads/config")[1]["genderMode"] == "MANDATORY"

    def test_are_part_of_the_state(self) -> None:
        for arguments_ in FORMS.values():
            api = EmbeddedApi(customers=3, **arguments_)
            again = EmbeddedApi.from_json(api.to_json())
            for path in ("/v1/customers/1001", "/v1/customers/1001/activities/checkins", "/v1/leads/config", "/v1/x"):
                assert make_ask(again)("GET", path) == make_ask(api)("GET", path)

    def change_options(self, change: Callable[[dict[str, Any]], object]) -> str:
        document = json.loads(EmbeddedApi(customers=1).to_json())
        change(document["state"]["options"])
        document["digest"] = _digest(document["state"])
        return encode(document).decode()

    def test_that_an_older_state_does_not_know_are_the_default(self) -> None:
        text = self.change_options(lambda options: [options.pop(name) for name in ("date_times", "lead_fields")])
        again = EmbeddedApi.from_json(text)
        assert again.to_json() == EmbeddedApi(customers=1).to_json()

    @pytest.mark.parametrize("added", [{"date_times": "unix"}, {"colour": "blue"}])
    def test_of_a_newer_state_are_one_clear_error(self, added: dict[str, str]) -> None:
        text = self.change_options(lambda options: options.update(added))
        with pytest.raises(ValueError, match=r"that perfectgym-next .* wrote with .*; install that version"):
            EmbeddedApi.from_json(text)


class TestNames:
    @pytest.mark.parametrize(
        ("arguments_", "problem"),
        [
            ({"date_times": "UTC"}, "invalid date_times='UTC': expected 'examples', 'zone', 'offset' or 'utc'"),
            ({"nulls": "none"}, "invalid nulls='none': expected True, False or 'all'"),
            ({"nulls": 1}, "invalid nulls=1: expected True, False or 'all'"),
            ({"error_lists": "yes"}, "invalid error_lists='yes': expected True or False"),
            ({"lead_fields": None}, "invalid lead_fields=None: expected 'mixed', 'optional' or 'mandatory'"),
        ],
    )
    def test_of_choices_are_checked(self, arguments_: dict[str, Any], problem: str) -> None:
        with pytest.raises(ValueError, match=re.escape(problem)):
            EmbeddedApi(**arguments_)

    def test_of_forms_combine(self) -> None:
        assert combine_forms(["utc", "no-nulls", "utc"]) == {"date_times": "utc", "nulls": False}
        with pytest.raises(ValueError, match="form 'no-nulls' excludes another one that was given: both set nulls"):
            combine_forms(["all-nulls", "no-nulls"])
        with pytest.raises(ValueError, match="unknown form 'utk': expected default, .* did you mean 'utc'"):
            combine_forms(["utk"])

    def test_of_forms_cover_all_choices(self) -> None:
        chosen = {(name, str(value)) for arguments_ in FORMS.values() for name, value in arguments_.items()}
        assert {name for name, _ in chosen} == {"date_times", "nulls", "strict_nulls", "error_lists", "lead_fields"}
        assert len(chosen) == len(FORMS) - 1


def test_dates_are_left_alone(asker: Asker) -> None:
    api = EmbeddedApi(date_times="utc")
    member = api.add_customer(date_of_birth=date(1990, 12, 10))
    assert asker(api)("GET", f"/v1/customers/{member}")[1]["dateOfBirth"] == "1990-12-10"
