"""From what a person names (models, folders, files) to models measured; wiring for `drom model`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from service.errors import ParameterWrong
from service.wiring import current_release, encoder, trial

if TYPE_CHECKING:
    from graph.release import Release
    from search.encoder import Encoder
    from search.measuring import Progress
    from search.modelfacts import ModelFacts
    from search.yardstick import Measured, Yardstick
    from service.settings import Settings


@dataclass(frozen=True, slots=True)
class Comparison:
    """One model beside others: what its folder says and what was measured."""

    facts: ModelFacts
    measured: Measured

    def to_json(self) -> Mapping[str, object]:
        return {**self.measured.to_json(), "kind": self.facts.kind, "size": self.facts.size}


def model_facts(settings: Settings, model: str | None = None) -> ModelFacts:
    """Of the model named, or of the one that is configured. Raises EncodingFailed when it is not to be found."""
    from search.modelfacts import facts_of_model

    folder, name = _folder(model or settings.model)
    return facts_of_model(name, folder, lambda: model_encoder(settings, model))


def model_encoder(settings: Settings, model: str | None = None) -> Encoder:
    """The model named, opened with the options of the settings; the revision there is that of the configured one."""
    if model is None or model == settings.model:
        return encoder(settings)
    return encoder(settings.model_copy(update={"model": model, "model_revision": None}))


def compared(settings: Settings, model: str | None, on: Yardstick, seen: Progress) -> Comparison:
    """Raises EncodingFailed."""
    from search.modelfacts import facts_of_model
    from search.yardstick import measured

    opened = model_encoder(settings, model)
    folder, name = _folder(model or settings.model)
    return Comparison(facts_of_model(name, folder, lambda: opened), measured(opened, on, seen))


def yardstick(
    settings: Settings, *, parallel: Path | None, questions: Path | None, texts: Path | None, labels: Path | None
) -> Yardstick:
    """What to measure on, read. Without `texts` the questions are put to the pages of the current release.

    Raises Unmeasurable, JudgementsUnreadable, ParameterWrong and ReleaseMissing.
    """
    from ontology.scheme import ConceptScheme
    from search.evaluation import read_judged
    from search.parallel import read_parallel
    from search.yardstick import Yardstick, pages_judged, read_labels

    if texts and not questions:
        raise ParameterWrong("--texts", str(texts), "it goes with --questions, which names the file of the questions")
    scheme = ConceptScheme.open()
    judged = read_judged(questions) if questions else []
    passages: Mapping[str, Sequence[str]] = {}
    if texts:
        passages = pages_judged(_passages_of_folder(settings, texts), judged, texts)
    elif questions:
        release = current_release(settings)
        passages = pages_judged(passages_of_release(release), judged, f"release {release.number} of {settings.data}")
    return Yardstick(
        scheme,
        parallel=read_parallel(parallel) if parallel else {},
        questions=judged,
        pages=passages,
        labels=read_labels(labels, scheme) if labels else {},
    )


def passages_of_release(release: Release) -> dict[str, list[str]]:
    """As the search cuts them, by the name of the file that was read."""
    from graph.queries import documents

    return {
        PurePosixPath(record.file_name).name: _cut(release.text(record.iri), [part.start for part in record.parts])
        for record in documents(release.store)
        if record.file_name
    }


def _passages_of_folder(settings: Settings, folder: Path) -> dict[str, list[str]]:
    """Pages and plain texts, read as `drom ingest` reads them; what cannot be read is left out."""
    from ingest.report import Rejected

    return {
        PurePosixPath(read.document.file_name or read.document.address).name: _cut(
            read.document.text, [part.start for part in read.document.parts]
        )
        for read in trial(settings, str(folder))
        if not isinstance(read, Rejected)
    }


def _cut(text: str, borders: Sequence[int]) -> list[str]:
    from search.passages import passages_of

    return [passage.text for passage in passages_of("", text, borders)]


def _folder(model: str) -> tuple[Path | None, str]:
    """Where a model lies, if it is a folder, and what a manifest calls it."""
    from search.encoders.choice import SHIPPED, shipped_folder

    if model == SHIPPED:
        return shipped_folder(), SHIPPED
    folder = Path(model).expanduser()
    return (folder, folder.resolve().name) if folder.is_dir() else (None, model)
