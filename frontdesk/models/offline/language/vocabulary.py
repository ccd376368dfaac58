"""Which words name times, places, people, measures and things that a verb acts on."""

import re
from collections.abc import Sequence

from frontdesk.models.offline.language.phrases import MONTHS, Phrase

_YEAR = re.compile(r"(1[0-9]|20)\d\d(s|[-\u2013]\d{2,4})?")
_CLOCK = re.compile(r"\d{1,2}([:.]\d\d)?(am|pm)|\d{1,2}:\d\d(-\d{1,2}:\d\d)?")
WEEKDAYS = frozenset(
    f"{day}day{plural}"
    for day in "mon tues wednes thurs fri satur sun".split()
    for plural in ("", "s")
)
DURATIONS = frozenset(
    f"{unit}{plural}" for unit in "second minute hour day night week month year decade".split()
    for plural in ("", "s")
) | {"century", "centuries"}  # fmt: skip
_TIMES = MONTHS | WEEKDAYS | frozenset(
    "century decade spring summer autumn winter morning afternoon evening noon midnight weekend "
    "weekends weekdays am pm bc bce ad christmas easter dawn dusk night lunch breakfast".split()
)  # fmt: skip
TIME_PREPOSITIONS = frozenset(
    "in on at to during since until till before after by from between around throughout".split()
)
MEASURES = (
    frozenset(
        "metre metres meter meters kilometre kilometres kilometer kilometers km cm mm mile miles "
        "foot feet inch inches kg kilogram kilograms gram grams tonne tonnes ton tons litre litres "
        "liter liters degree degrees percent % gb mb pixels euros dollars pounds cents acres "
        "hectares "
        "hundred thousand million billion dozen times m".split()
    )
    | DURATIONS
)
NUMBER_WORDS = frozenset(
    "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty "
    "hundred".split()
)
_PEOPLE = frozenset(
    """
    people person customer customers member members guest guests visitor visitors student students
    child children man men woman women adult adults employee employees staff user users
    administrator administrators owner owners doctor doctors nurse nurses king kings queen emperor
    president presidents scientist scientists pharmacist pharmacists physicist engineer engineers
    teacher teachers soldier soldiers player players writer writers author authors settler settlers
    merchant merchants monk monks bishop bishops farmer farmers worker workers tenant tenants
    buyer buyers seller sellers patient patients parent parents pupil pupils immigrant immigrants
    mathematician mathematicians astronaut astronauts historian historians geologist geologists
    inventor inventors founder founders leader leaders general generals prince princess duke
    head chief member ally rival ruler rulers successor follower followers critic expert experts
    inhabitant inhabitants resident residents native natives priest priests wife husband father
    mother son daughter brother brothers sister sisters surgeon knight knights pilot pilots chef
    poet poets saint hero heir nephew niece cousin uncle aunt friend friends winner winners
    philosopher chemist composer actor actress singer lawyer judge architect captain champion
    politician politicians artist artists missionary missionaries refugee refugees colonist
    colonists trader traders subscriber subscribers manager managers researcher researchers
    """.split()
)
_TITLES = frozenset(
    "king queen emperor president prince princess duke pope sir lord lady dr. mr. mrs. ms. prof. "
    "captain general saint st. bishop professor chancellor senator".split()
)
PLACE_NOUNS = frozenset(
    """
    settings menu dashboard page tab folder account app store shop kitchen garden hall room floor
    desk counter entrance corner basement building office warehouse city town village country
    region valley island coast river mountain mountains sea ocean church street square north south
    east west centre center reception lobby terrace cupboard drawer fridge header footer sidebar
    toolbar panel screen website site inbox shelf
    """.split()
)
# What a name may stand for when it is called "a ..." and is surely no person.
KINDS_OF_THINGS = PLACE_NOUNS | frozenset(
    "language system program programme method game process company university school college "
    "museum bridge tower castle palace park lake team club party war treaty book novel film song "
    "device tool format theory law test disease province state nation district area".split()
)
# With these it stays open which one is meant.
VAGUE_MODIFIERS = frozenset(
    "many some most other such several these various all any no each every few both more another "
    "this that those much same different certain own main first one only number amount majority "
    "part kind type range variety lot use".split()
)
PLACE_VERBS = frozenset(
    """
    find locate situate bear hold build live die settle move open establish store display bury
    stand lie begin originate take meet keep park show appear base place found occur situate locate
    work study teach grow sell serve create land arrive flow rise produce
    """.split()
)
AGENT_VERBS = frozenset(
    """
    found write invent discover design build create lead introduce establish develop compose
    direct rule win publish paint propose conquer elect appoint commission own sign organise
    organize run manage teach sponsor host rename describe coin
    """.split()
)
CAUSE_VERBS = frozenset(
    "cause surround power protect cover replace follow affect trigger fund".split()
)
# With these, "What did X ...?" is no natural question, or asks for a person.
NO_OBJECT_VERBS = frozenset(
    """
    have be become remain take make get give see do go come enter leave last weigh total equal
    meet marry defeat kill follow join reach spend seem feel cost pay number measure resemble
    constitute comprise stay prove live die look sound run stand know call name lead play
    begin start end continue want keep let help put set form say think believe agree date
    hear feel lay deny finish
    """.split()
)
# "Allows the rider to steer": their object cannot be asked for without what it then does.
CAUSING_VERBS = frozenset(
    "allow enable help require ask permit cause force encourage want tell teach expect order "
    "invite get lead persuade advise remind warn".split()
)
BOUND_PREPOSITIONS = {
    "consist": {"of"}, "depend": {"on", "upon"}, "refer": {"to"}, "derive": {"from"},
    "lead": {"to"}, "belong": {"to"}, "focus": {"on"}, "base": {"on"}, "divide": {"into"},
    "compose": {"of"}, "know": {"as", "for"}, "use": {"for", "as"}, "result": {"in", "from"},
    "specialise": {"in"}, "specialize": {"in"}, "rely": {"on"}, "apply": {"to"},
    "contribute": {"to"}, "name": {"after"}, "replace": {"by", "with"}, "view": {"as"},
    "regard": {"as"}, "describe": {"as"}, "define": {"as"}, "classify": {"as", "into"},
    "correspond": {"to"}, "differ": {"from"}, "evolve": {"into", "from"},
    "develop": {"into", "from"},
    "merge": {"with"}, "deal": {"with"}, "relate": {"to"}, "convert": {"into", "to"},
    "stem": {"from"}, "suffer": {"from"}, "respond": {"to"}, "note": {"for"}, "react": {"with"},
    "turn": {"into"}, "split": {"into"}, "separate": {"from"}, "equip": {"with"},
    "fill": {"with"}, "cover": {"with"}, "descend": {"from"}, "concern": {"with"}, "link": {"to"},
    "connect": {"to"}, "expose": {"to"}, "compare": {"to", "with"}, "date": {"to"}, "fame": {"for"},
    "participate": {"in"}, "draw": {"from"}, "originate": {"from"}, "treat": {"with", "as"},
    "limit": {"to"}, "associate": {"with"}, "transform": {"into"}, "include": {"in"},
    "renown": {"for"}, "center": {"on"}, "centre": {"on"}, "dedicate": {"to"}, "devote": {"to"},
    "attribute": {"to"}, "arise": {"from"}, "emerge": {"from"}, "insist": {"on"},
    "succeed": {"in"}, "involve": {"in"}, "account": {"for"}, "adapt": {"to"}, "come": {"from"},
    "explain": {"as"}, "adhere": {"to"}, "amount": {"to"}, "combine": {"with"},
    "engage": {"in"}, "oppose": {"to"},
    "flow": {"into", "through"}, "empty": {"into"}, "drain": {"into"}, "charge": {"for", "with"},
}  # fmt: skip
# The same for prepositions after an object: "protect the crop from frost".
OBJECT_PREPOSITIONS = {
    "protect": {"from", "against"}, "divide": {"into"}, "convert": {"into", "to"},
    "transform": {"into"}, "turn": {"into"}, "split": {"into"}, "separate": {"from"},
    "distinguish": {"from"}, "compare": {"to", "with"}, "replace": {"with"}, "base": {"on"},
    "dedicate": {"to"}, "devote": {"to"}, "attribute": {"to"}, "derive": {"from"},
    "describe": {"as"}, "define": {"as"}, "regard": {"as"}, "name": {"after"}, "use": {"for", "as"},
    "combine": {"with"}, "limit": {"to"}, "add": {"to"}, "draw": {"from"}, "fill": {"with"},
}  # fmt: skip
# What happens to towns, firms and people.
CHANGES = frozenset(
    "rename destroy close sell merge rebuild defeat kill exile abolish convert dissolve divide "
    "restore expand replace demolish damage occupy conquer reorganise reorganize extend "
    "nationalise nationalize annex attack arrest expel banish dismiss elect appoint execute".split()
)
# Nobody does these at a certain time.
STATES = frozenset(
    "be have know believe think own remain seem mean live die belong consist include contain "
    "become want like love need".split()
)
# Of the verbs above, those that take their preposition in the passive: "is based on".
PASSIVE_BOUND = frozenset(
    """
    base divide compose know use name replace view regard describe define classify relate convert
    note split separate equip fill cover descend concern link connect expose compare fame draw
    treat limit associate transform include charge renown center centre dedicate devote attribute
    involve combine oppose explain
    """.split()
)
ADJECTIVES_BOUND = {
    "equivalent": {"to"}, "famous": {"for"}, "known": {"for", "as"}, "noted": {"for"},
    "responsible": {"for"}, "similar": {"to"}, "rich": {"in"}, "dependent": {"on"},
    "capable": {"of"}, "famed": {"for"}, "independent": {"of"}, "essential": {"for", "to"},
    "subject": {"to"}, "native": {"to"}, "related": {"to"}, "available": {"for"},
    "suitable": {"for"}, "important": {"for"}, "home": {"to"}, "full": {"of"}, "close": {"to"},
    "useful": {"for"}, "necessary": {"for"}, "compatible": {"with"}, "adjacent": {"to"},
}  # fmt: skip
STATING_VERBS = frozenset(
    "prove show find note believe argue claim suggest discover demonstrate observe conclude teach "
    "state indicate estimate reveal propose recommend report confirm surmise illustrate hold "
    "insist maintain hypothesize hypothesise speculate recognize recognise realize realise".split()
)
# What people do and firms, teams and towns do not.
PERSONAL_VERBS = frozenset(
    "write invent discover marry die observe note argue surmise conclude compose paint think prove "
    "coin translate demonstrate describe believe preach".split()
)
# Aims follow these verbs: "was built to protect the harbour" can be asked for with "why".
AIM_VERBS = frozenset("build create establish found introduce invent add launch pass form".split())


def names_a_time(words: Sequence[str]) -> bool:
    """Say whether lower-case `words` name a date, a part of the day or the year, or an era."""
    return any(_YEAR.fullmatch(word) or _CLOCK.fullmatch(word) or word in _TIMES for word in words)


def is_time(phrase: Phrase) -> bool:
    """Say whether the phrase tells when: "in 1880", "on Mondays", "after the 5th century"."""
    if phrase.kind == "preposition" and phrase.first in {"in", "since", "by", "until"}:
        if len(phrase.tokens) == 2 and phrase.tokens[1].text.isdigit():
            return len(phrase.tokens[1].text) in {3, 4}
    if phrase.kind == "preposition" and phrase.first == "after" and phrase.words()[-1] in DURATIONS:
        return phrase.tokens[1].is_a("CD")
    if phrase.first not in {"during", "after", "before", "since"} and not names_a_time(
        phrase.words()[-1:]
    ):
        return False
    return (
        phrase.kind == "preposition"
        and phrase.first in TIME_PREPOSITIONS
        and names_a_time(phrase.words()[1:])
        and not any(token.is_a("PRP") for token in phrase.tokens)
    )


def is_duration(phrase: Phrase) -> bool:
    """Say whether the phrase tells how long: "for five years", "for a decade"."""
    words = phrase.words()
    return (
        phrase.kind == "preposition"
        and words[0] in {"for", "within"}
        and _duration_unit(words) != ""
        and any(token.is_a("CD") for token in phrase.tokens)
    )


def _duration_unit(words: Sequence[str]) -> str:
    """Return the unit of time that a phrase such as "for 30 working days of delivery" counts."""
    until = words.index("of") if "of" in words else len(words)
    return words[until - 1] if words[until - 1] in DURATIONS else ""


def is_frequency(phrase: Phrase) -> bool:
    """Say whether the phrase tells how often: "every two weeks", "daily"."""
    words = phrase.words()
    return (
        (words[0] in {"every", "each"} and words[-1] in DURATIONS | WEEKDAYS)
        or (len(words) == 1 and words[0] in {"daily", "weekly", "monthly", "annually", "yearly"})
        or (words[0] in {"once", "twice"} and words[-1] in DURATIONS)
    )


def is_clock_time(phrase: Phrase) -> bool:
    """Say whether the phrase is of the form "at 7:30"."""
    return phrase.first == "at" and bool(_CLOCK.fullmatch("".join(phrase.words()[1:])))


def is_place(phrase: Phrase) -> bool:
    """Say whether the phrase tells where: "in Prague", "at the entrance of the hall"."""
    if phrase.kind != "preposition" or phrase.first not in {"in", "at", "near", "on", "under"}:
        return False
    if names_a_time(phrase.words()) or any(token.is_a("PRP", "CD") for token in phrase.tokens):
        return False
    nouns = [token for token in phrase.tokens if token.is_a("NN")]
    if (
        phrase.first in {"in", "near"}
        and nouns
        and nouns[0].is_a("NNP")
        and len(phrase.tokens) <= 4
    ):
        return not nouns[-1].lower.endswith(("ish", "ism", "ics", "ese"))
    return any(token.lower in PLACE_NOUNS for token in nouns)


def is_person(phrase: Phrase, head: str) -> bool:
    """Say whether a noun phrase with the head word `head` surely names people."""
    if head in _PEOPLE or head.endswith(("woman", "clergyman", "sman")):
        return True
    if any(token.is_a("POS") for token in phrase.tokens):
        return False
    tokens = phrase.tokens[phrase.first == "the" :]
    return len(tokens) > 1 and tokens[0].lower in _TITLES and tokens[1].is_a("NNP")


def is_thing(phrase: Phrase, head: str) -> bool:
    """Say whether a noun phrase with the head word `head` most probably names no person."""
    nouns = [token for token in phrase.tokens if token.is_a("NN")]
    return (
        bool(nouns)
        and not is_person(phrase, head)
        and not head.endswith(("ers", "ors", "ists", "ians"))
        and not any(token.lower == head and token.is_a("NNP") for token in nouns)
        and not (
            phrase.first not in {"the", "a", "an"}
            and nouns[0].is_a("NNP")
            and not any(token.is_a("POS") for token in phrase.tokens)
        )
        and head not in MEASURES | {"north", "south", "east", "west"}
    )
