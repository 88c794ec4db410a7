"""The label of a practice in every interface language, built from the labels of its theme, approach and place."""

from collections.abc import Iterator, Sequence

from graph.places import Gazetteer, PlaceEntry
from graph.records import LangText
from ontology.scheme import ConceptScheme

# Languages in which every concept has a label of its own; a practice is labelled in each.
LABEL_LANGUAGES = ("en", "bg", "ro", "lv")


def common_place(gazetteer: Gazetteer, geonames_ids: Sequence[int]) -> PlaceEntry | None:
    """The one place that a label can name: the only one, or the country that all of them share."""
    entries = [entry for entry in map(gazetteer.place, geonames_ids) if entry]
    if len(entries) == 1:
        return entries[0]
    countries = {entry.country for entry in entries}
    return gazetteer.country(countries.pop()) if len(countries) == 1 else None


def practice_labels(
    scheme: ConceptScheme, gazetteer: Gazetteer, approach: str | None, theme: str | None, place: PlaceEntry | None
) -> Iterator[LangText]:
    """*School mediation: training (Kavarna)*, once per language.

    What is not known is left out, and so is an approach that the name of the theme says already (*social mediation*).
    """
    implied = theme and approach and not set(theme.split("-")).isdisjoint(approach.split("-"))
    parts = (("themes", theme), ("approaches", None if implied else approach))
    for lang in LABEL_LANGUAGES:
        named = [scheme.label(scheme.concept(kind, notation), lang).text for kind, notation in parts if notation]
        if not named:
            continue
        words = ": ".join(dict.fromkeys(named))
        where = f" ({gazetteer.label(place, lang)})" if place else ""
        yield LangText(words[0].upper() + words[1:] + where, lang)
