"""docs/performance.md shows every result of benchmarks/results.json, and that file has every topic."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks import __main__ as command
from benchmarks import harness, page
from benchmarks.harness import OURS, Cost, Figure, Ratio, Run, compare, time_work
from tests.support.samples import ROOT

RESULTS: dict[str, Any] = json.loads(page.RESULTS.read_text(encoding="utf-8"))
COLUMNS = {"cpu": (2, 3), "wall": (4, 5), "memory": (6, 6)}


def all_of(kind: str) -> list[dict[str, Any]]:
    return [row for topic in RESULTS["topics"].values() for row in topic[kind]]


def rows_of_the_page() -> dict[tuple[str, str], list[str]]:
    """The cells of all tables by their first two; an empty first cell repeats the one above."""
    rows: dict[tuple[str, str], list[str]] = {}
    above = ""
    for line in page.PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("|"):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            above = cells[0] or above
            rows[above, cells[1]] = cells
    return rows


class TestThePage:
    def test_shows_every_ratio_of_the_file(self) -> None:
        rows = rows_of_the_page()
        for ratio in all_of("ratios"):
            middle, best = COLUMNS[ratio["measure"]]
            cells = rows[ratio["topic"], ratio["peer"]]
            assert float(cells[middle]) == pytest.approx(ratio["median"], abs=0.0051), ratio
            assert float(cells[best]) == pytest.approx(ratio["best"], abs=0.0051), ratio

    def test_shows_every_figure_of_the_file(self) -> None:
        rows = rows_of_the_page()
        for figure in all_of("figures"):
            cells = [float(cell.replace(",", "")) for cell in rows[figure["topic"], figure["unit"]][2:4]]
            assert cells == pytest.approx([figure["median"], figure["best"]], rel=0.0051), figure

    def test_names_the_machine_and_the_versions(self) -> None:
        text = page.PAGE.read_text(encoding="utf-8")
        machine = RESULTS["machine"]
        assert machine["processor"] in text
        assert machine["date"] in text
        assert all(f"{name} {version}" in text for name, version in machine["versions"].items())
        assert {"httpx", "pydantic", "msgspec", "openapi-python-client"} <= set(machine["versions"])

    def test_has_nothing_but_what_the_file_says(self) -> None:
        _, begin, rest = page.PAGE.read_text(encoding="utf-8").partition(page.BEGIN)
        assert begin
        assert rest.partition(page.END)[0].strip() == page.format_results(RESULTS).strip()


class TestTheFile:
    def test_has_every_topic_and_every_benchmark_is_one(self) -> None:
        modules = {path.stem.removeprefix("bench_") for path in (ROOT / "benchmarks").glob("bench_*.py")}
        assert modules == set(command.TOPICS) == set(RESULTS["topics"])

    def test_has_enough_rounds(self) -> None:
        assert all(ratio["rounds"] >= harness.MIN_ROUNDS for ratio in all_of("ratios") if ratio["measure"] != "memory")

    def test_compares_equal_work_beside_less_work(self) -> None:
        peers: dict[str, set[str]] = {}
        for ratio in RESULTS["topics"]["models"]["ratios"]:
            peers.setdefault(ratio["topic"], set()).add(ratio["peer"])
        compared = {topic: names for topic, names in peers.items() if topic.startswith(("bytes to", "models to bytes"))}
        assert all("pydantic, equal" in names for names in compared.values())
        assert all("msgspec, equal" in names for names in compared.values() if "msgspec" in names)

    def test_has_redis(self) -> None:
        assert any("Redis" in figure["topic"] for figure in all_of("figures")), "install redis-server, run make bench"


def scripted(*costs: float) -> Run:
    left = iter([9.0, *costs])  # the first is the warm-up
    return lambda: Cost(next(left), 1.0)


class TestComparing:
    def test_takes_the_median_of_the_rounds_ratios(self) -> None:
        ours, theirs = [float(number) for number in range(1, 16)], [2.0] * 15
        [cpu, wall] = compare("t", {OURS: scripted(*ours), "peer": scripted(*theirs)}, rounds=15, limits={"peer": 3.0})
        assert isinstance(cpu, Ratio)
        assert isinstance(wall, Ratio)
        assert (wall.measure, wall.best, wall.median, wall.ours, wall.theirs) == ("wall", 0.5, 4.0, 8.0, 2.0)
        assert (cpu.median, cpu.limit, wall.limit) == (1.0, 3.0, None)

    def test_subtracts_what_is_included_in_all(self) -> None:
        runs = {OURS: scripted(*[3.0] * 15), "peer": scripted(*[5.0] * 15), "base": scripted(*[1.0] * 15)}
        # The processors' times are all equal here, so only the clock can be compared.
        runs = {name: (lambda run=run: Cost(run().wall)) for name, run in runs.items()}  # type: ignore[misc]
        [wall] = compare("t", runs, rounds=15, baseline="base")
        assert isinstance(wall, Ratio)
        assert (wall.peer, wall.median) == ("peer", 0.5)

    def test_refuses_few_rounds(self) -> None:
        with pytest.raises(ValueError, match="expected 15 or more"):
            compare("t", {OURS: scripted(1.0)}, rounds=14)

    @pytest.mark.parametrize("collector", [True, False])
    def test_has_the_collector_on_or_off_for_all(self, *, collector: bool) -> None:
        seen: list[bool] = []
        time_work(lambda: seen.append(gc.isenabled()), times=2, collector=collector)()
        assert seen == [collector, collector]
        assert gc.isenabled()


class TestTheCommand:
    @pytest.fixture(autouse=True)
    def files(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        row = Figure("a topic", "µs", 1.0, 2.0, 15)
        monkeypatch.setattr(command, "run_topic", lambda _: harness.as_json([row]))
        monkeypatch.setattr(command, "TOPICS", ("money",))
        monkeypatch.setattr(command, "ROOT", tmp_path)
        monkeypatch.setattr(command, "PART", tmp_path / "build" / "bench.json")
        monkeypatch.setattr(page, "RESULTS", tmp_path / "results.json")
        monkeypatch.setattr(page, "PAGE", tmp_path / "page.md")
        page.PAGE.write_text(f"before\n{page.BEGIN}old\n{page.END}after\n", encoding="utf-8")

    def test_of_all_topics_writes_file_and_page(self) -> None:
        assert command.main([]) == 0
        figures = json.loads(page.RESULTS.read_text(encoding="utf-8"))["topics"]["money"]["figures"]
        assert [figure["topic"] for figure in figures] == ["a topic"]
        text = page.PAGE.read_text(encoding="utf-8")
        assert text.startswith("before\n")
        assert text.endswith("after\n")
        assert "| a topic | µs | 2 | 1 |  |" in text
        assert "old" not in text

    def test_of_some_topics_leaves_both_alone(self) -> None:
        assert command.main(["money"]) == 0
        assert not page.RESULTS.exists()
        assert "old" in page.PAGE.read_text(encoding="utf-8")
        assert "a topic" in command.PART.read_text(encoding="utf-8")

    def test_refuses_an_unknown_topic(self, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit):
            command.main(["mony"])
        assert "unknown topic: mony (choose from money)" in capsys.readouterr().err

    def test_needs_a_place_on_the_page(self) -> None:
        page.PAGE.write_text("no place", encoding="utf-8")
        with pytest.raises(RuntimeError, match="has no place for the results"):
            command.main([])


@pytest.mark.parametrize("topic", ["embedded", "money", "limits"])
def test_a_topic_without_peers_needs_no_generator(topic: str) -> None:
    code = f"import benchmarks.__main__, benchmarks.bench_{topic}, sys; print('benchmarks.peers' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
