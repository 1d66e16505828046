"""What the network sees of a word: the normal forms and keys of docs/MODEL_FORMAT.md."""
import csv
import re
import unicodedata
from functools import lru_cache
from pathlib import Path

import numpy as np

KINDS = "wp234x"  # Kinds of rows that a word has; see the table in docs/MODEL_FORMAT.md.
LIST_BITS = 6
PLAIN_LETTERS = dict(zip("øłđıħŧð", "oldihtd"))  # Letters that Unicode does not take apart.
FORM_LIMIT, SHAPE_LIMIT = 24, 12
QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})


@lru_cache(1 << 20)
def lower_form(word):
    # One code point for each: the simple mapping. İ is the one letter whose full mapping is longer.
    return "".join(c.lower() if len(c.lower()) == 1 else "i" for c in word).translate(QUOTES)


@lru_cache(1 << 12)
def plain_letter(c):
    base = unicodedata.normalize("NFD", c)[0]
    base = PLAIN_LETTERS.get(base, base)
    return base if "a" <= base <= "z" else c


@lru_cache(1 << 20)
def plain_form(word):
    return "".join(plain_letter(c) for c in lower_form(word) if not "\u0300" <= c <= "\u036f")


def normal_form(word):
    return re.sub("[0-9]", "0", plain_form(word))[:FORM_LIMIT]


@lru_cache(1 << 20)
def shape(word):
    out = []
    for c in word.translate(QUOTES):
        category = unicodedata.category(c)
        kind = "X" if category in ("Lu", "Lt") else "x" if category[0] == "L" else "d" if category == "Nd" else c
        if out[-2:] != [kind, kind]:
            out.append(kind)
    return "".join(out)[:SHAPE_LIMIT]


@lru_cache(1 << 20)
def keys(word):
    """(kind, text) of every row of the word."""
    form = normal_form(word)
    found = [("w", form)]
    if len(form) > 3:
        found.append(("p", form[:3]))
    found += [(str(n), form[-n:]) for n in (2, 3, 4) if len(form) > n]
    return found + [("x", shape(word))]


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


class NameLists:
    """Plain form of a word -> bits: 1 given name, 2 family name, 4 city, 8 country, 16 nationality, 32 organisation."""

    def __init__(self, folder):
        folder = Path(folder)
        self.bits = {}
        for row in rows_of(folder / "names.tsv"):
            self._add(row["name"], 1 if row["kind"] == "first" else 2)
        for row in rows_of(folder / "cities.tsv"):
            self._add(row["name"], 4)
        self.countries, self.nationalities = set(), set()
        for row in rows_of(folder / "countries.tsv"):
            for name in [row["name"], row["official_name"], *row["aliases"].split(";")]:
                self.countries.add(name.lower())
                if " " not in name:
                    self._add(name, 8)
            for name in [*row["demonym_noun"].split(";"), *row["demonym_adjective"].split(";")]:
                if name and " " not in name:
                    self.nationalities.add(name.lower())
                    self._add(name, 16)
        for row in rows_of(folder / "intl-organisations.tsv"):
            self._add(row["abbreviation_or_name"], 32)
        for row in rows_of(folder / "parties.tsv"):
            self._add(row["acronym"] or "", 32)

    def _add(self, name, bit):
        words = re.split(r"[\s\-]+", name)
        for word in words:
            word = plain_form(word)
            if len(word) > 1 and (bit != 4 or len(words) == 1 or len(word) > 3):
                self.bits[word] = self.bits.get(word, 0) | bit

    def of(self, word):
        return self.bits.get(plain_form(word), 0)


class Vectors:
    """The given word vectors, rounded to 8 bits with one scale a row, as the model file keeps them."""

    def __init__(self, folder):
        folder = Path(folder)
        self.words = (folder / "glove100-words.txt").read_text(encoding="utf-8").split("\n")
        if not self.words[-1]:
            self.words.pop()
        values = np.fromfile(folder / "glove100.f16", "<f2").reshape(len(self.words), -1).astype(np.float32)
        self.scale = (np.abs(values).max(1) / 127).astype(np.float32)
        self.scale[self.scale == 0] = 1
        self.table = np.rint(values / self.scale[:, None]).astype(np.int8)
        self.row = {}
        for i, word in enumerate(self.words):
            self.row.setdefault(plain_form(word), i)
