"""Places named in running text, in the languages and with the traps of the texts drom reads."""

import time

import pytest

from graph.errors import GazetteerMissing
from graph.places import Gazetteer
from graph.placetable import PlaceTable

BULGARIA, ROMANIA, ITALY, GEORGIA, GHENT, ROME = 732800, 798549, 3175395, 614540, 2797656, 3169070


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer.open()


def named(gazetteer, text, lang, **options):
    return [(text[m.start : m.end], m.place.name, m.place.country) for m in gazetteer.find(text, lang, **options)]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("bg", "Работим в гр. Исперих и в Каварна.", [("Исперих", "BG"), ("Каварна", "BG")]),
        ("bg", "Делегация от град Гент посети Стара Загора.", [("Гент", "BE"), ("Стара Загора", "BG")]),
        ("mk", "Средби се одржаа во Куманово и Скопје.", [("Куманово", "MK"), ("Скопје", "MK")]),
        ("sr-Cyrl", "Радионице у Нишу и Врању.", [("Нишу", "RS"), ("Врању", "RS")]),
        ("sr-Latn", "Radionice u Beogradu i u Novom Sadu.", [("Beogradu", "RS"), ("Novom Sadu", "RS")]),
        ("hr", "Tečaj je održan u Čakovcu i Sisku.", [("Čakovcu", "HR"), ("Sisku", "HR")]),
        ("bs", "Obuka u Tuzli i Mostaru.", [("Tuzli", "BA"), ("Mostaru", "BA")]),
        ("sl", "Svetovanje v Murski Soboti.", [("Murski Soboti", "SI")]),
        ("ro", "Primăria Clujului și comuna Frumoasa.", [("Clujului", "RO"), ("Frumoasa", "RO")]),
        ("lv", "Grupas Rīgā, Daugavpilī un Rēzeknē.", [("Rīgā", "LV"), ("Daugavpilī", "LV"), ("Rēzeknē", "LV")]),
        ("lt", "Centras veikia Vilniuje ir Kaune.", [("Vilniuje", "LT"), ("Kaune", "LT")]),
        ("cs", "Kurz proběhl v Ostravě a v Brně.", [("Ostravě", "CZ"), ("Brně", "CZ")]),
        ("sk", "Komunitné centrum v Banskej Bystrici.", [("Banskej Bystrici", "SK")]),
        ("pl", "Świetlica działa w Krakowie i we Wrocławiu.", [("Krakowie", "PL"), ("Wrocławiu", "PL")]),
        ("hu", "A tanoda Budapesten és Pécsett nyílt.", [("Budapesten", "HU"), ("Pécsett", "HU")]),
        ("sq", "Qendra në Tiranë dhe banorët e Korçës.", [("Tiranë", "AL"), ("Korçës", "AL")]),
        ("tr", "Kurslar İstanbul'da ve Edirne'de açıldı.", [("İstanbul", "TR"), ("Edirne", "TR")]),
        ("el", "Το κέντρο λειτουργεί στη Λάρισα.", [("Λάρισα", "GR")]),
        ("fr", "Les familles de Gand et de Lyon.", [("Gand", "BE"), ("Lyon", "FR")]),
        ("de", "Beratung in Plowdiw und in Dortmund.", [("Plowdiw", "BG"), ("Dortmund", "DE")]),
        ("uk", "Школа в Ужгороді та Мукачеві.", [("Ужгороді", "UA"), ("Мукачеві", "UA")]),
    ],
)
def test_place_is_found_in_the_form_the_text_gives_it(gazetteer, lang, text, expected):
    assert [(words, country) for words, _, country in named(gazetteer, text, lang)] == expected


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Roma children and Egyptians learn together."),
        ("hu", "A roma gyerekek tanulnak. Roma fiatalok is."),
        ("ro", "Romii și românii lucrează împreună. Roma sunt cetățeni."),
        ("sk", "Rómovia a Roma spolu."),
        ("es", "La comunidad Roma y el pueblo gitano."),
        ("bg", "Изгрев над селото. Георгия говори, Надежда слуша."),
        ("cs", "Most mezi školou a rodinou. Dobrá praxe."),
        ("de", "Rom und Sinti. Essen für Kinder."),
        ("mk", "Само двајца дојдоа. Март беше студен."),
        ("en", "The May report. In March we met Mr Split."),
        ("sr-Latn", "Udruženje „Sofija” pomaže ženama."),
    ],
)
def test_people_words_and_titles_are_no_places(gazetteer, lang, text):
    assert named(gazetteer, text, lang) == []


@pytest.mark.parametrize(
    ("lang", "text"),
    [("it", "Il comune di Roma apre un centro."), ("it", "Un incontro a Roma."), ("en", "in the city of Roma")],
)
def test_rome_is_found_where_the_text_says_that_it_is_a_city(gazetteer, lang, text):
    assert [m.place.geonames_id for m in gazetteer.find(text, lang)] == [ROME]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The Latvian Roma platform II met; ROMACTED II and III go on."),
        ("bg", "Проведоха се две онлайн срещи и една Он-лайн среща."),
        ("en", "Twelve municipalities and Roma Non-Governmental Organisations."),
        ("en", "They live in the Roma neighbourhood."),
        ("bs", "Stanovi za Rome i Romkinje."),
        ("de", "Das Arnold-Fortuin-Haus. Er kam. Der Verein half."),
        ("uk", "Він працює. Вона теж."),
        ("ro", "Ei locuiesc în zona. În sat este o școală."),
        ("el", "Στο ΚΑΠΗ έγινε μια συνάντηση."),
    ],
)
def test_numerals_short_words_and_parts_of_words_are_no_places(gazetteer, lang, text):
    assert named(gazetteer, text, lang) == []


def test_two_towns_joined_by_a_hyphen_are_both_found_where_no_municipality_is_called_so(gazetteer):
    found = named(gazetteer, "Партньори са Разград-Исперих в България.", "bg")

    assert {"Razgrad", "Isperih"} <= {n for _, n, _ in found}


def test_first_name_is_no_city(gazetteer):
    assert named(gazetteer, "We thank Maria Sofia Petrova for her work.", "en") == []


def test_country_of_the_page_decides_between_namesakes(gazetteer):
    text = "Проект в Търговище"

    assert [gazetteer.find(text, "und", country=iso)[0].place.country for iso in ("BG", "RO")] == ["BG", "RO"]


def test_places_named_beside_decide_between_namesakes(gazetteer):
    assert ("Vidin", "BG") in [(n, c) for _, n, c in named(gazetteer, "Vidin, Lom and Bulgaria", "en")]


def test_village_abroad_needs_evidence(gazetteer):
    assert named(gazetteer, "Merin came first.", "en") == []


def test_long_name_wins_over_the_short_one_inside(gazetteer):
    assert [n for _, n, _ in named(gazetteer, "V Ústí nad Labem", "cs")] == ["Ústí nad Labem"]


def test_question_in_lower_case_names_places(gazetteer):
    assert [c for _, _, c in named(gazetteer, "housing projects in bulgaria and varna", "en")] == ["BG", "BG"]


@pytest.mark.parametrize(
    ("lang", "text", "iso"),
    [
        ("en", "Romanian schools", "RO"),
        ("bg", "български практики", "BG"),
        ("bg", "румънските училища", "RO"),
        ("ro", "practici bulgărești", "BG"),
        ("lv", "latviešu valoda", "LV"),
        ("cs", "bulharských škol", "BG"),
        ("de", "bulgarische Schulen", "BG"),
    ],
)
def test_country_is_found_by_its_people_when_asked_for(gazetteer, lang, text, iso):
    (mention,) = gazetteer.find(text, lang, peoples=True)

    assert (mention.place.country, mention.people) == (iso, True)
    assert gazetteer.find(text, lang) == []


def test_romani_is_not_romanian(gazetteer):
    assert gazetteer.find("limba romani", "ro", peoples=True) == []


def test_text_of_unknown_language_still_gives_places(gazetteer):
    assert [n for _, n, _ in named(gazetteer, "София, Bucharest 1999", "und")] == ["Sofia", "Bucharest"]


@pytest.mark.parametrize("text", ["", " ", "… !?", "\u200b", "‏עברית", "A" * 5000, "«»" * 500, "Х" + "-Х" * 2000])
def test_strange_text_is_harmless(gazetteer, text):
    assert isinstance(gazetteer.find(text, "xx"), list)


def test_time_grows_with_the_text_and_no_faster(gazetteer):
    text = "Работим в гр. Исперих, Каварна и Стара Загора. Партньор е Община Видин. "

    gazetteer.find(text, "bg")
    short, long = (_seconds(gazetteer, text * times) for times in (100, 400))

    assert long < 8 * max(short, 0.005)


def _seconds(gazetteer, text):
    """The least of three readings, for other programs take their share."""
    readings = []
    for _ in range(3):
        began = time.process_time()
        gazetteer.find(text, "bg")
        readings.append(time.process_time() - began)
    return min(readings)


def test_place_knows_its_country_and_coordinates(gazetteer):
    ghent = gazetteer.place(GHENT)

    assert (ghent.kind, ghent.country, round(ghent.latitude), round(ghent.longitude)) == ("settlement", "BE", 51, 4)
    assert [around.kind for around in gazetteer.containers(GHENT)][-2:] == ["region", "country"]


def test_country_has_labels_in_many_languages(gazetteer):
    bulgaria = gazetteer.country("bg")

    assert bulgaria.geonames_id == BULGARIA
    assert [gazetteer.label(bulgaria, lang) for lang in ("lv", "ro", "sr-Latn", "xx")] == [
        "Bulgārija", "Bulgaria", "Bugarska", "Bulgaria",
    ]  # fmt: skip


def test_unknown_place_is_none(gazetteer):
    assert gazetteer.place(1) is None
    assert gazetteer.country("ZZ") is None
    assert gazetteer.containers(1) == ()


def test_european_union_has_its_members_and_no_others(gazetteer):
    assert len(gazetteer.members("EU")) == 27
    assert {"BG", "HR"} <= set(gazetteer.members("EU")) and "RS" not in gazetteer.members("EU")
    assert gazetteer.members("nowhere") == ()


def test_prefix_search_puts_countries_and_large_places_first(gazetteer):
    assert [place.name for place in gazetteer.search("Bulg", 1)] == ["Bulgaria"]
    assert gazetteer.search("Каварн", 5)[0].name == "Kavarna"
    assert gazetteer.search("", 5) == ()


def test_missing_gazetteer_says_how_to_make_it(tmp_path):
    with pytest.raises(GazetteerMissing, match="compile_places"):
        PlaceTable(tmp_path / "none.sqlite")


@pytest.mark.parametrize(
    ("lang", "text", "around"),
    [
        ("bg", "Семинар в село Китанчево.", ["Isperih", "Razgrad", "Bulgaria"]),
        ("ro", "Școala din comuna Frumușani.", ["Călăraşi", "Romania"]),
        ("lv", "Nodarbības Latgalē.", ["Latvia"]),
        ("cs", "Klub v Přívozu v Ostravě.", ["Ostrava", "Moravskoslezský", "Czechia"]),
    ],
)
def test_place_lies_in_its_municipality_and_region(gazetteer, lang, text, around):
    place = gazetteer.find(text, lang)[0].place

    assert [outer.name for outer in gazetteer.containers(place.geonames_id)][-len(around) :] == around


@pytest.mark.parametrize(
    ("lang", "text", "kind"),
    [
        ("bg", "Проект в област Разград.", "region"),
        ("bg", "Проект в община Разград.", "settlement"),
        ("bg", "Проект в Разград.", "settlement"),
        ("ro", "Un proiect în județul Mureș.", "region"),
        ("hu", "Egy program Baranya megyében.", "region"),
        ("sk", "Projekt v Prešovskom kraji.", "region"),
        ("hr", "Projekt u Međimurskoj županiji.", "region"),
        ("en", "A project in Silistra Province.", "region"),
        ("sr-Cyrl", "Пројекат у Војводини.", "region"),
    ],
)
def test_name_of_town_and_region_means_the_region_where_one_is_announced(gazetteer, lang, text, kind):
    assert [m.place.kind for m in gazetteer.find(text, lang)] == [kind]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("bg", "Медиаторите от Исперих работят и в Лудогорци.", "Ludogortsi"),
        ("cs", "Ostrava rozšíří službu do Vítkovic.", "Vítkovice"),
        ("de", "Der Stadtteil Stolipinowo in Plowdiw.", "Stolipinovo"),
    ],
)
def test_small_place_is_found_where_the_text_is_at_home_around_it(gazetteer, lang, text, expected):
    assert expected in [n for _, n, _ in named(gazetteer, text, lang)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("hr", "Hrvatski sabor i Turski voz."),
        ("cs", "Ruské noviny a Polský tisk."),
        ("lv", "Man patīk šī skola."),
        ("sq", "Tetë e lanë kursin."),
        ("hu", "Az, aki polgári életet él."),
    ],
)
def test_adjectives_and_everyday_words_are_no_places(gazetteer, lang, text):
    assert named(gazetteer, text, lang) == []


def test_labels_of_a_town_are_those_of_the_language(gazetteer):
    town = gazetteer.place(727696)

    assert [gazetteer.label(town, lang) for lang in ("bg", "en", "de", "el")] == [
        "Разград", "Razgrad", "Rasgrad", "Ράζγκραντ",
    ]  # fmt: skip


def test_opening_is_quick_and_small():
    began = time.process_time()
    Gazetteer.open()

    assert time.process_time() - began < 0.3
