"""Makes `models/drom-starter`: a static model that knows the words of the concept scheme, in all its languages.

Run `python -m training.starter` (or `make model`). It takes a second, needs no torch, and gives the same bytes again.
"""

import hashlib
import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from ontology.scheme import Concept, ConceptScheme
from training.folder import MODELS, write_model

FOLDER = MODELS / "drom-starter"
SEED = 20250101
WORD_DIMENSIONS = 61  # in which words differ whatever they mean; 200 together with the 139 concepts
# How much of a concept's vector is its own, its parent's, and so on upwards.
LEVELS = (1.0, 0.6, 0.35)
# How much a label tells of its concept. Definitions speak of other things as well.
WEIGHTS = {"label": 1.0, "alt": 1.0, "hidden": 0.7, "definition": 0.15}
WORD_SHARE = 0.25  # length of the part that says which word it is, against the part that says what it means
SHORTEST_BEGINNING = 5  # letters; a beginning also has three fifths of its word, so that what is cut off is an ending
LETTERS = (
    "0123456789abcdefghijklmnopqrstuvwxyzßæøœðþłđħıαβγδεζηθικλμνξοπρσςτυφχψω"
    "абвгдежзийклмнопрстуфхцчшщъыьэюяѓѕјљњќћџђєіґў"
)
UNKNOWN = "[UNK]"


def main() -> None:
    scheme = ConceptScheme.open()
    weights = piece_weights(scheme)
    vocabulary = vocabulary_of(weights)
    table = vectors(scheme, weights, vocabulary)
    write_model(FOLDER, tokenizer(vocabulary), table)


def normalizer() -> normalizers.Normalizer:
    """Lower case without marks: `școlară` and `scolara` are one word."""
    steps = [normalizers.NFKC(), normalizers.Lowercase(), normalizers.NFD(), normalizers.StripAccents()]
    return normalizers.Sequence(steps)


def piece_weights(scheme: ConceptScheme) -> Mapping[str, Mapping[str, float]]:
    """For each piece (a word, or the beginning of one) how much it is used of each concept, by IRI."""
    plain = normalizer()
    found: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for concept in scheme.concepts():
        for text, weight in texts(concept):
            words = re.findall(r"\w+", plain.normalize_str(text))
            for word in words:
                found[word][concept.iri] += weight / math.sqrt(len(words))
                for beginning in beginnings(word):
                    found[beginning][concept.iri] += 0.5 * weight / math.sqrt(len(words))
    return found


def texts(concept: Concept) -> Iterator[tuple[str, float]]:
    for text in concept.labels.values():
        yield text, WEIGHTS["label"]
    for kind, listing in (("alt", concept.alt), ("hidden", concept.hidden)):
        for each in listing.values():
            yield from ((text, WEIGHTS[kind]) for text in each)
    for text in concept.definition.values():
        yield text, WEIGHTS["definition"]


def beginnings(word: str) -> Iterator[str]:
    """What a word shares with its inflected forms."""
    for length in range(max(SHORTEST_BEGINNING, math.ceil(0.6 * len(word))), len(word)):
        yield word[:length]


def vocabulary_of(weights: Mapping[str, object]) -> dict[str, int]:
    """All pieces; single letters, which say nothing, take up what no piece covers."""
    letters = [*LETTERS, *(f"##{letter}" for letter in LETTERS)]
    return {piece: number for number, piece in enumerate(dict.fromkeys([UNKNOWN, *letters, *sorted(weights)]))}


def tokenizer(vocabulary: dict[str, int]) -> Tokenizer:
    """Takes the longest known beginning of each word."""
    made = Tokenizer(models.WordPiece(vocabulary, unk_token=UNKNOWN, max_input_chars_per_word=60))
    made.normalizer = normalizer()
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return made


def vectors(
    scheme: ConceptScheme, weights: Mapping[str, Mapping[str, float]], vocabulary: Mapping[str, int]
) -> NDArray[np.float32]:
    """A row for each piece: the mean of its concepts, shorter the more of them share it, and a direction of its own."""
    meanings = concept_vectors(scheme)
    rows = np.zeros((len(vocabulary), len(meanings) + WORD_DIMENSIONS), dtype=np.float64)
    for piece, by_concept in weights.items():
        total = sum(by_concept.values())
        mean = sum(weight / total * meanings[iri] for iri, weight in by_concept.items())
        telling = math.log(len(meanings) / len(by_concept)) / math.log(len(meanings))
        if len(piece) == 1 or not telling:
            continue
        rows[vocabulary[piece], : len(meanings)] = telling * np.asarray(mean)
        rows[vocabulary[piece], len(meanings) :] = telling * WORD_SHARE * direction(piece)
    return rows.astype(np.float32)


def concept_vectors(scheme: ConceptScheme) -> dict[str, NDArray[np.float64]]:
    """A direction for each concept, leaning towards those above it."""
    axis = {concept.iri: number for number, concept in enumerate(scheme.concepts())}
    found = {}
    for concept in scheme.concepts():
        vector = np.zeros(len(axis))
        for above, share in zip(scheme.broader_or_self(concept), LEVELS, strict=False):
            vector[axis[above.iri]] = share
        found[concept.iri] = vector / np.linalg.norm(vector)
    return found


def direction(piece: str) -> NDArray[np.float64]:
    """A direction drawn for the piece: the same on every machine."""
    seed = int.from_bytes(hashlib.sha256(f"{SEED}\n{piece}".encode()).digest()[:8], "little")
    drawn = np.random.default_rng(seed).standard_normal(WORD_DIMENSIONS)
    return drawn / np.linalg.norm(drawn)


if __name__ == "__main__":
    main()
