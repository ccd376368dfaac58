"""Tell complaints about a product from what else a customer's message tells."""

import re

# Negations, excess, defects, discomfort, mistakes, and a change of mind.
_COMPLAINT = re.compile(
    r"n['\u2019]t\b|\b(?:(?:do|does|did|is|was|wo|ca|has|have|could|would|are)nt|not|never|no|none"
    r"|nor|cannot|nothing|without|hardly|barely|only|instead|neither|dosnt|too|more (?:like|of)"
    r"|so (?!i\b|we\b|you\b|that\b)\w+ (?:that|it|they|i|we)|far (?:too|smaller|bigger)|than"
    r"|rather than|half|twice|double|same|already|another|different|unlike|as if|like an?|broken?"
    r"|broke|burst\w*|bust|brok\w*|damag\w*|fault\w*|defect\w*|crack\w*|torn|tears?|tore|rip\w*"
    r"|ben[dt]\w*|loose\w*|missing|leak\w*|smell\w*|stink\w*|reek\w*|stank|stinks|lost|loses?"
    r"|losing|runs? (?:against|small|big)|differ\w*|nois\w*|loud\w*|small\w*|tiny|big|bigger|huge"
    r"|large|larger|tight\w*|narrow|wide|short\w*|long|heavy|hot|cold|dim|dull|blunt|rust\w*"
    r"|scratch\w*|scuff\w*|dent\w*|stain\w*|mark(?:ed|s)|dirty|mould\w*|mold\w*|hole\w*|wobbl\w*"
    r"|lean\w*|flicker\w*|free?z\w*|froze\w*|in (?:\w+ )?pieces|jam\w*|stuck|stick\w*|stop\w*"
    r"|fail\w*|die[ds]?|dead|died|burn\w*|melt\w*|fell|(?:came|comes?|coming) off|fall\w*|snap\w*"
    r"|split\w*|shrank|shrunk\w*|shrink\w*|fad\w+|peel\w*|bleed\w*|itch\w*|scratchy|hurt\w*"
    r"|pinch\w*|rub\w*|chaf\w*|dig\w*|drift\w*|crackl\w*|hiss\w*|hum\w*|buzz\w*|squeak\w*|creak\w*"
    r"|rattl\w*|click\w*|beep\w*|drip\w*|whin\w*|vibrat\w*|trip\w*|useless|gone|uncomfortable"
    r"|unusable|awful|terribl\w*|horribl\w*|ugly|hideous|cheap\w*|flimsy|poor\w*|bad\w*|worse"
    r"|wrong\w*|incorrect\w*|mistake\w*|allerg\w*|rash\w*|sore|sick|duplicate\w*|regret\w*|mind"
    r"|longer|(?:is|are|was) off|collaps\w*|unwanted|gift|hate\w*|scar\w+|terrif\w*|frighten\w*"
    r"|afraid|refus\w*|overheat\w*|heats?|slow\w*|weak\w*|thin\w*|stiff|rough|sharp|hard|soft"
    r"|slipp\w*|slid\w*|blur\w*|fog\w*|crook\w*|uneven|warp\w*|chip\w*|shatter\w*|frayed?|fray\w*"
    r"|shed\w*|clog\w*|block\w*|spill\w*|dang\w*|unsafe|shock\w*|disappoint\w*|unhappy|problem\w*"
    r"|issue\w*|trouble\w*|ruin\w*|wast\w*|empty|expired|used|opened|fits?|keeps?|makes?|looks?"
    r"|feels?|sounds?|takes|needs?|gives?|turn(?:s|ed) out|arrived|came|supposed|bone dry"
    r"|advertised|described|promised|expected|thought|ordered|asked for)\b",
    re.IGNORECASE,
)
_MILD = re.compile(
    r"(?:fits?|keeps?|makes?|looks?|feels?|sounds?|takes|needs?|gives?|arrived|came|ordered|used"
    r"|opened|thought|expected|only|already|same|another|long|big|than|hot|gift|hard|soft)",
    re.IGNORECASE,
)
_PRAISE = re.compile(
    r"\b(?:love|loves|loved|lovely|beautiful|gorgeous|splendid|handsome|super|pretty|comfy"
    r"|perfect(?:ly)?|great|wonderful|fine|adore|brilliant|excellent|happy|pleased|thank\w*"
    r"|top marks|no (?:problems?|trouble|issues?|rush|hurry|need|worries|receipt|reply)"
    r"|not (?:urgent|disputing|complaining)|sealed|boxed|unopened|never (?:un\w+|opened|used|worn)"
    r"|unused|unworn|brand new|no idea|not wrong|nothing wrong|(?:do|does)(?: not"
    r"|n['\u2019]t) know|(?:don|didn|can)['\u2019]?t (?:know|think|remember|mind|worry)|sorry"
    r"|please)\b",
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
