"""What has to be said about a question beside its answer."""

from state.faq import FAQ

TITLE = "Questions and answers"


def remark(faq: FAQ) -> str:
    """Return why an answer is missing or rests on nothing, or what went wrong, or nothing."""
    if faq["status"] in ("failed", "skipped") or faq["error"]:
        label = {"failed": "Failed", "skipped": "Skipped"}.get(faq["status"], "Note")
        return f"{label}: {faq['error']['message'] if faq['error'] else 'no reason was given.'}"
    if faq["status"] == "answered":
        return f"Answered by the stand-in {faq['answered_by']}." if faq["answered_by"] else ""
    if faq["answer"]:
        return "No source was found for this answer."
    return "The documents do not answer this."


def sources_line(faq: FAQ) -> str:
    """Return the titles of the answer's sources behind a label, or nothing without any."""
    if not faq["sources"]:
        return ""
    return f"{'Source' if len(faq['sources']) == 1 else 'Sources'}: {', '.join(faq['sources'])}"
