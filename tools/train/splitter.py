"""Trains the sentence splitter: a linear classifier over the features of extract/internal/sentence_splitter.h."""
import subprocess
from pathlib import Path

import numpy as np

FEATURES = 40        # SplitContext::kFeatures
BITS = 18            # 2 ** BITS weights.
EPOCHS, BATCH, RATE = 6, 64, 0.1
LARGEST = 3.0        # Weights beyond it are cut off before rounding to 8 bits.


def paragraphs(path):
    """(text, character offsets where its sentences end) of each paragraph of a treebank."""
    text, ends, space = "", [], False
    for block in Path(path).read_text(encoding="utf-8").rstrip("\n").split("\n\n"):
        lines = block.split("\n")
        sentence = next(line[len("# text = "):] for line in lines if line.startswith("# text = "))
        if text and any(line.startswith(("# newpar", "# newdoc")) for line in lines):
            yield text, ends
            text, ends, space = "", [], False
        text += (" " if space else "") + sentence
        ends.append(len(text))
        rows = [line.split("\t") for line in lines if line[0].isdigit() and "." not in line.split("\t")[0]]
        # A multiword token at the end says it on the line of its range, before those of its words.
        space = not any("SpaceAfter=No" in row[9] for row in rows if row[0].split("-")[-1] == rows[-1][0])
    if text:
        yield text, ends


def raw_text(path):
    """The text of a treebank as a reader of the raw text gets it: a blank line between paragraphs."""
    return "\n\n".join(text for text, _ in paragraphs(path)) + "\n"


def examples(program, found):
    """Labels [n] and indices of weights [n, FEATURES] of every decision in the paragraphs `found`."""
    lines = []
    for text, ends in found:
        text = text.replace("\t", " ")
        lines.append(text + "\t" + " ".join(str(len(text[:end].encode())) for end in ends))
    output = subprocess.run([program], input="\n".join(lines).encode(), stdout=subprocess.PIPE, check=True).stdout
    rows = np.frombuffer(output, np.dtype([("label", "u1"), ("hash", "u8", FEATURES)]))
    return rows["label"].astype(np.float32), (rows["hash"] >> np.uint64(64 - BITS)).astype(np.int32)


def train(program, found, seed=1, log=print):
    """The weights as 8-bit integers: only the sign of a sum of them counts. Logistic regression by AdaGrad; the weights
    of the second half of the epochs are averaged."""
    labels, index = examples(program, found)
    weights, squares, average = np.zeros(1 << BITS), np.full(1 << BITS, 1e-2), np.zeros(1 << BITS)
    generator = np.random.default_rng(seed)
    for epoch in range(EPOCHS):
        order = generator.permutation(len(labels))
        loss = 0.0
        for start in range(0, len(order), BATCH):
            batch = order[start:start + BATCH]
            rows = index[batch]
            error = 1 / (1 + np.exp(-np.clip(weights[rows].sum(1), -30, 30))) - labels[batch]
            loss += np.abs(error).sum()
            used, where = np.unique(rows, return_inverse=True)
            gradient = np.bincount(where.ravel(), np.repeat(error, FEATURES))
            squares[used] += gradient ** 2
            weights[used] -= RATE * gradient / np.sqrt(squares[used])
        if epoch >= EPOCHS // 2:
            average += weights
        log(f"splitter: epoch {epoch + 1}, mean error {loss / len(labels):.5f}")
    average /= EPOCHS - EPOCHS // 2
    return np.rint(np.clip(average, -LARGEST, LARGEST) * (127 / LARGEST)).astype(np.int8)


def sections(data, program, seed=1, log=print):
    """What the model file holds of the splitter. `program`: splitter_examples as built."""
    syntax = Path(data) / "syntax"
    found = [*paragraphs(syntax / "ewt-train.conllu"), *paragraphs(syntax / "gum-open-train.conllu")]
    return {"split.weights": train(program, found, seed, log)}
