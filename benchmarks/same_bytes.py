"""Whether another commit gives the same: `python -m benchmarks.same_bytes COMMIT SEEDS...`.

Refreshes every seeds folder with the program of that commit and with this one, and compares the content hash and every
exported file; none of them tells when or where it was made.
"""

import argparse
import contextlib
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pipeline.settings import PROJECT_ROOT

_PUBLISHED = (0, 3)


def refreshed(checkout: Path, seeds: Path, output: Path) -> dict[str, str]:
    """Refresh with the program of a checkout; return the content hash and the hash of every exported file."""
    command = [sys.executable, "-m", "pipeline.cli.app", "refresh", "--seeds", str(seeds), "--output", str(output)]
    environment = {**os.environ, "PYTHONPATH": str(checkout), "PYTHONDONTWRITEBYTECODE": "1"}
    told = subprocess.run(command, cwd=checkout, env=environment, capture_output=True, check=False)
    if told.returncode not in _PUBLISHED:
        raise RuntimeError(told.stderr.decode("utf-8", "replace"))
    manifest = json.loads((output / "current" / "manifest.json").read_bytes())
    exports = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (output / "exports").iterdir()}
    return {"content": manifest["content_sha256"], **exports}


@contextlib.contextmanager
def checked_out(commit: str, folder: Path) -> Iterator[Path]:
    """Give a worktree of another commit."""
    subprocess.run(["git", "worktree", "add", "--detach", str(folder), commit], cwd=PROJECT_ROOT, check=True)
    try:
        yield folder
    finally:
        subprocess.run(["git", "worktree", "remove", "--force", str(folder)], cwd=PROJECT_ROOT, check=True)


def differing(old: Path, seeds: Path, outputs: Path) -> list[str]:
    """Return the names of what the two programs give differently."""
    before, now = (refreshed(root, seeds, outputs / name) for root, name in ((old, "old"), (PROJECT_ROOT, "new")))
    return sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))


def main() -> None:
    """Compare, and exit with 1 if anything differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("commit")
    parser.add_argument("seeds", nargs="+", type=Path)
    asked = parser.parse_args()
    is_different = False
    with tempfile.TemporaryDirectory() as folder, checked_out(asked.commit, Path(folder) / "checkout") as old:
        for number, seeds in enumerate(asked.seeds):
            names = differing(old, seeds.resolve(), Path(folder) / str(number))
            is_different |= bool(names)
            print(f"{seeds}: {'、'.join(names) or 'the same'}")
    sys.exit(is_different)


if __name__ == "__main__":
    main()
