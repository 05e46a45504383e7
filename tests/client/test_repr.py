"""What `repr` shows of a model: short, and no secrets; `rich` shows the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import attrs
import pytest
from rich.pretty import pretty_repr

from perfectgym_next._core.model import Model
from perfectgym_next.models import (
    AccessMedium,
    AccessMediumType,
    BankAccount,
    BookingEntry,
    Customer,
    CustomerStatus,
    Money,
)
from tests.client.test_model_encoders import models
from tests.support.money_sample import SampleMoney
from tests.support.shipped import MODELS

IBAN = "DE91100000000123456789"
MASKED = {
    "AccessMediumDto.value",
    "BankAccount.iban",
    "BookCustomerPaymentRequest.payment_request_token",
    "Customer.card_numbers",
    "Debtor.identification_number",
    "DeviceActivationResponse.access_token",
    "DocumentIdentification.document_number",
    "LiablePersonDetails.identification_number",
    "MembershipSignupContract.initial_payment_request_token",
    "MembershipSignupCustomer.payment_request_token",
    "MembershipSignupCustomer.tax_id",
    "MembershipSwitch.initial_payment_request_token",
    "OpenApiV1CheckinVoucherRedeemResultDto.studio_access_code",
    "OpenApiV1CustomerDataDtoCustomerPaymentData.iban",
    "OpenApiV1CustomerDataPendingAmendmentDtoCustomerPaymentData.iban",
    "OpenApiV1CustomerPaymentAmendment.iban",
    "PaymentDetails.account_number",
    "PaymentDetails.iban",
    "PaymentsUpdateCustomerPaymentInstrumentRequest.payment_request_token",
    "PaymentsUserSessionResponse.token",
    "UpdateAccessIdentificationRequest.value",
}


def masked(cls: Any) -> list[str]:
    return [field.name for field in attrs.fields(cls) if callable(field.repr)]


def customer() -> Customer:
    return Customer(
        id=1001,
        status=CustomerStatus.MEMBER,
        access_refusal=False,
        last_name="Lovelace",
        card_numbers=["778899"],
        bank_account=BankAccount(account_holder="Ada", iban=IBAN),
        access_mediums=[AccessMedium(type_=AccessMediumType.PIN, value="4711")],
    )


SHOWN = (
    "Customer(id=1001, status=CustomerStatus('MEMBER'), access_refusal=False, last_name='Lovelace', card_numbers=***, "
    "bank_account=BankAccount(account_holder='Ada', iban=***), "
    "access_mediums=[AccessMedium(type_=AccessMediumType('PIN'), value=***)])"
)


class TestSecrets:
    def test_are_hidden_in_repr_and_nowhere_else(self) -> None:
        assert repr(customer()) == str(customer()) == SHOWN
        data, row, text = customer().to_dict(), customer().to_row(), customer().to_json()
        assert data["bankAccount"]["iban"] == row["bank_account_iban"] == IBAN
        assert row["access_mediums"][0]["value"] == "4711"
        assert all(secret in text for secret in (IBAN, "4711", "778899"))

    def test_are_these(self) -> None:
        assert {f"{schema}.{name}" for schema, cls in MODELS.items() for name in masked(cls)} == MASKED

    def test_are_hidden_in_every_model(self) -> None:
        for model in models("as-described").values():
            for name in masked(type(model)):
                setattr(model, name, ["kq7-secret"])
            assert "kq7-secret" not in repr(model)
            assert all(f"{name}=***" in repr(model) for name in masked(type(model)))

    def test_that_are_missing_are_left_out(self) -> None:
        assert repr(BankAccount(bic="X")) == "BankAccount(bic='X')"

    def test_are_hidden_in_a_class_of_a_users_own(self) -> None:
        class Account(BankAccount):
            pass

        @attrs.define(kw_only=True)
        class Member(Customer):  # attrs writes a repr of its own
            note: str = ""

        @dataclass
        class Held:
            account: Account

        assert IBAN not in repr(Held(Account(iban=IBAN)))
        member = Member(id=1, status=CustomerStatus.MEMBER, access_refusal=False, card_numbers=["778899"], note="n")
        assert "card_numbers=***" in repr(member)
        assert "note='n'" in repr(member)


@pytest.mark.parametrize(
    "model",
    [
        customer(),
        Money("19.90", "EUR"),
        Money("1E+3", "EUR", additional_properties={"a": 1}),
        SampleMoney("1.50", "EUR", tax_code="A"),
        BookingEntry.from_dict(
            {"id": 1, "dueDate": "2024-02-29", "installmentPlan": False, "description": "x" * 500, "new": [1]}
        ),
    ],
    ids=lambda model: type(model).__name__,
)
class TestRich:
    def test_shows_what_repr_shows(self, model: Model) -> None:
        assert pretty_repr(model, max_width=100_000) == repr(model)

    def test_shows_a_line_a_field_where_there_is_no_room(self, model: Model) -> None:
        lines = pretty_repr(model, max_width=10).splitlines()
        assert " ".join(line.strip() for line in lines).replace("( ", "(").replace(" )", ")") == repr(model)
        assert len(lines) == len(list(model._shown())) + 2


def test_rich_shows_a_full_customer_in_few_lines() -> None:
    full: Any = models("as-described")["Customer"]
    fields = [value for name in full._names_ if (value := full.to_dict().get(name)) is not None]
    assert len(pretty_repr(full).splitlines()) == len(fields) + 2
    sparse: Any = models("optional-fields-absent")["Customer"]
    assert len(pretty_repr(sparse).splitlines()) == 1
