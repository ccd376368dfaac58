"""What every web page here is made of: one file, one style, no script, nothing from elsewhere."""

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Template


def policy(style: str) -> str:
    """Return a Content-Security-Policy that allows this one style and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@cache
def page_style(name: str) -> str:
    """Return the style of this name in `page/`, after the one that all pages share."""
    return _page_file("base.css") + _page_file(name)


@cache
def page_template(name: str) -> "Template":
    """Return the template of this name in `page/`, which escapes all that it is given."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(_page_file(name))


def _page_file(name: str) -> str:
    return files("frontdesk.exports").joinpath("page", name).read_text(encoding="utf-8")
