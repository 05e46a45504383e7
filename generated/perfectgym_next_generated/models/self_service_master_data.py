from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import read_date as _read_date
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model
from perfectgym_next.timestamps import format_date as _format_date

from .amendment_configuration_status import VALUES as _amendment_configuration_status
from .amendment_configuration_status import AmendmentConfigurationStatus
from .customer_title import VALUES as _customer_title
from .customer_title import CustomerTitle
from .gender import VALUES as _gender
from .gender import Gender
from .pending_master_data_amendment import PendingMasterDataAmendment


@_define(kw_only=True, repr=False)
class SelfServiceMasterData(_Model):
    """A customer's current personal details, with the rule for changing them and any pending change.

    Attributes:
        first_name: Given name of the customer.
        last_name: Family name of the customer.
        gender: Gender recorded for the customer.
        date_of_birth: Customer's birthday as a calendar date.
        customer_title: Academic title of the customer, or NONE.
        amendment_configuration_status: Whether this data is read-only, or changeable with or without verification.
        country_of_birth: Country the customer was born in, as an ISO 3166-1 code (ISO 3166-1).
        pending_amendment: Change of personal details that is still pending, if any.
    """

    first_name: str
    last_name: str
    gender: Gender
    date_of_birth: datetime.date
    customer_title: CustomerTitle
    amendment_configuration_status: AmendmentConfigurationStatus
    country_of_birth: str | None = None
    pending_amendment: PendingMasterDataAmendment | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "OpenApiV1CustomerDataDtoCustomerMasterData"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.first_name = value if (value := take("firstName")).__class__ is str else _scalar(value)
        self.last_name = value if (value := take("lastName")).__class__ is str else _scalar(value)
        self.gender = _gender[take("gender")]
        self.date_of_birth = _read_date(take("dateOfBirth"))
        self.customer_title = _customer_title[take("customerTitle")]
        self.amendment_configuration_status = _amendment_configuration_status[take("amendmentConfigurationStatus")]
        self.country_of_birth = (
            value if (value := take("countryOfBirth", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.pending_amendment = (
            None
            if (value := take("pendingAmendment", None)) is None
            else _new(PendingMasterDataAmendment)._decode(value)
        )
        if self.gender is None or self.customer_title is None or self.amendment_configuration_status is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if (
            self.first_name is None
            or self.last_name is None
            or self.gender is None
            or self.date_of_birth is None
            or self.customer_title is None
            or self.amendment_configuration_status is None
        ):
            raise _missing_member(
                self,
                "first_name",
                "last_name",
                "gender",
                "date_of_birth",
                "customer_title",
                "amendment_configuration_status",
            )
        out = dict(self.additional_properties)
        out["firstName"] = self.first_name
        out["lastName"] = self.last_name
        out["gender"] = _text(self.gender)
        out["dateOfBirth"] = _format_date(self.date_of_birth, "SelfServiceMasterData.date_of_birth")
        out["customerTitle"] = _text(self.customer_title)
        out["amendmentConfigurationStatus"] = _text(self.amendment_configuration_status)
        if self.country_of_birth is not None:
            out["countryOfBirth"] = self.country_of_birth
        if self.pending_amendment is not None:
            out["pendingAmendment"] = self.pending_amendment.to_dict()
        return out
