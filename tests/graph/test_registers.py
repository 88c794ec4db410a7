"""The registers of places and their numbers."""

import pytest

from graph.registers import geonames_of, key_of, known_number, number_of


@pytest.mark.parametrize(
    "key",
    [
        "geonames:732800", "wof:85633001", "ekatte:00014", "lau-bg:0201", "siruta:1017", "geonames-admin:DE.16",
        "nuts:LV005",
    ],
)  # fmt: skip
def test_entry_of_a_register_is_found_again_by_its_number(key):
    assert key_of(number_of(key)) == key


@pytest.mark.parametrize("key", ["iso3166:BG", "wof:5", "geonames:99999999999", "nuts:lv005", "geonames:", "x" * 1000])
def test_what_no_register_writes_is_not_known(key):
    assert known_number(key) is None


def test_only_numbers_of_geonames_are_shown_as_such():
    assert [geonames_of(number_of(key)) for key in ("geonames:727696", "ekatte:61710")] == [727696, None]
