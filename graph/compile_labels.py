"""Compiles `data/labels.json`, the words of all labels: `python -m graph.compile_labels`, after every change of the
scheme.

Dictionaries of simplemma, heavy ones too, add the forms that endings alone do not reach: `деца` of `дете`, `ученици`
of `ученик`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from graph.labelindex import LabelIndex, scheme_digest
from graph.lemmas import fold_word
from ontology.scheme import ConceptScheme

_OUTPUT = Path(__file__).with_name("data") / "labels.json"
# Serbian and its sisters share a dictionary.
_DICTIONARIES = {"sr": "hbs", "hr": "hbs", "bs": "hbs", "cnr": "hbs"}
# In English the few irregular plurals stand among the labels, while `house`, a lemma of `housing`, is another matter.
# In Turkish stems do not change, and the dictionary has a hundred forms of each word.
_WITHOUT = frozenset({"en", "tr"})


class DictionaryForms:
    """Forms that share a lemma with a word."""

    def __call__(self, word: str, lang: str) -> Iterator[str]:
        forms_by_lemma, lemma_by_form = _dictionary(_DICTIONARIES.get(lang, lang))
        lemma = lemma_by_form.get(fold_word(word))
        yield from sorted(forms_by_lemma.get(lemma or "", ()))


@lru_cache(1)
def _dictionary(code: str) -> tuple[Mapping[str, set[str]], Mapping[str, str]]:
    """Folded forms by lemma, and lemma by folded form, of words that are no names."""
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory
    from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

    forms_by_lemma: dict[str, set[str]] = {}
    lemma_by_form: dict[str, str] = {}
    if code in _WITHOUT or code not in SUPPORTED_LANGUAGES:
        return forms_by_lemma, lemma_by_form
    for form, lemma in DefaultDictionaryFactory(cache_max_size=1).get_dictionary(code).items():
        if form[:1].islower() and lemma[:1].islower():
            forms_by_lemma.setdefault(lemma, {fold_word(lemma)}).add(fold_word(form))
            lemma_by_form[fold_word(form)] = lemma
    for lemma in forms_by_lemma:
        lemma_by_form[fold_word(lemma)] = lemma
    return forms_by_lemma, lemma_by_form


def main() -> None:
    """Write labels.json beside this file."""
    index = LabelIndex.of(ConceptScheme.open(), DictionaryForms(), scheme_digest())
    _OUTPUT.write_text(index.to_json() + "\n", encoding="utf-8")
    sys.stdout.write(f"{_OUTPUT.name}: {len(index.labels)} labels, {len(index.stems)} stems\n")


if __name__ == "__main__":
    main()
