"""Write an amount of money for people."""

# The currencies whose smallest unit is not a hundredth: ISO 4217, table A.1.
_DECIMALS = {
    **dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(), 0),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
}


def amount_text(amount: int, currency: str) -> str:
    """Return an amount in the currency's smallest unit as people read it, such as 199.00 EUR."""
    decimals = _DECIMALS.get(currency, 2)
    return f"{amount / 10**decimals:,.{decimals}f} {currency}"
