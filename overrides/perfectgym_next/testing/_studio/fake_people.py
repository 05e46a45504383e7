"""Names, streets and towns of people who do not exist."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from random import Random

__all__ = ["Address", "Person", "address", "email", "iban", "person"]

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
    """Who somebody is; `gender` is ``FEMALE``, ``MALE`` or ``UNISEX``."""

    first_name: str
    last_name: str
    gender: str
    date_of_birth: date


class Address(NamedTuple):
    """Where somebody lives, in Germany."""

    street: str
    house_number: str
    zip_code: str
    city: str


def person(dice: Random) -> Person:
    """Somebody, between about 16 and 75 years old in 2025."""
    gender = dice.choice(("FEMALE", "MALE"))
    first_name = dice.choice(_FEMALES if gender == "FEMALE" else _MALES)
    born = date(1950, 1, 1) + timedelta(days=dice.randrange(365 * 59))
    return Person(first_name, dice.choice(_LASTS), "UNISEX" if dice.random() < 0.03 else gender, born)


def address(dice: Random) -> Address:
    """Some address."""
    zip_code, city = dice.choice(_TOWNS)
    return Address(dice.choice(_STREET_NAMES), str(dice.randint(1, 120)), zip_code, city)


def email(first_name: str, last_name: str, number: int) -> str:
    """A mail address that reaches nobody (RFC 2606)."""
    return f"{first_name}.{last_name}.{number}@example.com".lower().translate(_PLAIN)


def iban(dice: Random) -> str:
    """A German IBAN with right check digits (ISO 13616) at a bank that does not exist."""
    account = f"99999999{dice.randrange(10**10):010d}"
    check = 98 - int(account + "131400") % 97  # DE00 as digits, moved to the end
    return f"DE{check:02d}{account}"
