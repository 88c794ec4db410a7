"""From settings to objects: the one place that knows which backend stands behind which protocol.

Every heavy import sits inside the function that needs it, so that a command pays only for what it uses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.desk import Author, Desk
    from graph.querypool import QueryPool
    from graph.release import Draft, Release, Releases
    from ingest.adviser.adviser import Adviser
    from ingest.finding import Reading
    from ingest.likeness import Meaning
    from ingest.pipeline import Progress, Workshop
    from ingest.report import Rejected
    from ingest.source import Access
    from ingest.worker import PageLimits
    from search.encoder import Encoder
    from search.engine import SearchEngine
    from service.serving import Serving, ServingHolder
    from service.settings import Settings


def releases(settings: Settings) -> Releases:
    """The releases of the data folder; a new folder takes its base from the settings."""
    from graph.release import Releases

    return Releases(settings.data, base=settings.base, keep=settings.keep_releases)


def current_release(settings: Settings) -> Release:
    """The release that is served. Raises ReleaseMissing before the first."""
    from graph.errors import ReleaseMissing

    release = releases(settings).current()
    if release is None:
        raise ReleaseMissing(settings.data, None)
    return release


def encoder(settings: Settings, release: Release | None = None) -> Encoder:
    """The sentence model that the settings name: the shipped one, a folder, or a name on a model hub.

    A name on the hub stands for the commit that the release was built with, unless the settings ask for a revision.
    """
    from search.encoders.choice import encoder_for
    from search.encoders.options import Backend, ModelOptions

    options = ModelOptions(
        revision=settings.model_revision,
        batch_size=settings.model_batch,
        device=settings.model_device,
        backend=Backend(settings.model_backend),
    )
    return encoder_for(settings.model, options, built_with=release.manifest.model if release else "")


def problems_of(settings: Settings, number: int | None, *, full: bool) -> list[str]:
    """What is not as the manifest of a release says: graph, texts and index; with `full` all shapes too."""
    from search.index import verify_index

    folder = releases(settings)
    release = current_release(settings) if number is None else folder.open(number)
    return [*folder.verify(release.number, full=full), *verify_index(release.index_folder)]


def engine(release: Release, settings: Settings) -> SearchEngine:
    from search.engine import SearchEngine

    return SearchEngine.open(
        release.index_folder, encoder(settings, release), base=release.base, release=release.number
    )


def query_pool(release: Release, settings: Settings) -> QueryPool:
    from graph.querypool import QueryLimits, QueryPool

    limits = QueryLimits(timeout_s=settings.query_timeout_s, max_bytes=settings.query_max_bytes)
    return QueryPool(release.graph_folder, workers=settings.query_workers, limits=limits)


def serving(number: int, settings: Settings) -> Serving:
    """One release opened with everything that answers from it."""
    from graph.places import Gazetteer
    from ontology.scheme import ConceptScheme
    from service.serving import Serving

    release = releases(settings).open(number)
    return Serving(
        release=release,
        store=release.store,
        engine=engine(release, settings),
        queries=query_pool(release, settings),
        scheme=ConceptScheme.open(release.base),
        gazetteer=Gazetteer.open(),
        settings=settings,
    )


def serving_holder(settings: Settings) -> ServingHolder:
    """Follows the current release of the data folder."""
    from service.serving import ServingHolder

    def number() -> int | None:
        return releases(settings).current_number() if settings.data.exists() else None

    return ServingHolder(number, lambda n: serving(n, settings))


def access(settings: Settings, *, allow_private: bool = False) -> Access:
    """How sources may be reached; a contact address makes the User-Agent truthful about whom to ask."""
    from ingest.fetch import FetchLimits
    from ingest.source import Access

    limits = FetchLimits(
        total_s=settings.fetch_timeout_s, body_bytes=settings.page_max_bytes, wire_bytes=settings.page_max_bytes
    )
    user_agent = f"drom/{version('drom')}" + (f" (+mailto:{settings.contact})" if settings.contact else "")
    return Access(limits=limits, user_agent=user_agent, allow_private=allow_private or settings.allow_private)


def page_limits(settings: Settings) -> PageLimits:
    from ingest.worker import PageLimits

    return PageLimits(cpu_s=settings.page_timeout_s, wall_s=3 * settings.page_timeout_s)


@contextmanager
def adviser(settings: Settings, *, is_trial: bool = False) -> Iterator[Adviser | None]:
    """The language model that the settings name, with the answers kept in the data folder; a trial keeps none."""
    if settings.llm_url is None or settings.llm_model is None:
        yield None
        return
    from ingest.adviser.adviser import Adviser
    from ingest.adviser.answers import Answers
    from ingest.adviser.endpoint import Endpoint, EndpointOptions

    options = EndpointOptions(
        url=settings.llm_url,
        model=settings.llm_model,
        key=settings.llm_key.get_secret_value() if settings.llm_key else None,
        timeout_s=settings.llm_timeout_s,
    )
    answers = Answers(settings.data / "ledger" / "answers.jsonl", is_read_only=is_trial)
    try:
        yield Adviser(Endpoint(options), answers, most_characters=settings.llm_max_characters)
    finally:
        answers.close()


@contextmanager
def workshop(settings: Settings, *, allow_private: bool = False, seen: Progress | None = None) -> Iterator[Workshop]:
    """Everything a run needs that writes to the data folder, which is locked meanwhile."""
    from ingest.pipeline import Equipment, Workshop, silent

    folder = releases(settings)
    model = encoder(settings, folder.current())
    with adviser(settings) as language_model:
        equipment = Equipment(
            index=lambda draft, previous: _index(draft, previous, model),
            model=model.name,
            access=access(settings, allow_private=allow_private),
            limits=page_limits(settings),
            workers=settings.reading_workers,
            adviser=language_model,
            meaning=lambda: _meaning(model),
        )
        with Workshop.open(folder, equipment, seen or silent) as shop:
            yield shop


def _meaning(model: Encoder) -> Meaning:
    """Vectors of names by the shipped model, whichever the search uses: the weights of identity were fitted with it."""
    from search.encoders.choice import SHIPPED, encoder_for

    return model.encode if model.name.partition("@")[0] == SHIPPED else encoder_for(SHIPPED).encode


def _index(draft: Draft, previous: Release | None, model: Encoder) -> str:
    from search.build import build_index

    before = previous.index_folder if previous else None
    return build_index(draft.store, draft.text, draft.index_folder, model, draft.base, previous=before).model


@contextmanager
def desk(settings: Settings) -> Iterator[Desk]:
    """The ledgers of judgements and decisions, open for writing; no run can write meanwhile."""
    from graph.desk import Desk

    with Desk.open(releases(settings)) as opened:
        yield opened


def author(settings: Settings, by: str | None, why: str) -> Author:
    """Who decides now, and why. Raises DecisionRefused when nobody does."""
    from graph.desk import Author

    return Author(by=by or settings.curator or "", at=datetime.now(UTC), why=why)


def trial(settings: Settings, source: str, *, allow_private: bool = False) -> Iterator[Reading | Rejected]:
    """What one page or file would give; nothing is written."""
    from ingest.pipeline import try_source

    with adviser(settings, is_trial=True) as language_model:
        reached, limits = access(settings, allow_private=allow_private), page_limits(settings)
        yield from try_source(source, reached, limits, language_model)
        yield from language_model.report().unanswered if language_model else ()


def evaluation(settings: Settings, judged: Path, predictions: Path | None) -> Mapping[str, object]:
    """Scores of the current release on judged questions; what was answered goes to `predictions`, if given."""
    from search.evaluation import evaluate

    return evaluate(engine(current_release(settings), settings), judged, predictions)
