"""Customer records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._studio import fake_people
from perfectgym_next.testing._studio.problems import ProblemResponse, not_found

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime
    from random import Random

    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["FIRST_CUSTOMER", "Customers", "Record", "with_card_format"]

FIRST_CUSTOMER = 1001
"""The lowest id of a customer; further ids follow without gaps."""

_ACCESS_DISABLED = "errormessage.third.party.customer.access.disabled"

_MAX_CACHED = 500  # cached records, so that 10,000 customers need no more memory than 500

Record = dict[str, Any]
"""A customer as the API returns it."""


class Customers:
    """All customers. A record is generated from the studio's seed each time it is read, until it is changed."""

    derived = ("_cached",)

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._changed: dict[int, Record] = {}
        self._cached: dict[int, Record] = {}
        self._next_id = FIRST_CUSTOMER + studio.size
        self.without_consent: set[int] = set()

    def check(self, customer_id: int, reference: str = "customerId") -> None:
        """Check that a customer exists.

        Args:
            customer_id: The id to check.
            reference: Dotted path of the field or parameter that holds the id.

        Raises:
            ProblemResponse: The customer does not exist.
        """
        if not self.exists(customer_id):
            raise not_found("customer", customer_id, reference)

    def exists(self, customer_id: int) -> bool:
        """Return whether there is a customer with this id."""
        return FIRST_CUSTOMER <= customer_id < self._next_id

    def check_consent(self, customer_id: int, reference: str = "customerId") -> None:
        """Check that a customer has not withdrawn the consent to the integration.

        Args:
            customer_id: The id to check.
            reference: Dotted path of the field or parameter that leads to the customer.

        Raises:
            ProblemResponse: The customer has.
        """
        if customer_id in self.without_consent:
            message = "the customer has not consented to this integration"
            raise ProblemResponse(403, _ACCESS_DISABLED, message, reference)

    def is_from_seed(self, customer_id: int) -> bool:
        """Return whether the customer comes from the studio's seed."""
        return customer_id < FIRST_CUSTOMER + self._studio.size

    def get(self, customer_id: int) -> Record:
        """Return the record of a customer, for reading only.

        Raises:
            ProblemResponse: The customer does not exist.
        """
        self.check(customer_id)
        record = self._changed.get(customer_id) or self._cached.get(customer_id)
        if record is None:
            if len(self._cached) >= _MAX_CACHED:
                self._cached.clear()
            record = self._cached[customer_id] = self._generate(customer_id)
        return record

    def edit(self, customer_id: int) -> Record:
        """Return the record of a customer, for changing it in place.

        Raises:
            ProblemResponse: The customer does not exist.
        """
        record = self._changed[customer_id] = self.get(customer_id)
        self._cached.pop(customer_id, None)
        return record

    def add(self, fields: Record) -> Record:
        """Add a customer with a new id and return the record; fields that are not given stay absent."""
        customer_id = self._next_id
        self._next_id += 1
        record = self._changed[customer_id] = {
            "status": "MEMBER",
            "accessRefusal": False,
            **fields,
            "id": customer_id,
            "customerNumber": f"1-{customer_id}",
            "uuid": fake_people.make_uuid(self._rng(customer_id)),
            "studioId": self._studio.id,
        }
        return record

    def after(self, last: int, status: str | None = None) -> Iterator[Record]:
        """Yield the customers with an id above `last`, in ascending order, optionally only those with a status.

        Those without consent are left out.
        """
        for customer_id in range(max(last + 1, FIRST_CUSTOMER), self._next_id):
            changed = self._changed.get(customer_id)
            current = _status(customer_id, self._rng(customer_id)) if changed is None else changed["status"]
            if status in (None, current) and customer_id not in self.without_consent:
                yield self.get(customer_id)

    def is_idle(self, record: Record, day: date) -> bool:
        """Return whether a customer's membership is paused on a day."""
        return any(
            str(period["startDate"]) <= day.isoformat() <= str(period.get("endDate", "9999"))
            for period in record.get("idlePeriods", ())
        )

    def update_access(self, record: Record) -> None:
        """Set whether access is refused today: by a restriction, or by a pause of the membership."""
        today = self._studio.today
        record["accessRefusal"] = self.is_idle(record, today) or any(
            restriction.get("startDate", "") <= today.isoformat() <= restriction.get("endDate", "9999")
            for restriction in record.get("accessRestrictions", ())
        )

    def pass_time(self, before: datetime) -> None:  # only the current day counts
        """Begin and end the periods in which access is refused."""
        for record in self._changed.values():
            if record.get("accessRestrictions") or record.get("idlePeriods"):
                self.update_access(record)

    def changed(self) -> Iterator[Record]:
        """Return an iterator over the customers that were added or changed."""
        return iter(list(self._changed.values()))

    def initial(self) -> Iterator[Record]:
        """Return an iterator over the customers of the seed, in their initial state."""
        return (self._generate(FIRST_CUSTOMER + number) for number in range(self._studio.size))

    def _generate(self, customer_id: int) -> Record:
        rng = self._rng(customer_id)
        status = _status(customer_id, rng)
        first_name, last_name, gender, born = fake_people.make_person(rng)
        home = fake_people.make_address(rng)
        card = str(1_200_000_000 + customer_id * 37)
        return {
            "id": customer_id,
            "customerNumber": f"1-{customer_id}",
            "firstName": first_name,
            "lastName": last_name,
            "dateOfBirth": born,
            "email": fake_people.make_email(first_name, last_name, customer_id),
            "gender": gender,
            "street": home.street,
            "houseNumber": home.house_number,
            "zipCode": home.zip_code,
            "city": home.city,
            "country": "DE",
            "status": status,
            "cardNumbers": [card],
            "phonePrivateMobile": f"+49 1555 {rng.randrange(10**7):07d}",
            "idlePeriods": [],
            "bankAccount": {
                "accountHolder": f"{first_name} {last_name}",
                "bankName": "Musterbank",
                "bic": "MUSTDEFFXXX",
                "iban": fake_people.make_iban(rng),
            },
            "accessRefusal": False,
            "accessRestrictions": [],
            "uuid": fake_people.make_uuid(rng),
            "referralCode": f"{rng.randrange(16**5):05X}",
            "studioId": self._studio.id,
            "preferredLanguage": {"languageCode": "de", "countryCode": "DE"},
            "additionalInformationFieldAssignments": [],
            "accessMediums": [
                {"id": customer_id * 100 + 1, "type": "CARD_NUMBER", "value": card},
                {"id": customer_id * 100 + 2, "type": "PIN", "value": f"{1000 + customer_id * 7}"},
                {"id": customer_id * 100 + 3, "type": "BARCODE", "value": f"40{customer_id * 11:011d}"},
            ],
        }

    def _rng(self, customer_id: int) -> Random:
        return self._studio.rng("customer", customer_id)


def _status(customer_id: int, rng: Random) -> str:
    """Return the status of a customer of the seed, the first random choice. The very first customer is a member."""
    kind = rng.random()
    if customer_id == FIRST_CUSTOMER or kind < 0.8:
        return "MEMBER"
    return "PROSPECT" if kind < 0.92 else "FORMER_MEMBER"


def with_card_format(record: Record, card_format: str | None) -> Record:
    """Return a record with its card numbers in a notation: ``DECIMAL`` (also None), ``HEX_MSB`` or ``HEX_LSB``."""
    if card_format in (None, "DECIMAL"):
        return record
    return {
        **record,
        "cardNumbers": [_format_card(number, card_format) for number in record.get("cardNumbers", [])],
        "accessMediums": [
            {**medium, "value": _format_card(medium["value"], card_format)}
            if medium["type"] == "CARD_NUMBER"
            else medium
            for medium in record.get("accessMediums", [])
        ],
    }


def _format_card(number: str, card_format: str | None) -> str:
    """Return a decimal card number in hexadecimal, the most or the least significant byte first."""
    if not (number.isascii() and number.isdecimal()):
        return number
    value = int(number)
    data = value.to_bytes(max(1, (value.bit_length() + 7) // 8), "big" if card_format == "HEX_MSB" else "little")
    return data.hex().upper()
