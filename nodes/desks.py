"""What a desk tells and asks: only what the customer has not told already."""

from collections.abc import Mapping, Sequence

from nodes.prompts import support_router as prompts
from state.support_router import Detail, DetailName, ToldDetail

_LONGEST_DETAIL = 200


def technical_points(details: Sequence[Detail]) -> list[str]:
    """Return the points of technical support's reply."""
    told, asked = _told_and_asked(prompts.ASKED_BY_TECHNICAL_SUPPORT, details)
    return [
        *told,
        prompts.TECHNICAL_POINT.format(asked=asked) if asked else prompts.COMPLETE_POINT,
    ]


def billing_points(details: Sequence[Detail]) -> list[str]:
    """Return the points of the billing department's reply."""
    told, asked = _told_and_asked(prompts.ASKED_BY_BILLING, details)
    asks = prompts.BILLING_ASKS_POINT.format(asked=asked) if asked else prompts.COMPLETE_POINT
    return [prompts.BILLING_POINT, *told, asks]


def really_told(found: Sequence[ToldDetail], written: Sequence[str]) -> list[Detail]:
    """Return the details that the customer has written word for word, each once."""
    texts = [_squashed(text) for text in written]
    details: list[Detail] = []
    for each in found:
        text = " ".join(each.text.split())[:_LONGEST_DETAIL]
        detail: Detail = {"name": each.name, "text": text}
        if text and any(_squashed(text) in known for known in texts) and detail not in details:
            details.append(detail)
    return details


def _told_and_asked(
    wanted: Mapping[DetailName, str], details: Sequence[Detail]
) -> tuple[list[str], str]:
    """Return the point that thanks for what was told, if anything was, and what is missing."""
    names = {detail["name"] for detail in details}
    told = [prompts.TOLD[name] for name in wanted if name in names]
    asked = [words for name, words in wanted.items() if name not in names]
    return [prompts.TOLD_POINT.format(told=_listed(told))] if told else [], _listed(asked)


def _listed(parts: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def _squashed(text: str) -> str:
    return " ".join(text.casefold().split())
