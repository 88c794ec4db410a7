"""Which names are also ordinary words, by language: from simplemma's dictionaries and CLDR's months and weekdays;
build time only.
"""

from __future__ import annotations

from collections.abc import Iterator

from graph.lemmas import fold_word
from graph.placerules import LANGUAGE_BIT


def ordinary_words(keys: set[str]) -> dict[str, int]:
    """The keys that are dictionary words, with one bit (`LANGUAGE_BIT`) for each language in which they are."""
    found: dict[str, int] = {}
    for lang, bit in LANGUAGE_BIT.items():
        for word in {fold_word(word) for word in (*dictionary_words(lang), *calendar_words(lang))} & keys:
            found[word] = found.get(word, 0) | bit
    return found


def dictionary_words(lang: str) -> Iterator[str]:
    """Words that the dictionary writes in lower case and does not trace back to a name."""
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory
    from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

    code = "hbs" if lang in {"sr", "hr", "bs"} else lang
    if code not in SUPPORTED_LANGUAGES:
        return
    dictionary = DefaultDictionaryFactory(cache_max_size=1).get_dictionary(code)
    # Its Bulgarian and Macedonian lists give names without their capitals, the name itself as its own lemma.
    named = {word.lower() for word in dictionary if word[:1].isupper()}
    for word, lemma in dictionary.items():
        if word[:1].islower() and lemma[:1].islower() and word not in named:
            yield word


def calendar_words(lang: str) -> Iterator[str]:
    """Names of months and weekdays."""
    from babel import Locale

    locale = Locale.parse(lang)
    for calendar in (locale.months, locale.days):
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                yield from calendar[context][width].values()
