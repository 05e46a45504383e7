from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model

from .membership_offer_extended import MembershipOfferExtended
from .membership_switch_config_presentation import MembershipSwitchConfigPresentation
from .membership_switch_config_source_contract import MembershipSwitchConfigSourceContract


@_define(kw_only=True, repr=False)
class MembershipSwitchConfigExtended(_Model):
    """Switch configuration together with the membership offers it can lead to.

    Attributes:
        id: Id of the switch configuration, to be named when switching.
        name: Display name of the configuration.
        presentation: Banner text and image for presenting the switch.
        source_contracts: The customer's contracts from which the switch can be made.
        destination_membership_offers: Detailed offers to which the customer can change.
    """

    id: int
    name: str
    presentation: MembershipSwitchConfigPresentation
    source_contracts: list[MembershipSwitchConfigSourceContract]
    destination_membership_offers: list[MembershipOfferExtended]
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "OpenApiV1MembershipSwitchConfigExtended"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.id = value if (value := take("id")).__class__ is int else _scalar(value)
        self.name = value if (value := take("name")).__class__ is str else _scalar(value)
        self.presentation = _new(MembershipSwitchConfigPresentation)._decode(take("presentation"))
        self.source_contracts = [
            _new(MembershipSwitchConfigSourceContract)._decode(item) for item in _array(take("sourceContracts"))
        ]
        self.destination_membership_offers = [
            _new(MembershipOfferExtended)._decode(item) for item in _array(take("destinationMembershipOffers"))
        ]
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if (
            self.id is None
            or self.name is None
            or self.presentation is None
            or self.source_contracts is None
            or self.destination_membership_offers is None
        ):
            raise _missing_member(
                self, "id", "name", "presentation", "source_contracts", "destination_membership_offers"
            )
        out = dict(self.additional_properties)
        out["id"] = self.id
        out["name"] = self.name
        out["presentation"] = self.presentation.to_dict()
        out["sourceContracts"] = [item.to_dict() for item in self.source_contracts]
        out["destinationMembershipOffers"] = [item.to_dict() for item in self.destination_membership_offers]
        return out
