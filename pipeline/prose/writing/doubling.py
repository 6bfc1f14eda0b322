"""Words that stand twice: at once (県の協力の協力), or a whole statement again within one text."""

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.values.departments import split_passages

# Two characters are doubled by right (まちまち, いきいき), and so is ひとりひとり.
_AT_ONCE = re.compile(r"(?!ひとり)(?P<words>[^\s\d、。()（）・]{3,30}?)(?P=words)")
_STATEMENT = re.compile(r"[^。、\s]+")
_LONG = 12


def doubled_words(text: str) -> Iterator[str]:
    """Yield what stands twice: words that follow themselves, and long statements made twice for one department."""
    yield from dict.fromkeys(match.group() for match in _AT_ONCE.finditer(text))
    for passage in split_passages(text):
        counts = Counter(words for words in _STATEMENT.findall(passage.text) if len(words) >= _LONG)
        yield from (words for words, count in counts.items() if count > 1)
