from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import check_number as _check_number
from perfectgym_next._core.decoding import check_scalar as _check_scalar
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import number as _number
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Checks as _Checks
from perfectgym_next._core.model import Model as _Model


@_define(kw_only=True, repr=False)
class CustomerWeighings(_Model):
    """Values of one weighing on a body composition scale.

    Attributes:
        raw_results: Unprocessed result data of the weighing, as text.
        database_id: Id of the stored weighing.
        basal_metabolic_rate: Energy the body uses at rest; unit not stated.
        body_fat_mass: Mass of body fat; mass unit not stated.
        body_mass_index: Body mass index (BMI), in kg/m².
        fat_free_mass: Body mass without fat; mass unit not stated.
        percent_body_fat: Share of fat in the body, in percent.
        percent_skeletal_muscle_mass: Share of skeletal muscle in the body, in percent.
        skeletal_muscle_mass: Mass of skeletal muscle; mass unit not stated.
        total_body_water: Water contained in the body; unit not stated.
        visceral_fat_level: Level of fat around the inner organs, a whole number.
        weight: Body weight; unit not stated.
        height: Body height; unit not stated.
        bfm_left_arm: Body fat mass of the left arm; mass unit not stated.
        bfm_left_leg: Body fat mass of the left leg; mass unit not stated.
        bfm_percent_left_arm: Body fat mass of the left arm, in percent.
        bfm_percent_left_leg: Body fat mass of the left leg, in percent.
        bfm_percent_right_arm: Body fat mass of the right arm, in percent.
        bfm_percent_right_leg: Body fat mass of the right leg, in percent.
        bfm_percent_trunk: Body fat mass of the trunk, in percent.
        bfm_right_arm: Body fat mass of the right arm; mass unit not stated.
        bfm_right_leg: Body fat mass of the right leg; mass unit not stated.
        bfm_trunk: Body fat mass of the trunk; mass unit not stated.
        ffm_left_arm: Fat-free mass of the left arm; mass unit not stated.
        ffm_left_leg: Fat-free mass of the left leg; mass unit not stated.
        ffm_percent_left_arm: Fat-free mass of the left arm, in percent.
        ffm_percent_left_leg: Fat-free mass of the left leg, in percent.
        ffm_percent_right_arm: Fat-free mass of the right arm, in percent.
        ffm_percent_right_leg: Fat-free mass of the right leg, in percent.
        ffm_percent_trunk: Fat-free mass of the trunk, in percent.
        ffm_right_arm: Fat-free mass of the right arm; mass unit not stated.
        ffm_right_leg: Fat-free mass of the right leg; mass unit not stated.
        ffm_trunk: Fat-free mass of the trunk; mass unit not stated.
    """

    raw_results: str
    database_id: int | None = None
    basal_metabolic_rate: Decimal | None = None
    body_fat_mass: Decimal | None = None
    body_mass_index: Decimal | None = None
    fat_free_mass: Decimal | None = None
    percent_body_fat: Decimal | None = None
    percent_skeletal_muscle_mass: Decimal | None = None
    skeletal_muscle_mass: Decimal | None = None
    total_body_water: Decimal | None = None
    visceral_fat_level: int | None = None
    weight: Decimal | None = None
    height: Decimal | None = None
    bfm_left_arm: Decimal | None = None
    bfm_left_leg: Decimal | None = None
    bfm_percent_left_arm: Decimal | None = None
    bfm_percent_left_leg: Decimal | None = None
    bfm_percent_right_arm: Decimal | None = None
    bfm_percent_right_leg: Decimal | None = None
    bfm_percent_trunk: Decimal | None = None
    bfm_right_arm: Decimal | None = None
    bfm_right_leg: Decimal | None = None
    bfm_trunk: Decimal | None = None
    ffm_left_arm: Decimal | None = None
    ffm_left_leg: Decimal | None = None
    ffm_percent_left_arm: Decimal | None = None
    ffm_percent_left_leg: Decimal | None = None
    ffm_percent_right_arm: Decimal | None = None
    ffm_percent_right_leg: Decimal | None = None
    ffm_percent_trunk: Decimal | None = None
    ffm_right_arm: Decimal | None = None
    ffm_right_leg: Decimal | None = None
    ffm_trunk: Decimal | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "CustomerWeighings"
    _checks_: ClassVar[_Checks] = (
        ("raw_results", _check_scalar),
        ("database_id", _check_scalar),
        ("basal_metabolic_rate", _check_number),
        ("body_fat_mass", _check_number),
        ("body_mass_index", _check_number),
        ("fat_free_mass", _check_number),
        ("percent_body_fat", _check_number),
        ("percent_skeletal_muscle_mass", _check_number),
        ("skeletal_muscle_mass", _check_number),
        ("total_body_water", _check_number),
        ("visceral_fat_level", _check_scalar),
        ("weight", _check_number),
        ("height", _check_number),
        ("bfm_left_arm", _check_number),
        ("bfm_left_leg", _check_number),
        ("bfm_percent_left_arm", _check_number),
        ("bfm_percent_left_leg", _check_number),
        ("bfm_percent_right_arm", _check_number),
        ("bfm_percent_right_leg", _check_number),
        ("bfm_percent_trunk", _check_number),
        ("bfm_right_arm", _check_number),
        ("bfm_right_leg", _check_number),
        ("bfm_trunk", _check_number),
        ("ffm_left_arm", _check_number),
        ("ffm_left_leg", _check_number),
        ("ffm_percent_left_arm", _check_number),
        ("ffm_percent_left_leg", _check_number),
        ("ffm_percent_right_arm", _check_number),
        ("ffm_percent_right_leg", _check_number),
        ("ffm_percent_trunk", _check_number),
        ("ffm_right_arm", _check_number),
        ("ffm_right_leg", _check_number),
        ("ffm_trunk", _check_number),
    )

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.raw_results = value if (value := take("rawResults")).__class__ is str else _scalar(value)
        self.database_id = (
            value if (value := take("databaseId", None)) is None or value.__class__ is int else _scalar(value)
        )
        self.basal_metabolic_rate = (
            value
            if (value := take("basalMetabolicRate", None)) is None or value.__class__ is Decimal
            else _number(value)
        )
        self.body_fat_mass = (
            value if (value := take("bodyFatMass", None)) is None or value.__class__ is Decimal else _number(value)
        )
        self.body_mass_index = (
            value if (value := take("bodyMassIndex", None)) is None or value.__class__ is Decimal else _number(value)
        )
        self.fat_free_mass = (
            value if (value := take("fatFreeMass", None)) is None or value.__class__ is Decimal else _number(value)
        )
        self.percent_body_fat = (
            value if (value := take("percentBodyFat", None)) is None or value.__class__ is Decimal else _number(value)
        )
        self.percent_skeletal_muscle_mass = (
            value
            if (value := take("percentSkeletalMuscleMass", None)) is None or value.__class__ is Decimal
            else _number(value)
        )
        self.skeletal_muscle_mass = (
            value
            if (value := take("skeletalMuscleMass", None)) is None or value.__class__ is Decimal
            else _number(value)
        )
        self.total_body_water = (
            value if (value := take("totalBodyWater", None)) is None or value.__class__ is Decimal else _number(value)
        )
        self.visceral_fat_level = (
            value if (value := take("visceralFatLevel", None)) is None or value.__class__ is int else _scalar(value)
        )
        self.weight = value if (value := take("weight", None)) is None or value.__class__ is Decimal else _number(value)
        self.height = value if (value := take("height", None)) is None or value.__class__ is Decimal else _number(value)
        self.bfm_left_arm = (
            value if (value := take("bfmLeftArm", None)) is None or value.__class__ is Decimal else _number(value)
        )
        self.bfm_left_leg = (
            value if (value := take("bfmLeftLeg", None)) is None or value.__class__ is Decimal else _number(value)
        )
        self.bfm_percent_left_arm = (
            value
            if (value := take("bfmPercentLeftArm", None)) is None or value.__class__ is Decimal
            else _number(value)
        )
        self.bfm_percent_left_leg = (
            value
            if (value := take("bfmPercentLeftLeg", None)) is None or value.__class__ is Decimal
            else _number(value)
        )
        self.bfm_percent_right_arm = (
            value
            if (value := take("bfmPercentRightArm", None)) is None or value.__class__ is Decimal
            else _number(value)
        )
        self.bfm_percent_right_leg = (
            value
            if (value := take("bfmPercentRightLeg", None)) is None or value.__class__ is Decimal
            else _number(value)
        )
        self.bfm_percent_trunk = (
            value if (value := take("bfmPercentTrunk", None)) is None or value.__class__ is Decimal else _number(value)
        )
        self.bfm_right_arm = (
            value if (value := take("bfmRightArm", None)) is None or value.__class__ is Decimal else _number(value)
        )
        self.bfm_right_leg = (
            value if (value := take("bfmRightLeg", None)) is None or value.__class__ is Decimal else _number(value)
        )
        self.bfm_trunk = (
            value if (value := take("bfmTrunk", None)) is None or value.__class__ is Decimal else _number(value)
        )
        self.ffm_left_arm = (
            value if (value := take("ffmLeftArm", None)) is None or value.__class__ is Decimal else _number(value)
        )
        self.ffm_left_leg = (
            value if (value := take("ffmLeftLeg", None)) is None or value.__class__ is Decimal else _number(value)
        )
        self.ffm_percent_left_arm = (
            value
            if (value := take("ffmPercentLeftArm", None)) is None or value.__class__ is Decimal
            else _number(value)
        )
        self.ffm_percent_left_leg = (
            value
            if (value := take("ffmPercentLeftLeg", None)) is None or value.__class__ is Decimal
            else _number(value)
        )
        self.ffm_percent_right_arm = (
            value
            if (value := take("ffmPercentRightArm", None)) is None or value.__class__ is Decimal
            else _number(value)
        )
        self.ffm_percent_right_leg = (
            value
            if (value := take("ffmPercentRightLeg", None)) is None or value.__class__ is Decimal
            else _number(value)
        )
        self.ffm_percent_trunk = (
            value if (value := take("ffmPercentTrunk", None)) is None or value.__class__ is Decimal else _number(value)
        )
        self.ffm_right_arm = (
            value if (value := take("ffmRightArm", None)) is None or value.__class__ is Decimal else _number(value)
        )
        self.ffm_right_leg = (
            value if (value := take("ffmRightLeg", None)) is None or value.__class__ is Decimal else _number(value)
        )
        self.ffm_trunk = (
            value if (value := take("ffmTrunk", None)) is None or value.__class__ is Decimal else _number(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.raw_results is None:
            raise _missing_member(self, "raw_results")
        out = dict(self.additional_properties)
        out["rawResults"] = self.raw_results
        if self.database_id is not None:
            out["databaseId"] = self.database_id
        if self.basal_metabolic_rate is not None:
            out["basalMetabolicRate"] = self.basal_metabolic_rate
        if self.body_fat_mass is not None:
            out["bodyFatMass"] = self.body_fat_mass
        if self.body_mass_index is not None:
            out["bodyMassIndex"] = self.body_mass_index
        if self.fat_free_mass is not None:
            out["fatFreeMass"] = self.fat_free_mass
        if self.percent_body_fat is not None:
            out["percentBodyFat"] = self.percent_body_fat
        if self.percent_skeletal_muscle_mass is not None:
            out["percentSkeletalMuscleMass"] = self.percent_skeletal_muscle_mass
        if self.skeletal_muscle_mass is not None:
            out["skeletalMuscleMass"] = self.skeletal_muscle_mass
        if self.total_body_water is not None:
            out["totalBodyWater"] = self.total_body_water
        if self.visceral_fat_level is not None:
            out["visceralFatLevel"] = self.visceral_fat_level
        if self.weight is not None:
            out["weight"] = self.weight
        if self.height is not None:
            out["height"] = self.height
        if self.bfm_left_arm is not None:
            out["bfmLeftArm"] = self.bfm_left_arm
        if self.bfm_left_leg is not None:
            out["bfmLeftLeg"] = self.bfm_left_leg
        if self.bfm_percent_left_arm is not None:
            out["bfmPercentLeftArm"] = self.bfm_percent_left_arm
        if self.bfm_percent_left_leg is not None:
            out["bfmPercentLeftLeg"] = self.bfm_percent_left_leg
        if self.bfm_percent_right_arm is not None:
            out["bfmPercentRightArm"] = self.bfm_percent_right_arm
        if self.bfm_percent_right_leg is not None:
            out["bfmPercentRightLeg"] = self.bfm_percent_right_leg
        if self.bfm_percent_trunk is not None:
            out["bfmPercentTrunk"] = self.bfm_percent_trunk
        if self.bfm_right_arm is not None:
            out["bfmRightArm"] = self.bfm_right_arm
        if self.bfm_right_leg is not None:
            out["bfmRightLeg"] = self.bfm_right_leg
        if self.bfm_trunk is not None:
            out["bfmTrunk"] = self.bfm_trunk
        if self.ffm_left_arm is not None:
            out["ffmLeftArm"] = self.ffm_left_arm
        if self.ffm_left_leg is not None:
            out["ffmLeftLeg"] = self.ffm_left_leg
        if self.ffm_percent_left_arm is not None:
            out["ffmPercentLeftArm"] = self.ffm_percent_left_arm
        if self.ffm_percent_left_leg is not None:
            out["ffmPercentLeftLeg"] = self.ffm_percent_left_leg
        if self.ffm_percent_right_arm is not None:
            out["ffmPercentRightArm"] = self.ffm_percent_right_arm
        if self.ffm_percent_right_leg is not None:
            out["ffmPercentRightLeg"] = self.ffm_percent_right_leg
        if self.ffm_percent_trunk is not None:
            out["ffmPercentTrunk"] = self.ffm_percent_trunk
        if self.ffm_right_arm is not None:
            out["ffmRightArm"] = self.ffm_right_arm
        if self.ffm_right_leg is not None:
            out["ffmRightLeg"] = self.ffm_right_leg
        if self.ffm_trunk is not None:
            out["ffmTrunk"] = self.ffm_trunk
        return out
