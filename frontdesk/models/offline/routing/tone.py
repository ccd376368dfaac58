"""Tell a message's mood, and whether it asks for a person."""

import re
from typing import Literal

Mood = Literal["positive", "neutral", "negative", "angry"]

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
