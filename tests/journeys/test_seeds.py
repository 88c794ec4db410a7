"""From five real pages as they were collected to answers in four languages."""

from pathlib import Path

import pytest

from search.engine import SearchEngine
from search.question import Question
from service.settings import Settings
from service.wiring import current_release, engine, workshop

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the five collected pages (../shared/seeds) are not here")

SARAJEVO, ROMANIA, ANTONOVO, LATVIA, RAZGRAD = "000_", "001_", "002_", "003_", "004_"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = Settings(data=tmp_path_factory.mktemp("seeds") / "data", reading_workers=1)
    with workshop(settings) as shop:
        _, report = shop.read([str(SEEDS)])
    assert (report.read, report.rejected) == (5, ())
    return settings


@pytest.fixture(scope="module")
def asked(settings: Settings) -> SearchEngine:
    return engine(current_release(settings), settings)


def pages_found(asked: SearchEngine, text: str, settings: Settings) -> set[str]:
    from graph.queries import document

    store = current_release(settings).store
    hits = asked.answer(Question(text=text)).results[:5]
    names = (document(store, e.document) for hit in hits for e in hit.evidence)
    return {str(record.file_name)[:4] for record in names if record}


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("Roma mediators in Latvia", LATVIA),
        ("romu mediatori Latvijā", LATVIA),
        ("ромски медиатори в Латвия", LATVIA),
        ("mediatori romi în Letonia", LATVIA),
        ("local action group in Antonovo", ANTONOVO),
        ("местна активна група в Антоново", ANTONOVO),
        ("exchange visit to Ghent", RAZGRAD),
        ("обменно посещение в Гент", RAZGRAD),
        ("platforma națională de bune practici pentru romi", ROMANIA),
        ("responsive budgeting for Roma in Sarajevo", SARAJEVO),
    ],
)
def test_question_in_any_language_finds_its_page(asked: SearchEngine, settings: Settings, text: str, page: str):
    assert page in pages_found(asked, text, settings)


def test_page_with_four_announcements_has_four_parts(settings: Settings):
    from graph.queries import documents

    parts = {str(record.file_name)[:4]: len(record.parts) for record in documents(current_release(settings).store)}

    assert parts == {SARAJEVO: 0, ROMANIA: 0, ANTONOVO: 4, LATVIA: 0, RAZGRAD: 0}


def test_no_mail_address_and_no_telephone_number_is_kept(settings: Settings):
    release = current_release(settings)
    texts = "".join(path.read_text(encoding="utf-8") for path in (release.folder / "texts").iterdir())

    assert "0899" not in texts and "06071" not in texts and "@" not in texts


def test_figures_of_a_page_are_observations_with_their_words(settings: Settings):
    from graph.queries import merged_things
    from graph.records import Property, ThingType

    observations = merged_things(current_release(settings).store, ThingType.OBSERVATION)
    figures = {int(str(value)) for o in observations for value in o.values(Property.VALUE) if str(value).isdigit()}

    assert {257, 157, 92, 134, 376, 119} <= figures
