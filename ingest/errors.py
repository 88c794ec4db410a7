"""What can go wrong on the way from an address to findings.

IngestError
├── SourceMissing     the path given does not exist
├── FetchRefused      the guard does not let this address be fetched
├── FetchFailed       the address was tried and gave nothing usable
├── ArchiveDamaged    a stored record does not hold what it says
├── ArchiveFailed     a capture could not be written (disk full, no permission)
├── PageRejected      the bytes are no page that can be read
├── AnswerMissing     the language model gave nothing that can be checked; later it may
│   ├── AnswerRefused the same question would get no other answer
│   └── EndpointShut  as it is set up, no page gets an answer
└── WorkersFailed     the processes that read pages cannot be started
"""

from pathlib import Path


class IngestError(Exception):
    """The root; `remedy` says what the person can do next."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.remedy = remedy


class SourceMissing(IngestError):
    def __init__(self, path: str) -> None:
        super().__init__(f"nothing at {path or repr(path)}", "check the spelling of the path")
        self.path = path


class FetchRefused(IngestError):
    def __init__(self, url: str, reason: str, remedy: str = "give a public http or https address") -> None:
        super().__init__(f"will not fetch {url}: {reason}", remedy)
        self.url = url
        self.reason = reason


class FetchFailed(IngestError):
    def __init__(self, url: str, reason: str, remedy: str = "open the address in a browser; try again later") -> None:
        super().__init__(f"could not fetch {url}: {reason}", remedy)
        self.url = url
        self.reason = reason


class ArchiveDamaged(IngestError):
    def __init__(self, path: Path, offset: int, reason: str) -> None:
        super().__init__(f"{path.name} at byte {offset}: {reason}", "restore this file from a backup")
        self.path = path
        self.offset = offset


class ArchiveFailed(IngestError):
    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"cannot write {path}: {reason}", "make room or check permissions, then run again")
        self.path = path


class PageRejected(IngestError):
    """`reason` is a short clause without the address; the caller knows which page it speaks of."""

    def __init__(self, reason: str, remedy: str = "") -> None:
        super().__init__(reason, remedy)
        self.reason = reason

    def __reduce__(self) -> tuple[type["PageRejected"], tuple[str, str]]:
        return PageRejected, (self.reason, self.remedy)  # survives the way out of a worker process


class AnswerMissing(IngestError):
    """`reason` is a short clause that says what the model did; it never holds the address or the key."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the language model gave no answer: {reason}", "see DROM_LLM_URL and the server's own log")
        self.reason = reason


class AnswerRefused(AnswerMissing):
    pass


class EndpointShut(AnswerMissing):
    pass


class WorkersFailed(IngestError):
    def __init__(self, reason: str) -> None:
        super().__init__(f"the page reader does not start: {reason}", "see the lines above; is the installation whole?")
