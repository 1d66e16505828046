"""Writes the model file: `export.py DATA RUN SPLITTER_EXAMPLES MODEL`.

RUN is the folder of train.py; the splitter and the lemmas, which take a minute, are learned here."""
import argparse
import json
from pathlib import Path

import numpy as np
import torch

import lemmas
import modelfile
import splitter
from features import KINDS, LIST_BITS, NameLists, Vectors

NAME, VERSION = "english", "1"


TABLE, LAYER = 127, 63  # Largest numbers of the tables, and of the weights that are multiplied (extract/internal/kernels.h).


def rounded(matrix, largest):
    """One scale a row, values in -largest ... largest."""
    scale = np.abs(matrix).max(1) / largest
    scale[scale == 0] = 1
    return np.rint(matrix / scale[:, None]).astype(np.int8), scale.astype(np.float32)


def network_sections(data, run):
    state = torch.load(Path(run) / "checkpoint.pt")
    config, weights = state["config"], state["network"]
    # The average follows the order of the parameters, which is that of the state without its buffers.
    weights = {k: a.numpy() for k, a in zip(weights, state["average"], strict=True)}
    lists, vectors = NameLists(Path(data) / "lists"), Vectors(Path(data) / "vectors")
    sections = {
        "meta": json.dumps({"name": NAME, "version": VERSION} |
                           {k: config[k] for k in ("encoder", "width", "recurrent", "arc", "label", "names")}),
        "vectors": vectors.table, "vectors.scale": vectors.scale,
    }
    sections |= {k: "".join(value + "\n" for value in values) for k, values in state["outputs"].items()}

    def linear(name, source):
        sections[f"{name}.weight"], sections[f"{name}.scale"] = rounded(weights[f"{source}.weight"], LAYER)
        bias = weights.get(f"{source}.bias")
        sections[f"{name}.bias"] = np.zeros(len(sections[f"{name}.scale"]), np.float32) if bias is None else bias

    def norm(name, source):
        sections[f"{name}.gain"], sections[f"{name}.shift"] = weights[f"{source}.weight"], weights[f"{source}.bias"]

    index, rows = {}, []
    for kind in KINDS:
        table = weights[f"rows.{kind}.weight"] @ weights[f"into.{kind}.weight"].T
        for text, row in state["rows"][kind].items():
            index[kind, text] = len(rows)
            rows.append(table[row])
    for bit in range(LIST_BITS):
        index["b", str(bit)] = len(rows)
        rows.append(weights["lists.weight"][:, bit])
    index |= {("v", word): row for word, row in vectors.row.items()} | {("l", w): bits for w, bits in lists.bits.items()}
    sections["rows"], sections["rows.scale"] = rounded(np.stack(rows), TABLE)
    sections |= modelfile.build_index(index)

    linear("input", "input")
    norm("input.norm", "input_norm")
    for k, kind in enumerate(config["encoder"]):
        if kind == "conv":
            linear(f"e{k}", f"encoder.{k}.linear")
        else:
            linear(f"e{k}.in", f"encoder.{k}.into")
            linear(f"e{k}.out", f"encoder.{k}.out")
        norm(f"e{k}.norm", f"encoder.{k}.norm")
    for name in ("tags.upos", "tags.xpos", "tags.features"):
        linear(name, name)
    for name in ("arc.dep", "arc.head", "arc.query", "arc.distance", "label.dep", "label.head", "label.out",
                 "names.in", "names.out"):
        linear(name, name.replace(".", "_"))
    sections["arc.root"], sections["label.root"] = weights["arc_root"], weights["label_root"]
    sections["names.transitions"] = weights["transitions"]
    return sections


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data")
    parser.add_argument("run")
    parser.add_argument("splitter_examples", help="the program of that name, as built")
    parser.add_argument("model")
    arguments = parser.parse_args()
    modelfile.write(arguments.model, network_sections(arguments.data, arguments.run) |
                    splitter.sections(arguments.data, arguments.splitter_examples) | lemmas.sections(arguments.data))


if __name__ == "__main__":
    main()
