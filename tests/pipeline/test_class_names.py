"""The names of generated classes, as generator-config.yaml corrects them."""

from __future__ import annotations

import json
import keyword
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData

from openapi.pipeline.generation.normalising import normalise
from openapi.pipeline.generation.shared_enums import enum_classes, load_class_names, share_values
from openapi.pipeline.overlay import load_overlay

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parents[2]


class Overrides(dict[str, Any]):
    """The overrides, with a note of those that the generator looked up."""

    def __init__(self, overrides: Mapping[str, Any]) -> None:
        super().__init__(overrides)
        self.used: set[str] = set()

    def get(self, key: Any, default: Any = None) -> Any:
        if key in self:
            self.used.add(str(key))
        return super().get(key, default)


class Parsed(NamedTuple):
    """What the generator makes of the overlaid description, before any template."""

    overrides: Overrides
    errors: list[Any]
    models: list[str]
    enums: dict[str, list[str]]


def described() -> dict[str, Any]:
    vendor = json.loads((ROOT / "openapi" / "perfectgym-next.json").read_bytes())
    return load_overlay(ROOT / "openapi" / "overlay.yaml").apply(vendor)


def names() -> dict[str, str]:
    return load_class_names(ROOT / "generator-config.yaml")


@pytest.fixture(scope="module")
def parsed() -> Parsed:
    document = described()
    config = Config.from_sources(
        ConfigFile.load_from_path(ROOT / "generator-config.yaml"),
        meta_type=MetaType.NONE,
        document_source=ROOT,
        file_encoding="utf-8",
        overwrite=False,
        output_path=None,
    )
    overrides = Overrides(config.class_overrides)
    config.class_overrides = overrides
    data = GeneratorData.from_dict(document, config=config)
    assert isinstance(data, GeneratorData), data
    return Parsed(
        overrides=overrides,
        errors=list(data.errors),
        models=[str(model.class_info.name) for model in data.models],
        enums={
            str(enum.class_info.name): sorted(map(str, enum.values))
            for enum in data.enums
            if hasattr(enum, "class_info")
        },
    )


def test_the_generator_makes_a_class_of_everything(parsed: Parsed) -> None:
    assert parsed.errors == []
    assert len(parsed.models) > 200
    assert len(parsed.enums) > 50


def test_every_override_is_used(parsed: Parsed) -> None:
    unused = sorted(parsed.overrides.keys() - parsed.overrides.used)
    assert unused == [], (
        "no class has this name any more: remove or correct it in generator-config.yaml, class_overrides"
    )


def test_no_two_classes_share_a_name_or_a_module(parsed: Parsed) -> None:
    names = [*parsed.models, *parsed.enums]
    doubled = [name for name, number in Counter(name.lower() for name in names).items() if number > 1]
    assert doubled == [], "rename one of the classes by class_overrides in generator-config.yaml"


def test_no_name_tells_of_the_vendors_implementation(parsed: Parsed) -> None:
    leaks = [name for name in parsed.models if re.search(r"Dto|OpenApi|Wrapper", name)]
    leaks += [name for name in parsed.enums if re.search(r"Dto|OpenApi|Wrapper|Item$", name)]
    assert leaks == [], "name the class for its users by class_overrides in generator-config.yaml"


def test_names_are_pascal_case_and_no_keyword(parsed: Parsed) -> None:
    for name in [*parsed.models, *parsed.enums]:
        assert re.fullmatch(r"([A-Z][a-z]+)+", name), name
        assert not keyword.iskeyword(name)


def test_no_name_stammers(parsed: Parsed) -> None:
    for name in [*parsed.models, *parsed.enums]:
        words = re.findall(r"[A-Z][a-z]+", name)
        pairs = [tuple(words[start : start + 2]) for start in range(len(words) - 1)]
        assert len(set(pairs)) == len(pairs), name
        assert all(first != second for first, second in pairs), name


def test_values_that_are_listed_twice_are_one_enum_unless_they_mean_two_things(parsed: Parsed) -> None:
    by_values = defaultdict(set)
    for name, values in parsed.enums.items():
        by_values[tuple(values)].add(name)
    assert sorted(sorted(names) for names in by_values.values() if len(names) > 1) == TWINS


class TestVocabularies:
    """The pipeline must know which enums share a class before the generator runs, so it repeats its rule for names."""

    def test_the_class_of_every_enum_is_known_beforehand(self, parsed: Parsed) -> None:
        known = {name for name, _ in enum_classes(normalise(described()), names())}
        assert known == set(parsed.enums)

    def test_enums_of_one_name_list_what_any_of_them_lists(self) -> None:
        document = normalise(described())
        units = (
            document["components"]["schemas"]["Term"]["properties"]["unit"],
            (document["components"]["schemas"]["TimePeriod"]["properties"]["periodUnit"]),
        )
        units[0]["enum"] = ["YEAR", "QUARTER"]
        units[1]["enum"] = ["DAY", "YEAR"]
        share_values(document, names())
        assert units[0]["enum"] == units[1]["enum"] == ["YEAR", "QUARTER", "DAY"]

    def test_others_stay_as_they_are(self) -> None:
        document = normalise(described())
        before = json.dumps(document)
        share_values(document, names())
        assert json.dumps(document) == before


TWINS = [
    ["AgeBasedAdjustmentType", "CompanyFeeSplitType", "DiscountType"],
    ["AppointmentStatus", "ClassSlotStatus"],
]
"""Enums that list the same values today and are free to part: what they count, or describe, is not the same."""
