"""The run report counts, and names what was lost with its remedy."""

import json

from ingest.report import Duplicate, Rejected, RunReport, Stopwatch


def test_report_names_every_rejected_page_with_its_remedy():
    rejected = Rejected("50 MB, over the limit of 10 MB", "file:a/b.html", "split it")

    assert any(
        "file:a/b.html: 50 MB, over the limit of 10 MB (split it)" in line
        for line in RunReport(rejected=(rejected,)).lines()
    )


def test_duplicates_are_counted_but_are_no_problem():
    report = RunReport(captured=2, duplicates=(Duplicate("same bytes as a.html", "file:a/b.html"),))

    assert not report.has_problems
    assert any(line.startswith("1 with the same bytes") for line in report.lines())


def test_report_goes_into_json_and_keeps_its_words():
    report = RunReport(captured=1, findings={"място": 3}, stages={"read": 0.5}, rejected=(Rejected("празна", "x"),))

    assert json.loads(report.to_json())["findings"] == {"място": 3}
    assert json.loads(report.to_json())["rejected"][0]["reason"] == "празна"


def test_stopwatch_adds_up_the_visits_to_a_stage():
    watch = Stopwatch()
    for _ in range(2):
        with watch.stage("read"):
            sum(range(1000))

    assert list(watch.seconds) == ["read"]
    assert watch.seconds["read"] > 0
