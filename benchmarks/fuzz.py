"""Fuzzing, guided by what is reached: bytes into the reading of files, texts into every reader (`make fuzz`).

Whatever they are given, they may return anything, and refuse a file with an error that tells it; they may not fail
otherwise, hang, or take the machine's memory. Needs atheris, which the project does not: the target installs it beside.
"""

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["pipeline"]):
    from benchmarks.long_texts import WORDS
    from benchmarks.reading import READERS
    from pipeline.documents.decoding import decoded
    from pipeline.errors import InputError
    from pipeline.exports.spreadsheet import safe_cell
    from pipeline.seeds.judgement import read_judgement
    from pipeline.settings import LIMITS
    from pipeline.values.text import visible

_READERS = list(READERS.values())
_FOLDER = Path(tempfile.mkdtemp(prefix="shinchoku-fuzz-"))
_TABLES = ("headings.csv", "departments.csv", "vocabulary.csv", "adjudications.csv", "accepted_findings.csv")
_MOST_WORDS, _MOST_TIMES = 12, 3000


def fuzz(data: bytes) -> None:
    """Give the bytes to one of the readers."""
    provider = atheris.FuzzedDataProvider(data)
    match provider.ConsumeIntInRange(0, 9):
        case 0:
            _decode(provider.ConsumeBytes(provider.remaining_bytes()))
        case 1:
            _judge(provider)
        case _:
            read = _READERS[provider.ConsumeIntInRange(0, len(_READERS) - 1)]
            read(_text(provider))


def _decode(data: bytes) -> None:
    """What is read as text can be written as text, shown, and put into a cell."""
    if found := decoded(data):
        found[0].encode()
        visible(found[0]).encode()
        safe_cell(found[0])


def _judge(provider: atheris.FuzzedDataProvider) -> None:
    name = _TABLES[provider.ConsumeIntInRange(0, len(_TABLES) - 1)]
    path = _FOLDER / name
    path.write_bytes(provider.ConsumeBytes(provider.remaining_bytes()))
    try:
        read_judgement(_FOLDER)
    except InputError:
        pass
    finally:
        path.unlink()


def _text(provider: atheris.FuzzedDataProvider) -> str:
    """Return a text made of the words that readers look for, and of anything else between them."""
    parts = []
    for _ in range(provider.ConsumeIntInRange(1, _MOST_WORDS)):
        times = provider.ConsumeIntInRange(1, _MOST_TIMES) if provider.ConsumeBool() else 1
        parts.append(WORDS[provider.ConsumeIntInRange(0, len(WORDS) - 1)] * times)
        parts.append(provider.ConsumeUnicodeNoSurrogates(provider.ConsumeIntInRange(0, 6)))
    return "".join(parts)[: LIMITS.characters_in_cell]


def main() -> None:
    """Run until something fails, or as long as the arguments say (libFuzzer's: -max_total_time=600)."""
    atheris.Setup(sys.argv, fuzz)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
