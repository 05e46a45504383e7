"""Names, addresses and bank accounts of fictional people."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

if TYPE_CHECKING:
    from random import Random

__all__ = ["Address", "Person", "make_address", "make_email", "make_iban", "make_person", "make_uuid"]

_FEMALE = "Anna Aylin Chiara Elif Emma Frieda Greta Hanna Ida Johanna Klara Lena Mia Nele Olga Paula Rosa Sofia Zoë"
_MALE = "Anton Ben Can Emil Felix Georg Hugo Jakob Jürgen Karl Leon Luca Max Noah Oskar Paul René Tim Umut Viktor"
_LAST = (
    "Arslan Bauer Becker Brunner Dubois Fischer Fuchs Huber Jansen Keller Klein Kowalski Krüger Lang Maier Meyer "
    "Moser Neumann Nguyen Novak Peters Richter Rossi Sauer Schmid Schulz Silva Thomas Vogel Wagner Weiß Wolf Yılmaz"
)
_STREETS = (
    "Ahornweg Bachgasse Bahnhofstraße Birkenallee Feldweg Gartenstraße Hauptstraße Lindenplatz Mühlweg Ringstraße"
)
_TOWNS = (("10437", "Berlin"), ("20357", "Hamburg"), ("80331", "München"), ("50667", "Köln"), ("04109", "Leipzig"))

_FEMALES, _MALES, _LASTS, _STREET_NAMES = (names.split() for names in (_FEMALE, _MALE, _LAST, _STREETS))
_PLAIN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "é": "e", "ë": "e", "ı": "i"})


class Person(NamedTuple):
    """A person; `gender` is ``FEMALE``, ``MALE`` or ``UNISEX``."""

    first_name: str
    last_name: str
    gender: str
    date_of_birth: date


class Address(NamedTuple):
    """An address in Germany."""

    street: str
    house_number: str
    zip_code: str
    city: str


def make_person(rng: Random) -> Person:
    """Return a person between about 16 and 75 years old in 2025."""
    gender = rng.choice(("FEMALE", "MALE"))
    first_name = rng.choice(_FEMALES if gender == "FEMALE" else _MALES)
    born = date(1950, 1, 1) + timedelta(days=rng.randrange(365 * 59))
    return Person(first_name, rng.choice(_LASTS), "UNISEX" if rng.random() < 0.03 else gender, born)


def make_address(rng: Random) -> Address:
    """Return an address."""
    zip_code, city = rng.choice(_TOWNS)
    return Address(rng.choice(_STREET_NAMES), str(rng.randint(1, 120)), zip_code, city)


def make_email(first_name: str, last_name: str, number: int) -> str:
    """Return an e-mail address that nobody can have (RFC 2606)."""
    return f"{first_name}.{last_name}.{number}@example.com".lower().translate(_PLAIN)


def make_iban(rng: Random) -> str:
    """Return a German IBAN with valid check digits (ISO 13616) at a fictional bank."""
    account = f"99999999{rng.randrange(10**10):010d}"
    check = 98 - int(account + "131400") % 97  # DE00 as digits, moved to the end
    return f"DE{check:02d}{account}"


def make_uuid(rng: Random) -> str:
    """Return a random UUID (RFC 9562, version 4)."""
    return str(UUID(int=rng.getrandbits(128), version=4))
