from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import boolean as _boolean
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
from .idle_period_reason import IdlePeriodReason
from .idle_period_unit import VALUES as _idle_period_unit
from .idle_period_unit import IdlePeriodUnit
from .money import DRAFT as _money
from .money import Money
from .term import Term


@_define(kw_only=True, repr=False)
class IdlePeriodConfiguration(_Model):
    """The rules that apply when a contract is to be paused.

    Attributes:
        temporal_unit: Time unit in which idle periods are measured.
        max_terms: Largest permitted number of time units, counted in `temporalUnit`.
        first_possible_start_date: Earliest day on which an idle period can begin.
        next_possible_start_date_only: Whether the next possible start date is the only one allowed.
        idle_period_fee: Fee for an idle period with its currency.
        access_refusal: Whether studio access is refused during an idle period.
        idle_period_reasons: Reasons that can be selected for an idle period.
        idle_period_creation_status: Whether idle periods can only be read or also changed, with or without verification.
        contract_has_extension: Whether the contract has an extension.
        unlimited_allowed: Whether idle periods without a fixed length are permitted.
        free_terms: Amount of idle time that is free of charge.
    """

    temporal_unit: IdlePeriodUnit
    max_terms: int
    first_possible_start_date: datetime.date
    next_possible_start_date_only: bool
    idle_period_fee: Money
    access_refusal: bool
    idle_period_reasons: list[IdlePeriodReason]
    idle_period_creation_status: AmendmentConfigurationStatus
    contract_has_extension: bool
    unlimited_allowed: bool
    free_terms: Term
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "IdlePeriodConfiguration"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.temporal_unit = _idle_period_unit[take("temporalUnit")]
        self.max_terms = value if (value := take("maxTerms")).__class__ is int else _scalar(value)
        self.first_possible_start_date = _read_date(take("firstPossibleStartDate"))
        self.next_possible_start_date_only = (
            value if (value := take("nextPossibleStartDateOnly")) is True or value is False else _boolean(value)
        )
        self.idle_period_fee = _new(_money)._decode(take("idlePeriodFee"))
        self.access_refusal = value if (value := take("accessRefusal")) is True or value is False else _boolean(value)
        self.idle_period_reasons = [_new(IdlePeriodReason)._decode(item) for item in _array(take("idlePeriodReasons"))]
        self.idle_period_creation_status = _amendment_configuration_status[take("idlePeriodCreationStatus")]
        self.contract_has_extension = (
            value if (value := take("contractHasExtension")) is True or value is False else _boolean(value)
        )
        self.unlimited_allowed = (
            value if (value := take("unlimitedAllowed")) is True or value is False else _boolean(value)
        )
        self.free_terms = _new(Term)._decode(take("freeTerms"))
        if self.temporal_unit is None or self.idle_period_creation_status is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if (
            self.temporal_unit is None
            or self.max_terms is None
            or self.first_possible_start_date is None
            or self.next_possible_start_date_only is None
            or self.idle_period_fee is None
            or self.access_refusal is None
            or self.idle_period_reasons is None
            or self.idle_period_creation_status is None
            or self.contract_has_extension is None
            or self.unlimited_allowed is None
            or self.free_terms is None
        ):
            raise _missing_member(
                self,
                "temporal_unit",
                "max_terms",
                "first_possible_start_date",
                "next_possible_start_date_only",
                "idle_period_fee",
                "access_refusal",
                "idle_period_reasons",
                "idle_period_creation_status",
                "contract_has_extension",
                "unlimited_allowed",
                "free_terms",
            )
        out = dict(self.additional_properties)
        out["temporalUnit"] = _text(self.temporal_unit)
        out["maxTerms"] = self.max_terms
        out["firstPossibleStartDate"] = _format_date(
            self.first_possible_start_date, "IdlePeriodConfiguration.first_possible_start_date"
        )
        out["nextPossibleStartDateOnly"] = self.next_possible_start_date_only
        out["idlePeriodFee"] = self.idle_period_fee.to_dict()
        out["accessRefusal"] = self.access_refusal
        out["idlePeriodReasons"] = [item.to_dict() for item in self.idle_period_reasons]
        out["idlePeriodCreationStatus"] = _text(self.idle_period_creation_status)
        out["contractHasExtension"] = self.contract_has_extension
        out["unlimitedAllowed"] = self.unlimited_allowed
        out["freeTerms"] = self.free_terms.to_dict()
        return out
