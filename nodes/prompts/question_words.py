"""The words of the questions that a reply asks, and of the languages in which they are known.

English, German, French, Spanish, Italian, Portuguese and Dutch, in small letters.
"""

# What a question of ours is about.
SUBJECTS = {
    "invoice": r"\binvoices?\b|\bbills?\b|\w*rechnung\w*|\bfactur\w*|\bfattur\w*|\bfatur\w*"
    r"|\bfactuur\w*",
    "product": r"\bproducts?\b|\bitems?\b|\bprodukt\w*|\bartikel\w*|\bware\b|\bproduits?\b"
    r"|\barticles?\b|\bproductos?\b|\bartículos?\b|\bprodott[oi]\b|\barticol[oi]\b|\bprodutos?\b"
    r"|\bartigos?\b|\bproduct(?:en)?\b",
    "order": r"\borders?\b|\w*bestell\w*|\bauftrags?\w*|\bcommandes?\b|\bpedidos?\b|\bordin[ei]\b"
    r"|\bencomendas?\b",
}
# What may stand between such a word and the number.
NUMBER_OF = r"\W{0,3}(?:(?:numbers?|no|nr|num|nummer|numéro|número|numero|n|id)\b\W{0,3})?"
# How one asks for something without a question mark.
PLEASE = (
    r"\bplease\b|\bbitte\b|\bs['\u2019]il (?:vous|te) pla[iî]t\b|\bveuillez\b|\bmerci d['\u2019e]"
    r"|\bpor favor\b|\bper (?:favore|piacere)\b|\balstublieft\b|\bgraag\b"
)
# Short words, of which a text in one of these languages has many.
KNOWN = frozenset(
    """the your you and is of to we us ihre ihr sie und ist der die das wir uns mit für votre vous
    et est nous avec les des su usted y es el los con nosotros vuestro vostro suo lei e è il di
    noi con per seu sua você o os um com nós uw u en het een wij ons van voor""".split()
)
