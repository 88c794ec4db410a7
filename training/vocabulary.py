"""The tokenizer: plain Latin letters (`charsmap.py`), words at spaces, and the longest known piece first.

WordPiece and not BPE: the file has no list of merges and opens in half the time.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from tokenizers import Tokenizer, models, pre_tokenizers, trainers

from training.charsmap import normalizer, plain
from training.corpus import Corpus

UNKNOWN = "[UNK]"
UNKNOWN_NUMBER = 0
LONGEST_WORD = (
    60  # characters; what is longer is no word, and looking for its pieces would take the square of its length
)
WORDS_COUNTED = 10_000_000  # over all languages after weighting
RAREST = 3  # times a piece must occur, as weighted
_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"
POWER = 0.4  # a language with n words counts n ** 0.4


def plain_tokenizer(vocabulary: Mapping[str, int] | None = None) -> Tokenizer:
    """Without a vocabulary it knows no piece yet."""
    known = dict(vocabulary) if vocabulary else {UNKNOWN: UNKNOWN_NUMBER}
    made = Tokenizer(models.WordPiece(known, unk_token=UNKNOWN, max_input_chars_per_word=LONGEST_WORD))
    made.normalizer = normalizer()
    made.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    return made


def trained_tokenizer(corpus: Corpus, more: Mapping[str, Iterable[str]], size: int) -> Tokenizer:
    """Learn `size` pieces from the training texts and from `more` texts by language."""
    made = plain_tokenizer()
    counts = weighted(word_counts(corpus, more))
    trainer = trainers.WordPieceTrainer(
        vocab_size=size, min_frequency=RAREST, special_tokens=[UNKNOWN], initial_alphabet=list(_ALPHABET),
        limit_alphabet=len(_ALPHABET), continuing_subword_prefix="##", show_progress=False,
    )  # fmt: skip
    made.train_from_iterator(_repeated(counts), trainer)
    return plain_tokenizer(_in_order(made.get_vocab()))


def word_counts(corpus: Corpus, more: Mapping[str, Iterable[str]]) -> dict[str, Counter[str]]:
    """How often each word of plain letters occurs, by language; a text counts once per language."""
    texts: dict[str, set[int]] = {}
    for group, pairs in corpus.groups.items():
        for lang, side in ((group.left, 0), (group.right, 1)):
            texts.setdefault(lang, set()).update(pairs[:, side].tolist())
    counts: dict[str, Counter[str]] = {}
    for lang, numbers in texts.items():
        joined = (corpus.texts[number] for number in numbers)
        counts[lang] = Counter(word for text in joined for word in plain(text).split() if _plain(word))
    for lang, labels in more.items():
        words = (word for text in labels for word in plain(text).split() if _plain(word))
        counts.setdefault(lang, Counter()).update(words)
    return counts


def weighted(counts: Mapping[str, Counter[str]]) -> Counter[str]:
    """All languages together, the small ones raised."""
    totals = {lang: sum(words.values()) for lang, words in counts.items()}
    shares = {lang: total**POWER for lang, total in totals.items() if total}
    scale = WORDS_COUNTED / sum(shares.values())
    found: Counter[str] = Counter()
    for lang, share in sorted(shares.items()):
        factor = scale * share / totals[lang]
        for word, count in counts[lang].items():
            found[word] += round(count * factor)
    return found


def _plain(word: str) -> bool:
    return word.isascii() and len(word) <= LONGEST_WORD


def _repeated(counts: Counter[str]) -> Iterator[str]:
    for word, count in sorted(counts.items()):
        if count:
            yield " ".join([word] * count)


def _in_order(vocabulary: Mapping[str, int]) -> dict[str, int]:
    """Pieces numbered by name: the trainer's own numbers are not the same on every run."""
    return {piece: number for number, piece in enumerate([UNKNOWN, *sorted(set(vocabulary) - {UNKNOWN})])}
