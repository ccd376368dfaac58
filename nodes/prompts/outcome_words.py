"""The words without which a reply does not tell what became of a request, in small letters.

English, German, French, Spanish, Italian, Portuguese and Dutch; what two share stands once.
"""

from typing import Literal

Outcome = Literal["not done", "delayed", "not sent"]

OUTCOMES: dict[Outcome, str] = {
    "not done": r"\b(?:not|no longer|no|none|cannot|nothing|unable|unfortunately|regret\w*"
    r"|declin\w*|refus\w*|reject\w*|expired|closed|ended|passed|too late|already"
    r"|nicht|kein\w*|leider|bedauer\w*|abgelehnt|abgelaufen|bereits|schon"
    r"|pas|aucune?|malheureusement|désolé\w*|expiré\w*|impossible|déjà"
    r"|lamenta\w*|rechaz\w*|imposible|caducad\w*|ya|non|nessun\w*|purtroppo|spiacent\w*|rifiut\w*"
    r"|scadut\w*|già|não|infelizmente|recusad\w*|já|niet|geen|helaas|spijt\w*|verlopen|geweigerd"
    r"|reeds)\b|\bal (?:ge|terug)\w+|n['\u2019]t\b",
    "delayed": r"\bdelay\w*|\blate\b|\bbehind schedule\b|\bverspät\w*|\bverzöger\w*|\bretard\w*"
    r"|\bretras\w*|\britard\w*|\batras\w*|\bdemor\w*|\bvertrag\w*|\bvertraag\w*",
    "not sent": r"\b(?:not|yet|nicht|pas|encore|aún|todavía|non|ancora|não|ainda|niet|nog)\b"
    r"|n['\u2019]t\b|\bprepar\w*|\bpack(?:ed|ing)\b|\bprocess\w*|\bbearbeit\w*|\bvorbereit\w*"
    r"|\bprépar\w*|\bprocesa\w*|\bvoorbereid\w*|\bverwerkt\b",
}
