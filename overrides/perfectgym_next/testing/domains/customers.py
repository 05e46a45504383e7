"""Customers: who they are, and how they are found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from perfectgym_next.testing._handlers._registry import Call, Handlers
from perfectgym_next.testing._server.responses import not_found
from perfectgym_next.testing._studio import fake_people
from perfectgym_next.testing._studio.slices import slice_after_id

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from random import Random

    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["FIRST_CUSTOMER", "STUDIO_ID", "Customers", "Record", "handlers", "shown"]

FIRST_CUSTOMER = 1001
"""Ids of customers start here and rise by one."""

STUDIO_ID = 1210005340
"""Id of the studio that the key belongs to."""

_KEPT = 500  # records that are kept once made, so that 10,000 customers take no more memory than 500

handlers = Handlers()

Record = dict[str, Any]
"""A customer as the API shows it."""


class Customers:
    """All customers. A record comes from the studio's seed each time it is read, until it is changed."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._changed: dict[int, Record] = {}
        self._made: dict[int, Record] = {}
        self._next_id = FIRST_CUSTOMER + studio.size

    def check(self, customer_id: int, reference: str = "customerId") -> None:
        """Refuse an id that no customer has.

        Raises:
            Refusal: There is no such customer; `reference` is blamed.
        """
        if not self.exists(customer_id):
            raise not_found("customer", customer_id, reference)

    def exists(self, customer_id: int) -> bool:
        """Whether there is a customer with this id."""
        return FIRST_CUSTOMER <= customer_id < self._next_id

    def from_seed(self, customer_id: int) -> bool:
        """Whether the customer was there from the start."""
        return customer_id < FIRST_CUSTOMER + self._studio.size

    def get(self, customer_id: int) -> Record:
        """The record of a customer, to be read only.

        Raises:
            Refusal: There is no such customer.
        """
        self.check(customer_id)
        record = self._changed.get(customer_id) or self._made.get(customer_id)
        if record is None:
            if len(self._made) >= _KEPT:
                self._made.clear()
            record = self._made[customer_id] = self._make(customer_id)
        return record

    def edit(self, customer_id: int) -> Record:
        """The record of a customer, to be changed in place.

        Raises:
            Refusal: There is no such customer.
        """
        record = self._changed[customer_id] = self.get(customer_id)
        self._made.pop(customer_id, None)
        return record

    def add(self, members: Record) -> Record:
        """Add a customer; what `members` do not say is left open, its id is new."""
        customer_id = self._next_id
        self._next_id += 1
        record = self._changed[customer_id] = {
            "status": "MEMBER",
            "accessRefusal": False,
            **members,
            "id": customer_id,
            "customerNumber": f"1-{customer_id}",
            "uuid": _uuid(self._dice(customer_id)),
            "studioId": STUDIO_ID,
        }
        return record

    def after(self, last: int, status: str | None = None) -> Iterator[Record]:
        """The customers whose id is greater than `last`, by rising id; with a status, those who have it."""
        for customer_id in range(max(last + 1, FIRST_CUSTOMER), self._next_id):
            changed = self._changed.get(customer_id)
            has = _status(customer_id, self._dice(customer_id)) if changed is None else changed["status"]
            if status in (None, has):
                yield self.get(customer_id)

    def idle(self, record: Record, day: date) -> bool:
        """Whether a customer's membership is paused on a day."""
        return any(
            str(period["startDate"]) <= day.isoformat() <= str(period.get("endDate", "9999"))
            for period in record.get("idlePeriods", ())
        )

    def changed(self) -> Iterator[Record]:
        """The customers that were added or changed."""
        return iter(list(self._changed.values()))

    def from_the_seed(self) -> Iterator[Record]:
        """The customers that were there from the start, as they were then."""
        return (self._make(FIRST_CUSTOMER + number) for number in range(self._studio.size))

    def _make(self, customer_id: int) -> Record:
        dice = self._dice(customer_id)
        status = _status(customer_id, dice)
        first_name, last_name, gender, born = fake_people.person(dice)
        home = fake_people.address(dice)
        card = str(1_200_000_000 + customer_id * 37)
        return {
            "id": customer_id,
            "customerNumber": f"1-{customer_id}",
            "firstName": first_name,
            "lastName": last_name,
            "dateOfBirth": born,
            "email": fake_people.email(first_name, last_name, customer_id),
            "gender": gender,
            "street": home.street,
            "houseNumber": home.house_number,
            "zipCode": home.zip_code,
            "city": home.city,
            "country": "DE",
            "status": status,
            "cardNumbers": [card],
            "phonePrivateMobile": f"+49 1555 {dice.randrange(10**7):07d}",
            "idlePeriods": [],
            "bankAccount": {
                "accountHolder": f"{first_name} {last_name}",
                "bankName": "Musterbank",
                "bic": "MUSTDEFFXXX",
                "iban": fake_people.iban(dice),
            },
            "accessRefusal": False,
            "accessRestrictions": [],
            "uuid": _uuid(dice),
            "referralCode": f"{dice.randrange(16**5):05X}",
            "studioId": STUDIO_ID,
            "preferredLanguage": {"languageCode": "de", "countryCode": "DE"},
            "additionalInformationFieldAssignments": [],
            "accessMediums": [
                {"id": customer_id * 100 + 1, "type": "CARD_NUMBER", "value": card},
                {"id": customer_id * 100 + 2, "type": "PIN", "value": f"{1000 + customer_id * 7}"},
                {"id": customer_id * 100 + 3, "type": "BARCODE", "value": f"40{customer_id * 11:011d}"},
            ],
        }

    def _dice(self, customer_id: int) -> Random:
        return self._studio.dice("customer", customer_id)


def _status(customer_id: int, dice: Random) -> str:
    """What a customer of the seed is: the first that its dice decide. The first of all is a member."""
    kind = dice.random()
    if customer_id == FIRST_CUSTOMER or kind < 0.8:
        return "MEMBER"
    return "PROSPECT" if kind < 0.92 else "FORMER_MEMBER"


def _uuid(dice: Random) -> str:
    return str(UUID(int=dice.getrandbits(128), version=4))


@handlers.answers("customers.list_customers")
def list_customers(call: Call) -> Any:
    """Members or prospects, by rising id."""
    customers, wanted = call.studio.part(Customers), call.query["customerStatus"]
    card_format = call.query.get("cardNumberFormat")
    return slice_after_id(
        call,
        lambda last: (shown(record, card_format) for record in customers.after(last, wanted)),
        start=call.query.get("lastOffsetId", 0),
    )


@handlers.answers("customers.get_customer", "cross_studio.get_cross_studio_customer")
def get_customer(call: Call) -> Any:
    """One customer."""
    record = call.studio.part(Customers).get(call.path["customerId"])
    return shown(record, call.query.get("cardNumberFormat"))


def shown(record: Record, card_format: str | None) -> Record:
    """A customer's record with card numbers in the notation asked for; without one it is decimal."""
    if card_format in (None, "DECIMAL"):
        return record
    return {
        **record,
        "cardNumbers": [_card(number, card_format) for number in record.get("cardNumbers", [])],
        "accessMediums": [
            {**medium, "value": _card(medium["value"], card_format)} if medium["type"] == "CARD_NUMBER" else medium
            for medium in record.get("accessMediums", [])
        ],
    }


def _card(number: str, card_format: str | None) -> str:
    """A decimal card number in hexadecimal, from the most or the least significant byte."""
    if not (number.isascii() and number.isdecimal()):
        return number
    value = int(number)
    data = value.to_bytes(max(1, (value.bit_length() + 7) // 8), "big" if card_format == "HEX_MSB" else "little")
    return data.hex().upper()
