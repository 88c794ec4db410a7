"""Two pages of one text, from files to the merged view."""

from graph.quads import ANYWHERE
from graph.queries import documents, redirects
from graph.records import ThingType
from ontology.terms import DROM, SCHEMA
from service.settings import Settings
from service.wiring import workshop

PAGE = """<html lang="{lang}"><head><title>{title}</title>
<link rel="canonical" href="https://bridge.example/{lang}/news">
<link rel="alternate" hreflang="{other}" href="https://bridge.example/{other}/news"></head>
<body><main><h1>{title}</h1><p>{text}</p></main></body></html>"""
BULGARIAN = (
    "Проектът „Мост“ се изпълнява от сдружение „Зора“ в Разград от 2021 до 2023 г. Медиаторите работят със 120 "
    "семейства и помагат на 45 деца да тръгнат на училище. Всяка седмица те посещават домовете и говорят с родителите."
)
ENGLISH = (
    "The project “Bridge” is carried out by the Dawn Association in Razgrad from 2021 to 2023. The mediators work with "
    "210 families and help 45 children to start school. Every week they visit the homes and talk with the parents."
)


def test_versions_are_linked_their_things_joined_and_what_differs_is_flagged(tmp_path):
    pages = tmp_path / "pages"
    pages.mkdir()
    for lang, other, title, text in (("bg", "en", "Мост към училище", BULGARIAN), ("en", "bg", "A bridge", ENGLISH)):
        (pages / f"{lang}.html").write_text(
            PAGE.format(lang=lang, other=other, title=title, text=text), encoding="utf-8"
        )
    with workshop(Settings(data=tmp_path / "data", reading_workers=1)) as shop:
        release, _ = shop.read([str(pages)])

    store = release.store
    linked = {(quad.subject, str(quad.object)) for quad in store.quads(predicate=SCHEMA.workTranslation, graph=None)}
    iris = [record.iri for record in documents(store)]
    assert linked == {(iris[0], iris[1]), (iris[1], iris[0])}
    assert [iri for iri in redirects(store) if f"/{ThingType.PROJECT}/" in iri]
    assert len({quad.subject for quad in store.quads(predicate=DROM.disagreesWith, graph=ANYWHERE)}) == 2
