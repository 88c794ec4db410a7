"""Who leads, takes part and pays, and where: invented announcements in many languages."""

import pytest

from graph.records import Property, ThingType
from ingest.finding import NameFinding, RelationFinding

LEADS, TAKES_PART, PAYS, PLACE = Property.COORDINATOR, Property.PARTNER, Property.FUNDER, Property.PLACE

ANNOUNCED = [
    ("en", "The Sunrise Foundation runs the project “After Class” together with the municipality of Vidin. "
           "The Norway Grants cover the costs of EUR 30,000.",
     {(LEADS, "Sunrise Foundation"), (TAKES_PART, "municipality of Vidin"), (PAYS, "Norway Grants")}),
    ("bg", "Проектът „Първи стъпки“ се изпълнява от сдружение „Нов път“ съвместно с Община Сливен и фондация „Мост“. "
           "Финансиран е по програма „Еразъм+“ с 52 000 евро.",
     {(LEADS, "сдружение „Нов път“"), (TAKES_PART, "Община Сливен"), (TAKES_PART, "фондация „Мост“"),
      (PAYS, "Еразъм+")}),
    ("ro", "Proiectul „Drumul spre școală” este implementat de Asociația Orizont în parteneriat cu Primăria Brăila. "
           "Proiectul este finanțat prin Granturile SEE cu suma de 120.000 euro.",
     {(LEADS, "Asociația Orizont"), (TAKES_PART, "Primăria Brăila"), (PAYS, "Granturile SEE")}),
    ("hu", "A „Második esély” projektet a Csillag Egyesület valósította meg. "
           "A programot az Európai Szociális Alap finanszírozta 90 millió forinttal.",
     {(LEADS, "Csillag Egyesület"), (PAYS, "Európai Szociális Alap")}),
    ("sk", "Projekt „Malé kroky“ realizuje občianske združenie Dlaň. Partnerom je aj Prešovská univerzita. "
           "Finančne ho podporila Európska únia sumou 60 000 eur.",
     {(TAKES_PART, "Prešovská univerzita"), (PAYS, "Európska únia")}),
    ("de", "Das Projekt „Gemeinsam lernen“ wird vom Verein Brücke e. V. in Zusammenarbeit mit der Stadt Duisburg "
           "durchgeführt. Gefördert wird es vom Europäischen Sozialfonds Plus mit 310.000 Euro.",
     {(TAKES_PART, "Stadt Duisburg"), (PAYS, "Europäischen Sozialfonds Plus")}),
    ("fr", "Le projet « École pour tous » est porté par l’association Les Passerelles en partenariat avec la Ville de "
           "Montreuil. Il est financé par le Fonds social européen plus à hauteur de 85 000 euros.",
     {(LEADS, "association Les Passerelles"), (TAKES_PART, "Ville de Montreuil"),
      (PAYS, "Fonds social européen plus")}),
    ("es", "El proyecto «Casa abierta» está coordinado por la Asociación Raíces, junto con el Ayuntamiento de Murcia.",
     {(LEADS, "Asociación Raíces"), (TAKES_PART, "Ayuntamiento de Murcia")}),
    ("pt", "O projeto «Raízes» é promovido pela Associação Caminhos em parceria com a Câmara Municipal de Beja.",
     {(LEADS, "Associação Caminhos"), (TAKES_PART, "Câmara Municipal de Beja")}),
    ("tr", "“Birlikte Okul” projesi Köprü Derneği tarafından Edirne Belediyesi iş birliğiyle yürütülmektedir.",
     {(LEADS, "Köprü Derneği"), (TAKES_PART, "Edirne Belediyesi")}),
    ("mk", "Проектот „Први чекори“ го спроведува здружението „Мост“ во партнерство со Општина Прилеп.",
     {(TAKES_PART, "Општина Прилеп")}),
    ("nl", "Het project “Samen leren” wordt uitgevoerd door de vereniging De Brug in samenwerking met de Stad Gent.",
     {(TAKES_PART, "Stad Gent")}),
    ("bg", "Проект „Нов старт“\nКоординатор: Сдружение „Зора“\nПартньори: Община Видин, Фондация „Мост“",
     {(LEADS, "Сдружение „Зора“"), (TAKES_PART, "Община Видин"), (TAKES_PART, "Фондация „Мост“")}),
    ("ro", "Proiectul „Acasă”\nBeneficiar | Asociația Orizont\nParteneri | Primăria Galați; Fundația Podul",
     {(LEADS, "Asociația Orizont"), (TAKES_PART, "Primăria Galați"), (TAKES_PART, "Fundația Podul")}),
    ("en", "Project “Bridges”\nPartners\n- Municipality of Kavarna\n- Open Door Foundation\nFunders\n- European Union",
     {(TAKES_PART, "Municipality of Kavarna"), (TAKES_PART, "Open Door Foundation"), (PAYS, "European Union")}),
]  # fmt: skip


def said(findings):
    """Part and name of every body and programme of a project, and the geonames ids of its places."""
    relations = [f for f in findings if isinstance(f, RelationFinding) and isinstance(f.subject, NameFinding)]
    return {
        (r.predicate, r.object.name if isinstance(r.object, NameFinding) else r.object.geonames_id) for r in relations
    }


@pytest.mark.parametrize(
    ("lang", "text", "expected"), ANNOUNCED, ids=lambda value: value[:12] if isinstance(value, str) else ""
)
def test_parts_are_those_that_the_text_gives(extractor, document, lang, text, expected):
    parts = {pair for pair in said(extractor.findings(document(text, lang))) if pair[0] in (LEADS, TAKES_PART, PAYS)}

    assert expected <= parts
    assert len({name for _, name in parts}) == len(parts)


def test_owner_of_a_programme_has_no_part_of_its_own(extractor, document):
    text = "The project “Bridge” was funded with EUR 90,000 from the European Union programme CERV."

    assert {name for part, name in said(extractor.findings(document(text))) if part is PAYS} == {"CERV"}


def test_second_leader_takes_part(extractor, document):
    text = "Проектът „Мост“ се изпълнява от сдружение „Нов път“ и фондация „Зора“."

    assert said(extractor.findings(document(text, "bg"))) == {
        (LEADS, "сдружение „Нов път“"),
        (TAKES_PART, "фондация „Зора“"),
    }


def test_seat_of_a_body_is_no_place_of_the_project(extractor, document):
    text = "Proiectul „Podul” din Brăila este implementat de Asociația Scara din Galați."

    assert {place for part, place in said(extractor.findings(document(text, "ro"))) if part is PLACE} == {683902}


def test_project_that_names_no_place_is_where_the_headline_says(extractor, document):
    title = "Mediators at work in Plovdiv"
    text = f"{title}\nThe project “Bridge” began in 2021.\nIt has been noticed in Ruse."

    places = {place for part, place in said(extractor.findings(document(text, "en", title))) if part is PLACE}

    assert places == {728193}


def test_event_has_a_leader_too(extractor, document):
    text = "The remembrance meeting of 2 August 2024 was organised by the Memory House Foundation."

    relations = [f for f in extractor.findings(document(text)) if isinstance(f, RelationFinding)]
    of_names = [(r.subject.type, r.predicate) for r in relations if isinstance(r.subject, NameFinding)]

    assert of_names == [(ThingType.EVENT, LEADS)]


def test_body_that_only_visits_is_given_no_part(extractor, document):
    text = "Project “Bridge” helps families.\nOn Monday guests from the Ministry of Education looked at the new rooms."

    assert {part for part, _ in said(extractor.findings(document(text)))} <= {PLACE}
