"""Speed of extraction on one core with the whole gazetteer: paragraphs a second, memory, where the time goes, jobs, hostile text.

    python benchmarks/extraction.py [--paragraphs 10000] [--seed 1] [--part speed|shares|jobs|hostile]

The paragraphs are those of the eval corpora, shuffled, mixed half and half with plain background text that reports nothing, five to a
document. Seconds are CPU seconds of one thread, so that a busy machine counts for less; those of ``jobs`` are wall clock.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

CORPORA = ("dev", "test", "wider")
PARTS = ("speed", "shares", "jobs", "hostile")
A_DOCUMENT = 5  # paragraphs
AIM = 3000  # paragraphs a second
OPENINGS = {
    "en": (
        "The ministry of education",
        "A delegation of traders",
        "The regional council",
        "The national museum",
        "A farmers' union",
        "The grain office",
    ),
    "fr": (
        "Le ministère de l'Éducation",
        "Une délégation de commerçants",
        "Le conseil régional",
        "Le musée national",
        "Un syndicat de paysans",
        "L'Office du riz",
    ),
}
MIDDLES = {
    "en": (
        "opened a meeting in {place} on how schools are paid for",
        "said that {n} tonnes of millet had reached {place}",
        "thanked its partners for {n} new wells",
        "has asked for the road to {place} to be tarred before the rains",
        "published its accounts for {year}",
    ),
    "fr": (
        "a ouvert à {place} une réunion sur le financement des écoles",
        "a indiqué que {n} tonnes de mil étaient arrivées à {place}",
        "a remercié ses partenaires pour {n} nouveaux puits",
        "demande que la route de {place} soit bitumée avant l'hivernage",
        "a publié ses comptes de {year}",
    ),
}
CLOSINGS = {
    "en": (
        "Prices on the market have hardly moved since the harvest.",
        "A second round of talks is to follow.",
        "Those who took part spoke of a useful exchange.",
    ),
    "fr": (
        "Les prix sur le marché n'ont guère bougé depuis la récolte.",
        "Une seconde rencontre doit suivre.",
        "Les participants ont parlé d'un échange utile.",
    ),
}
PLACES = ("Sikasso", "Kayes", "Ségou", "Mopti", "Gao", "Bamako", "Koutiala", "Bougouni")
HOSTILE = {  # name: what is repeated
    "one letter": "a",
    "one digit": "7",
    "numbers": "10000 20000 ",
    "a place": "Gao ",
    "an act": "killed ",
    "acts with semicolons": "killed; ",
    "no full stop": "three soldiers were killed near Gao on Monday by gunmen and ",
    "a report": "Three soldiers were killed near Gao on Monday. ",
    "capitals": "TROIS SOLDATS ONT ETE TUES PRES DE GAO LUNDI ",
    "between": "between Gao and ",
    "distances": "10 km au sud de ",
    "days": "lundi et mardi ",
    "months": "mars 2022 et ",
    "speakers": "the army said ",
    "opening quotes": "« “ ",
    "brackets": "(",
    "commas": ", ",
    "full stops": ". ",
    "spaces": " x ",
    "emoji": "🔥💥 ",
    "mixed scripts": "Гао убит 加奥 غاو ",
    "names": "Dia, Koro, Ber, Léré, ",
    "acronyms": "Armed Forces (FAMA) ",
}


def background(rng: Random, language: str) -> str:
    """A paragraph that reports no incident."""
    said = rng.choice(MIDDLES[language]).format(place=rng.choice(PLACES), n=rng.randint(3, 900), year=rng.randint(2014, 2025))
    return f"{rng.choice(OPENINGS[language])} {said}. {rng.choice(CLOSINGS[language])} {rng.choice(CLOSINGS[language])}"


def documents(paragraphs: int, seed: int, plain: float = 0.5) -> list[dict[str, Any]]:
    """Documents that hold ``paragraphs`` in all, a share ``plain`` of them background; the same for the same seed."""
    rng, told = Random(seed), defaultdict(list)
    for name in CORPORA:
        for line in (ROOT / "tests" / "eval" / f"{name}.jsonl").read_text("utf-8").splitlines():
            record = json.loads(line)
            told[record["language"]] += record["paragraphs"]
    made = []
    for number in range(paragraphs // A_DOCUMENT):
        language = rng.choice(("en", "fr"))
        texts = [background(rng, language) if rng.random() < plain else rng.choice(told[language]) for _ in range(A_DOCUMENT)]
        day = date(2020 + number % 6, 1 + number % 12, 1 + number % 28)
        made.append({"id": f"bench-{number}", "title": "", "publisher": "Bench", "published": str(day), "language": language, "paragraphs": texts})
    return made


def read_all(records: list[dict[str, Any]]) -> tuple[int, float]:
    """Reports found and CPU seconds for reading ``records``, one process. Raises where a document is refused."""
    from incidents.pipeline import read_one

    found, start = 0, time.thread_time()
    for record in records:
        result = read_one(record)
        if isinstance(result, Exception):
            raise result
        found += len(result[1].reports)
    return found, time.thread_time() - start


def warm() -> float:
    """Seconds (CPU) until the first document is read: imports, gazetteer, patterns."""
    start = time.thread_time()
    read_all(documents(10, seed=0))
    return time.thread_time() - start


def speed(paragraphs: int, seed: int) -> None:
    start = warm()
    for label, plain in (("half background", 0.5), ("incident paragraphs only", 0.0)):
        found, seconds = read_all(documents(paragraphs, seed, plain))
        rate = paragraphs / seconds
        counts = f"{paragraphs:,} in {seconds:.1f} s, {found:,} reports"
        print(f"speed, {label}: {rate:,.0f} paragraphs/s of CPU ({counts}); {rate / AIM:.0%} of the aim of {AIM:,}")
    print(f"first document after {start:.1f} s of CPU; peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


class Shares:
    """CPU seconds spent in each named function, less what the named functions that it calls take."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._inner: list[float] = []

    @contextmanager
    def _timed(self, name: str) -> Iterator[None]:
        self._inner.append(0.0)
        start = time.thread_time()
        try:
            yield
        finally:
            spent = time.thread_time() - start
            self.seconds[name] += spent - self._inner.pop()
            if self._inner:
                self._inner[-1] += spent

    def wrap(self, owner: Any, attribute: str, name: str) -> None:
        inner: Callable[..., Any] = getattr(owner, attribute)

        def timed(*args: Any, **kwargs: Any) -> Any:
            with self._timed(name):
                return inner(*args, **kwargs)

        setattr(owner, attribute, timed)


def shares(paragraphs: int, seed: int) -> None:
    from gazetteer import Gazetteer
    from incidents import pipeline
    from incidents.extraction import actors, claimants, events, tolls, values
    from incidents.extraction import extracting as extraction
    from incidents.reading import dates

    warm()
    clock = Shares()
    for owner, attribute, name in (
        (pipeline, "read_record", "reading, language"),
        (Gazetteer, "read", "places"),
        (dates, "read", "dates"),
        (actors, "read", "actors"),
        (tolls, "read", "tolls"),
        (claimants, "read", "claimants"),
        (events, "read", "triggers and cues"),
        (extraction, "mention_all", "other mentions"),
        (extraction, "cut", "clauses"),
        (extraction, "group", "grouping"),
        (values, "report", "values, coding"),
        (extraction, "extract", "rest of extraction"),
        (pipeline, "check_spans", "checking spans"),
        (pipeline, "_merge", "merging"),
    ):
        clock.wrap(owner, attribute, name)
    records = documents(paragraphs, seed)
    start = time.thread_time()
    pipeline.extract(records)
    total = time.thread_time() - start
    clock.seconds["the rest"] = total - sum(clock.seconds.values())
    print(f"where the time goes ({paragraphs:,} paragraphs, {total:.1f} s with timers and merging):")
    for name, seconds in sorted(clock.seconds.items(), key=lambda item: -item[1]):
        print(f"    {name:<22} {seconds / total:>6.1%} {seconds / paragraphs * 1e6:>8.0f} µs a paragraph")


def jobs(paragraphs: int, seed: int) -> None:
    from incidents.pipeline import extract

    records, times = documents(paragraphs, seed), {}
    for n in (1, 2):
        start = time.perf_counter()
        extract(records, n)
        times[n] = time.perf_counter() - start
        print(f"--jobs {n}: {paragraphs / times[n]:,.0f} paragraphs/s of wall clock, start of the processes and merging included")
    print(f"    2 jobs are {times[1] / times[2]:.2f} times as fast as 1")


def hostile(size: int) -> None:
    """Seconds for one paragraph of n and of 2n characters; a ratio near 2 is linear, near 4 quadratic."""
    warm()
    print(f"one paragraph of n = {size:,} and of 2n characters (CPU seconds, ratio):")
    for name, unit in HOSTILE.items():
        taken = []
        for n in (size, 2 * size):
            text = (unit * (n // len(unit) + 1))[:n]
            taken.append(read_all([{"id": "x", "published": "2024-03-06", "language": "en", "paragraphs": [text]}])[1])
        print(f"    {name:<22} {taken[0]:>7.2f} {taken[1]:>7.2f}   x{taken[1] / taken[0]:.1f}")


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--paragraphs", type=int, default=10_000)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--size", type=int, default=20_000, help="characters of a hostile paragraph")
    ask.add_argument("--part", choices=PARTS, help="only this part, in this process")
    options = ask.parse_args()
    if options.part is None:
        load = os.getloadavg()[0]
        print(f"{date.today()}, Python {platform.python_version()}, {os.cpu_count()} cores, load {load:.1f}", flush=True)
        for part in PARTS:  # each in a process of its own: timers and memory of one do not weigh on the next
            subprocess.run([sys.executable, __file__, *sys.argv[1:], "--part", part], check=True)
        return
    {
        "speed": lambda: speed(options.paragraphs, options.seed),
        "shares": lambda: shares(options.paragraphs, options.seed),
        "jobs": lambda: jobs(options.paragraphs, options.seed),
        "hostile": lambda: hostile(options.size),
    }[options.part]()


if __name__ == "__main__":
    main()
