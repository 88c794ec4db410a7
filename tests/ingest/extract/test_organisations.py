"""Names of organisations."""

import pytest

from ingest.extract.names import resolved
from ingest.extract.organisations import organisation_candidates, with_acronyms


def organisations(page):
    return list(with_acronyms(page, resolved(organisation_candidates(page))))


@pytest.mark.parametrize(
    ("lang", "text", "name", "classification"),
    [
        ("bg", "С това се зае сдружение „Заря“ от града.", "сдружение „Заря“", "ngo"),
        ("bg", "Помага и община Антоново с микробус.", "община Антоново", "municipality"),
        (
            "bg",
            "по искане на Министерството на образованието и науката беше",
            "Министерството на образованието и науката",
            "ministry",
        ),
        ("ro", "La Primăria Municipiului Blaj se lucrează", "Primăria Municipiului Blaj", "municipality"),
        ("lv", "To atbalstīja Jelgavas pašvaldība.", "Jelgavas pašvaldība", "municipality"),
        ("lv", "Piedalījās Kultūras ministrijas darbinieki", "Kultūras ministrijas", "ministry"),
        ("en", "It was run by the Open Door Foundation in Sofia.", "Open Door Foundation", "ngo"),
        ("en", "The University of Szeged took part.", "University of Szeged", "university"),
        ("cs", "Vedla jej Ostravská univerzita.", "Ostravská univerzita", "university"),
        ("hu", "A munkát a Tiszta Lap Egyesület végezte.", "Tiszta Lap Egyesület", "ngo"),
        ("el", "Ο Δήμος Θεσσαλονίκης ανέλαβε", "Δήμος Θεσσαλονίκης", "municipality"),
        ("es", "El Ayuntamiento de Granada aporta", "Ayuntamiento de Granada", "municipality"),
        ("sq", "Projektin e drejtoi Bashkia Berat.", "Bashkia Berat", "municipality"),
        ("sr-Cyrl", "Водила га је Фондација „Мост“ заједно", "Фондација „Мост“", "ngo"),
        ("mk", "Советот на Европа помогна", "Советот на Европа", "international-organisation"),
    ],
)
def test_head_and_name_make_an_organisation(page, lang, text, name, classification):
    (found,) = organisations(page(text, lang))

    assert text[found.start : found.end] == name
    assert found.classification == classification


def test_plural_head_names_several_municipalities(page):
    found = organisations(page("It was led by the municipalities of Cesvaine, Madona and Gulbene."))

    assert [o.name for o in found] == [f"municipality of {town}" for town in ("Cesvaine", "Madona", "Gulbene")]


def test_acronym_in_brackets_stands_for_its_name_afterwards(page):
    found = organisations(page("The Roma Youth Association (RYA) met. Later RYA wrote a report."))

    assert [o.name for o in found] == ["Roma Youth Association"] * 2


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The mayor John Smith opened the day."),
        ("bg", "Общината реши, а кметът Иван Иванов подписа."),
        ("en", "Our association is small."),
        ("de", "Der Verein hat keinen Raum."),
    ],
)
def test_persons_and_bare_heads_are_no_organisations(page, lang, text):
    assert organisations(page(text, lang)) == []


def test_well_known_body_is_known_in_every_script(page):
    texts = [("Consiliul Europei a decis", "ro"), ("Съветът на Европа реши", "bg"), ("Savet Evrope odlučuje", "sr")]

    assert {organisations(page(text, lang))[0].known_as for text, lang in texts} == {"council-of-europe"}


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("bs", "Pomoć je dalo Udruženju Romalen iz grada.", "Udruženje Romalen"),
        ("bs", "u općini Donji Vakuf", "općina Donji Vakuf"),
        ("lv", "sadarbībā ar Kultūras ministriju", "Kultūras ministrija"),
        ("hu", "a Czinka Panna Tanodából jöttek", "Czinka Panna Tanoda"),
        ("bg", "с Общината Антоново", "Община Антоново"),
        ("it", "con il Ministero del lavoro", "Ministero del lavoro"),
    ],
)
def test_head_of_a_name_gets_its_dictionary_form(page, lang, text, name):
    assert [o.name for o in organisations(page(text, lang))] == [name]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("it", "il Ministero del"),
        ("sl", "ministrstvo za"),
        ("sk", "so združením Pre detstvo"),
        ("it", "L’Istituto ha aperto"),
        ("en", "the children’s house stands here"),
        ("en", "a network of Roma mediators"),
        ("el", "σε τέσσερις δήμους Από το πρωί"),
    ],
)
def test_head_without_anything_of_its_own_is_no_organisation(page, lang, text):
    assert organisations(page(text, lang)) == []


# Invented; every language with rules has a line.
NAMES_BY_LANGUAGE = [
    (
        "pt",
        "O projeto é da Câmara Municipal de Beja e da Associação Caminho Aberto.",
        ["Câmara Municipal de Beja", "Associação Caminho Aberto"],
    ),
    ("pt", "A Universidade de Évora avaliou o trabalho.", ["Universidade de Évora"]),
    ("nl", "De gemeente Nijmegen werkt samen met Stichting Open Deur.", ["gemeente Nijmegen", "Stichting Open Deur"]),
    (
        "nl",
        "Het werd betaald door het Ministerie van Sociale Zaken en Werkgelegenheid.",
        ["Ministerie van Sociale Zaken en Werkgelegenheid"],
    ),
    (
        "fi",
        "Hanketta johtaa Aurinkolahden Romanit ry yhdessä Tampereen kaupungin kanssa.",
        ["Aurinkolahden Romanit ry", "Tampereen kaupungin"],
    ),
    (
        "sv",
        "Malmö kommun och Föreningen Öppna Dörren driver verksamheten.",
        ["Malmö kommun", "Föreningen Öppna Dörren"],
    ),
    ("sv", "Arbetsförmedlingen och Lunds universitet deltar.", ["Arbetsförmedlingen", "Lunds universitet"]),
    ("da", "Københavns Kommune og Foreningen Åben Dør står bag.", ["Københavns Kommune", "Foreningen Åben Dør"]),
    ("et", "Tallinna Linnavalitsus ja MTÜ Avatud Uks aitavad peresid.", ["Tallinna Linnavalitsus", "MTÜ Avatud Uks"]),
    ("et", "Toetas Sotsiaalministeerium.", ["Sotsiaalministeerium"]),
    (
        "lt",
        "Vilniaus miesto savivaldybė ir viešoji įstaiga „Atviros durys“ padeda.",
        ["Vilniaus miesto savivaldybė", "viešoji įstaiga „Atviros durys“"],
    ),
    ("lt", "Projektą remia Švietimo ministerija ir UAB „Saulė“.", ["Švietimo ministerija", "UAB „Saulė“"]),
    (
        "ru",
        "Администрация города Пскова и благотворительный фонд «Открытая дверь» помогают.",
        ["Администрация города Пскова", "благотворительный фонд «Открытая дверь»"],
    ),
    (
        "uk",
        "Ужгородська міська рада та громадська організація «Відкриті двері» допомагають.",
        ["Ужгородська міська рада", "громадська організація «Відкриті двері»"],
    ),
    ("tr", "Çanakkale Belediyesi ve Açık Kapı Derneği çalışıyor.", ["Çanakkale Belediyesi", "Açık Kapı Derneği"]),
    ("sl", "Občina Puconci in društvo Odprta vrata pomagata.", ["Občina Puconci", "društvo Odprta"]),
    ("pl", "Gmina Limanowa i Fundacja Otwarte Drzwi prowadzą świetlicę.", ["Gmina Limanowa", "Fundacja Otwarte Drzwi"]),
    ("de", "Der Verein Offene Tür e. V. und die Stadt Duisburg helfen.", ["Verein Offene Tür e. V", "Stadt Duisburg"]),
    (
        "fr",
        "La mairie de Montreuil et l'association Porte Ouverte accompagnent les familles.",
        ["mairie de Montreuil", "association Porte Ouverte"],
    ),
    (
        "it",
        "Il Comune di Torino e la cooperativa «Porta Aperta» lavorano insieme.",
        ["Comune di Torino", "cooperativa «Porta Aperta»"],
    ),
    (
        "es",
        "El Ayuntamiento de Murcia y la Asociación Puerta Abierta colaboran.",
        ["Ayuntamiento de Murcia", "Asociación Puerta Abierta"],
    ),
    (
        "el",
        "Ο Δήμος Ξάνθης και ο σύλλογος «Ανοιχτή Πόρτα» συνεργάζονται.",
        ["Δήμος Ξάνθης", "σύλλογος «Ανοιχτή Πόρτα»"],
    ),
    ("sq", "Bashkia Fier dhe shoqata “Dera e Hapur” ndihmojnë.", ["Bashkia Fier", "shoqata “Dera e Hapur”"]),
    (
        "mk",
        "Општина Прилеп и здружението „Отворена врата“ помагаат.",
        ["Општина Прилеп", "здружението „Отворена врата“"],
    ),
    ("bs", "Općina Kakanj i udruženje „Otvorena vrata“ pomažu.", ["Općina Kakanj", "udruženje „Otvorena vrata“"]),
    ("bs", "Posao je dala firma Zora d.o.o. iz Tuzle.", ["Zora d.o.o"]),
    ("hr", "Grad Sisak i udruga „Otvorena vrata“ pomažu.", ["Grad Sisak", "udruga „Otvorena vrata“"]),
    (
        "sk",
        "Mesto Levoča a občianske združenie Otvorené Dvere pomáhajú.",
        ["Mesto Levoča", "občianske združenie Otvorené Dvere"],
    ),
    ("cs", "Práci dala firma Zora s. r. o. z Kladna.", ["Zora s. r. o"]),
    (
        "hu",
        "Salgótarján Önkormányzata és a Nyitott Ajtó Alapítvány segít.",
        ["Salgótarján Önkormányzata", "Nyitott Ajtó Alapítvány"],
    ),
    (
        "ro",
        "Primăria Comunei Sărulești și Asociația „Ușa Deschisă” ajută.",
        ["Primăria Comunei Sărulești", "Asociația „Ușa Deschisă”"],
    ),
    ("ro", "Ana sa dus la București sa caute de lucru.", []),
    (
        "lv",
        "Jelgavas pašvaldība un biedrība „Atvērtās durvis” palīdz.",
        ["Jelgavas pašvaldība", "biedrība „Atvērtās durvis”"],
    ),
    (
        "bg",
        "Община Берковица и сдружение „Отворена врата“ помагат. Средствата са от ЕС.",
        ["Община Берковица", "сдружение „Отворена врата“", "ЕС"],
    ),
    ("es", "Es importante. Es para todos.", []),
    (
        "en",
        "Denton Borough Council and the Open Door Trust work with the UN.",
        ["Denton Borough Council", "Open Door Trust", "UN"],
    ),
    (
        "sr-Cyrl",
        "Општина Бујановац и удружење „Отворена врата“ помажу.",
        ["Општина Бујановац", "удружење „Отворена врата“"],
    ),
]


@pytest.mark.parametrize(("lang", "text", "names"), NAMES_BY_LANGUAGE)
def test_names_are_found_whole_in_every_language(page, lang, text, names):
    assert [text[o.start : o.end] for o in organisations(page(text, lang))] == names


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ro", "Maria Pop sa dus acasă."),
        ("es", "Es cierto."),
        ("pl", "Szkoła ad hoc."),
        ("de", "Ab Montag."),
        ("tr", "Ab ve be."),
    ],
)
def test_acronym_needs_its_capitals(page, lang, text):
    assert organisations(page(text, lang)) == []
