"""The answers of language models, kept so that nothing is asked twice and a page read again says the same."""

from pathlib import Path

from graph.ledger import Ledger
from ingest.errors import AnswerRefused

_QUESTION, _MODEL, _ANSWER, _REFUSED = "question", "model", "answer", "refused"


class Answers:
    """A ledger of answers by the digest of their question; without a path, and when read-only, nothing is written.

    An answer is kept as it came, so that it can be checked anew under other rules; a refusal that every repetition
    would meet is kept too.
    """

    def __init__(self, path: Path | None, *, is_read_only: bool = False) -> None:
        self._ledger = Ledger(path) if path and not is_read_only else None
        self._known: dict[str, str] = {}
        self._refused: dict[str, str] = {}
        for entry in Ledger(path).entries() if path else ():
            question, answer, refused = (entry.get(name) for name in (_QUESTION, _ANSWER, _REFUSED))
            if isinstance(question, str) and isinstance(answer, str):
                self._known[question] = answer
            elif isinstance(question, str) and isinstance(refused, str):
                self._refused[question] = refused

    def known(self, question: str) -> str | None:
        """The answer to the question of this digest. Raises AnswerRefused when the model refused it for good."""
        if question in self._refused:
            raise AnswerRefused(self._refused[question])
        return self._known.get(question)

    def keep(self, question: str, model: str, answer: str) -> None:
        self._known[question] = answer
        self._write(question, model, _ANSWER, answer)

    def keep_refusal(self, question: str, model: str, reason: str) -> None:
        self._refused[question] = reason
        self._write(question, model, _REFUSED, reason)

    def _write(self, question: str, model: str, kind: str, text: str) -> None:
        """On the disk when this returns: an answer costs more than that."""
        if self._ledger is not None:
            self._ledger.append({_QUESTION: question, _MODEL: model, kind: text})
            self._ledger.flush()

    def close(self) -> None:
        if self._ledger is not None:
            self._ledger.close()
