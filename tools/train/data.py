"""Treebanks and name sets, brought to one form."""
import collections
import json
import random
import re
from dataclasses import dataclass, field
from pathlib import Path

NAME_TYPES = ["PER", "LOC", "ORG", "NORP", "EVENT"]
NAME_TAGS = ["O"] + [f"{p}-{t}" for t in NAME_TYPES for p in "BI"]
ANY = frozenset(range(len(NAME_TAGS)))
OPEN = frozenset(i for i, t in enumerate(NAME_TAGS) if t == "O" or t.endswith(("NORP", "EVENT")))


@dataclass
class Sentence:
    words: list
    upos: list = None
    xpos: list = None
    features: list = None
    heads: list = None      # 1-based, 0 for the root.
    relations: list = None
    names: list = None      # A set of possible tags for each word; None: not annotated.
    comments: list = field(default_factory=list)
    source: str = ""


def read_conllu(path):
    """Words only: lines of multiword tokens and empty nodes are left out."""
    comments, rows = [], []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("#"):
            comments.append(line)
        elif line:
            row = line.split("\t")
            if row[0].isdigit():
                rows.append(row)
        elif rows:
            yield Sentence([r[1] for r in rows], [r[3] for r in rows], [r[4] for r in rows],
                           ["" if r[5] == "_" else r[5] for r in rows], [int(r[6]) for r in rows],
                           [r[7] for r in rows], comments=comments)
            comments, rows = [], []


def read_iob(path):
    """(comments, words, tags) for each sentence."""
    comments, words, tags = [], [], []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("#") and "\t" not in line:
            comments.append(line)
        elif line:
            word, tag = line.split("\t")[-2:]
            words.append(word)
            tags.append(tag)
        elif words:
            yield comments, words, tags
            comments, words, tags = [], [], []
    if words:
        yield comments, words, tags


def spans_of(tags):
    """(type, begin, end) of every name."""
    spans = []
    for i, tag in enumerate(tags):
        if tag[0] == "I" and spans and spans[-1][2] == i and spans[-1][0] == tag[2:]:
            spans[-1][2] = i + 1
        elif tag != "O":
            spans.append([tag[2:], i, i + 1])
    return [tuple(s) for s in spans]


def possible_tags(words, spans, lists, complete=False):
    """Sets of tags. A type of None means: some name or none, but no person, place or organisation. Where the set knows
    no nationalities (not `complete`), a word that may be one is left open."""
    tags = [{0} for _ in words]
    if not complete:
        tags = [{0, NAME_TAGS.index("B-NORP")} if w.lower() in lists.nationalities and w[0].isupper() else {0}
                for w in words]
    for kind, begin, end in spans:
        for i in range(begin, end):
            tags[i] = set(OPEN) if kind is None else {NAME_TAGS.index(("B-" if i == begin else "I-") + kind)}
    return [frozenset(t) for t in tags]


# Types of the sets -> ours; None: see possible_tags; missing: no name.
TYPE_OF = {t: t for t in NAME_TYPES} | {
    "OTH": None, "MISC": None, "misc": None, "politician": "PER", "person": "PER", "country": "LOC", "location": "LOC",
    "politicalparty": "ORG", "organisation": "ORG", "election": "EVENT", "event": "EVENT"}


def names_of(words, tags, lists):
    spans = []
    for kind, begin, end in spans_of(tags):
        if kind not in TYPE_OF:
            continue
        kind = TYPE_OF[kind]
        if end - begin > 1 and words[begin] == "the":
            begin += 1
        text = " ".join(words[begin:end]).lower()
        if kind == "ORG" and text in lists.countries:
            kind = "LOC"  # GUM calls a country that acts an organisation.
        if kind in ("LOC", None, "ORG") and text in lists.nationalities and text not in lists.countries:
            kind = "NORP"
        spans.append((kind, begin, end))
    return possible_tags(words, spans, lists)


def split_hyphens(words, names, chance=1.0, rng=random):
    """Joined words as the treebanks cut them, with the given chance for each."""
    out_words, out_names = [], []
    for word, tags in zip(words, names):
        parts = re.findall(r"[^-]+|-", word) if re.search(r"\w-\w", word) and rng.random() < chance else [word]
        inside = frozenset(t + 1 if NAME_TAGS[t].startswith("B-") else t for t in tags)
        for i, part in enumerate(parts):
            out_words.append(part)
            out_names.append(tags if i == 0 or tags == ANY else inside)
    return out_words, out_names


ABBREVIATION = r"(?:[A-Z]\.)+(?:[A-Z](?![a-z]))?|(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sen|Rep|Gov|St|Jr|Sr|Amb|Co|Inc|Ltd|Corp|No|vs)\."
TOKEN = re.compile(rf"{ABBREVIATION}|\d+(?:[.,:]\d+)*|(?i:\w+(?=n['’]t\b))|(?i:n['’]t\b)|['’](?i:s|re|ve|ll|d|m)\b|\w+|\S")


def tokens(text):
    """(word, begin, end): near enough to the segmenter for training names."""
    return [(m.group(), m.start(), m.end()) for m in TOKEN.finditer(text)]


def labelled_texts(folder):
    """File of names/ -> record -> its text or sentences."""
    records = lambda path: (json.loads(line) for line in open(Path(folder) / path, encoding="utf-8"))
    return {
        "state-press.tsv": {r["id"]: r["text"] for r in records("raw/state-press-train.jsonl")},
        "re3d.tsv": {r["doc"]: r["text"] for r in records("relations/re3d-train.jsonl")},
        "meantime.tsv": {r["doc"]: r["sents"] for r in records("events/meantime-train.jsonl")},
        "qasrl-wikinews.tsv": {r["id"]: [r["tokens"]] for r in records("srl/qasrl-wikinews-train.jsonl")},
    }


def labelled(path):
    """(record, first, second, [(type, begin, end)]) of a file of names/."""
    for line in open(path, encoding="utf-8"):
        record, first, second, *labels = line.rstrip("\n").split("\t")
        spans = [(kind, int(begin), int(end)) for kind, begin, end in (label.split(":") for label in labels)]
        yield record, first, second, spans


def read_names(path, texts, lists):
    """Sentences of a file of names/ (see GUIDELINE.md there) over the texts of the records: a text, with spans in
    characters, or a list of sentences cut into words, with spans in words."""
    for record, first, second, spans in labelled(path):
        text = texts[record]
        if isinstance(text, str):
            begin, end = int(first), int(second)
            found = tokens(text[begin:end])
            words = [w for w, _, _ in found]
            inside = [[i for i, (_, b, e) in enumerate(found) if b < last - begin and e > start - begin]
                      for _, start, last in spans]
            spans = [(kind, i[0], i[-1] + 1) for (kind, _, _), i in zip(spans, inside) if i]
        else:
            words = text[int(first)]
        yield words, possible_tags(words, spans, lists, complete=True)


def treebank(folder, name, names_file, lists):
    """Sentences with trees; with names, where the set of names has the same words."""
    sentences = list(read_conllu(Path(folder) / "syntax" / f"{name}.conllu"))
    tagged = collections.defaultdict(list)
    for _, words, tags in read_iob(Path(folder) / "ner" / names_file):
        tagged[tuple(words)].append(tags)
    for sentence in sentences:
        sentence.source = next(c.split("=")[1].strip() for c in sentence.comments if c.startswith("# sent_id"))
        same = tagged[tuple(sentence.words)]
        if same:
            sentence.names = names_of(sentence.words, same.pop(0), lists)
    return sentences
