"""Scores a build of Parley on the development parts: `evaluate.py DATA SCORERS PARLEY`.

Each treebank once from raw text, which shows sentences and words, and once with its own tokens; then names. The raw text
of a treebank is that of its sentences, with a blank line between paragraphs and spaces where the treebank has them.
SCORERS holds ud_score.py and ner_score.py; the model is $PARLEY_MODEL or the default one."""
import argparse
import collections
import subprocess
import sys
import tempfile
from pathlib import Path

from splitter import raw_text


def parse(program, path, *options):
    return subprocess.run([program, "parse", path, *options], stdout=subprocess.PIPE, check=True).stdout.decode()


def words_of(text):
    return [line.split("\t") for line in text.split("\n") if line.split("\t")[0].isdigit()]


def score(title, script, gold, found, folder, *options):
    path = Path(folder) / "found"
    path.write_text(found, encoding="utf-8")
    print(f"\n{title}", flush=True)
    subprocess.run([sys.executable, script, gold, path, *options], check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("scorers", type=Path)
    parser.add_argument("program")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for name in ("ewt-dev", "gum-open-dev"):
            treebank, raw = arguments.data / "syntax" / f"{name}.conllu", Path(folder) / "raw.txt"
            raw.write_text(raw_text(treebank), encoding="utf-8")
            ud_score = arguments.scorers / "ud_score.py"
            score(f"{name}, from raw text", ud_score, treebank, parse(arguments.program, raw, "--from", "text"), folder)
            parsed = parse(arguments.program, treebank, "--from", "conllu")
            score(f"{name}, given tokens", ud_score, treebank, parsed, folder)
            # The words are the same: lemmas and features can be compared line by line.
            right, gold = collections.Counter(), words_of(treebank.read_text(encoding="utf-8"))
            for wanted, found in zip(gold, words_of(parsed), strict=True):
                right["lemmas"] += wanted[2] == found[2]
                right["features"] += wanted[5] == found[5]
            for what, count in right.items():
                print(f"{what:<12} {count / len(gold):.4f} {count} {len(gold)}")
        types = Path(folder) / "types"
        types.write_text("PER -> PER\nLOC -> LOC\nORG -> ORG\n* -> -\n", encoding="utf-8")
        for name in ("uner-ewt-dev", "gum-open-dev"):
            names = arguments.data / "ner" / f"{name}.tsv"
            found = parse(arguments.program, names, "--from", "iob", "--to", "iob")
            score(f"{name}, names", arguments.scorers / "ner_score.py", names, found, folder, "--map", types)


if __name__ == "__main__":
    main()
