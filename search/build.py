"""Builds the index of a release from its graph and its texts. Vectors of unchanged units come from the index before."""

import hashlib
import logging
import math
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.identifiers import place_iri
from graph.labels import LabelMatcher
from graph.places import Gazetteer
from graph.records import DocumentRecord, LangText, ThingType
from graph.store import GraphStore
from ontology.scheme import ConceptScheme
from search.collection import Collection, Entry
from search.columns import Column, Columns, first_day, last_day
from search.encoder import Encoder, Role, Vectors
from search.errors import SearchError
from search.lexical import write_words
from search.manifest import FORMAT, IndexFacts, files_of, read_manifest, write_manifest
from search.names import Names
from search.passages import Passage, passages_of
from search.tensors import Strings, open_arrays, write_arrays
from search.understanding import SLOTS
from search.units import Links, Units
from search.vectors import write_cells

log = logging.getLogger(__name__)

ARRAYS, CELLS, WORDS = "index.safetensors", "cells.faiss", "words"
LABEL_LANGS = ("en", "bg", "ro", "lv")  # of the concept scheme; a card says its concepts and places in each
_BATCH = 512  # texts encoded at once
# A text counts as similar to a question above the cosine that only one unit in fourteen has to the name of a concept
# (docs/search.md has the sweep). Each release measures its own, because models spread their cosines very differently
# (a static one around 0, e5 between 0.7 and 0.9); the bounds are for collections too small to tell.
_UNLIKE_SHARE = 0.93
_LOWEST, _HIGHEST = 0.2, 0.95
_SAMPLED_UNITS = 2_000


def build_index(
    release_store: GraphStore,
    texts: Callable[[str], str],
    folder: Path,
    encoder: Encoder,
    base: str,
    *,
    previous: Path | None = None,
) -> IndexFacts:
    """Write the index into `folder`, new or empty; the manifest last. `texts` gives a document's text by its IRI."""
    began = time.monotonic()
    scheme, gazetteer = ConceptScheme.open(base), Gazetteer.open()
    collection = Collection.from_store(release_store, scheme, gazetteer)
    facts = write_index(collection, texts, folder, encoder, LabelMatcher.open(base), base, previous=previous)
    log.info("index built things=%d passages=%d seconds=%.1f", facts.things, facts.passages, time.monotonic() - began)
    return facts


def write_index(
    collection: Collection,
    texts: Callable[[str], str],
    folder: Path,
    encoder: Encoder,
    matcher: LabelMatcher,
    base: str,
    *,
    previous: Path | None = None,
) -> IndexFacts:
    folder.mkdir(parents=True, exist_ok=True)
    passages = [
        p for record in _by_row(collection) for p in passages_of(record.iri, texts(record.iri), _borders(record))
    ]
    cards = [_card_texts(collection, entry) for entry in collection.entries]
    vectors, ids = _vectors(passages, cards, encoder, previous)
    links = [_things_in(collection, passage) for passage in passages]
    mentions, starts, keys = _mentions(collection, passages, matcher, base)
    units = Units(
        ids, vectors, Strings.of(p.text for p in passages),
        np.asarray([collection.row[p.document] for p in passages], dtype=np.int32),
        Links.of([_searched(collection, rows) for rows in links]), _turned(links, len(collection.entries)),
        mentions, starts, keys,
    )  # fmt: skip
    shown = Strings.of(collection.card(entry).to_json() for entry in collection.entries)
    columns = _columns(collection)
    names = Names.of(collection.name_keys())
    write_arrays(folder / ARRAYS, {**columns.arrays(), **units.arrays(), **names.arrays(), **shown.arrays("card")})
    lang_of = {record.iri: record.lang for record in collection.records.values()}
    write_words(folder / WORDS, [*([LangText(p.text, lang_of[p.document])] for p in passages), *cards])
    write_cells(folder / CELLS, vectors)
    facts = IndexFacts(
        FORMAT, base, encoder.name, encoder.dimension, _threshold(collection.scheme, vectors, encoder),
        len(collection.entries), len(passages), files_of(folder),
    )  # fmt: skip
    write_manifest(folder, facts)
    return facts


def _by_row(collection: Collection) -> list[DocumentRecord]:
    return [collection.records[entry.iri] for entry in collection.entries if entry.iri in collection.records]


def _borders(record: DocumentRecord) -> list[int]:
    return [part.start for part in record.parts]


def _card_texts(collection: Collection, entry: Entry) -> list[LangText]:
    concepts = collection.concept_labels(entry, LABEL_LANGS)
    return [*entry.names, *entry.descriptions, *concepts, *collection.place_labels(entry, LABEL_LANGS)]


def _things_in(collection: Collection, passage: Passage) -> list[int]:
    """The document of a passage, and the things whose evidence lies in it."""
    rows = [collection.row[passage.document]]
    for iri, start, end in collection.spans.get(passage.document, ()):
        if start < passage.end and end > passage.start and iri in collection.row:
            rows.append(collection.row[iri])
    return list(dict.fromkeys(rows))


def _searched(collection: Collection, rows: Sequence[int]) -> list[int]:
    """A passage says something of the things in it, but not of places: they would match whatever happens there."""
    return [row for row in rows if collection.entries[row].type != ThingType.PLACE]


def _turned(targets_by_owner: Sequence[Sequence[int]], targets: int) -> Links:
    owners: list[list[int]] = [[] for _ in range(targets)]
    for owner, each in enumerate(targets_by_owner):
        for target in each:
            owners[target].append(owner)
    return Links.of(owners)


def _vectors(
    passages: Sequence[Passage], cards: Sequence[Sequence[LangText]], encoder: Encoder, previous: Path | None
) -> tuple[Vectors, NDArray[np.uint8]]:
    texts = [*(p.text for p in passages), *("\n".join(dict.fromkeys(t.text for t in card)) for card in cards)]
    digests = [hashlib.sha256(text.encode("utf-8", "replace")).digest()[:16] for text in texts]
    known = _known_vectors(previous, encoder) if previous else {}
    vectors = np.zeros((len(texts), encoder.dimension), dtype=np.float32)
    missing = []
    for row, digest in enumerate(digests):
        if digest in known:
            vectors[row] = known[digest]
        else:
            missing.append(row)
    for start in range(0, len(missing), _BATCH):
        rows = missing[start : start + _BATCH]
        vectors[rows] = encoder.encode([texts[row] for row in rows], role=Role.PASSAGE)
    return vectors, np.frombuffer(b"".join(digests), dtype=np.uint8).reshape(-1, 16)


def _known_vectors(previous: Path, encoder: Encoder) -> dict[bytes, NDArray[np.float32]]:
    """Vectors of the index before by the digest of their text; none when it cannot be used."""
    try:
        facts = read_manifest(previous)
        if (facts.model, facts.dimension) != (encoder.name, encoder.dimension):
            return {}
        arrays = open_arrays(previous / ARRAYS)
    except (SearchError, OSError, ValueError):
        return {}
    return {ident.tobytes(): vector for ident, vector in zip(arrays["unit.ids"], arrays["unit.vectors"], strict=True)}


def _mentions(
    collection: Collection, passages: Sequence[Passage], matcher: LabelMatcher, base: str
) -> tuple[NDArray[np.int32], NDArray[np.int64], Strings]:
    """Where passages name concepts (found by label) and places."""
    found = [sorted(_mentions_in(collection, passage, matcher, base)) for passage in passages]
    keys = sorted({key for each in found for _, _, key in each}, key=lambda key: key.encode())
    number = {key: i for i, key in enumerate(keys)}
    rows = [(i, start, end, number[key]) for i, each in enumerate(found) for start, end, key in each]
    starts = np.concatenate([[0], np.cumsum([len(each) for each in found])]).astype(np.int64)
    return np.asarray(rows, dtype=np.int32).reshape(-1, 4), starts, Strings.of(keys)


def _mentions_in(
    collection: Collection, passage: Passage, matcher: LabelMatcher, base: str
) -> set[tuple[int, int, str]]:
    found = {
        (mention.start, mention.end, f"{mention.concept.scheme}/{mention.concept.notation}")
        for mention in matcher.find(passage.text, collection.records[passage.document].lang)
        if mention.concept.scheme in SLOTS
    }
    lang, country = collection.records[passage.document].lang, collection.country(passage.document)
    for mention in collection.gazetteer.find(passage.text, lang, country):
        iri = place_iri(base, mention.place.geonames_id)
        if iri in collection.row:
            found.add((mention.start, mention.end, iri))
    return found


def _columns(collection: Collection) -> Columns:
    entries = collection.entries
    outer = collection.outer_places()
    by_scheme = {scheme: [_closure(collection.scheme, entry, scheme) for entry in entries] for scheme in SLOTS}
    values: dict[str, Sequence[Iterable[str]]] = {
        "type": [(entry.type,) for entry in entries],
        **{SLOTS[scheme]: closures for scheme, closures in by_scheme.items()},
        "stated": [[f"{c.scheme}/{c.notation}" for c in entry.concepts] for entry in entries],
        "place": [[around for iri in entry.places for around in outer[iri]] for entry in entries],
        "lang": [_with_bases(collection.languages(entry)) for entry in entries],
        "year": [[entry.dates[0][:4]] if entry.dates else [] for entry in entries],
        "organisation": [_bodies(entry) for entry in entries],
        "outcome": [entry.outcomes for entry in entries],
    }
    points = [(row, collection.place(iri)) for row, entry in enumerate(entries) for iri in entry.places]
    known = [(row, p.latitude, p.longitude) for row, p in points if p.latitude is not None and p.longitude is not None]
    return Columns(
        Strings.of(entry.iri for entry in entries),
        {name: Column.of(each) for name, each in values.items()},
        np.asarray([first_day(entry.dates[0]) if entry.dates else 0 for entry in entries], dtype=np.int32),
        np.asarray([max(map(last_day, entry.dates), default=0) for entry in entries], dtype=np.int32),
        np.asarray([row for row, _, _ in known], dtype=np.int32),
        np.asarray([latitude for _, latitude, _ in known], dtype=np.float64),
        np.asarray([longitude for _, _, longitude in known], dtype=np.float64),
    )


def _closure(scheme: ConceptScheme, entry: Entry, wanted: str) -> list[str]:
    stated = (concept for concept in entry.concepts if concept.scheme == wanted)
    return [above.notation for concept in stated for above in scheme.broader_or_self(concept)]


def _with_bases(langs: Iterable[str]) -> list[str]:
    return [tag for lang in langs for tag in (lang, lang.split("-")[0])]


def _bodies(entry: Entry) -> list[str]:
    own = [entry.iri] if entry.type == ThingType.ORGANISATION else []
    return own + [iri for iri, _ in entry.bodies]


def _threshold(scheme: ConceptScheme, vectors: Vectors, encoder: Encoder) -> float:
    """The cosine above which a unit counts as similar, measured with the English names of all concepts as questions."""
    names: list[str] = [concept.labels["en"] for concept in scheme.concepts() if "en" in concept.labels]
    units = vectors[:: max(1, len(vectors) // _SAMPLED_UNITS)]
    if not names or not len(units):
        return _LOWEST
    cosines: NDArray[Any] = encoder.encode(names, role=Role.QUERY) @ units.T
    measured = float(np.quantile(cosines, _UNLIKE_SHARE))
    return round(min(max(measured if math.isfinite(measured) else 0.0, _LOWEST), _HIGHEST), 4)
