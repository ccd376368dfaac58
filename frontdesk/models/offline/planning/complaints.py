"""Tell complaints about a product from what else a customer's message tells."""

import re

# Negations, excess, defects, discomfort, mistakes, and a change of mind.
_COMPLAINT = re.compile(
    r"n['\u2019]t\b|\b(?:(?:do|does|did|is|was|wo|ca|has|have|could|would|are)nt|not|never|no|none"
    r"|nor|cannot|nothing|without|hardly|barely|only|instead|neither|dosnt"
    r"|too|more (?:like|of)|so (?!i\b|we\b|you\b|that\b)\w+ (?:that|it|they|i|we)|far (?:too"
    r"|smaller|bigger)|than"
    r"|rather than|half|twice|double|same|already|another|different|unlike|as if|like an?"
    r"|broken?|broke|burst\w*|bust|brok\w*|damag\w*|fault\w*|defect\w*|crack\w*|torn|tears?|tore"
    r"|rip\w*|ben[dt]\w*|loose\w*|missing|leak\w*|smell\w*|stink\w*|reek\w*|stank|stinks|lost"
    r"|loses?|losing|runs? (?:against|small|big)|differ\w*|nois\w*|loud\w*"
    r"|small\w*|tiny|big|bigger|huge|large|larger|tight\w*|narrow|wide|short\w*|long|heavy|hot|cold"
    r"|dim|dull|blunt|rust\w*|scratch\w*|scuff\w*|dent\w*|stain\w*|mark(?:ed|s)|dirty|mould\w*"
    r"|mold\w*|hole\w*|wobbl\w*|lean\w*|flicker\w*|free?z\w*|froze\w*|in (?:\w+ )?pieces|jam\w*|stuck|stick\w*|stop\w*|fail\w*|die[ds]?"
    r"|dead|died|burn\w*|melt\w*|fell|(?:came|comes?|coming) off|fall\w*|snap\w*|split\w*|shrank|shrunk\w*|shrink\w*|fad\w+"
    r"|peel\w*|bleed\w*|itch\w*|scratchy|hurt\w*|pinch\w*|rub\w*|chaf\w*|dig\w*|drift\w*"
    r"|crackl\w*|hiss\w*|hum\w*|buzz\w*|squeak\w*|creak\w*|rattl\w*|click\w*|beep\w*|drip\w*"
    r"|whin\w*|vibrat\w*|trip\w*|useless|gone|uncomfortable|unusable|awful|terribl\w*|horribl\w*"
    r"|ugly|hideous|cheap\w*|flimsy|poor\w*|bad\w*|worse|wrong\w*|incorrect\w*|mistake\w*"
    r"|allerg\w*|rash\w*|sore|sick|duplicate\w*|regret\w*|mind|longer|(?:is|are|was) off"
    r"|collaps\w*|unwanted|gift|hate\w*"
    r"|scar\w+|terrif\w*|frighten\w*|afraid|refus\w*|overheat\w*|heats?|slow\w*|weak\w*|thin\w*"
    r"|stiff|rough|sharp|hard|soft|slipp\w*|slid\w*|blur\w*|fog\w*|crook\w*|uneven|warp\w*|chip\w*"
    r"|shatter\w*|frayed?|fray\w*|shed\w*|clog\w*|block\w*|spill\w*|dang\w*|unsafe|shock\w*"
    r"|disappoint\w*|unhappy|problem\w*|issue\w*|trouble\w*|ruin\w*|wast\w*|empty|expired|used"
    r"|opened|fits?|keeps?|makes?|looks?|feels?|sounds?|takes|needs?|gives?|turn(?:s|ed) out"
    r"|arrived|came|supposed|bone dry|advertised|described|promised|expected|thought|ordered"
    r"|asked for)\b",
    re.IGNORECASE,
)
_MILD = re.compile(
    r"(?:fits?|keeps?|makes?|looks?|feels?|sounds?|takes|needs?|gives?|arrived|came|ordered|used"
    r"|opened|thought|expected|only|already|same|another|long|big|than|hot|gift|hard|soft)",
    re.IGNORECASE,
)
_PRAISE = re.compile(
    r"\b(?:love|loves|loved|lovely|beautiful|gorgeous|splendid|handsome|super|pretty|comfy"
    r"|perfect(?:ly)?|great|wonderful|fine|adore|brilliant|excellent"
    r"|happy|pleased|thank\w*|top marks|no (?:problems?|trouble|issues?|rush|hurry|need|worries"
    r"|receipt|reply)|not (?:urgent|disputing|complaining)|sealed|boxed|unopened|never (?:un\w+"
    r"|opened|used|worn)|unused|unworn|brand new"
    r"|no idea|not wrong|nothing wrong|(?:do|does)(?: not|n['\u2019]t) know"
    r"|(?:don|didn|can)['\u2019]?t (?:know|think"
    r"|remember|mind|worry)|sorry|please)\b",
    re.IGNORECASE,
)
_READ_CHARACTERS = 200


def complaint_strength(text: str) -> float:
    """Return how much a clause complains: 0 if not at all, 2 if plainly, -3 if it praises."""
    text = text[:_READ_CHARACTERS]
    if _PRAISE.search(text):
        return -3.0
    words = {found.group().lower() for found in _COMPLAINT.finditer(text)}
    strength = sum(0.5 if _MILD.fullmatch(word) else 1.5 for word in words)
    return min(strength, 3.0)
