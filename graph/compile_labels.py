"""Compiles `data/labels.json`, the words of all labels: `python -m graph.compile_labels`, after every change of the
scheme.

Dictionaries of simplemma, heavy ones too, add the forms that endings alone do not reach, `деца` of `дете`, and tell
words that only look like forms of a label: `спорът` is no `спорт`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path

from graph.labelindex import LabelIndex, content_words, scheme_digest
from graph.labels import is_form
from graph.lemmas import fold, fold_word, inflections, language_base
from ontology.scheme import ConceptScheme

_OUTPUT = Path(__file__).with_name("data") / "labels.json"
# Serbian and its sisters share a dictionary.
_DICTIONARIES = {"sr": "hbs", "hr": "hbs", "bs": "hbs", "cnr": "hbs"}
# In English the few irregular plurals stand among the labels, while `house`, a lemma of `housing`, is another matter.
# In Turkish stems do not change, and the dictionary has a hundred forms of each word.
_WITHOUT = frozenset({"en", "tr"})
# Dictionaries that take genitives for words of their own: they tell forms, but not what is no form.
_UNSURE = frozenset({"el"})


class DictionaryForms:
    """Forms that share a lemma with a word."""

    def __call__(self, word: str, lang: str) -> Iterator[str]:
        known = _dictionary(_DICTIONARIES.get(lang, lang))
        lemma = known.lemma_by_form.get(fold_word(word))
        yield from sorted(known.forms_by_lemma.get(lemma or "", ()))


@dataclass(frozen=True, slots=True)
class _Dictionary:
    """Folded forms by lemma, a lemma by folded form, all folded lemmas of a folded form; names are left out.

    Different words become one form when they are folded: `rodiče`, parents, and `rodice`.
    """

    forms_by_lemma: dict[str, set[str]] = field(default_factory=dict)
    lemma_by_form: dict[str, str] = field(default_factory=dict)
    lemmas_by_form: dict[str, set[str]] = field(default_factory=dict)


def _dictionary(code: str) -> _Dictionary:
    """The dictionary of one language at a time, and the one that several share: they take a gigabyte each."""
    return _shared(code) if code in _DICTIONARIES.values() else _own(code)


@cache
def _shared(code: str) -> _Dictionary:
    return _read(code)


@lru_cache(1)
def _own(code: str) -> _Dictionary:
    return _read(code)


def _read(code: str) -> _Dictionary:
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory
    from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

    known = _Dictionary()
    if code in _WITHOUT or code not in SUPPORTED_LANGUAGES:
        return known
    pairs = DefaultDictionaryFactory(cache_max_size=1).get_dictionary(code).items()
    plain = [(form, lemma) for form, lemma in pairs if form[:1].islower() and lemma[:1].islower()]
    forms, lemmas = [form for form, _ in plain], [lemma for _, lemma in plain]
    for form, lemma, folded in zip(_folded(forms), lemmas, _folded(lemmas), strict=True):
        known.forms_by_lemma.setdefault(lemma, {folded}).add(form)
        known.lemma_by_form[form] = lemma
        known.lemmas_by_form.setdefault(form, set()).add(folded)
    named = tuple(known.forms_by_lemma)
    for lemma, folded in zip(named, _folded(named), strict=True):
        known.lemma_by_form[folded] = lemma
        known.lemmas_by_form.setdefault(folded, set()).add(folded)
    return known


def _folded(words: Sequence[str]) -> list[str]:
    """The words as `fold` leaves each; folded as one text, since there are a million and more."""
    return fold("\n".join(words)).split("\n")


@dataclass(frozen=True, slots=True)
class _LabelWord:
    """The only word of a label, folded, with its lemmas, and the concept it is a label of."""

    word: str
    lemmas: frozenset[str]
    notation: str


def lookalikes_of(index: LabelIndex) -> dict[str, dict[str, list[int]]]:
    """The words that the stem of a label of one word recalls, and that are another: by language, form and number.

    They are of another lemma, or labels of another concept themselves: `μαθητές`, pupils, is no `μαθητεία`.
    """
    langs = sorted({language_base(label.lang) for label in index.labels})
    found = {base: dict(_lookalikes(index, base)) for base in langs}
    return {base: forms for base, forms in found.items() if forms}


def _lookalikes(index: LabelIndex, base: str) -> Iterator[tuple[str, list[int]]]:
    known = _dictionary(_DICTIONARIES.get(base, base)).lemmas_by_form
    words = _label_words(index, base, known)
    notations = {label.word: label.notation for label in words.values()}
    of_base = ((stemmed, words.keys() & langs.get(base, ())) for stemmed, langs in index.stems.items())
    stems = {stemmed: numbers for stemmed, numbers in of_base if numbers}
    lengths = sorted({len(stemmed) for stemmed in stems})
    heads = {stemmed[: lengths[0]] for stemmed in stems}  # most forms of a dictionary begin like no label
    for form in sorted(form for form in {*known, *notations} if form[: lengths[0]] in heads):
        lemmas = known.get(form, set()) if base not in _UNSURE else set()
        others = [
            number
            for cut in lengths
            if form[:cut] in stems and cut <= len(form) and is_form(base, cut, form[cut:])
            for number in stems[form[:cut]]
            if _is_other(base, form, lemmas, notations.get(form), words[number])
        ]
        if others:
            yield form, sorted(others)


def _label_words(index: LabelIndex, base: str, known: Mapping[str, Set[str]]) -> dict[int, _LabelWord]:
    """By number, the words that are labels alone."""
    words = {}
    for label in index.labels:
        if len(label.words) == 1 and language_base(label.lang) == base:
            word = fold_word(content_words(label.text, label.lang)[0])
            words[label.words[0]] = _LabelWord(word, frozenset(known.get(word, {word})), label.notation)
    return words


def _is_other(base: str, form: str, lemmas: Set[str], notation: str | None, label: _LabelWord) -> bool:
    if form == label.word:
        return False
    if notation is not None:
        return notation != label.notation
    if not lemmas or label.word in lemmas or not label.lemmas.isdisjoint(lemmas):
        return False
    # Dictionaries of languages that join words split many of their forms wrongly.
    joins = base in inflections() and inflections()[base].compounds
    return not (joins and form.startswith(label.word))


def main() -> None:
    """Write labels.json beside this file."""
    index = LabelIndex.of(ConceptScheme.open(), DictionaryForms(), scheme_digest())
    index = replace(index, lookalikes=lookalikes_of(index))
    _OUTPUT.write_text(index.to_json() + "\n", encoding="utf-8")
    sys.stdout.write(f"{_OUTPUT.name}: {len(index.labels)} labels, {len(index.stems)} stems\n")


if __name__ == "__main__":
    main()
