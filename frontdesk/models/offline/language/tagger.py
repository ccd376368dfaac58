"""TextBlob's tagger of English words, without the rest of TextBlob."""

import sys
from functools import cache
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from threading import Lock
from typing import Any

_importing = Lock()


@cache
def tagger() -> Any:
    """Return the module `textblob.en`: `parse` tags words, `lexicon` has the tags of known ones.

    An ordinary import of it would import TextBlob as a whole and with it nltk, which takes half a
    second, and three where scikit-learn is installed. So its package stays empty meanwhile.
    """
    with _importing:
        if "textblob" in sys.modules or (spec := find_spec("textblob")) is None:
            return import_module("textblob.en")
        sys.modules["textblob"] = module_from_spec(spec)
        try:
            return import_module("textblob.en")
        finally:
            del sys.modules["textblob"]
