"""Trains the network: `train.py DATA OUT [--minutes M] [--set key=value ...]`. It goes on from OUT/checkpoint.pt."""
import argparse
import collections
import json
import random
import sys
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

import data
from features import KINDS, LIST_BITS, NameLists, Vectors, keys, plain_form
from network import Network

DEFAULTS = {
    "encoder": ["conv", "conv", "gated", "gated"], "width": 256, "recurrent": 192, "arc": 128, "label": 128, "names": 128,
    "dropout": 0.33, "word_dropout": 0.25, "min_count": 2, "batch_tokens": 1600, "rate": 2.5e-3, "decay": 1e-2,
    "mega_tokens": 16.0, "names_share": 0.25, "average": 0.998, "seed": 1, "threads": 1, "report": 0.5,
}
HELD_OUT = 10  # Every so many of the hand-labelled sentences are for measuring.
MAX_TOKENS = 120  # Longer sentences are rare, and are cut for training only where their tree is not needed.


class Vocabulary:
    """Rows of each kind of feature, and the outputs."""

    def __init__(self, parsed, named, min_count):
        counts = collections.Counter()
        for sentence in parsed:
            counts.update(k for w in sentence.words for k in keys(w))
        for words, _ in named:
            counts.update(k for w in words for k in keys(w))
        self.rows = {kind: {} for kind in KINDS}
        for kind, text in sorted(k for k, n in counts.items() if n >= min_count):
            self.rows[kind][text] = len(self.rows[kind]) + 1
        outputs = lambda values: sorted(set(values))
        words = [(u, x, f, r) for s in parsed for u, x, f, r in zip(s.upos, s.xpos, s.features, s.relations)]
        self.outputs = {"upos": outputs(w[0] for w in words), "xpos": outputs(w[1] for w in words),
                        "features": outputs(w[2] for w in words), "relations": outputs(w[3] for w in words),
                        "name_tags": data.NAME_TAGS}
        self.number = {name: {v: i for i, v in enumerate(values)} for name, values in self.outputs.items()}


def encode(words, vocabulary, vectors, lists, cache={}):
    """[words, 8]: rows of each kind, row of the vector + 1, bits of the lists."""
    out = np.zeros((len(words), len(KINDS) + 2), np.int64)
    for i, word in enumerate(words):
        found = cache.get(word)
        if found is None:
            found = np.zeros(len(KINDS) + 2, np.int64)
            for kind, text in keys(word):
                found[KINDS.index(kind)] = vocabulary.rows[kind].get(text, 0)
            found[-2] = vectors.row.get(plain_form(word), -1) + 1
            found[-1] = lists.of(word)
            cache[word] = found
        out[i] = found
    return out


class Augment:
    """News as it comes: headlines in title case or capitals, no full stop at the end, names never seen before, with
    hyphens in them or between them."""

    def __init__(self, lists, rng):
        self.rng = rng
        names = [w for w, bits in sorted(lists.bits.items()) if bits & 3 and w.isalpha()]
        self.given = [w for w in names if lists.bits[w] & 1]
        self.family = [w for w in names if lists.bits[w] & 2]
        self.cities = [w for w, bits in sorted(lists.bits.items()) if bits & 12 and w.isalpha() and len(w) > 3]

    def words(self, words, names):
        rng, words = self.rng, list(words)
        if names is not None and rng.random() < 0.3:
            b_per, i_per, b_loc = (frozenset({data.NAME_TAGS.index(t)}) for t in ("B-PER", "I-PER", "B-LOC"))
            swap = {}
            for i, tags in enumerate(names):
                last = i + 1 == len(words) or names[i + 1] != i_per
                if tags in (b_per, i_per) and words[i][:1].isupper() and len(words[i]) > 2 and words[i].isalpha():
                    pool = self.family if last else self.given
                elif (tags == b_loc and words[i].isalpha() and len(words[i]) > 3 and rng.random() < 0.3
                      and (i + 1 == len(words) or names[i + 1] != frozenset({data.NAME_TAGS.index("I-LOC")}))):
                    pool = self.cities
                else:
                    continue
                if words[i] not in swap:
                    swap[words[i]] = rng.choice(pool).title()
                words[i] = swap[words[i]]
        chance = rng.random()
        if chance < 0.04:
            small = {"a", "an", "the", "of", "in", "on", "at", "to", "for", "and", "or", "by", "with"}
            keep = rng.random() < 0.7
            words = [w if keep and w in small else w[:1].upper() + w[1:] for w in words]
        elif chance < 0.07:
            words = [w.upper() for w in words]
        elif chance < 0.08:
            words = [w.lower() for w in words]
        return words

    def hyphens(self, words, names):
        """Some given names get a second part: "Ada" becomes "Ada", "-", "Berta"."""
        out_words, out_names = [], []
        begin, inside = (frozenset({data.NAME_TAGS.index(t)}) for t in ("B-PER", "I-PER"))
        for i, (word, tags) in enumerate(zip(words, names)):
            out_words.append(word)
            out_names.append(tags)
            if tags == begin and names[i + 1:i + 2] == [inside] and word.isalpha() and self.rng.random() < 0.05:
                out_words += ["-", self.rng.choice(self.given).title()]
                out_names += [inside, inside]
        return out_words, out_names

    def without_stop(self, sentence):
        """True if the last word is punctuation that nothing hangs on, and shall go."""
        return (self.rng.random() < 0.05 and len(sentence.words) > 2 and sentence.upos[-1] == "PUNCT"
                and sentence.heads[-1] != 0 and len(sentence.words) not in sentence.heads)


def batches(items, size, rng):
    """Groups of items of similar length with about `size` tokens, padding included, in random order."""
    order = sorted(items, key=lambda s: (len(s.words), rng.random()))
    groups, group, longest = [], [], 0
    for item in order:
        longest = max(longest, len(item.words))
        if group and longest * (len(group) + 1) > size:
            groups.append(group)
            group, longest = [], len(item.words)
        group.append(item)
    if group:
        groups.append(group)
    rng.shuffle(groups)
    return groups


class Trainer:
    def __init__(self, folder, out, config):
        self.config, self.out = config, Path(out)
        torch.manual_seed(config["seed"])
        torch.set_num_threads(config["threads"])
        self.rng = random.Random(config["seed"])
        folder = Path(folder)
        self.lists, self.vectors = NameLists(folder / "lists"), Vectors(folder / "vectors")
        # Nationalities are also known from the hand-labelled names.
        labels, texts = Path(__file__).parent / "names", data.labelled_texts(folder)
        for record, _, _, spans in data.labelled(labels / "state-press.tsv"):
            names = {texts["state-press.tsv"][record][b:e].lower() for kind, b, e in spans if kind == "NORP"}
            self.lists.nationalities |= {name for name in names if " " not in name}
        ewt = data.treebank(folder, "ewt-train", "uner-ewt-train.tsv", self.lists)
        gum = data.treebank(folder, "gum-open-train", "gum-open-train.tsv", self.lists)
        self.parsed = ewt + gum + [s for s in gum if s.source.startswith(("GUM_news", "GUM_speech"))]
        self.devs = {"ewt": data.treebank(folder, "ewt-dev", "uner-ewt-dev.tsv", self.lists),
                     "gum": data.treebank(folder, "gum-open-dev", "gum-open-dev.tsv", self.lists)}
        self.named = []
        for name in ("wikigold-train", "redocred-train", "crossner-politics-train", "crossner-politics-dev"):
            for _, words, tags in data.read_iob(folder / "ner" / f"{name}.tsv"):
                self.named.append((words, data.names_of(words, tags, self.lists)))
        # The rows do not know the hand-labelled sentences: there the network has to see names as new ones.
        self.vocabulary = Vocabulary(self.parsed, self.named, config["min_count"])
        self.saved = torch.load(self.out / "checkpoint.pt") if (self.out / "checkpoint.pt").exists() else None
        if self.saved:
            self.vocabulary.rows = self.saved["rows"]
        for name in texts:
            sentences = list(data.read_names(labels / name, texts[name], self.lists))
            kept = [s for i, s in enumerate(sentences) if i % HELD_OUT]
            self.named += (3 if name == "state-press.tsv" else 2) * kept
            self.devs.setdefault("state" if name == "state-press.tsv" else "news", []).extend(
                data.Sentence(words, names=names) for words, names in sentences[::HELD_OUT])
        table = torch.from_numpy(self.vectors.table.astype(np.float32) * self.vectors.scale[:, None])
        table = torch.cat([torch.zeros(1, table.shape[1]), table])
        self.network = Network(config, table, {k: len(v) for k, v in self.vocabulary.rows.items()},
                               {k: len(v) for k, v in self.vocabulary.outputs.items()})
        self.average = [p.detach().clone() for p in self.network.parameters()]
        self.augment = Augment(self.lists, self.rng)
        matrices = [p for p in self.network.parameters() if p.ndim == 2]
        others = [p for p in self.network.parameters() if p.ndim != 2]
        self.optimiser = torch.optim.AdamW([{"params": matrices, "weight_decay": config["decay"]},
                                            {"params": others, "weight_decay": 0.0}], lr=1.0, betas=(0.9, 0.98))
        self.seen, self.step, self.history = 0.0, 0, []

    def batch(self, rows, names=None):
        """rows: list of [words, 8] arrays."""
        time_, count = max(len(r) for r in rows), len(rows)
        packed = np.zeros((time_, count, rows[0].shape[1]), np.int64)
        mask = np.zeros((time_, count), np.float32)
        for b, r in enumerate(rows):
            packed[:len(r), b] = r
            mask[:len(r), b] = 1
        packed = torch.from_numpy(packed)
        out = {k: packed[:, :, i] for i, k in enumerate(KINDS)}
        out["v"], out["mask"] = packed[:, :, -2], torch.from_numpy(mask)
        out["lists"] = torch.stack([(packed[:, :, -1] >> bit) & 1 for bit in range(LIST_BITS)], -1).float()
        if names is not None:
            possible = np.ones((time_, count, len(data.NAME_TAGS)), np.float32)
            for b, tags in enumerate(names):
                for t, allowed in enumerate(tags or []):
                    possible[t, b] = 0
                    possible[t, b, list(allowed)] = 1
            out["possible"] = torch.from_numpy(possible)
        return out

    def gold(self, sentences):
        time_, count = max(len(s.words) for s in sentences), len(sentences)
        out = {k: torch.full((time_, count), -100) for k in ("upos", "xpos", "features", "relations", "heads")}
        for b, s in enumerate(sentences):
            n, number = len(s.words), self.vocabulary.number
            for k in ("upos", "xpos", "features", "relations"):
                out[k][:n, b] = torch.tensor([number[k].get(v, -100) for v in getattr(s, k)])
            out["heads"][:n, b] = torch.tensor(s.heads)
        return out

    def loss_parsed(self, sentences):
        cut = []
        for s in sentences:
            words = self.augment.words(s.words, s.names)
            n = len(words) - 1 if self.augment.without_stop(s) else len(words)
            part = lambda v: None if v is None else v[:n]
            cut.append(data.Sentence(words[:n], part(s.upos), part(s.xpos), part(s.features), part(s.heads),
                                     part(s.relations), part(s.names)))
        batch = self.batch([self.encode(s.words) for s in cut], [s.names for s in cut])
        gold, net = self.gold(cut), self.network
        x, mask = net.encode(batch), batch["mask"]
        tokens = mask.sum()
        entropy = lambda scores, target: F.cross_entropy(scores.flatten(0, 1), target.flatten(), ignore_index=-100,
                                                         reduction="sum") / tokens
        loss = sum(w * entropy(net.tags[k](x), gold[k]) for k, w in (("upos", 1.0), ("xpos", 0.7), ("features", 0.5)))
        arcs = net.arcs(x, mask).transpose(0, 1)
        loss = loss + entropy(arcs.contiguous(), gold["heads"])
        loss = loss + entropy(net.labels(x, gold["heads"].clamp(min=0)), gold["relations"])
        return loss + net.name_loss(net.name_scores(x), batch["possible"], mask) / tokens, int(tokens)

    def loss_named(self, items):
        words = [self.augment.words(s.words, s.names) for s in items]
        both = [self.augment.hyphens(*data.split_hyphens(w, s.names, 0.7, self.rng)) for w, s in zip(words, items)]
        batch = self.batch([self.encode(w) for w, _ in both], [n for _, n in both])
        x, mask = self.network.encode(batch), batch["mask"]
        return self.network.name_loss(self.network.name_scores(x), batch["possible"], mask) / mask.sum(), int(mask.sum())

    def encode(self, words):
        return encode(words, self.vocabulary, self.vectors, self.lists)

    def rate(self):
        done = self.seen / (self.config["mega_tokens"] * 1e6)
        return self.config["rate"] * min(1.0, (done + 1e-4) / 0.03) * max(0.0, 1 - done)

    def train(self, minutes):
        """Until all tokens are seen, or so many minutes have passed; says which by True or False."""
        goal, start = self.config["mega_tokens"] * 1e6, time.time()
        parsed = named = iter(())
        named_items = [data.Sentence(w[:MAX_TOKENS], names=n[:MAX_TOKENS]) for w, n in self.named if w]
        parsed_items = [s for s in self.parsed if len(s.words) <= MAX_TOKENS]
        report_at = self.seen + self.config["report"] * 1e6
        losses = collections.deque(maxlen=100)
        self.network.train()
        while self.seen < goal:
            is_named = self.rng.random() < self.config["names_share"]
            try:
                items = next(named if is_named else parsed)
            except StopIteration:
                groups = batches(named_items if is_named else parsed_items, self.config["batch_tokens"], self.rng)
                named, parsed = (iter(groups), parsed) if is_named else (named, iter(groups))
                continue
            loss, tokens = self.loss_named(items) if is_named else self.loss_parsed(items)
            if not is_named:
                losses.append(float(loss))
                self.seen += tokens
            for group in self.optimiser.param_groups:
                group["lr"] = self.rate()
            self.optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.network.parameters(), 2.0)
            self.optimiser.step()
            self.step += 1
            with torch.no_grad():
                keep = min(self.config["average"], (1 + self.step) / (10 + self.step))
                for average, p in zip(self.average, self.network.parameters()):
                    average.lerp_(p, 1 - keep)
            if self.seen >= report_at or self.seen >= goal:
                report_at += self.config["report"] * 1e6
                scores = self.evaluate()
                scores |= {"tokens": int(self.seen), "loss": round(sum(losses) / len(losses), 4),
                           "seconds": round(time.time() - start), "rate": self.rate()}
                self.history.append(scores)
                print(json.dumps(scores), flush=True)
                self.save()
                self.network.train()
            elif time.time() - start > 60 * minutes:
                self.save()
                return False
        return True

    def swap(self):
        for average, p in zip(self.average, self.network.parameters()):
            p.data, average.data = average.data, p.data

    @torch.no_grad()
    def evaluate(self):
        """With the averaged weights, the given words, and the best head of each word by itself."""
        self.swap()
        net, scores = self.network.eval(), {}
        for name, sentences in self.devs.items():
            right, spans = collections.Counter(), collections.Counter()
            for items in batches(sentences, 4000, random.Random(0)):
                batch = self.batch([self.encode(s.words) for s in items])
                x = net.encode(batch)
                if items[0].heads:
                    right.update(self.count(items, batch, x))
                for s, path in zip(items, net.best_names(net.name_scores(x), [len(s.words) for s in items])):
                    if s.names is None:
                        continue
                    kinds = ("PER", "LOC", "ORG")
                    found = {t for t in data.spans_of([data.NAME_TAGS[i] for i in path]) if t[0] in kinds}
                    tags = [data.NAME_TAGS[min(t)] if len(t) == 1 else "O" for t in s.names]
                    true = {t for t in data.spans_of(tags) if t[0] in kinds}
                    spans.update(found=len(found), true=len(true), right=len(found & true))
            for k in ("upos", "xpos", "features", "uas", "las"):
                if right["words"]:
                    scores[f"{name}_{k}"] = round(100 * right[k] / right["words"], 2)
            scores[f"{name}_names"] = round(200 * spans["right"] / max(1, spans["found"] + spans["true"]), 2)
        self.swap()
        return scores

    def count(self, items, batch, x):
        """Words, and how many of them have the right tags, head, and head with relation, subtypes aside."""
        net, gold, mask, right = self.network, self.gold(items), batch["mask"].bool(), collections.Counter()
        right["words"] = int(mask.sum())
        for k in ("upos", "xpos", "features"):
            right[k] = int(((net.tags[k](x).argmax(-1) == gold[k]) & mask).sum())
        heads = net.arcs(x, batch["mask"]).argmax(-1).t()
        labels = net.labels(x, heads).argmax(-1)
        universal = [v.split(":")[0] for v in self.vocabulary.outputs["relations"]]
        number = torch.tensor([universal.index(v) for v in universal])
        hit = (heads == gold["heads"]) & mask
        right["uas"] = int(hit.sum())
        right["las"] = int((hit & (number[labels] == number[gold["relations"].clamp(min=0)])).sum())
        return right

    def save(self):
        state = {"config": self.config, "network": self.network.state_dict(), "average": self.average,
                 "optimiser": self.optimiser.state_dict(), "seen": self.seen, "step": self.step,
                 "history": self.history, "random": self.rng.getstate(), "torch_random": torch.get_rng_state(),
                 "rows": self.vocabulary.rows, "outputs": self.vocabulary.outputs}
        self.out.mkdir(parents=True, exist_ok=True)
        torch.save(state, self.out / "new.pt")
        (self.out / "new.pt").replace(self.out / "checkpoint.pt")
        with open(self.out / "log.jsonl", "w", encoding="utf-8") as file:
            file.writelines(json.dumps(row) + "\n" for row in self.history)

    def resume(self):
        state = self.saved
        if state is None:
            return
        self.network.load_state_dict(state["network"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.average, self.seen, self.step = state["average"], state["seen"], state["step"]
        self.history = state["history"]
        self.rng.setstate(state["random"])
        torch.set_rng_state(state["torch_random"])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", help="folder of the training pack, unpacked")
    parser.add_argument("out", help="folder for checkpoint.pt and log.jsonl")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="a setting; see DEFAULTS")
    parser.add_argument("--minutes", type=float, default=1e9,
                        help="stop after so long, with exit code 3; the same command goes on")
    arguments = parser.parse_args()
    config = dict(DEFAULTS)
    for setting in arguments.set:
        key, value = setting.split("=", 1)
        if key not in config:
            parser.error(f"no setting {key}; there are {', '.join(config)}")
        config[key] = json.loads(value)
    trainer = Trainer(arguments.data, arguments.out, config)
    print(json.dumps({"parameters": sum(p.numel() for p in trainer.network.parameters()),
                      "of_encoder_and_heads": sum(p.numel() for n, p in trainer.network.named_parameters()
                                                  if not n.startswith("rows")), "config": config}), flush=True)
    trainer.resume()
    if not trainer.train(arguments.minutes):
        sys.exit(3)


if __name__ == "__main__":
    main()
