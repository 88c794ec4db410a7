"""Which things are the same: never by name alone."""

from graph.identity import Verdict
from graph.records import Iri, LangText, Property, Statement, Thing, ThingType
from ingest.resolve import judgements

AROUND = {"kavarna": {"kavarna", "dobrich"}, "dobrich": {"dobrich"}, "vidin": {"vidin"}, "bulgaria": set()}


def thing(iri: str, name: str, *, place: str | None = None, partner: str | None = None) -> Thing:
    statements = [Statement(Property.LABEL, LangText(name, "bg"))]
    if place:
        statements.append(Statement(Property.PLACE, Iri(place)))
    if partner:
        statements.append(Statement(Property.PARTNER, Iri(partner)))
    return Thing(iri, ThingType.ORGANISATION, tuple(statements))


def verdict(left: Thing, right: Thing) -> Verdict | None:
    found = list(judgements([left, right], lambda place: frozenset(AROUND.get(place, ()))))
    return found[0].verdict if found else None


def test_same_name_in_places_that_fit_is_the_same():
    assert verdict(thing("a", "Надежда", place="kavarna"), thing("b", "„Надежда“", place="dobrich")) is Verdict.SAME


def test_same_name_in_places_that_exclude_each_other_is_not_the_same():
    assert verdict(thing("a", "Надежда", place="kavarna"), thing("b", "Надежда", place="vidin")) is Verdict.NOT_SAME


def test_same_name_bound_to_the_same_thing_is_the_same():
    assert verdict(thing("a", "Надежда", partner="p"), thing("b", "Надежда", partner="p")) is Verdict.SAME


def test_name_alone_leaves_it_open():
    assert verdict(thing("a", "Надежда"), thing("b", "Надежда")) is Verdict.UNSURE


def test_country_in_common_is_not_enough():
    assert verdict(thing("a", "Надежда", place="bulgaria"), thing("b", "Надежда", place="bulgaria")) is Verdict.UNSURE


def test_other_names_are_not_compared():
    assert verdict(thing("a", "Надежда", place="kavarna"), thing("b", "Искра", place="kavarna")) is None


def test_order_of_the_things_does_not_matter():
    left, right = thing("a", "Надежда", place="kavarna"), thing("b", "Надежда", place="kavarna")

    assert list(judgements([left, right], lambda p: frozenset(AROUND[p]))) == list(
        judgements([right, left], lambda p: frozenset(AROUND[p]))
    )


def test_name_in_the_other_alphabet_is_the_same_name():
    assert verdict(
        thing("a", "Сдружение Интегро", place="kavarna"), thing("b", "Sdruzhenie Integro", place="kavarna")
    ) is (Verdict.SAME)


def test_long_name_in_the_same_country_is_the_same():
    name = "Platforma națională de bune practici pentru romi"

    assert verdict(thing("a", name, place="bulgaria"), thing("b", name, place="bulgaria")) is Verdict.SAME
    assert verdict(thing("a", name, place="bulgaria"), thing("b", name)) is Verdict.UNSURE


def test_programme_in_common_does_not_join_two_groups():
    romact = Thing("p", ThingType.PROGRAMME, (Statement(Property.LABEL, LangText("ROMACT", "en")),))
    left, right = thing("a", "МАГ", partner="p"), thing("b", "МАГ", partner="p")

    (judged,) = judgements([left, right, romact], lambda place: frozenset(AROUND.get(place, ())))

    assert judged.verdict is Verdict.UNSURE
