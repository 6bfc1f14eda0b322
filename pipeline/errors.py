"""What can go wrong through input, said in one sentence: where, what, and what to do.

Every error carries its sentence in Japanese and English and the exit status of the command.
"""

from pathlib import Path


class ShinchokuError(Exception):
    """An error that is told to the user without a traceback."""

    exit_status = 1

    def __init__(self, message_ja: str, message_en: str) -> None:
        super().__init__(f"{message_ja} / {message_en}")
        self.message_ja = message_ja
        self.message_en = message_en


class InputError(ShinchokuError):
    """Input or options that cannot be used; nothing was published."""

    exit_status = 2


class DocumentError(InputError):
    """One document that cannot be read. The others go on; this one becomes a finding."""


class BrokenContractError(ShinchokuError):
    """Rows that break the contract, a ledger that does not sum, a failed check: nothing was published."""


class BusyError(InputError):
    """Another run is writing in the output folder; it will have ended some time."""


class OutputError(ShinchokuError):
    """What was made cannot be written, or what is kept is damaged; the published release is as it was."""


def output_error(path: Path, error: Exception) -> OutputError:
    """Return the error of a file system (of the operating system or of DuckDB) as a sentence about an output folder."""
    reason = getattr(error, "strerror", None) or str(error).splitlines()[0]
    name = getattr(error, "filename", None)
    place = f"{name}: {reason}" if name else reason
    return OutputError(
        f"{path}: 書き込めません（{place}）。空き容量と権限を確認してください。公開中のデータは以前のままです。",
        f"{path}: cannot be written ({place}); check free space and permissions. What was published stays as it was.",
    )
