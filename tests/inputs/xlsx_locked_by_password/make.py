"""What Excel writes for a workbook with a password: an OLE file with an encrypted package."""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def make(folder):
    (folder / "inventory").mkdir()
    data = OLE + bytes(1016) + "Root Entry".encode("utf-16-le") + bytes(108) + "EncryptedPackage".encode("utf-16-le")
    (folder / "inventory/台帳.xlsx").write_bytes(data + bytes(4096))
