from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model

from .amendment_configuration_status import VALUES as _amendment_configuration_status
from .amendment_configuration_status import AmendmentConfigurationStatus
from .pending_contact_data_amendment import PendingContactDataAmendment


@_define(kw_only=True, repr=False)
class SelfServiceContactData(_Model):
    """A customer's current contact data, with the rule for changing it and any pending change.

    Attributes:
        amendment_configuration_status: Whether this data is read-only, or changeable with or without verification.
        email: E-mail address at which the customer can be reached.
        phone_private: Private phone number other than the mobile.
        phone_private_mobile: Private mobile number.
        phone_business: Business phone number other than the mobile.
        phone_business_mobile: Mobile number used for work.
        pending_amendment: Contact data change that is still pending, if any.
    """

    amendment_configuration_status: AmendmentConfigurationStatus
    email: str | None = None
    phone_private: str | None = None
    phone_private_mobile: str | None = None
    phone_business: str | None = None
    phone_business_mobile: str | None = None
    pending_amendment: PendingContactDataAmendment | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "OpenApiV1CustomerDataDtoCustomerContactData"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.amendment_configuration_status = _amendment_configuration_status[take("amendmentConfigurationStatus")]
        self.email = value if (value := take("email", None)) is None or value.__class__ is str else _scalar(value)
        self.phone_private = (
            value if (value := take("phonePrivate", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.phone_private_mobile = (
            value if (value := take("phonePrivateMobile", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.phone_business = (
            value if (value := take("phoneBusiness", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.phone_business_mobile = (
            value if (value := take("phoneBusinessMobile", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.pending_amendment = (
            None
            if (value := take("pendingAmendment", None)) is None
            else _new(PendingContactDataAmendment)._decode(value)
        )
        if self.amendment_configuration_status is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.amendment_configuration_status is None:
            raise _missing_member(self, "amendment_configuration_status")
        out = dict(self.additional_properties)
        out["amendmentConfigurationStatus"] = _text(self.amendment_configuration_status)
        if self.email is not None:
            out["email"] = self.email
        if self.phone_private is not None:
            out["phonePrivate"] = self.phone_private
        if self.phone_private_mobile is not None:
            out["phonePrivateMobile"] = self.phone_private_mobile
        if self.phone_business is not None:
            out["phoneBusiness"] = self.phone_business
        if self.phone_business_mobile is not None:
            out["phoneBusinessMobile"] = self.phone_business_mobile
        if self.pending_amendment is not None:
            out["pendingAmendment"] = self.pending_amendment.to_dict()
        return out
