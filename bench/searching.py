"""A search over ten thousand generated things, beside its parts run bare: encode, faiss, tantivy.

Runs in a process of its own: `python -m bench.searching` prints what it measured.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from bench.measure import Figure, spent
from bench.workplace import Workplace

THINGS = 10_000
RUNS = 5
DEPTH = 1_000  # candidates of each list, as drom itself takes them
_ALLOWED, _ALLOWED_MS = 3.0, 10.0  # times the bare parts, and more


def measured(_place: Workplace) -> list[Figure]:
    """Mean processor time per question over the judged questions, understanding, hits and facets included."""
    found = json.loads(spent([sys.executable, "-m", "bench.searching"]).output)
    ours, bare = found["ours"], found["bare"]
    return [
        Figure(name=f"search over {THINGS:,} generated things", measured=ours, unit="CPU ms", runs=RUNS,
               limit=_ALLOWED * bare + _ALLOWED_MS, beside=f"encode + faiss + tantivy, {DEPTH:,} each", peer=bare),
        Figure(name="… on the clock, slowest of twenty", measured=found["slow"], unit="ms", runs=RUNS),
        Figure(name=f"index of {found['units']:,} passages and cards", measured=found["index"], unit="CPU s", runs=1),
    ]  # fmt: skip


def _main() -> None:
    from bench.generate import BASE, generated
    from search.build import build_index
    from search.encoders.choice import encoder_for
    from search.engine import SearchEngine
    from search.question import Question

    encoder = encoder_for()
    with tempfile.TemporaryDirectory() as folder:
        made = generated(THINGS, Path(folder))
        index = Path(folder, "index")
        began = time.process_time()
        facts = build_index(made.store, made.texts.__getitem__, index, encoder, BASE)
        built = time.process_time() - began
        engine = SearchEngine.open(index, encoder, base=BASE, release=1)
        bare, units = _bare(index)
        questions = _questions()
        clock: list[float] = []

        def ours(text: str) -> None:
            started = time.perf_counter()
            engine.answer(Question(text=text))
            clock.append(1000 * (time.perf_counter() - started))

        pairs = [(_cpu_ms(ours, questions), _cpu_ms(bare, questions)) for _ in range(RUNS + 1)][1:]
    answers = sorted(clock[len(questions) :])
    found = {
        "ours": median(pair[0] for pair in pairs), "bare": median(pair[1] for pair in pairs),
        "slow": answers[int(0.95 * len(answers))], "index": built, "units": units, "things": facts.things,
    }  # fmt: skip
    print(json.dumps(found))


def _questions() -> list[str]:
    judged = Path(__file__).with_name("dev") / "queries.json"
    return [query["text"] for query in json.loads(judged.read_text(encoding="utf-8"))["queries"]]


def _cpu_ms(answer: Callable[[str], object], questions: Sequence[str]) -> float:
    began = time.process_time()
    for question in questions:
        answer(question)
    return 1000 * (time.process_time() - began) / len(questions)


def _bare(index: Path) -> tuple[Callable[[str], object], int]:
    """The three libraries on the same vectors and the same key words, with nothing of drom around them."""
    import faiss
    import numpy as np
    import tantivy

    from graph.lemmas import fold_word, tokens
    from search.build import ARRAYS, WORDS
    from search.encoder import Role
    from search.encoders.choice import encoder_for
    from search.tensors import open_arrays

    encoder = encoder_for()
    vectors = np.ascontiguousarray(open_arrays(index / ARRAYS)["unit.vectors"])
    flat = faiss.IndexFlatIP(vectors.shape[1])
    flat.add(vectors)
    words = tantivy.Index.open(str(index / WORDS))
    searcher, schema = words.searcher(), words.schema

    def answer(text: str) -> object:
        vector = encoder.encode([text], role=Role.QUERY)
        terms = [tantivy.Query.term_query(schema, "words", fold_word(token.text)) for token in tokens(text)]
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])
        return flat.search(vector, DEPTH), searcher.search(query, limit=DEPTH, count=False).hits

    return answer, len(vectors)


if __name__ == "__main__":
    _main()
