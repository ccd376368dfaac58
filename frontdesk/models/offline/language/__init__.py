"""Read English: words, tags, phrases and the parts of a sentence."""
