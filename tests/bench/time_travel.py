#!/usr/bin/env python3
"""How long questions take that look at the whole store, or resolve the documents of a day anew.

    tests/bench/time_travel.py COUNT [PARLEY]

Writes COUNT invented articles (400 people of ten countries, two years, two meetings in each; a fifth without a date),
adds them to a new store and asks. Prints seconds of processor time and peak memory of whole processes.
"""
import datetime
import os
import random
import subprocess
import sys
import tempfile

GIVEN = "Ada Kofi Luis Marta Anna Jan Tom Ole Ines Pavel Rosa Erik Lena Hugo Nora Iris Otto Vera Olga Emil".split()
BEGINNINGS = "Ber Os Tam Sil Vol Lin Hol Kar Ner Mor Quis Bir Dal Fen Gar Hed Jar Lor Pel Ros Sten Tor Ulf Wes Zan".split()
ENDINGS = "gan ei berg va kov dt mann sen low ton by ter aro sson ick ley".split()
COUNTRIES = {"France": "French", "Ghana": "Ghanaian", "Norway": "Norwegian", "Chile": "Chilean", "Japan": "Japanese",
             "Ireland": "Irish", "Kenya": "Kenyan", "Brazil": "Brazilian", "Canada": "Canadian", "Germany": "German"}
CITIES = "Geneva Vienna Oslo Paris Accra Lima Dublin Nairobi Berlin Tokyo".split()


def article(number, people, dice):
    (host, of), (guest, from_), (third, home) = dice.sample(people, 3)
    day = datetime.date(2021, 1, 1) + datetime.timedelta(days=dice.randrange(730))
    first = dice.choice(["met", "met", "met", "will meet", "is to meet", "cancelled a meeting with"])
    second = dice.choice(["spoke by phone with", "met", "praised"])
    dateline = f"{dice.choice(CITIES).upper()}, {day.strftime('%b')} {day.day}, {day.year} - " if dice.random() < 0.8 else ""
    return (f"{dateline}{COUNTRIES[of]} Foreign Minister {host} {first} {COUNTRIES[from_]} Foreign Minister {guest} in "
            f"{dice.choice(CITIES)} on {day.strftime('%A')}. {host.split()[1]} also {second} {third} of {home} in "
            f"{dice.choice(CITIES)}.\n\nThe two discussed trade, the harvest and the new port for three hours, said a "
            f"person who was in the room. No further talks were announced. This is dispatch {number}.\n")


def main():
    count = int(sys.argv[1])
    parley = sys.argv[2] if len(sys.argv) > 2 else "build/release/tools/parley"
    dice = random.Random(5)
    people = [(f"{dice.choice(GIVEN)} {beginning}{ending}", dice.choice(sorted(COUNTRIES)))
              for beginning in BEGINNINGS for ending in ENDINGS]
    with tempfile.TemporaryDirectory() as work:
        os.mkdir(f"{work}/articles")
        for number in range(count):
            with open(f"{work}/articles/{number}.txt", "w", encoding="utf-8") as out:
                out.write(article(number, people, dice))
        who = people[0][0]
        for command in (["add", "--quiet", f"{work}/articles"], ["met", who], ["met", who, "--as-of", "2022-06-30"],
                        ["diff", "2022-06", "2022-07"], ["contradictions"], ["find", "new port"], ["top"],
                        ["top", "central"], ["met", who[:-1] + "x"]):
            child = subprocess.Popen([parley, "--store", f"{work}/store", *command], stdout=subprocess.DEVNULL,
                                     stderr=subprocess.DEVNULL)
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
            if child.returncode > 1:
                sys.exit(f"parley {' '.join(command)}: exit code {child.returncode}")
            shown = " ".join(command[:1] if command[0] == "add" else command)
            print(f"{shown:36} {usage.ru_utime + usage.ru_stime:8.2f} s {usage.ru_maxrss // 1024:6} MB", flush=True)


if __name__ == "__main__":
    main()
