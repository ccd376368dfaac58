"""Tell a message's language, its mood, and whether it asks for a person."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal

Mood = Literal["positive", "neutral", "negative", "angry"]

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

_PERSON = re.compile(
    # English: the wish, then talking, then somebody; or somebody and nothing else.
    r"\b(?:speak|talk|chat|write|connect(?:ed)?|put|transfer(?:red)?|pass(?:ed)?|get|give|reach)\b"
    r"(?: me| us)?(?: through| over| on)?(?: directly)?(?: to| with| in touch with|(?= an? ))"
    r" (?:(?:an?|the|your|some|any|one of your|another|actual|real|live|human|proper|support)\s)*"
    r"(?:human(?: being)?s?|persons?|people|agents?|(?:representative|rep|operator|advisor|adviser"
    r"|supervisor|manager|employee|colleague|staff(?: member)?|support agent)s?|somebody|someone)\b"
    r"|^\W*(?:an? |the )?(?:real |live |actual )?(?:human|person|agent|representative|operator)"
    r"(?:,? please| now)?\W*$"
    r"|\b(?:need|want|like|prefer) (?:an? )?(?:real |live |actual )?(?:human|person|human being"
    r"|live agent|human agent)\b|\breal (?:person|human)\b|\bnot (?:a|with a|to a) (?:ro)?bot\b"
    r"|\b(?:some(?:one|body)|a person|a human)(?: please)? (?:to )?(?:call|ring|phone) me\b"
    # German
    r"|\bmit (?:einem|einer|einen|jemand\w*|ihrem|ihrer|dem)?\s*(?:echten |richtigen )?"
    r"(?:mensch\w*|person|mitarbeiter\w*|kollegen|kollegin|berater\w*|kundenberater\w*|jemand\w*)"
    r"\s*(?:\w+ )?(?:sprechen|reden|telefonieren|schreiben|verbinden|verbunden|chatten)"
    r"|\bkann ich (?:bitte )?(?:mal )?(?:mit )?jemand\w* (?:sprechen|reden)"
    r"|\b(?:echte[nrm]?|richtige[nrm]?) (?:mensch\w*|person|mitarbeiter\w*)"
    r"|\bverbinden sie mich mit\b|\b(?:keinen|kein|mit einem) (?:ro)?bot\b"
    # French
    r"|\bparler (?:à|a|avec) (?:un|une|quelqu['\u2019]un|votre)\s*(?:vrai |vraie )?"
    r"(?:humain|être humain|personne|conseill\w+|agent|responsable|employé\w*|opérat\w+)?"
    r"|\b(?:passez-moi|je (?:veux|voudrais|souhaite)|donnez-moi) (?:un|une) (?:vraie? )?"
    r"(?:humain|personne|conseill\w+|agent)\b"
    r"|\b(?:un|une) vraie? (?:humain|personne|conseill\w+)\b|\bconseiller humain\b"
    # Spanish
    r"|\b(?:hablar|chatear|comunicar\w*|contactar) con (?:un|una|algún|alguna|alguien|el|su)?\s*"
    r"(?:verdader[oa] )?(?:persona|humano|ser humano|agente|asesor\w*|operador\w*|representante"
    r"|empleado|alguien|encargado)?\b|\b(?:una persona|un humano) (?:de verdad|real)\b"
    r"|\b(?:quiero|necesito|deme|páseme con) (?:a )?(?:un|una) (?:humano|persona|agente)\b"
    r"|\bpersona real\b|\bagente humano\b",
    re.IGNORECASE,
)
# What was said of a talk in the past, or is not wanted, asks for none now.
_NO_WISH = re.compile(
    r"(?:\b(?:spoke|talked|spoken|chatted|already (?:spoke|talked)|was (?:connected|transferred))"
    r"|\b(?:don['\u2019]?t|do not|didn['\u2019]?t|never|rather not) (?:want|need|like|wish)"
    r"(?: to)?|\b(?:when|after|last time|because) i (?:did )?(?:speak|talk|spoke|talked)"
    r"|\b(?:nicht|ne veux pas|no quiero|no necesito))\W*(?:\w+\W+){0,2}$",
    re.IGNORECASE,
)
_BEFORE = 40

_ANGRY = re.compile(
    r"\b(?:furious|outrageous|outrage|unacceptable|ridiculous|disgusting|disgrace\w*|pathetic|scam"
    r"\w*|thie[fv]\w*|crooks?|liars?|lawyer|sue you|fraudsters?|rip[- ]?off|idiots?|useless|damn"
    r"|fuck\w*|shit\w*|hell|sick of|fed up|never again|worst|joke of a|(?:is|what) a joke|how dare"
    r"|bullshit|wtf"
    r"|unverschämt\w*|frechheit|betrug|betrüger\w*|scheiß\w*|unmöglich|anwalt|arnaque|scandaleux"
    r"|inadmissible|honteux|estafa|vergüenza|inaceptable|ladrones)\b",
    re.IGNORECASE,
)
_NEGATIVE = re.compile(
    r"\b(?:disappoint\w*|annoy\w*|frustrat\w*|unhappy|upset|worried|terrible|horrible|awful|bad"
    r"|poor|rude|sad|unfortunately|still (?:not|no|waiting)|again and again|not good|complain\w*"
    r"|angry|wrong|twice|worse|enttäusch\w*|leider|ärgerlich|schlecht\w*|déçu\w*|malheureusement"
    r"|mauvais\w*|decepcionad\w*|mal[oa]s?|lamentablemente|por desgracia)\b|\?\?+|!!+",
    re.IGNORECASE,
)
_POSITIVE = re.compile(
    r"\b(?:thanks a lot|thank you so much|great|love|amazing|awesome|excellent|fantastic|perfect"
    r"|wonderful|lovely|kind|happy|delighted|well done|super helpful|patient with|brilliant|toll"
    r"|super|wunderbar|danke schön|vielen dank|parfait|génial|merci beaucoup|excelente|genial"
    r"|muchas gracias|encant\w+)\b|[\U0001f600-\U0001f60a\u2764\U0001f44d]",
    re.IGNORECASE,
)
_SHOUTED = re.compile(r"\b[A-Z]{4,}\b")
_POLITE = re.compile(r"\b(?:would be|how) (?:great|nice|lovely|perfect)\b", re.IGNORECASE)


def find_language(said: Sequence[str]) -> str:
    """Return the ISO 639-1 code of the language of the last message that shows one, or `en`."""
    return next(filter(None, map(_language_of, reversed(said))), "en")


def _language_of(message: str) -> str:
    letters = Counter(
        code for code, span in _SCRIPTS for _ in re.finditer(f"[{span}]", message[:2000])
    )
    if letters:
        # Japanese is written with Chinese characters, too.
        return "ja" if letters["ja"] else letters.most_common(1)[0][0]
    said = re.findall(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?", message[:2000].lower())
    found = {
        code: sum(word in known for word in said) for code, known in _WORDS_BY_LANGUAGE.items()
    }
    best = max(found, key=lambda code: found[code])
    if found["en"] == found[best]:
        return "en" if found[best] else ""
    return best


def find_mood(message: str) -> Mood:
    """Return the mood that the words of `message` show."""
    shouted = len(_SHOUTED.findall(message))
    if _ANGRY.search(message) or shouted >= 3:
        return "angry"
    positive = len(_POSITIVE.findall(_POLITE.sub(" ", message)))
    negative = len(_NEGATIVE.findall(message))
    if positive == negative:
        return "neutral"
    return "positive" if positive > negative else "negative"


def asks_for_person(message: str) -> bool:
    """Say whether `message` asks to talk to a person, in English, German, French or Spanish."""
    return any(
        not _NO_WISH.search(message[max(found.start() - _BEFORE, 0) : found.start()])
        for found in _PERSON.finditer(message[:4000])
    )
