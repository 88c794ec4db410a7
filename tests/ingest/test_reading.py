"""A page of any make becomes its text, title, date and language, and nothing of what stands around it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.records import PartialDate
from ingest.capture import Capture
from ingest.document import Document
from ingest.errors import PageRejected
from ingest.reading import read

PARAGRAPHS = [
    "Община Видин и сдружение „Нов път“ откриха център за ранно детско развитие в квартала, в който живеят ромски "
    "семейства. Две медиаторки посещават домовете и помагат на родителите да запишат децата си в детска градина.",
    "През първата година в центъра дойдоха 64 деца. Общината плаща наема, а заплатите се плащат от проекта, който "
    "продължава до края на следващата година. След това услугата ще стане част от бюджета на общината.",
]
ARTICLE = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
TITLE = "Център за ранно детско развитие във Видин"


def document(html: str, *, address: str = "file:test/page.html", media_type: str = "text/html") -> Document:
    return read(Capture.of(address, html.encode(), datetime(2026, 1, 1, tzinfo=UTC), media_type=media_type))


def page(content: str, head: str = "", lang: str = "bg") -> str:
    top = f"<!DOCTYPE html><html lang={lang}><head><title>{TITLE} – Видин днес</title>{head}</head>"
    return f"{top}<body>{content}</body></html>"


def test_text_is_the_title_and_the_paragraphs():
    found = document(page(f"<main><h1>{TITLE}</h1>{ARTICLE}</main>"))

    assert found.text.split("\n") == [TITLE, *PARAGRAPHS]
    assert (found.title, found.kind, found.lang) == (TITLE, "article", "bg")
    assert found.lang_confidence > 0.9


@pytest.mark.parametrize(
    "furniture",
    [
        "<nav><a href=/>Начало</a> <a href=/p>Проекти</a> XX</nav>",
        "<div class='cookie-notice'>Този сайт използва бисквитки XX <button>Приемам</button></div>",
        "<div id=comments><h3>Коментари</h3><ul><li><p>Гост: Браво, XX, най-после нещо хубаво!</p></ul></div>",
        "<aside><h3>Последни новини</h3><ul><li><a href=a>XX и още нещо</a></ul></aside>",
        "<div class='sharedaddy'><h3>Сподели</h3>XX Facebook Twitter</div>",
        "<div class='x1'><h4><a href=other>Друга новина XX</a></h4><p>В Монтана откриха библиотека.</p></div>",
        "<div class='banner-300x250'><small>РЕКЛАМА</small>XX</div>",
        "<p>Реклама</p><p>Сподели: Facebook · Viber</p><ul><li><a href=1>XX едно</a><li><a href=2>XX две</a></ul>",
        "<footer>© Видин днес. Всички права запазени XX</footer>",
        "<p style='display: none'>XX</p><script>var x = 'XX'</script><template>XX</template>",
    ],
)
def test_furniture_is_no_text(furniture):
    found = document(page(f"<div class=post><h1>{TITLE}</h1><div class=entry-content>{ARTICLE}{furniture}</div></div>"))

    assert found.text.split("\n") == [TITLE, *PARAGRAPHS]


@pytest.mark.parametrize(
    "content",
    [
        f"<h1><a href=/>Видин днес</a></h1><h2 class=date-header>неделя</h2><h3 class=post-title>{TITLE}</h3>{ARTICLE}",
        f"<div class=logo>Видин днес</div><h1>{TITLE}</h1>{ARTICLE}",
        "<table><tr><td colspan=2><h1>ВИДИН ДНЕС</h1></td></tr><tr><td width=100>Меню</td>"
        f"<td><p align=center><b>{TITLE}</b></p>{PARAGRAPHS[0]}<br><br>{PARAGRAPHS[1]}</td></tr></table>",
        f"<div itemscope><h2 itemprop=headline>{TITLE}</h2>{ARTICLE}</div><h2>Други теми</h2>",
        ARTICLE,
    ],
)
def test_title_is_the_heading_of_the_article_not_the_name_of_the_site(content):
    assert document(page(content)).title == TITLE


JSON_LD = '{"@graph": [{"@type": "NewsArticle", "datePublished": "2024-05-06"}]}'
DATES = {
    "<meta property='article:published_time' content='2024-05-06T23:30:00+02:00'>": "",
    f"<script type='application/ld+json'>{JSON_LD}</script>": "",
    "<meta name='dcterms.date' content='2024-05-06'>": "",
    "<!-- time -->": "<p><time datetime=2024-05-06>понеделник</time></p>",
    "<!-- byline -->": "<div class=post-info>Публикувано на 06.05.2024 | 14:10 <span class=views>2 318</span></div>",
    "<!-- words -->": "<h2 class=date-header>понеделник, 6 май 2024 г.</h2>",
    "<!-- bare line -->": "<p align=right><i>6 май 2024 г.</i></p>",
}


@pytest.mark.parametrize("head, line", DATES.items())
def test_date_is_the_one_the_page_was_published_on(head, line):
    modified = "<meta property='article:modified_time' content='2025-09-02T11:04:51+00:00'>"
    other = "<div class=teaser><a href=x>Друго</a> <span class=date>02.04.2025</span></div>"
    content = f"<h1>{TITLE}</h1>{line}{ARTICLE}<p>Срещата на 1 юни 2025 г. се отлага.</p>{other}"

    assert document(page(content, modified + head)).date == PartialDate("2024-05-06")


def test_dates_that_the_text_speaks_of_are_not_its_own():
    content = f"<h1>{TITLE}</h1>{ARTICLE}<ul><li>среща в Лом на 6 февруари 2020 г.;</li></ul><p>© 12.12.2021</p>"

    assert document(page(content)).date is None


def test_table_of_figures_keeps_its_rows():
    table = "<table><tr><th></th><th>Видин</th><th>Лом</th></tr><tr><td>деца</td><td>64</td><td>31</td></tr></table>"

    assert "деца | 64 | 31" in document(page(f"<h1>{TITLE}</h1>{ARTICLE}{table}{ARTICLE}")).text


SECTION = "Общината осигури транспорт за децата до училището и назначи медиатори, които работят с родителите."


@pytest.mark.parametrize(
    "box",
    [
        "<div class='widget widget_text'><h4>Стъпка {0}</h4><div class=textwidget><p>{1}</p></div></div>",
        "<div class=card><div class=card-body><h4>Стъпка {0}</h4><p>{1}</p></div></div>",
        "<div class=views-row><h4>Стъпка {0}</h4><div class='views-field views-field-body'><p>{1}</p></div></div>",
        "<section><div class=elementor-widget-heading><h3>Стъпка {0}</h3></div><div><div>{1}</div></div></section>",
        "<div class=item><h3><a href='#c{0}'>Стъпка {0}</a></h3><div class=collapse><p>{1}</p></div></div>",
        "<div><span>{1}</span></div>",
    ],
)
def test_text_in_several_boxes_is_read_whole(box):
    boxes = "".join(box.format(number, f"{SECTION} Година {number}.") for number in range(5))
    found = document(page(f"<div id=page><h1>{TITLE}</h1><div>{boxes}</div></div>"))

    assert [number for number in range(5) if f"Година {number}." not in found.text] == []


def test_list_of_partners_behind_its_sentence_is_text():
    partners = "<ul><li><a href=a>Община Лом</a></li><li><a href=b>Сдружение „Ларго“</a></li></ul>"
    sentence = "<p>Партньори по проекта, който общината изпълнява вече две години, са:</p>"

    assert "Община Лом" in document(page(f"<main><h1>{TITLE}</h1>{ARTICLE}{sentence}{partners}{ARTICLE}</main>")).text


def test_names_in_front_of_long_values_stay_with_them():
    rows = "".join(
        f"<tr><td>{n}</td><td>{v}</td></tr>"
        for n, v in (("Цел", SECTION * 3), ("Бюджет", "5 000 лв."), ("Край", "2021"))
    )

    assert "Бюджет | 5 000 лв." in document(page(f"<main><h1>{TITLE}</h1><table>{rows}</table></main>")).text


def test_items_of_a_list_are_lines():
    found = document(
        page(f"<h1>{TITLE}</h1>{ARTICLE}<ul><li>обучение на медиатори</li><li>работа с родителите</li></ul>")
    )

    assert found.text.endswith("\n- обучение на медиатори\n- работа с родителите")


def test_people_cannot_be_called_from_the_text():
    found = document(page(f"<h1>{TITLE}</h1>{ARTICLE}<p>За връзка: тел. 0899 12 34 56, ivan@example.org</p>"))

    assert found.text.endswith("За връзка: тел. [phone], [e-mail]")


def test_page_of_teasers_is_a_listing_without_text():
    teaser = "<article><h2><a href=x>Медиатори в училище {0}</a></h2><p>3 май 2024 — Първите думи. [...]</p></article>"
    found = document(page("<h1>Етикет: медиатори</h1>" + "".join(teaser.format(n) for n in range(4))))

    assert (found.kind, "Първите думи" in found.text) == ("listing", False)


def test_digest_says_what_it_summarises():
    head = """<link rel="prov:wasDerivedFrom" href="https://example.org/source">
    <meta name="drom.source-title" content="Изворът">
    <meta name="drom.source-read" content="2026-11-21">
    <meta name="dcterms.license" content="https://example.org/licence">"""
    found = document(page(f"<main><h1>{TITLE}</h1>{ARTICLE}</main><footer><p>Резюме на drom</p></footer>", head))

    assert (found.derived_from, found.source, found.source_title) == ("https://example.org/source", None, "Изворът")
    assert (found.source_read, found.licence) == (PartialDate("2026-11-21"), "https://example.org/licence")
    assert "drom" not in found.text


def test_address_on_the_web_is_the_capture_or_the_canonical_link_of_a_file():
    html = page(f"<h1>{TITLE}</h1>{ARTICLE}", "<link rel=canonical href=https://example.org/a>")

    assert document(html).source == "https://example.org/a"
    assert document(html, address="https://example.org/b").source == "https://example.org/b"


def test_translations_of_the_page_are_named():
    links = ("hreflang=en href=/en/a", "hreflang=x-default href=/", "type=rss href=/r")
    head = "".join(f"<link rel=alternate {link}>" for link in links)

    found = document(page(f"<h1>{TITLE}</h1>{ARTICLE}", head), address="https://example.org/bg/a")

    assert found.alternates == (("en", "https://example.org/en/a"),)


@pytest.mark.parametrize(
    "head", ["<link rel=canonical href='javascript:x'>", "<link rel=canonical href='http://['>", "<link rel=canonical>"]
)
def test_broken_canonical_link_is_no_address(head):
    assert document(page(f"<h1>{TITLE}</h1>{ARTICLE}", head)).source is None


def test_language_of_the_template_does_not_overrule_the_text():
    assert document(page(f"<h1>{TITLE}</h1>{ARTICLE}", lang="en")).lang == "bg"


@pytest.mark.parametrize(
    "html, reason",
    [
        ("", "empty"),
        ("  \n\t", "empty"),
        (page("<div id=root></div><script>start()</script>"), "no text"),
        ("<html><frameset><frame src=a></frameset></html>", "no text"),
        (page("<p>1 2 3 - 4</p>").replace(TITLE, "1").replace("Видин днес", "2"), "no text"),
        (page("<p " + " ".join(f"a{n}=1" for n in range(40_000)) + ">x"), "40,0"),
        (page("<div>" * 50_000 + "x"), "nest"),
        (page("<br>" * 200_000), "tags"),
        (page("<p>" + "x" * 10_000_000), "10 MB, over the limit"),
    ],
)
def test_what_cannot_be_read_is_rejected_with_its_reason(html, reason):
    with pytest.raises(PageRejected, match=reason):
        document(html)


def test_other_media_types_are_rejected():
    with pytest.raises(PageRejected, match="application/pdf"):
        document("%PDF", media_type="application/pdf")


PIECES = [
    "<p>",
    "</p>",
    "<table><tr><td>",
    "</table>",
    "<h1>",
    "<b>",
    "<",
    "&amp;",
    "<br>",
    "text ",
    "<hr>",
    "Рома ",
    "\x00",
]


@settings(max_examples=60, deadline=None)  # the first one loads the reader
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<table><tr><td>",
                "</table>",
                "<h1>",
                "<b>",
                "<",
                "&amp;",
                "<br>",
                "text ",
                "<hr>",
                "<li><a href=x>",
                "\x00",
                "Рома ",
            ]
        )
    )
)
def test_broken_markup_gives_a_document_or_a_rejection(pieces):
    try:
        found = document("<html>" + "".join(pieces))
    except PageRejected:
        return
    assert isinstance(found.text, str)


def test_same_capture_gives_the_same_document():
    html = page(f"<h1>{TITLE}</h1>{ARTICLE}")

    assert document(html) == document(html)
