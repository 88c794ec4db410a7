"""What the model hub, or its cache on this machine, knows of a model. The only file that speaks to huggingface_hub."""

from pathlib import Path

from search.errors import EncodingFailed

_CONFIG = "config.json"


def commit_of(model: str, revision: str | None) -> str:
    """The commit that a branch, a tag or (None) the default branch of a model stands for, 40 hex digits.

    Asks the hub, or its cache where the hub cannot be reached. Raises EncodingFailed.
    """
    try:
        from huggingface_hub import errors
    except ImportError as error:
        raise missing_library(model) from error
    try:
        return _resolved(model, revision)
    except errors.HFValidationError as error:
        raise EncodingFailed(
            model, "it is neither a folder nor a name on the hub; set DROM_MODEL to OWNER/NAME or to a folder"
        ) from error
    except errors.RevisionNotFoundError as error:
        raise EncodingFailed(
            model, f"it has no revision {revision}; correct DROM_MODEL_REVISION or unset it"
        ) from error
    except errors.RepositoryNotFoundError as error:
        raise EncodingFailed(model, "the hub has no such model, or keeps it private; correct DROM_MODEL") from error
    except (OSError, errors.HfHubHTTPError, getattr(errors, "RevisionResolutionError", OSError)) as error:
        raise EncodingFailed(
            model,
            "it is no folder, this machine has no copy of it and the hub cannot be reached; connect once, or copy its "
            "folder here and set DROM_MODEL to the path, or unset DROM_MODEL for the model that ships with drom",
        ) from error


def file_of(model: str, file: str, commit: str) -> Path | None:
    """A file of a model, fetched if need be; None when the model has no such file."""
    from huggingface_hub import hf_hub_download
    from huggingface_hub.errors import EntryNotFoundError

    try:
        return Path(hf_hub_download(model, file, revision=commit))
    except EntryNotFoundError:  # on the hub; or, without the hub, in the cache
        return None


def missing_library(model: str) -> EncodingFailed:
    return EncodingFailed(model, "sentence-transformers is not installed; run `pip install 'drom[models]'`")


def _resolved(model: str, revision: str | None) -> str:
    try:
        from huggingface_hub import resolve_revision
    except ImportError:  # before 1.31: every file that is fetched lies in a folder named by its commit
        from huggingface_hub import hf_hub_download

        return Path(hf_hub_download(model, _CONFIG, revision=revision)).parent.name
    return str(resolve_revision(model, revision=revision).resolved)
