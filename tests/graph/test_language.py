"""The language of a text is told from its words and letters, weighed with what the page declares."""

import time

import pytest

from graph.language import UNKNOWN, detect, guess, normalised_tag

TEXTS = {
    "bg": "Общината откри център, в който децата учат заедно, а родителите им се срещат с учителите.",
    "mk": "Општината отвори центар во кој децата учат заедно, а нивните родители се среќаваат со наставниците.",
    "sr-Cyrl": "Општина је отворила центар у коме деца уче заједно, а њихови родитељи се састају са наставницима.",
    "sr-Latn": "Opština je otvorila centar u kome deca uče zajedno, a njihovi "
    "roditelji se uvek sastaju ovde, posle nastave.",
    "hr": "Općina je otvorila središte u kojem djeca uče zajedno, a tijekom tjedna obitelji dolaze na sveučilište.",
    "bs": "Općina je otvorila centar u kojem djeca uče zajedno, a porodice tokom sedmice dolaze na univerzitet.",
    "sl": "Občina je odprla središče, v katerem se otroci učijo skupaj, njihovi starši pa se srečujejo z učitelji.",
    "ro": "Primăria a deschis un centru în care copiii învață împreună, iar părinții lor se întâlnesc cu profesorii.",
    "lv": "Pašvaldība atvēra centru, kurā bērni mācās kopā, bet viņu vecāki satiekas ar skolotājiem.",
    "lt": "Savivaldybė atidarė centrą, kuriame vaikai mokosi kartu, o jų tėvai susitinka su mokytojais.",
    "et": "Vald avas keskuse, kus lapsed õpivad koos ja nende vanemad kohtuvad õpetajatega.",
    "cs": "Obec otevřela středisko, ve kterém se děti učí společně a jejich rodiče se setkávají s učiteli.",
    "sk": "Obec otvorila stredisko, v ktorom sa deti učia spoločne a ich rodičia sa stretávajú s učiteľmi.",
    "pl": "Gmina otworzyła ośrodek, w którym dzieci uczą się razem, a ich rodzice spotykają się z nauczycielami.",
    "hu": "Az önkormányzat központot nyitott, ahol a gyerekek együtt tanulnak, a "
    "szülők pedig találkoznak a tanárokkal.",
    "sq": "Komuna hapi një qendër ku fëmijët mësojnë së bashku dhe prindërit e tyre takohen me mësuesit.",
    "el": "Ο δήμος άνοιξε ένα κέντρο όπου τα παιδιά μαθαίνουν μαζί και οι γονείς τους συναντούν τους δασκάλους.",
    "tr": "Belediye, çocukların birlikte öğrendiği ve ailelerin öğretmenlerle buluştuğu bir merkez açtı.",
    "ru": "Муниципалитет открыл центр, в котором дети учатся вместе, а их родители встречаются с учителями.",
    "uk": "Громада відкрила центр, у якому діти навчаються разом, а їхні батьки зустрічаються з учителями.",
    "de": "Die Gemeinde hat ein Zentrum eröffnet, in dem die Kinder gemeinsam "
    "lernen und ihre Eltern die Lehrer treffen.",
    "fr": "La commune a ouvert un centre où les enfants apprennent ensemble et "
    "où leurs parents rencontrent les enseignants.",
    "es": "El municipio ha abierto un centro en el que los niños aprenden juntos "
    "y sus padres se reúnen con los maestros.",
    "it": "Il comune ha aperto un centro in cui i bambini imparano insieme e i "
    "loro genitori incontrano gli insegnanti.",
    "pt": "O município abriu um centro em que as crianças aprendem juntas e os "
    "seus pais se encontram com os professores.",
    "nl": "De gemeente heeft een centrum geopend waar de kinderen samen leren en hun ouders de leraren ontmoeten.",
    "sv": "Kommunen har öppnat ett centrum där barnen lär sig tillsammans och deras föräldrar träffar lärarna.",
    "da": "Kommunen har åbnet et center, hvor børnene lærer sammen, og deres forældre møder lærerne.",
    "fi": "Kunta on avannut keskuksen, jossa lapset oppivat yhdessä ja heidän vanhempansa tapaavat opettajia.",
    "en": "The municipality has opened a centre in which the children learn "
    "together and their parents meet the teachers.",
}


@pytest.mark.parametrize("lang", TEXTS)
def test_text_speaks_for_itself(lang):
    assert detect(TEXTS[lang])[0] == lang


@pytest.mark.parametrize("lang", TEXTS)
def test_template_in_english_does_not_deceive(lang):
    assert detect(TEXTS[lang] * 3, "en-US")[0] == lang


@pytest.mark.parametrize(
    "question, lang",
    [
        ("Какви проекти има за ромите в България?", "bg"),
        ("proiecte pentru romi în județul Mureș", "ro"),
        ("what works for Roma children in school", "en"),
        ("projekti par romu bērnu izglītību Latvijā", "lv"),
    ],
)
def test_question_is_guessed(question, lang):
    assert guess(question)[0] == lang


def test_declaration_decides_where_the_text_leaves_doubt():
    text = "Fondacija je otvorila centar."

    assert [detect(text, declared)[0] for declared in ("hr", "bs-BA", "sr-Latn-RS")] == ["hr", "bs", "sr-Latn"]


def test_serbian_gets_the_script_it_is_written_in():
    assert [detect(TEXTS[lang], "sr")[0] for lang in ("sr-Cyrl", "sr-Latn")] == ["sr-Cyrl", "sr-Latn"]


def test_montenegrin_is_believed_but_never_guessed():
    text = "Opština je sa porodicama otvorila centar gdje djeca uče zajedno."

    assert detect(text, "sr-ME")[0] == "cnr"
    assert detect(text)[0] != "cnr"


@pytest.mark.parametrize("text", ["", "  ", "123 456", "!?", "…"])
def test_nothing_to_read_is_no_language(text):
    assert detect(text) == (UNKNOWN, 0.0)
    assert guess(text) == (UNKNOWN, 0.0)


def test_declaration_of_an_empty_page_is_half_believed():
    assert detect("2021", "bg-BG") == ("bg", 0.5)


@pytest.mark.parametrize(
    "declared, tag",
    [
        *(("bg-BG", "bg"), ("SR_latn_RS", "sr-Latn"), ("sr", "sr"), ("sh", "sr-Latn"), ("en-US", "en"), ("me", "cnr")),
        *((None, None), ("", None), ("C", None), ("<x>", None), ("und", None)),
    ],
)
def test_tags_are_written_one_way(declared, tag):
    assert normalised_tag(declared) == tag


def test_long_text_costs_no_more_than_a_page():
    began = time.process_time()
    detect(TEXTS["en"] * 20_000)

    assert time.process_time() - began < 0.5
