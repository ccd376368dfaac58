"""How amounts of money are shown."""

import pytest

from frontdesk.records.money import amount_text


@pytest.mark.parametrize(
    ("amount", "currency", "shown"),
    [
        (19_900, "EUR", "199.00 EUR"),
        (5, "USD", "0.05 USD"),
        (123_456_789, "GBP", "1,234,567.89 GBP"),
        (19_900, "JPY", "19,900 JPY"),
        (19_900, "KWD", "19.900 KWD"),
    ],
)
def test_an_amount_is_shown_in_the_currencys_own_unit(
    amount: int, currency: str, shown: str
) -> None:
    assert amount_text(amount, currency) == shown
