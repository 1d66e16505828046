"""Learns how words are brought to their base form: rules by ending, and the words that break them.

The rules of docs/MODEL_FORMAT.md, "Lemmas". Learned from the treebanks; regular forms of the verbs, nouns and
adjectives of WordNet are added, so that rare words are known too."""
import collections
import csv
import re
from pathlib import Path

import numpy as np

from features import lower_form
from modelfile import build_index

LONGEST_ENDING, LONGEST_ADDED = 6, 8
VOWELS = "aeiou"

# Base form, past and participle of verbs that follow no rule, or double a consonant where few do.
IRREGULAR = """
arise arose arisen/awake awoke awoken/bear bore borne/beat beat beaten/befall befell befallen/beget begot begotten/
behold beheld beheld/bend bent bent/beseech besought besought/beset beset beset/bid bid bid/bind bound bound/
bite bit bitten/bleed bled bled/blow blew blown/breed bred bred/broadcast broadcast broadcast/burst burst burst/
cast cast cast/catch caught caught/cling clung clung/compel compelled compelled/creep crept crept/deal dealt dealt/
dig dug dug/dispel dispelled dispelled/draw drew drawn/dwell dwelt dwelt/excel excelled excelled/
expel expelled expelled/feed fed fed/fight fought fought/flee fled fled/fling flung flung/fly flew flown/
forbid forbade forbidden/forecast forecast forecast/foresee foresaw foreseen/forget forgot forgotten/
forgive forgave forgiven/forgo forwent forgone/forsake forsook forsaken/freeze froze frozen/grind ground ground/
grow grew grown/hang hung hung/hide hid hidden/hurt hurt hurt/input input input/kneel knelt knelt/lay laid laid/
lead led led/leap leapt leapt/lend lent lent/light lit lit/mislead misled misled/mistake mistook mistaken/
misunderstand misunderstood misunderstood/mow mowed mown/outdo outdid outdone/overcome overcame overcome/
overdo overdid overdone/overhear overheard overheard/override overrode overridden/oversee oversaw overseen/
overtake overtook overtaken/overthrow overthrew overthrown/partake partook partaken/preset preset preset/
propel propelled propelled/quit quit quit/rebel rebelled rebelled/rebuild rebuilt rebuilt/redo redid redone/
repay repaid repaid/repel repelled repelled/rid rid rid/ride rode ridden/ring rang rung/rise rose risen/
seek sought sought/sew sewed sewn/shake shook shaken/shed shed shed/shine shone shone/shoot shot shot/
shrink shrank shrunk/shut shut shut/sing sang sung/sink sank sunk/slay slew slain/slide slid slid/sling slung slung/
slink slunk slunk/slit slit slit/smite smote smitten/sow sowed sown/speed sped sped/spin spun spun/spit spat spat/
split split split/spread spread spread/spring sprang sprung/steal stole stolen/stick stuck stuck/sting stung stung/
stink stank stunk/stride strode stridden/strike struck struck/string strung strung/strive strove striven/
swear swore sworn/sweep swept swept/swell swelled swollen/swim swam swum/swing swung swung/tear tore torn/
thrust thrust thrust/tread trod trodden/undergo underwent undergone/undertake undertook undertaken/undo undid undone/
uphold upheld upheld/wake woke woken/weave wove woven/weep wept wept/withdraw withdrew withdrawn/
withhold withheld withheld/withstand withstood withstood/wring wrung wrung
"""


def word_class(upos, xpos):
    return xpos + "-VERB" if xpos.startswith("NNP") and upos == "VERB" else xpos


def case_of(form):
    """l: no capital; C: one; M: more, and small letters; A: more, and no small letter."""
    capitals = sum(c.isupper() or c.istitle() for c in form)
    return "lC"[capitals] if capitals < 2 else "M" if any(c.islower() for c in form) else "A"


def action(form, lemma):
    """(code points to cut off, text to add) that makes `lemma` of `form`."""
    same = 0
    while same < min(len(form), len(lemma)) and form[same] == lemma[same]:
        same += 1
    return len(form) - same, lemma[same:]


def apply(form, chosen):
    cut, add = chosen
    return form[:len(form) - cut] + add


def treebank_words(path):
    """(form, lemma, class) of each word."""
    for line in open(path, encoding="utf-8"):
        row = line.split("\t")
        if row[0].isdigit() and row[2] != "_" and "goeswith" not in row[7]:
            yield row[1], row[2], word_class(row[3], row[4])


def wordnet_lemmas(path):
    """(part of speech letter, lemma) of every single lower-case word."""
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            for entry in row["lemmas(sense_rank/tag_count)"].split(";"):
                lemma = entry.strip().split("/")[0]
                if lemma.isalpha() and lemma.islower() and len(lemma) > 2:
                    yield row["synset"][0], lemma


def syllables(word):
    return sum(a in VOWELS + "y" and b not in VOWELS + "y" for a, b in zip(word, word[1:] + "x"))


def with_ending(word, ending):
    """`word` with -ed, -ing, -er or -est, by the rules of spelling."""
    if word.endswith("e") and not word.endswith(("ee", "oe", "ye")) or word.endswith("e") and ending[0] == "e":
        return word[:-1] + ending
    if word.endswith("y") and word[-2] not in VOWELS and ending[0] == "e":
        return word[:-1] + "i" + ending
    doubled = (syllables(word) == 1 and word[-1] not in VOWELS + "wxy" and word[-2] in VOWELS
               and word[-3:-2] not in tuple(VOWELS))
    return word + (word[-1] if doubled else "") + ending


def with_s(word):
    if word.endswith("y") and word[-2] not in VOWELS:
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")


def irregular_forms():
    for base, past, participle in (entry.split() for entry in IRREGULAR.replace("\n", "").split("/")):
        yield past, base, "VBD"
        yield participle, base, "VBN"


def regular_forms(lemmas):
    """(form, lemma, class) of what WordNet's words become by the rules of spelling."""
    irregular = {lemma for _, lemma, _ in irregular_forms()}
    for kind, lemma in sorted(set(lemmas)):
        if kind == "v":
            yield with_s(lemma), lemma, "VBZ"
            yield with_ending(lemma, "ing"), lemma, "VBG"
            for tag in ("VBD", "VBN") if lemma not in irregular else ():
                yield with_ending(lemma, "ed"), lemma, tag
        elif kind == "n":
            yield with_s(lemma), lemma, "NNS"
        elif kind in "as" and syllables(lemma) <= 2:
            yield with_ending(lemma, "er"), lemma, "JJR"
            yield with_ending(lemma, "est"), lemma, "JJS"


def learn_endings(counted):
    """counted: (class, form) -> Counter of outcomes. Endings whose outcome differs from that of the ending a letter
    shorter; each word counts once, for its most frequent outcome."""
    tally = collections.defaultdict(collections.Counter)
    for (kind, form), outcomes in sorted(counted.items()):
        outcome = max(sorted(outcomes), key=outcomes.get)
        for length in range(min(LONGEST_ENDING, len(form)) + 1):
            tally[kind, form[len(form) - length:]][outcome] += 1
    rules = {}
    for kind, ending in sorted(tally, key=lambda key: (key[0], len(key[1]), key[1])):
        outcomes = tally[kind, ending]
        inherited = outcome_of(rules, kind, ending[1:]) if ending else None
        best = max(sorted(outcomes), key=outcomes.get)
        # One word is no rule, and a bare majority of few is luck.
        if not ending or (best != inherited and outcomes[best] > 1 and outcomes[best] > outcomes[inherited] + 1):
            rules[kind, ending] = best
    return rules


def outcome_of(rules, kind, form):
    for length in range(min(LONGEST_ENDING, len(form)), -1, -1):
        if (kind, form[len(form) - length:]) in rules:
            return rules[kind, form[len(form) - length:]]
    return None


def exceptions_to(rules, counted, fewest):
    """What the rules get wrong, if it was seen often enough."""
    found = {}
    for (kind, form), outcomes in sorted(counted.items()):
        best = max(sorted(outcomes), key=outcomes.get)
        if sum(outcomes.values()) >= fewest and outcome_of(rules, kind, form) != best:
            found[kind, form] = best
    return found


def sections(data, log=print):
    """What the model file holds of lemmas."""
    data = Path(data)
    stems = collections.defaultdict(collections.Counter)
    cases = collections.defaultdict(collections.Counter)
    for name in ("ewt-train", "gum-open-train"):
        for form, lemma, kind in treebank_words(data / "syntax" / f"{name}.conllu"):
            low = lower_form(form)
            if kind == "CD" and low[0].isdigit():
                continue  # A number is its own lemma, but for commas.
            cases[kind + case_of(form), low][int(any(c.isupper() for c in lemma))] += 1
            chosen = action(low, lower_form(lemma))
            # More is a slip of the pen that was put right, or an address.
            if chosen[0] <= LONGEST_ENDING and re.fullmatch(rf"[a-z']{{0,{LONGEST_ADDED}}}", chosen[1]):
                stems[kind, low][chosen] += 1
    for form, lemma, kind in irregular_forms():  # Some are wrong in the treebanks.
        stems[kind, form] = collections.Counter({action(form, lemma): 1})
    seen = dict(stems)
    for form, lemma, kind in regular_forms(wordnet_lemmas(data / "lists" / "wordnet31-synsets.tsv")):
        if (kind, form) not in seen:
            stems[kind, form][action(form, lemma)] += 1
    stem_rules, case_rules = learn_endings(stems), learn_endings(cases)
    tables = {"e": exceptions_to(stem_rules, stems, 1), "s": stem_rules,
              "c": exceptions_to(case_rules, cases, 1), "d": case_rules}
    actions = sorted({*tables["e"].values(), *tables["s"].values()})
    number = {chosen: i for i, chosen in enumerate(actions)}
    entries = {(letter, kind + " " + text): outcome if letter in "cd" else number[outcome]
               for letter, table in tables.items() for (kind, text), outcome in table.items()}
    log("lemmas: " + ", ".join(f"{len(table)} {letter}" for letter, table in tables.items())
        + f", {len(actions)} actions")
    index = build_index(entries)
    return {"lemma.keys": index["index.keys"], "lemma.values": index["index.values"],
            "lemma.actions": "".join(f"{cut}\t{add}\n" for cut, add in actions)}


class Lemmas:
    """The rules as read back from the sections: the same as extract/internal/lemmas.cpp."""

    def __init__(self, found):
        from modelfile import hash_key
        self.keys, self.values = np.ravel(found["lemma.keys"]), np.ravel(found["lemma.values"])
        self.actions = [(int(line.split("\t")[0]), line.split("\t")[1])
                        for line in found["lemma.actions"].split("\n")[:-1]]
        self.hash_key = hash_key

    def _find(self, letter, text):
        key = self.hash_key(letter, text)
        slot = key & (len(self.keys) - 1)
        while self.keys[slot] != 0:
            if int(self.keys[slot]) == key:
                return int(self.values[slot])
            slot = (slot + 1) & (len(self.keys) - 1)
        return None

    def _choose(self, whole, ending, kind, form):
        found = self._find(whole, kind + " " + form)
        for length in range(min(LONGEST_ENDING, len(form)), -1, -1):
            if found is None:
                found = self._find(ending, kind + " " + form[len(form) - length:])
        return found

    def lemma(self, form, upos, xpos):
        kind, low, case = word_class(upos, xpos), lower_form(form), case_of(form)
        if kind == "CD" and low[0].isdigit():
            return low.replace(",", "")
        capital = self._choose("c", "d", kind + case, low)
        chosen = self._choose("e", "s", kind, low)
        result = lower_form(form) if not capital or case == "l" else with_case(form)
        result = result if chosen is None else apply(result, self.actions[chosen])
        return result[:1].upper() + result[1:] if capital and case == "l" else result


def with_case(form):
    """Marks as in the lower form, letters as they are."""
    return "".join(c if c.isalpha() else lower_form(c) for c in form)
