"""From a decision at the desk to the page that shows it, through every re-read and back."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from graph.curation import CurationLedger
from graph.identifiers import parse_iri
from graph.queries import known_as, merged_things, overruled, successor, thing
from graph.records import LangText, PartialDate, Property, Thing, ThingType
from graph.release import Release
from service.app import create_app
from service.cli import app
from service.settings import Settings
from service.wiring import current_release, releases, workshop

BY = ["--by", "the editors"]


@pytest.fixture
def settings(collection: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A data folder of one's own with the digests of five languages, read."""
    shutil.copytree(collection.data, tmp_path / "data")
    monkeypatch.setenv("DROM_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DROM_CONTACT", "help@example.org")
    return Settings()


@pytest.fixture
def two(settings: Settings) -> tuple[str, str]:
    """Two organisations that no rule joined, each named by a document of its own."""
    found = [each for each in organisations(settings) if len(each.iris(Property.CITATION)) == 1]
    first = found[0]
    second = next(t for t in found if t.iris(Property.CITATION) != first.iris(Property.CITATION))
    return first.iri, second.iri


def organisations(settings: Settings) -> list[Thing]:
    return list(merged_things(current_release(settings).store, ThingType.ORGANISATION))


def drom(*words: str, answers: str = "") -> str:
    shown = CliRunner().invoke(app, list(words), input=answers, catch_exceptions=False)
    assert shown.exit_code == 0, shown.output
    return shown.output


def read_again(settings: Settings) -> Release:
    """Everything anew from archive and ledgers, as after a change of the rules."""
    with workshop(settings) as shop:
        release, _ = shop.build(fresh=True)
    assert release is not None
    return release


def page(settings: Settings, iri: str) -> str:
    kind, key = parse_iri(iri, settings.base) or ("", "")
    with TestClient(create_app(settings), base_url=settings.base) as client:
        return client.get(f"/page/{kind}/{key}", headers={"Accept": "text/html"}).text


@pytest.fixture
def label(settings: Settings) -> Iterator[tuple[str, LangText]]:
    """An organisation with a label that a document gives it."""
    store = current_release(settings).store
    for each in organisations(settings):
        described = thing(store, each.iri)
        for said in described.statements if described else ():
            if said.property is Property.LABEL and said.evidence and isinstance(said.value, LangText):
                yield each.iri, said.value
                return


def test_two_things_are_merged_stay_merged_and_are_both_back_when_split(settings: Settings, two: tuple[str, str]):
    drom("identity", "merge", *two, "--why", "one statute", *BY)
    canonical = next(iri for iri in two if known_as(current_release(settings).store, iri))
    (old,) = set(two) - {canonical}

    assert successor(read_again(settings).store, old) == canonical

    drom("identity", "split", old, "--why", "two towns", *BY)
    for release in (current_release(settings), read_again(settings)):
        assert all(known_as(release.store, iri) for iri in two)
        assert successor(release.store, old) is None


def test_old_identifier_leads_to_the_page_that_says_who_merged_it(settings: Settings, two: tuple[str, str]):
    drom("identity", "merge", *two, "--why", "one <b>statute</b>", *BY)

    shown = page(settings, two[1])

    assert two[0] in shown and two[1] in shown
    assert "judged the same by the editors" in shown
    assert "one &lt;b&gt;statute&lt;/b&gt;" in shown


def test_undoing_a_merge_parts_the_two(settings: Settings, two: tuple[str, str]):
    drom("identity", "merge", *two, "--why", "one statute", *BY)

    drom("identity", "undo", *two, *BY)

    assert all(known_as(current_release(settings).store, iri) for iri in two)


def test_what_is_set_outlives_every_reading(settings: Settings, two: tuple[str, str]):
    drom("curate", "set", two[0], "start", "1999-04", "--why", "its statute", *BY)

    for release in (current_release(settings), read_again(settings)):
        found = thing(release.store, two[0])
        assert found is not None and found.values(Property.START) == (PartialDate("1999-04"),)
    assert "set by the editors" in page(settings, two[0])


def test_source_that_disagrees_is_shown_beside_what_is_set(settings: Settings, label: tuple[str, LangText]):
    iri, read = label
    drom("curate", "retract", iri, "label", read.text, "--why", "misread", *BY)
    drom("curate", "set", iri, "label", "The right name", "--lang", "en", "--why", "its statute", *BY)

    release, shown = read_again(settings), page(settings, iri)

    assert read in [said.value for said in overruled(release.store, iri)]
    assert "retracted by the editors" in shown and "a source says so" in shown
    assert "<h1 >The right name</h1>" in shown


def test_what_is_hidden_is_nowhere_until_it_is_shown_again(settings: Settings, label: tuple[str, LangText]):
    iri, read = label

    def said(release: Release) -> bool:
        found = [q for graph in release.store.graphs() for q in release.store.quads(subject=iri, graph=graph)]
        return any(getattr(quad.object, "text", "") == read.text for quad in found)

    assert said(current_release(settings))
    drom("curate", "hide", iri, "label", read.text, "--why", "on request", *BY)
    assert not said(current_release(settings)) and not said(read_again(settings))
    assert "A statement was hidden by the editors" in page(settings, iri)

    drom("curate", "undo", iri, "label", read.text, "--lang", read.lang, *BY)
    assert said(current_release(settings))


def test_answers_of_a_review_are_kept(settings: Settings):
    unsure = drom("identity", "review", "--json")
    if unsure.strip() == "[]":
        pytest.skip("the rules decided everything in the five languages")

    drom("identity", "review", "--limit", "1", *BY, answers="n\ntwo towns\n")

    assert "not-same" in (settings.data / "ledger" / "judgements.jsonl").read_text("utf-8")
    assert drom("identity", "review", "--json") != unsure


def test_decision_waits_for_the_next_run_when_asked(settings: Settings, two: tuple[str, str]):
    before = releases(settings).current_number()

    drom("curate", "set", two[0], "start", "1999", "--why", "its statute", "--later", *BY)

    assert releases(settings).current_number() == before
    assert len(CurationLedger(releases(settings).curation_ledger)) == 1
    assert "1999" in drom("curate", "list", two[0])


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("curate", "set", "{iri}", "start", "soon"), "YYYY"),
        (("curate", "set", "{iri}", "colour", "red"), "no property"),
        (("curate", "set", "{iri}", "label", "A name"), "--lang"),
        (("curate", "set", "{iri}", "theme", "nonsense"), "theme"),
        (("curate", "set", "{iri}", "partner", "place/abc"), "organisation"),
        (("curate", "retract", "{iri}", "start", "1848"), "nobody says"),
        (("curate", "set", "organisation/0000000000000", "start", "1999"), "knows nothing"),
        (("curate", "undo", "{iri}", "start", "1999"), "nobody decided"),
        (("identity", "merge", "{iri}"), "two things"),
        (("identity", "merge", "{iri}", "{iri}"), "two things"),
        (("identity", "split", "{iri}"), "merged with nothing"),
        (("identity", "merge", "{iri}", "{place}"), "can be merged"),
    ],
)
def test_wrong_request_is_refused_and_nothing_written(settings: Settings, two: tuple[str, str], words, message: str):
    place = next(merged_things(current_release(settings).store, ThingType.PLACE)).iri
    asked = [word.format(iri=two[0], place=place) for word in words]
    before = {path: path.read_bytes() for path in (settings.data / "ledger").iterdir()}

    shown = CliRunner().invoke(app, [*asked, "--why", "because", *BY])

    assert message in str(shown.exception)
    assert {path: path.read_bytes() for path in (settings.data / "ledger").iterdir()} == before


def test_nobody_decides_anonymously(settings: Settings, two: tuple[str, str]):
    shown = CliRunner().invoke(app, ["identity", "merge", *two, "--why", "because"])

    assert "who decides" in str(shown.exception)
