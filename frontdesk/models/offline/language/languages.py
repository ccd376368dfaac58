"""Tell the language of a text by its script and its short words."""

import re
from collections import Counter
from collections.abc import Sequence

from frontdesk.documents.words import is_english, words

# Frequent short words that few other languages share.
_LANGUAGE_WORDS = {
    "en": """the is are was my your you i it and to of in on for with have has not can do does
        when what where how please hello hi thanks this that but since yes no me a an we our us be
        so if or about want need from at by would did does just still again write tell get now""",
    "de": """der die das ist sind war mein meine ihr ihre sie ich und nicht mit für auf ein eine
        einen einem haben habe hat kann wann wie wo bitte hallo guten danke seit wird wurde mir zum
        im es dass noch nein ja rechnung falsch kaputt geht gestern zweimal konto""",
    "fr": """le la les est sont mon ma mes votre vous je et ne pas avec pour sur un une des du au
        quand comment où bonjour merci depuis c'est j'ai que qui ce cette mais oui non
        facture hier fois compte""",
    "es": """el la los las es son mi mis su usted yo y no con para por en un una del al cuándo cómo
        dónde hola gracias desde está tengo quiero que quién este esta pero sí he me buenos
        factura ayer dos veces cuenta""",
    "it": """il lo gli è sono mio mia vostro voi io e non con per su un una della al quando come
        dove ciao grazie da ho che chi questo questa ma sì buongiorno vorrei""",
    "pt": """o os as é são meu minha seu você eu e não com para por em um uma do da ao quando como
        onde olá obrigado desde está tenho quero que quem este esta mas sim
        fatura fui foi ontem duas vezes conta""",
    "nl": """de het een is zijn mijn uw u ik en niet met voor op van wanneer hoe waar hallo bedankt
        sinds heb heeft kan dat wie deze maar ja nee graag""",
    "pl": """jest są mój moja pan pani ja i nie z dla na w kiedy jak gdzie dzień dobry dziękuję od
        mam chcę że kto ten ta ale tak proszę""",
}
_SCRIPTS = (
    ("el", "\u0370-\u03ff"),
    ("ru", "\u0400-\u04ff"),
    ("he", "\u0590-\u05ff"),
    ("ar", "\u0600-\u06ff"),
    ("hi", "\u0900-\u097f"),
    ("th", "\u0e00-\u0e7f"),
    ("ja", "\u3040-\u30ff"),
    ("ko", "\uac00-\ud7af"),
    ("zh", "\u4e00-\u9fff"),
)
_WORDS_BY_LANGUAGE = {
    language: frozenset(words.split()) for language, words in _LANGUAGE_WORDS.items()
}
# A text of this many words has some of English's function words if it is English.
_ENOUGH_WORDS = 12
_MOST_CHARACTERS = 2000


def find_language(said: Sequence[str]) -> str:
    """Return the ISO 639-1 code of the language of the last message that shows one, or `en`."""
    return next(filter(None, map(_language_of, reversed(said))), "en")


def _language_of(message: str) -> str:
    letters = Counter(
        code
        for code, span in _SCRIPTS
        for _ in re.finditer(f"[{span}]", message[:_MOST_CHARACTERS])
    )
    if letters:
        # Japanese is written with Chinese characters, too.
        return "ja" if letters["ja"] else letters.most_common(1)[0][0]
    code, count = _shown(message)
    return code if count else ""


def is_foreign(text: str, *, on_foreign_page: bool = False) -> bool:
    """Return whether a document, or a sentence of one, is in another language than English.

    A sentence that shows none is in that of its page.
    """
    code, count = _shown(text)
    if code != "en":
        return on_foreign_page or count > 1
    return on_foreign_page and not count


def is_foreign_page(content: str) -> bool:
    """Return whether a whole document is in another language than English, also an unknown one."""
    several = len(words(content[:_MOST_CHARACTERS])) >= _ENOUGH_WORDS
    return is_foreign(content) or (several and not is_english(content[:_MOST_CHARACTERS], least=1))


def _shown(text: str) -> tuple[str, int]:
    """Return the language of which the text has most words, English if in doubt, and how many."""
    said = re.findall(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?", text[:_MOST_CHARACTERS].lower())
    found = {
        code: sum(word in known for word in said) for code, known in _WORDS_BY_LANGUAGE.items()
    }
    best = max(found, key=lambda code: found[code])
    return ("en", found["en"]) if found["en"] == found[best] else (best, found[best])
