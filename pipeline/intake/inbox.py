"""The inbox: files put into `seeds/inbox/` are registered by themselves, or moved aside with a sentence beside them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import BusyError, InputError
from pipeline.intake.registering import OPTIONS, propose, register
from pipeline.seeds.register import RegisterEntry
from pipeline.seeds.tables import read_optional_rows

LIST_NAME = "inbox.csv"
REFUSED = "refused"
_COLUMNS = (*OPTIONS, "source_url", "licence", "note")
_NAME = re.compile(r"(?P<municipality_code>[A-Za-z0-9-]+)_(?P<plan_code>[A-Za-z0-9-]+)_(?P<edition_fiscal_year>\d{4})")


@dataclass(frozen=True)
class TakenIn:
    """A file of the inbox that was registered (`entry`), or refused with a sentence in both languages."""

    path: Path
    entry: RegisterEntry | None
    told: str


def waiting(inbox: Path) -> dict[str, tuple[int, int]]:
    """Return size and time of the files that wait in the inbox, by name: what a growing file changes."""
    paths = sorted(inbox.iterdir()) if inbox.is_dir() else ()
    return {
        path.name: (path.stat().st_size, path.stat().st_mtime_ns)
        for path in paths
        if path.is_file() and path.name != LIST_NAME and not path.name.startswith((".", "~"))
    }


def take_in(seeds: Path, inbox: Path, names: Sequence[str]) -> list[TakenIn]:
    """Register files of the inbox by what `inbox.csv` or their names say; move what cannot be used to `refused/`.

    While another process keeps the register, files stay where they are, for the next time.
    """
    try:
        told = _listed(inbox / LIST_NAME)
    except InputError as error:
        return [_refused(inbox / name, error) for name in names]
    tried = (_taken(seeds, inbox / name, told.get(name) or _named(name)) for name in names)
    return [one for one in tried if one is not None]


def _listed(path: Path) -> dict[str, dict[str, str]]:
    """Return the rows of `inbox.csv` by file name."""
    rows = read_optional_rows(path, ("file", *_COLUMNS), ("file",))
    return {row["file"]: {name: row[name] for name in _COLUMNS} for _, row in rows}


def _named(name: str) -> dict[str, str]:
    """Return what a name like 132217_jisatsu_2024.tsv says."""
    match = _NAME.fullmatch(Path(name).stem)
    return match.groupdict() if match else {}


def _taken(seeds: Path, path: Path, given: Mapping[str, str]) -> TakenIn | None:
    try:
        _require_own(path)
        proposal = propose(seeds, path, given)
        register(seeds, proposal)
    except BusyError:
        return None
    except InputError as error:
        return _refused(path, error)
    path.unlink()
    return TakenIn(path, proposal.entry, " / ".join(proposal.told))


def _require_own(path: Path) -> None:
    """Nobody looks at what the inbox takes in: a link must not make a file from elsewhere public."""
    if path.is_symlink() and not path.resolve().is_relative_to(path.parent.resolve()):
        raise InputError(
            f"{path}: 受付フォルダ（seeds/inbox）の外のファイルへのリンクは受け付けません。"
            "ファイルそのものを置いてください。",
            f"{path}: it is a link to a file outside the inbox (seeds/inbox); put the file itself there.",
        )


def _refused(path: Path, error: InputError) -> TakenIn:
    told = f"{error.message_ja}\n{error.message_en}\n"
    place = _moved_aside(path)
    place.with_name(f"{place.name}.txt").write_text(told, "utf-8")
    return TakenIn(path, None, told)


def _moved_aside(path: Path) -> Path:
    """Move a file into `refused/`, under a name that is free."""
    folder = path.parent / REFUSED
    folder.mkdir(exist_ok=True)
    taken = {other.name for other in folder.iterdir()}
    names = (path.name, *(f"{path.stem}-{number}{path.suffix}" for number in range(2, len(taken) + 3)))
    return path.rename(folder / next(name for name in names if name not in taken))
