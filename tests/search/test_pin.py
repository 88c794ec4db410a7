"""What an index is pinned to, and how an operator gets back there."""

import pytest

from search.pin import Pin

COMMIT = "6" * 40


@pytest.mark.parametrize(
    "text", ["drom-static-320@0123456789ab", f"intfloat/multilingual-e5-small@{COMMIT}+e5", "a@b@0123456789ab"]
)
def test_pin_is_written_as_it_is_read(text: str):
    assert str(Pin.parse(text)) == text


def test_name_without_revision_is_a_name():
    assert Pin.parse("hashing-64") == Pin("hashing-64", "")


@pytest.mark.parametrize(
    ("built", "configured", "remedy"),
    [
        (f"o/e5@{COMMIT}+e5", "drom-static-320@0", f"set DROM_MODEL=o/e5 and DROM_MODEL_REVISION={COMMIT}"),
        ("drom-static-320@0", f"o/e5@{COMMIT}", "set DROM_MODEL=drom-static-320"),
        ("ours@0", "ours@1", "give ours the files back"),
        ("e5@0+e5", "e5@0+e5-2", "go back to the version of drom"),
    ],
)
def test_remedy_names_the_settings(built: str, configured: str, remedy: str):
    assert Pin.parse(built).how_to_choose(instead_of=Pin.parse(configured)).startswith(remedy)
