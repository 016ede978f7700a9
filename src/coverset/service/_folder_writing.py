"""Writing a file of a production's folder: through its history where it keeps one, else beside and renamed."""

from __future__ import annotations

from pathlib import Path

from coverset.findings import Finding, Place, Severity
from coverset.store.document import Document
from coverset.store.files import write_whole
from coverset.store.journal import FILE as HISTORY


def put(folder: Path, name: str, data: bytes, *, who: str = "", why: str = "") -> list[Finding]:
    """Write one file; what stood in the way is a finding, and nothing is written then.

    A folder with a history has the change in it, with who and why, and can undo it.
    """
    try:
        if not (folder / HISTORY).exists():
            write_whole(folder / name, data)
            return []
        document = Document.open(folder)
        try:
            document.change_files({name: data}, base=document.revision, who=who, why=why)
        finally:
            document.close()
    except OSError as trouble:
        sentence = f"{folder / name} cannot be written: {trouble.strerror or trouble}."
        return [Finding("file-unwritable", Severity.ERROR, sentence, Place(str(folder / name)))]
    return []
