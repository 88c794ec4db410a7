"""The weights of identity belong to the judged pairs and to the model that ships."""

import tomllib

from bench.identity import FEATURES, WEIGHTS, digest
from ingest.scoring import scale
from search.encoders.choice import SHIPPED, encoder_for

REMEDY = "run `python -m bench.identity --write`"


def written() -> dict:
    return tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))


def test_weights_are_fitted_on_the_judged_pairs_as_they_are():
    assert written()["judged"] == digest(), REMEDY


def test_weights_are_fitted_with_the_model_that_ships():
    assert written()["model"] == encoder_for(SHIPPED).name, REMEDY


def test_every_measure_of_likeness_has_a_weight():
    assert tuple(scale().weights) == FEATURES, REMEDY


def test_what_speaks_for_one_thing_weighs_for_it_and_the_contrary_against():
    weights = scale().weights

    assert min(weights[name] for name in ("equal", "long", "topic", "place", "bonds", "national", "dates")) > 0
    assert max(weights[name] for name in ("numbers", "left_over", "other_kind", "other_place", "other_dates")) < 0
