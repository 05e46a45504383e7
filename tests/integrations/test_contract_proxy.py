"""prism, a proxy that validates requests and responses against a description, in front of the embedded API.

In UTC and without nulls, the responses match the description. Other forms are those that it does not describe.
"""

from __future__ import annotations

import json
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import httpx
import pytest

from openapi.pipeline.review.node import NoNodeError, environment, find_node
from perfectgym_next import PerfectGym
from perfectgym_next.models import IdlePeriodRequest, IdlePeriodUnit
from perfectgym_next.testing import TEST_KEY, EmbeddedApi, EmbeddedResponse, presets
from perfectgym_next.testing._openapi.description import Description
from perfectgym_next.testing._server.server import Server
from perfectgym_next.testing.forms import combine_forms
from tests.support.embedded import make_ask

ROOT = Path(__file__).parents[2]
PROXY = Path(__file__).parent / "contract-proxy"
SCRIPT = PROXY / "node_modules" / "@stoplight" / "prism-cli" / "dist" / "index.js"
SHIPPED = Path(str(files("perfectgym_next_generated").joinpath("openapi.json")))
VENDORS = ROOT / "openapi" / "perfectgym-next.json"
CLOSING_HOURS = [["closingHours", "0", name] for name in ("dateTimeFrom", "dateTimeTo")]
"""Date-times without offset, as in the vendor's examples, which the format of the vendor's file does not allow."""
START_SECONDS = 60

RELAXED = {"cancelationStatus", "limitedOfferingPeriod"}
"""Required by the vendor's file, optional in ours: a contract without a cancelation and an offer without a limit lack
them. The overlay also makes the end of an idle period and the offset of a last slice optional, which the studio has."""

CLOSING_HOURS = "/v1/studios/information"
"""Its closing hours have no offset, as in the vendor's examples. The format ``date-time`` does not allow that."""


class _Upstream:
    """A server in front of whichever API a test sets."""

    def __init__(self) -> None:
        self.api = EmbeddedApi()
        self.server = Server(self._handle, host="127.0.0.1", port=0)

    def _handle(self, *request: Any) -> EmbeddedResponse:
        return self.api.handle(*request)


@pytest.fixture(scope="module")
def upstream() -> Iterator[_Upstream]:
    upstream = _Upstream()
    with upstream.server:
        yield upstream


@pytest.fixture(scope="module")
def node() -> Path:
    try:
        node = find_node()
    except NoNodeError as error:
        pytest.skip(str(error))
    if not SCRIPT.is_file():
        pytest.skip("prism is not installed: run make setup-integrations")
    return node


@pytest.fixture(scope="module")
def shipped(node: Path, upstream: _Upstream, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a proxy that validates against the description of this package."""
    with proxy(node, SHIPPED, upstream.server.url, tmp_path_factory.mktemp("proxy") / "log") as url:
        yield url


@contextmanager
def proxy(node: Path, description: Path, upstream: str, log: Path) -> Iterator[str]:
    """Run the proxy in front of an API and yield its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [node, SCRIPT, "proxy", description, upstream, "--port", str(port), "--cors=false", "--errors=false"]
    with log.open("w") as output:
        process = subprocess.Popen(command, env=environment(node), stdout=output, stderr=subprocess.STDOUT)
    try:
        deadline = time.monotonic() + START_SECONDS
        while "Prism is listening" not in log.read_text():
            if process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"the proxy does not start: {log.read_text()[-2000:]}")
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def set_up(api: EmbeddedApi) -> dict[str, str]:
    """Add to a studio what it takes to read everything, and return the target of each GET operation by its path."""
    ask = make_ask(api)

    def create(method: str, path: str, body: Any = None) -> Any:
        status, value = ask(method, path, body)
        assert status == 200, value
        return value

    contract = create("GET", "/v1/customers/1001/contracts")[-1]["id"]
    memberships = f"/v1/memberships/{contract}/self-service"
    klass, debtor, trial = (
        presets.full_class(api),
        presets.member_in_debt_collection(api),
        presets.unconfirmed_trial(api),
    )
    booking = api.add_class_booking(1001, klass.class_slot_id)
    slot = create("GET", "/v1/appointments/bookable/3001/slots")[0]
    times = {name: slot[name] for name in ("startDateTime", "endDateTime")}
    appointment = create(
        "POST", "/v1/appointments/booking/book", {"bookableAppointmentId": 3001, "customerId": 1001, **times}
    )
    module = {"additionalModuleId": 701, "paymentFrequencyId": 711, "bookTrialPeriod": False}
    module_contract = create("POST", f"{memberships}/additional-modules/purchase", module)
    period = {"fromDate": "2025-01-01", "toDate": "2025-03-31", "exportFormat": "SINGLE", "exportFileFormat": "CSV"}
    export = create("POST", "/v1/taxadvisor/exports/create", period)
    with PerfectGym("any", api_key=TEST_KEY, transport=api.transport()) as gym:
        data = IdlePeriodRequest(
            start_date=date(2025, 8, 4), temporal_unit=IdlePeriodUnit.WEEK, term_value=2, reason_id=801
        )
        idle = gym.membership_self_service.create_idle_period(contract, data=data)
    card = create("GET", "/v1/customers/1001")["cardNumbers"][0]
    switch = create("GET", "/v1/memberships/1001/membership-switch/configs")[0]["id"]
    ids = {
        "/v1/appointments/bookable/{bookableAppointmentId}": 3001,
        "/v1/appointments/bookable/{bookableAppointmentId}/slots": 3001,
        "/v1/appointments/booking/{bookingId}": appointment["bookingId"],
        "/v1/classes/booking/{bookingId}": booking,
        "/v1/customers/{customerId}/documents/{id}": api.add_document(1001, "contract.pdf"),
        "/v1/employees/{id}": create("GET", "/v1/employees")["result"][0]["id"],
        "/v1/taxadvisor/exports/{exportId}": export["exportId"],
        "/v1/trial-offers/config/{configId}": 1,
        "/v1/trial-offers/bookable-trial-offers/appointments/bookable/{bookableAppointmentId}/slots": 3002,
        "/v1/trial-offers/bookable-trial-offers/classes/{classId}/slots": trial.class_slot_id // 1_000_000,
    }
    common = {
        "customerId": 1001,
        "contractId": contract,
        "classId": klass.class_id,
        "classSlotId": klass.class_slot_id,
        "debtCollectionRunId": debtor.run_id,
        "additionalModuleContractId": module_contract["id"],
        "idlePeriodId": idle.id,
        "membershipOfferId": 501,
        "configId": switch,
    }
    queries = {"customerId": "1001", "cardNumber": card}
    identified = ("/by", "/benefits", "/latest")
    targets = {}
    for operation in Description.shipped().operations.values():
        if operation.method != "GET":
            continue
        path = re.sub(r"{(\w+)}", lambda match: str(common.get(match[1], "")), operation.path)
        if operation.path in ids:
            path = operation.path.replace("{customerId}", "1001")
            path = re.sub(r"{\w+}", str(ids[operation.path]), path)
        names = [one.name for one in operation.parameters if one.location == "query"]
        required = [one.name for one in operation.parameters if one.location == "query" and one.required]
        if operation.path.endswith(identified) and "cardNumber" in names and "{" not in operation.path:
            required = ["cardNumber"]
        targets[operation.path] = path + ("?" if required else "") + "&".join(f"{n}={queries[n]}" for n in required)
    return targets


def read_all(form: list[str], upstream: _Upstream, proxy_url: str) -> dict[str, str]:
    """Read everything from a studio in a form, and return what the proxy says about it by path.

    It is JSON, unless there are so many violations that the proxy cuts them off.
    """
    upstream.api = EmbeddedApi(**combine_forms(form))
    targets = set_up(upstream.api)
    assert len(targets) == sum(one.method == "GET" for one in Description.shipped().operations.values())
    found = {}
    with httpx.Client(base_url=proxy_url, headers={"X-API-KEY": TEST_KEY}, timeout=30) as client:
        for path, target in targets.items():
            response = client.get(target)
            assert response.status_code == 200, (target, response.text)
            found[path] = response.headers.get("sl-violations", "")
    assert len(upstream.api.requests) > len(targets)
    assert all("closingHours" in one["location"] for one in json.loads(found.pop(CLOSING_HOURS)))
    return {path: violations for path, violations in found.items() if violations}


def test_lock_pins_the_same_version_and_names_no_registry() -> None:
    package, lock = (json.loads((PROXY / name).read_text("utf-8")) for name in ("package.json", "package-lock.json"))
    pinned = lock["packages"]["node_modules/@stoplight/prism-cli"]["version"]
    assert package["dependencies"] == {"@stoplight/prism-cli": pinned}
    assert not any("resolved" in one for one in lock["packages"].values())


def test_without_nulls_and_in_utc_nothing_violates_the_description(upstream: _Upstream, shipped: str) -> None:
    assert read_all(["utc", "no-nulls"], upstream, shipped) == {}


def test_date_times_with_a_zone_violate_the_description(upstream: _Upstream, shipped: str) -> None:
    found = read_all(["zone", "no-nulls"], upstream, shipped)
    assert {path for path in found if path.endswith(("/slots", "/checkins"))}
    assert all('"code":"format"' in violations for violations in found.values())


def test_the_vendors_file_is_violated_only_where_the_overlay_relaxes_it(
    node: Path, upstream: _Upstream, tmp_path: Path
) -> None:
    with proxy(node, VENDORS, upstream.server.url, tmp_path / "log") as url:
        found = read_all(["utc", "no-nulls"], upstream, url)
    messages = [one["message"] for violations in found.values() for one in json.loads(violations)]
    missing = [re.search(r"must have required property '(\w+)'$", message) for message in messages]
    assert all(missing), messages
    assert {match[1] for match in missing if match} == RELAXED
