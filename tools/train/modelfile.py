"""Writes and reads the model file of docs/MODEL_FORMAT.md."""
import hashlib
import struct

import numpy as np

MAGIC = b"PARLEYLM"
VERSION = 1
ALIGNMENT = 64
TYPES = {"int8": 1, "float32": 2, "uint32": 3, "uint64": 4}


def write(path, sections):
    """sections: name -> str, or numpy array of one or two dimensions with a type of TYPES."""
    table, body = b"", b""
    start = 64 + 64 * len(sections)
    for name in sorted(sections):
        value = sections[name]
        if isinstance(value, str):
            data, kind, rows, columns = value.encode(), 0, len(value.encode()), 1
        else:
            value = np.ascontiguousarray(value)
            kind, data = TYPES[value.dtype.name], value.astype(value.dtype.newbyteorder("<")).tobytes()
            rows, columns = value.shape if value.ndim == 2 else (value.shape[0], 1)
        body += b"\0" * (-(start + len(body)) % ALIGNMENT)
        table += struct.pack("<32sIIIIQQ", name.encode(), kind, rows, columns, 0, start + len(body), len(data))
        body += data
    rest = table + body
    digest = hashlib.blake2b(rest, digest_size=32).digest()
    with open(path, "wb") as file:
        file.write(struct.pack("<8sIIQQ", MAGIC, VERSION, len(sections), 64 + len(rest), 0) + digest + rest)


def read(path):
    """The sections as write() takes them."""
    data = open(path, "rb").read()
    magic, version, count, size, _ = struct.unpack_from("<8sIIQQ", data)
    if magic != MAGIC or version != VERSION or size != len(data):
        raise ValueError(f"{path} is no model file of version {VERSION}, or is cut short")
    if hashlib.blake2b(data[64:], digest_size=32).digest() != data[32:64]:
        raise ValueError(f"{path} is damaged: its checksum is wrong")
    names = {number: name for name, number in TYPES.items()}
    sections = {}
    for i in range(count):
        name, kind, rows, columns, _, offset, length = struct.unpack_from("<32sIIIIQQ", data, 64 + 64 * i)
        raw = data[offset:offset + length]
        value = raw.decode() if kind == 0 else np.frombuffer(raw, names[kind]).reshape(rows, columns)
        sections[name.rstrip(b"\0").decode()] = value
    return sections


def hash_key(kind, text):
    """64-bit FNV-1a of a kind letter and a text; never 0."""
    value = 0xCBF29CE484222325
    for byte in (kind + text).encode():
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return value or 1


def build_index(values):
    """values: (kind, text) -> u32. Open addressing with linear probing, at most 60 % full."""
    capacity = 1
    while capacity * 0.6 < len(values):
        capacity *= 2
    keys, rows = np.zeros(capacity, np.uint64), np.zeros(capacity, np.uint32)
    for (kind, text), value in sorted(values.items()):
        key = hash_key(kind, text)
        slot = key & (capacity - 1)
        while keys[slot] != 0:
            if int(keys[slot]) == key:
                raise ValueError(f"two entries share the hash of {kind}{text}")
            slot = (slot + 1) & (capacity - 1)
        keys[slot], rows[slot] = key, value
    return {"index.keys": keys, "index.values": rows}
