"""What can go wrong while searching.

SearchError
├── IndexMissing    nothing has been built yet
├── IndexStale      built by another program, from another graph or with another model
├── IndexDamaged    a file of the index is not what was written
├── QueryRefused    the question itself cannot be answered as put
├── Unmeasurable    what a model is to be measured on cannot be used
└── EncodingFailed  the model cannot be run
    └── ModelDamaged  a file of the model is not what it should be
"""

from collections.abc import Iterable
from pathlib import Path


class SearchError(Exception):
    """Base of every error of this package."""


class IndexMissing(SearchError):
    def __init__(self, folder: Path) -> None:
        super().__init__(f"no index in {folder}; run `drom release build` first")
        self.folder = folder


class IndexStale(SearchError):
    def __init__(self, folder: Path, what: str, built: object, wanted: object, *, again: str = "") -> None:
        """`again` says how to get back to what it was built with, if configuring just that is not how."""
        super().__init__(
            f"the index in {folder} was built with {what} {built}, but {what} {wanted} is configured; "
            f"run `drom release build`, or {again or f'configure {what} {built} again'}"
        )
        self.folder = folder


class IndexDamaged(SearchError):
    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(
            f"{path}: {problem}; run `drom release build`, or `drom release rollback` to the release before"
        )
        self.path = path


class QueryRefused(SearchError):
    """Names the parameter, the value given and what is allowed."""

    def __init__(self, parameter: str, value: object, allowed: Iterable[str] | str) -> None:
        self.parameter = parameter
        self.value = str(value)[:200]
        self.allowed = allowed if isinstance(allowed, str) else ", ".join(allowed)
        super().__init__(f"{parameter}: {self.value!r} is not known; allowed: {self.allowed}")


class EncodingFailed(SearchError):
    def __init__(self, model: str, reason: str) -> None:
        super().__init__(f"the model {model} cannot be used: {reason}")
        self.model = model


class ModelDamaged(EncodingFailed):
    """Names the file, and what was found instead of what should be there."""

    def __init__(self, model: str, path: Path, problem: str) -> None:
        super().__init__(model, f"{path}: {problem}; install or build the model again")
        self.path = path


class Unmeasurable(SearchError):
    def __init__(self, source: Path | str, problem: str) -> None:
        super().__init__(f"{source}: {problem}; docs/quality.md says what models are measured on")
