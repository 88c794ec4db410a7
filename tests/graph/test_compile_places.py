"""What goes into the gazetteer, and that the same goes in again."""

import pytest

from graph.compile_places import useful_names, write
from graph.placerows import PlaceRow
from graph.placetable import PlaceTable


@pytest.fixture
def rows():
    country = PlaceRow(1, "Bulgaria", "country", "BG", "", 42.7, 23.3, 7_000_000, ["Bulgaria"], {"bg": "България"})
    town = PlaceRow(
        2, "Kavarna", "settlement", "BG", "40", 43.4333, 28.3333, 11_000, ["Kavarna", "Каварна", "Bizone"], {}, 1
    )
    return [town, country]


def test_equal_rows_give_equal_bytes(tmp_path, rows):
    first, second = tmp_path / "first.gz", tmp_path / "second.gz"

    write(first, rows, lambda names: {})
    write(second, list(reversed(rows)), lambda names: {})

    assert first.read_bytes() == second.read_bytes()


def test_written_places_are_found_under_every_name(tmp_path, rows):
    write(tmp_path / "places.sqlite.gz", rows, lambda names: {})

    table = PlaceTable(tmp_path / "places.sqlite.gz")

    assert [[n.place.geonames_id for n in table.named(key)] for key in ("kavarna", "bizone", "balgarija")] == [
        [2],
        [2],
        [1],
    ]
    assert table.place(2).latitude == pytest.approx(43.4333)
    assert table.within(2) == 1


def test_name_in_the_script_of_the_country_is_its_own(tmp_path, rows):
    write(tmp_path / "places.sqlite.gz", rows, lambda names: {})

    table = PlaceTable(tmp_path / "places.sqlite.gz")

    assert [table.named(key)[0].own for key in ("kavarna", "bizone")] == [True, False]


def test_ordinary_words_are_kept_with_their_languages(tmp_path, rows):
    write(tmp_path / "places.sqlite.gz", rows, lambda names: {"kavarna": 2} if "kavarna" in names else {})

    assert PlaceTable(tmp_path / "places.sqlite.gz").ordinary("kavarna") == 2


def test_codes_and_romanisations_are_no_useful_names():
    names = ["DGP", "Daugavpils", "dawgafpils", "Даугавпилс", "陶格夫匹尔斯"]

    assert useful_names(names, "LV", 78_000) == ["Daugavpils", "Даугавпилс"]


def test_village_far_away_keeps_its_own_name_only():
    assert useful_names(["Кеокук"], "US", 20_000) == []
