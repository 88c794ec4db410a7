"""Numbers and addresses of people are covered; figures, sums, dates and times are not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.masking import masked


@pytest.mark.parametrize(
    "text",
    [
        *(
            "тел. 06071/2267",
            "0899 92 16 29",
            "tel: 12345678",
            "Tel.: (02) 987-65-43",
            "+359 88 123 4567",
            "+40 (0)21 310 4070",
        ),
        *(
            "0040 21 310 40 70",
            "telefon 021/123-456",
            "Mob. 0722.123.456",
            "τηλ. 210 1234567",
            "01 48 00 12 34",
            "+371 67078177",
        ),
    ],
)
def test_telephone_number_is_covered(text):
    assert "[phone]" in masked(text)
    assert not any(char.isdigit() for char in masked(text))


@pytest.mark.parametrize(
    "text", ["write to a.b-c@example.org.", "name [at] example.org", "[email protected]", "Имейл: иван@пример.бг"]
)
def test_mail_address_is_covered(text):
    assert "[e-mail]" in masked(text)


@pytest.mark.parametrize(
    "text",
    [
        *("2014-2020", "2014 – 2020", "2021/22", "1.234.567 евро", "1 234 567 lei", "486 300 EUR", "310.000 денари"),
        *(
            "01.09.2021",
            "09.01.2023 г.",
            "2021-09-01",
            "01/09/2021",
            "0.75",
            "08:00-12:00",
            "08.30 - 17.00 ч.",
            "0,5 %",
        ),
        *(
            "BG05M9OP001-2.018-0001",
            "257 persons, 157 of them",
            "134 families, 170 persons",
            "ЕИК 123456789",
            "EUR 97,300",
        ),
        *(
            "5 000 000",
            "Закон № 251 от 2006",
            "16-17 April 2024",
            "1 2 3 4 5 6",
            "от 3 до 5 години",
            "https://example.org/107002",
        ),
    ],
)
def test_figures_sums_and_dates_survive(text):
    assert masked(text) == text


@settings(deadline=None)
@given(st.integers(1, 10**9), st.sampled_from([" families", " души", " EUR", " %", ""]))
def test_no_plain_figure_is_taken_for_a_number_to_call(value, unit):
    text = f"{value}{unit}"

    assert masked(text) == text
