"""What can go wrong through input, said in one sentence: where, what, and what to do.

Every error carries its sentence in Japanese and English and the exit status of the command.
"""


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
