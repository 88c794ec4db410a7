"""From settings to objects: the one place that knows which backend stands behind which protocol.

Every heavy import sits inside the function that needs it, so that a command pays only for what it uses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from search.engine import SearchEngine

    from graph.querypool import QueryPool
    from graph.release import Draft, Release, Releases
    from ingest.pipeline import Reading, Workshop
    from ingest.report import Rejected
    from search.encoder import Encoder
    from service.serving import Serving, ServingHolder
    from service.settings import Settings

STARTER = "starter"


def releases(settings: Settings) -> Releases:
    """The releases of the data folder; a new folder takes its base from the settings."""
    from graph.release import Releases

    return Releases(settings.data, base=settings.base, keep=settings.keep_releases)


def encoder(settings: Settings) -> Encoder:
    """The sentence model that the settings name: the shipped one, a folder, or a name on a model hub."""
    from search.encoders.choice import encoder_for

    return encoder_for(settings.model)


def engine(release: Release, settings: Settings) -> SearchEngine:
    from search.engine import SearchEngine

    return SearchEngine.open(
        release.index_folder, release.text, encoder(settings), base=release.base, release=release.number
    )


def query_pool(release: Release, settings: Settings) -> QueryPool:
    from graph.querypool import QueryLimits, QueryPool

    limits = QueryLimits(timeout_s=settings.query_timeout_s, max_bytes=settings.query_max_bytes)
    return QueryPool(release.graph_folder, workers=settings.query_workers, limits=limits)


def with_prefixes(query: str) -> str:
    """The query with the prefixes of drom's own examples in front; those it declares itself come later and win."""
    from graph.exchange import PREFIXES

    return "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items()) + query


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


def _indexer(settings: Settings) -> Callable[[Draft, Release | None], None]:
    def build(draft: Draft, previous: Release | None) -> None:
        from search.build import build_index

        facts = build_index(
            draft.store,
            draft.text,
            draft.index_folder,
            encoder(settings),
            draft.base,
            previous=previous.index_folder if previous else None,
        )
        draft.note_index(model=facts.model, counts=facts.counts)

    return build


@contextmanager
def workshop(settings: Settings, *, allow_private: bool = False) -> Iterator[Workshop]:
    """Everything a run needs that writes to the data folder."""
    from ingest.worker import PageLimits

    from ingest.fetch import FetchLimits
    from ingest.pipeline import Workshop

    with Workshop.open(
        releases(settings),
        index=_indexer(settings),
        fetch_limits=FetchLimits(max_bytes=settings.page_max_bytes, total_s=settings.fetch_timeout_s),
        page_limits=PageLimits(seconds=settings.page_timeout_s),
        workers=settings.reading_workers,
        allow_private=allow_private or settings.allow_private,
        contact=settings.contact,
    ) as shop:
        yield shop


def trial(settings: Settings, source: str, *, allow_private: bool = False) -> Sequence[Reading | Rejected]:
    """What one page or file would give; nothing is written."""
    from ingest.worker import PageLimits

    from ingest.fetch import FetchLimits
    from ingest.pipeline import try_source

    return try_source(
        source,
        fetch_limits=FetchLimits(max_bytes=settings.page_max_bytes, total_s=settings.fetch_timeout_s),
        page_limits=PageLimits(seconds=settings.page_timeout_s),
        allow_private=allow_private or settings.allow_private,
        contact=settings.contact,
    )


def evaluation(settings: Settings, judged: Path, predictions: Path | None) -> Mapping[str, object]:
    """Scores of the current release on judged questions; what was answered goes to `predictions`, if given."""
    from search.evaluation import evaluate

    folder = releases(settings)
    return evaluate(engine(folder.require_current(), settings), judged, predictions)
