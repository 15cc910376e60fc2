"""A PDF that opens with a password: AES with 256 bits, the one kind worth having."""

import io

import pikepdf

_MAY = pikepdf.Permissions(extract=False, modify_annotation=False, modify_other=False, modify_form=False)


def locked(content: bytes, password: str) -> bytes:
    """Return the same pages behind ``password``, the title of the file too.

    A locked PDF is no archive copy: PDF/A forbids it. What stays in the output and in the ledger is the open one.
    """
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(buffer, encryption=pikepdf.Encryption(owner=password, user=password, R=6, allow=_MAY))
    return buffer.getvalue()
