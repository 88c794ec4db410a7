"""The version of extraction: it changes with every change of a rule, so that stale findings can be told."""

from hashlib import sha256

from ingest.extract.rules import rule_files


def _version(program: str) -> str:
    digest = sha256()
    for name, content in rule_files().items():
        digest.update(name.encode("utf-8") + b"\n" + content)
    return f"{program}+{digest.hexdigest()[:12]}"


# The first part changes by hand, when the code that applies the rules finds something else than before.
EXTRACTOR_VERSION = _version("1")
