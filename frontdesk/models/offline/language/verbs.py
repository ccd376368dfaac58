"""English verbs: the base form behind an inflected one, and the inflections questions need."""

from functools import lru_cache

from frontdesk.models.offline.language.tagger import tagger

BE = frozenset({"am", "are", "is", "was", "were", "be", "been", "being"})
HAVE = frozenset({"has", "have", "had"})
DO = frozenset({"do", "does", "did"})
MODALS = frozenset({"can", "could", "may", "might", "must", "shall", "should", "will", "would"})

# Base form, past tense and past participle (once where they are the same).
_IRREGULAR = """
arise arose arisen|awake awoke awoken|bear bore borne|beat beat beaten|become became become
begin began begun|bend bent|bet bet|bind bound|bite bit bitten|bleed bled|blow blew blown
break broke broken|breed bred|bring brought|broadcast broadcast|build built|burn burnt
burst burst|buy bought|cast cast|catch caught|choose chose chosen|cling clung|come came come
cost cost|creep crept|cut cut|deal dealt|dig dug|do did done|draw drew drawn|drink drank drunk
drive drove driven|eat ate eaten|fall fell fallen|feed fed|feel felt|fight fought|find found
flee fled|fly flew flown|forbid forbade forbidden|forecast forecast|forget forgot forgotten
forgive forgave forgiven|freeze froze frozen|get got got|give gave given|go went gone|grind ground
grow grew grown|hang hung|have had|hear heard|hide hid hidden|hit hit|hold held|hurt hurt
keep kept|kneel knelt|know knew known|lay laid|lead led|leave left|lend lent|let let|lie lay lain
light lit|lose lost|make made|mean meant|meet met|overcome overcame overcome
overtake overtook overtaken|pay paid|put put|quit quit|read read|rebuild rebuilt|reset reset
ride rode ridden|ring rang rung|rise rose risen|run ran run|say said|see saw seen|seek sought
sell sold|send sent|set set|shake shook shaken|shed shed|shine shone|shoot shot|show showed shown
shrink shrank shrunk|shut shut|sing sang sung|sink sank sunk|sit sat|sleep slept|slide slid
speak spoke spoken|speed sped|spend spent|spin spun|split split|spread spread|spring sprang sprung
stand stood|steal stole stolen|stick stuck|strike struck|strive strove striven|swear swore sworn
sweep swept|swim swam swum|swing swung|take took taken|teach taught|tear tore torn|tell told
think thought|throw threw thrown|undergo underwent undergone|understand understood
undertake undertook undertaken|uphold upheld|upset upset|wake woke woken|wear wore worn
weave wove woven|win won|withdraw withdrew withdrawn|withstand withstood|write wrote written
"""

# Verbs that a tagger, knowing one tag a word, mostly takes for nouns or adjectives.
_ALSO_NOUNS = """
access account add address adopt aim allow answer appear apply approach approve arrive ask
assign attach attack back balance bank bar begin belong benefit bill block book boost border
branch break bring brush build buy call cancel cap carry cause change charge charter check
choose claim clean clear click close collect come comment commit complete confirm connect
contact contain control cook copy cost count cover create credit crop damage date deal debate
decline decrease delay delete delight deliver demand describe design detail develop die direct
disable discount dismiss display divide double download draw dress drink drive drop dry e-mail
edit email empty enable end enter escape exchange exit expand expect expire export extend face
fall feature feed fight file fill filter find finish fit fix flow fly fold follow force form
freeze fund gain get give go grant group grow guarantee guide hand handle head heat help hide
hold host house hunt import improve include increase influence install interest invite invoice
issue join judge jump keep label lack land last launch lead leave let level lie lift light like
limit link list live load lock log look lose love mail make manage map mark market master match
matter mean measure merge mind mix monitor mount move name need note notice number offer open
operate order originate own pack paint park part pass paste pause pay permit phone pick place
plan plant play plug point post pour power practice prefer prepare present press prevent price
print process produce profit program progress project promise protect provide pull purchase push
put question quote race rain raise range rank rate reach read rebound receive recommend record
refer refund refuse register reject release remain remind remove rename renew rent repair repeat
replace reply report request require rescue research reserve reset respect rest restart restore
result return review reward ride ring rinse rise roll rotate row rule run sail save say scale
scan schedule score seal search seat seek select sell send separate serve set settle shape share
shift ship shop show shut sign sit sleep slow sort sound spend split sponsor spread stamp stand
start state stay steam stem step stop store stream study submit suit supply support surround
survey switch take talk target taste tell test thank throw tie time top touch track trade train
transfer travel treat trigger try turn type uninstall update upgrade upload use vary view visit
vote wait walk want warm wash waste watch water wear weigh win wish withdraw work worry worship
wrap write zoom
"""


@lru_cache(maxsize=1)
def _irregular_forms() -> dict[str, str]:
    forms: dict[str, str] = {}
    for entry in _IRREGULAR.replace("\n", "|").split("|"):
        base, *others = entry.split() or [""]
        forms.update(dict.fromkeys(others, base))
    # "found" is far more often the past of "find"; "lay" and "ground" are better left alone.
    return {form: base for form, base in forms.items() if form not in {"", "lay", "ground"}}


@lru_cache(maxsize=1)
def common_verbs() -> frozenset[str]:
    """Return the base forms that are verbs at least as often as a tagger believes."""
    return frozenset(_ALSO_NOUNS.split()) | frozenset(_irregular_forms().values())


def past_tense_is_possible(word: str) -> bool:
    """Say whether `word` can be a past tense: "wrote" and "opened", but not "written"."""
    base = _irregular_forms().get(word)
    if base is None:
        return word.endswith("ed")
    row = next(
        entry.split()
        for entry in _IRREGULAR.replace("\n", "|").split("|")
        if entry.split()[:1] == [base]
    )
    return row[1] == word


def is_unchanging_participle(word: str) -> bool:
    """Say whether `word` is a participle that looks like its base form: "reset", "cut", "put"."""
    return _irregular_forms().get(word) == word


@lru_cache(maxsize=8192)
def base_form(word: str) -> str | None:
    """Return the base form of a verb's lower-case form, or None when it cannot be told."""
    if word in BE:
        return "be"
    if word in HAVE:
        return "have"
    if word in DO:
        return "do"
    if base := _irregular_forms().get(word):
        return base
    if word in common_verbs():
        return word
    if word.endswith("ied"):
        return _known(word[:-3] + "y") or _known(word[:-1])
    if word.endswith("ed"):
        return _without_ending(word[:-2])
    if word.endswith("ies"):
        return _known(word[:-3] + "y") or _known(word[:-1])
    if word.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
        return _known(word[:-2])
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return _known(word[:-1])
    if word.endswith("ing") and len(word) > 5:
        return _without_ending(word[:-3])
    return _known(word)


def _without_ending(stump: str) -> str | None:
    if stump.endswith(("v", "c", "u", "dg", "iz", "yz", "rs", "ns", "ls")):
        return _known(stump + "e") or _known(stump)
    if len(stump) > 3 and stump[-1] == stump[-2] and stump[-1] not in "aeiousz":
        # "stopped" and "controlled" double their consonant, "called" and "added" do not.
        return _known(stump) if stump[-1] in "lfd" and _known(stump) else _known(stump[:-1])
    plain, with_e = _known(stump), _known(stump + "e")
    if plain and with_e:
        # A short stem such as "hop" would have doubled: "hoped" comes from "hope".
        vowels = [letter in "aeiou" for letter in stump]
        return with_e if sum(vowels) == 1 and vowels[-2:] == [True, False] else plain
    return plain or with_e


def _known(word: str) -> str | None:
    return word if word in common_verbs() or word in tagger().lexicon else None


def third_person(base: str) -> str:
    """Return the third person singular of a base form: "cross" gives "crosses"."""
    if base in {"be", "have"}:
        return {"be": "is", "have": "has"}[base]
    if base.endswith(("s", "sh", "ch", "x", "z", "o")):
        return base + "es"
    if base.endswith("y") and base[-2:-1] not in tuple("aeiou"):
        return base[:-1] + "ies"
    return base + "s"
