"""A language model beside the rules: it is asked about each page that they have read, and what stands is added.

Nothing it does ends a run. A page without an answer keeps what the rules found, and is asked about again by the next
run, unless the model refused it for good.
"""

import logging
from collections import Counter
from dataclasses import replace

from ingest.adviser.answers import Answers
from ingest.adviser.checking import Checking
from ingest.adviser.claims import Doubt, claims_in
from ingest.adviser.endpoint import Endpoint
from ingest.adviser.question import question_about, question_version, shortened
from ingest.document import Document
from ingest.errors import AnswerMissing, AnswerRefused, EndpointShut
from ingest.extract.page import Page
from ingest.finding import Finding, Reading
from ingest.report import Advice, Rejected

log = logging.getLogger(__name__)

_MOST_FAILURES = 3  # pages in a row without an answer, after which a run asks no more
_LISTING = "listing"


class Adviser:
    """Adds to readings what a model finds, and counts what became of it."""

    def __init__(self, endpoint: Endpoint, answers: Answers, *, most_characters: int = 8_000) -> None:
        self._endpoint = endpoint
        self._answers = answers
        self._most_characters = most_characters
        self._model = endpoint.options.model
        self._is_silent = False
        self._failures = 0  # in a row
        self._counts: Counter[str] = Counter()
        self._doubts: Counter[Doubt] = Counter()
        self._unanswered: list[Rejected] = []
        self.version = question_version(self._model, most_characters)

    @property
    def method(self) -> str:
        """How its findings are signed: the model by name, and the version of what it was asked."""
        return f"adviser:{self._model}@{self.version}"

    def advised(self, reading: Reading) -> Reading:
        """The reading with what the model adds; as it was when the model gave no answer."""
        document = reading.document
        if document.kind == _LISTING or not document.text.strip():
            return replace(reading, adviser=self.version)
        try:
            added = self._added(shortened(document, self._most_characters), reading.findings)
        except AnswerMissing as missing:
            self._unanswered.append(Rejected(missing.reason, document.address, "it keeps what the rules found"))
            # What it refuses for good is settled; anything else the next run asks again.
            return replace(reading, adviser=self.version) if isinstance(missing, AnswerRefused) else reading
        self._counts["added"] += len(added)
        return replace(reading, findings=(*reading.findings, *added), adviser=self.version)

    def report(self) -> Advice:
        return Advice(
            asked=self._counts["asked"],
            known=self._counts["known"],
            added=self._counts["added"],
            dropped={doubt.value: count for doubt, count in sorted(self._doubts.items()) if count},
            unanswered=tuple(self._unanswered),
        )

    def close(self) -> None:
        self._answers.close()

    def _added(self, document: Document, findings: tuple[Finding, ...]) -> list[Finding]:
        answer = self._answer(document)
        doubts: Counter[Doubt] = Counter()
        try:
            claims = claims_in(answer, doubts)
        except ValueError:
            raise AnswerRefused("its answer is no JSON object") from None
        added = list(Checking(Page(document), findings, self.method, doubts).findings(claims))
        self._doubts += doubts
        return added

    def _answer(self, document: Document) -> str:
        """From memory, else from the model. Raises AnswerMissing."""
        question = question_about(document)
        digest = question.digest(self._model)
        known = self._answers.known(digest)
        if known is not None:
            self._counts["known"] += 1
            return known
        if self._is_silent:
            raise AnswerMissing("it was asked no more")
        try:
            self._counts["asked"] += 1
            answer = self._endpoint.answer(question)
        except AnswerMissing as missing:
            self._note(missing, digest)
            raise
        self._failures = 0
        self._answers.keep(digest, self._model, answer)
        return answer

    def _note(self, missing: AnswerMissing, digest: str) -> None:
        log.warning("model gave no answer reason=%s", missing.reason)
        if isinstance(missing, AnswerRefused):
            self._answers.keep_refusal(digest, self._model, missing.reason)
            return
        self._failures += 1
        self._is_silent = isinstance(missing, EndpointShut) or self._failures >= _MOST_FAILURES
        if self._is_silent:
            log.warning("model is asked no more in this run reason=%s", missing.reason)
