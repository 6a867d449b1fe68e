"""Whose account a report gives: "the armed forces said", "selon un élu local", "The army's figures", and a party's own communiqués.

A claimant is an actor id where one fits (residents, witnesses and unions are "civilians"), else a slug of a channel's name ("operation-z").
Names of private persons are never values. Words are in ``knowledge/claim_*.csv`` and ``claim_words.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gazetteer.fold import fold
from incidents.extraction.actor_lexicon import side_of
from incidents.extraction.actor_phrases import phrases
from incidents.extraction.actors import LONGEST_PARAGRAPH, language_of
from incidents.extraction.actors import read as actor_mentions
from incidents.extraction.sources import Source, sources
from incidents.extraction.speech import LEAD, SpeechCue, cues, is_inverted, is_subject_gap, words
from incidents.model import Stance
from incidents.reading.sentences import split

WINDOW = 120  # characters beside a word of saying in which its speaker stands
_QUOTED = re.compile(r"(?<!\w)['‘“\"«]\s?([^‘’“”\"«»]{3,40}?)\s?['’”\"»](?!\w)")
_CHANNEL = re.compile(r"\b(?:telegram|channel|chaine|canal|account|compte)\b")
_DETERMINERS = re.compile(
    r"(?:(?:\b(?:the|a|an|one|another|some|several|our|its|his|un|une|des|le|la|les|de|deux|two|three|trois|plusieurs|local|senior|malian)|(?<!\w)[ld]')\s?){1,3}$"
)


@dataclass(frozen=True, slots=True)
class ClaimantMention:
    """Who asserts, denies, attributes or claims responsibility; ``quote`` is ``text[start:end]`` of paragraph ``paragraph`` (0-based).

    ``governs`` is the stretch of the paragraph that it speaks of: its sentence. ``about`` names the actor blamed where the stance is "attributes".
    """

    paragraph: int
    start: int
    end: int
    quote: str
    who: str
    stance: Stance
    governs: tuple[int, int] = (0, 0)
    about: str = ""


def read(paragraphs: Sequence[str], language: str | None, publisher: str = "") -> list[ClaimantMention]:
    """Every claimant in reading order. ``publisher`` is the outlet, whose own name is never a claimant."""
    out: list[ClaimantMention] = []
    for number, text in enumerate(paragraphs):
        text = text[:LONGEST_PARAGRAPH]
        low = fold(text)
        tongue = language_of(low, language)
        found = cues(low, tongue)
        possessed, documents = words(tongue).possessed, words(tongue).documents
        out += _bracketed(number, text, low, tongue)
        label = _label(number, text, low, tongue)
        out += [label] if label else []
        marks = [*(possessed.finditer(low) if possessed else ()), *documents.finditer(low)]
        if not found and not marks:
            continue
        spoken = sources(text, low, tongue)
        bounds = split(text, tongue)
        documents_read = [m for mark in marks if (m := _of_document(number, text, mark, spoken, bounds))]
        mentions = list(documents_read)
        for cue in found:
            mention = _of_cue(number, text, low, cue, spoken, bounds, tongue)
            shared = [m for m in mentions if mention and m.start < mention.end and mention.start < m.end and m in documents_read]
            if mention and (not shared or cue.kind != "verb"):
                mentions = [m for m in mentions if m not in shared] + [mention]
        out += sorted(_outermost(mentions), key=lambda m: m.start)
    return _resolved(out, paragraphs, language)


def _outermost(found: list[ClaimantMention]) -> list[ClaimantMention]:
    """Without the mentions that lie inside another of the same speaker."""
    return [
        m
        for m in found
        if not any(o is not m and o.who == m.who and o.start <= m.start and m.end <= o.end and (o.start, o.end) != (m.start, m.end) for o in found)
    ]


_POINTING = ("self-defence-militia", "pointing")


def _resolved(found: list[ClaimantMention], paragraphs: Sequence[str], language: str | None) -> list[ClaimantMention]:
    """Words that point back ("the militia says", "the group said") as whom they point to; those that point to nobody are dropped."""
    found = _same(found)
    if not any(m.who in _POINTING for m in found):
        return found
    named = [m for m in actor_mentions(paragraphs, language) if m.anaphor]
    out = []
    for m in found:
        if m.who in _POINTING:
            to = next((a.actor for a in named if a.paragraph == m.paragraph and a.start < m.end and m.start < a.end), "")
            if not to and m.who == "pointing":
                continue
            m = replace(m, who=to or m.who)
        out.append(m)
    return out


def _same(found: list[ClaimantMention]) -> list[ClaimantMention]:
    """ "The same source" as the claimant named before it."""
    out: list[ClaimantMention] = []
    for m in found:
        if m.who == "same":
            before = next((b.who for b in reversed(out) if b.stance == "asserts"), "")
            m = replace(m, who=before)
        if m.who:
            out.append(m)
    return out


def _label(number: int, text: str, low: str, tongue: str) -> ClaimantMention | None:
    """The source that opens a message as its label ("[05:52] Town hall of Bankass: last night ...") speaks for the whole of it."""
    match = _LABEL.match(text)
    if match is None:
        return None
    source = next((s for s in sources(text[: match.end()], low[: match.end()], tongue) if 0 <= s.start - match.start(1) <= 3), None)
    if source is None or source.who in ("journalists", *_POINTING, "same"):
        return None
    return ClaimantMention(number, match.start(1), match.end(1), match.group(1), source.who, "asserts", (0, len(text)))


def _bracketed(number: int, text: str, low: str, tongue: str) -> list[ClaimantMention]:
    """Sources named alone in brackets after what they tell: "ten dead (union)", "(source hospitalière)"."""
    out = []
    for match in _BRACKETED.finditer(text):
        inside = [s for s in sources(text, low, tongue) if match.start(1) <= s.start and s.end == match.end(1)]
        if inside and inside[0].who not in ("journalists", "same", *_POINTING):
            a, b = match.span(1)
            start = max((i for i in (text.rfind(". ", 0, a), text.rfind("; ", 0, a)) if i >= 0), default=0)
            out.append(ClaimantMention(number, a, b, text[a:b], inside[0].who, "asserts", (start, match.end())))
    return out


_ENDS = re.compile(r" ?(?:[.,;!?]|$)")
_BRACKETED = re.compile(r"\(([a-zà-ÿ][^()\n]{3,40})\)")
_LABEL = re.compile(r"(?:\[[^\]\n]{1,40}\] ?|[^\w\n]{0,4}[^\W\d_a-zà-ÿ][^\W\d_a-zà-ÿ' -]{1,24} ?\| ?)?([^\W\d_][^:.;!?()\[\]\n]{2,60}?) ?: (?=\S)")


def _of_cue(
    number: int, text: str, low: str, cue: SpeechCue, spoken: list[Source], bounds: list[tuple[int, int]], tongue: str
) -> ClaimantMention | None:
    if cue.kind == "none":
        return None
    governs = next(((a, b) for a, b in bounds if a <= cue.start < b), (0, len(text)))
    if cue.kind == "verb":
        after = _inverted(text, low, cue, spoken, governs)
        last = after is not None and _ENDS.match(low, after.end)  # ", reports the village chief."
        source = after if last else _subject(low, cue, spoken, governs, tongue) or after
    else:
        source = _following(low, cue, spoken, governs) or _channel(text, low, cue, governs)
    if source is None:
        return None
    start, end = min(cue.start, _with_determiner(low, source.start)), max(cue.end, source.end)
    stance = cue.stance
    armed = side_of(source.who) == "armed group"
    if stance == "claims responsibility" and not armed:
        stance = "asserts"
    elif armed and cue.kind == "verb" and words(tongue).owned.search(low, cue.end, min(governs[1], cue.end + WINDOW)):
        stance = "claims responsibility"
    about = _blamed(low, cue, spoken, governs) if stance == "attributes" else ""
    return ClaimantMention(number, start, end, text[start:end], source.who, stance, governs, about)  # type: ignore[arg-type]


def _subject(low: str, cue: SpeechCue, spoken: list[Source], governs: tuple[int, int], tongue: str) -> Source | None:
    near = [s for s in spoken if governs[0] <= s.start and s.end <= cue.start and cue.start - s.end <= WINDOW]
    for index in range(len(near) - 1, max(-1, len(near) - 4), -1):
        if is_subject_gap(low[near[index].end : cue.start], tongue):
            while index and _AND.fullmatch(low[near[index - 1].end : near[index].start]):
                index -= 1
            return near[index]
    return None


_AND = re.compile(r"(?: separately)?,? (?:and|et)(?: a| an| the| un| une| des| les| d'autres)? ?")


def _inverted(text: str, low: str, cue: SpeechCue, spoken: list[Source], governs: tuple[int, int]) -> Source | None:
    """A verb set before its subject after a quotation or comma: ", said the mayor", "précise l'élu"."""
    if not is_inverted(low, cue):
        return None
    named = next((s for s in spoken if cue.end <= s.start < governs[1] and _INVERTED.fullmatch(low[cue.end : s.start])), None)
    if named is None and (someone := _SOMEONE.match(low, cue.end)) and low[: cue.start].rstrip(" ,")[-1:] in ("»", '"', "”"):
        return Source(someone.start(1), someone.end(), "civilians")  # a quotation's speaker without a known trade is a person of the place
    if named is None and (name := _NAME.match(text, cue.end)):  # "said Moussa, a trader"
        named = next((s for s in spoken if name.end() <= s.start <= name.end() + 24 and not _END.search(low[name.end() : s.start])), None)
    return named


_NAME = re.compile(r" (?:[A-ZÀ-Ý][\w'’.-]{0,24} ?){1,4}, (?:(?:the|an?|une?|le|la) )?")
_END = re.compile(r"[.,;:!?]")
_INVERTED = re.compile(
    r"(?: t (?:il|elle|on))?[ ,]{0,2}(?:(?:the|a|an|one|another|some|several|un|une|le|la|les|des|l'|d'autres|deux|two|\w+ de la|de)[ ]?)?(?:\w+ )?"
)
_SOMEONE = re.compile(r" ((?:un|une|a|an) (?!bilan|communique|statement|note|rapport|report|document)\w+)")


def _with_determiner(low: str, start: int) -> int:
    """Where the article and adjectives before a noun begin."""
    match = _DETERMINERS.search(low, max(0, start - 40), start)
    return match.start() if match else start


def _following(low: str, cue: SpeechCue, spoken: list[Source], governs: tuple[int, int]) -> Source | None:
    source = next((s for s in spoken if cue.start < s.start < governs[1]), None)
    if source is None or source.start - cue.end > 60 or not LEAD.match(low[cue.end : source.start]):
        return None
    return source


def _channel(text: str, low: str, cue: SpeechCue, governs: tuple[int, int]) -> Source | None:
    """A channel named in quotes after "according to": its slug is its name."""
    stop = min(governs[1], cue.end + WINDOW)
    match = _QUOTED.search(text, cue.end, stop)
    if match is None or not _CHANNEL.search(low, cue.end, stop):
        return None
    tail = re.compile(r" (?:telegram )?(?:channel|account)").match(low, match.end())
    return Source(cue.end + 1, tail.end() if tail else match.end(), slug(match.group(1)))


def slug(name: str) -> str:
    """A name as an id: small letters and digits with hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")


def _blamed(low: str, cue: SpeechCue, spoken: list[Source], governs: tuple[int, int]) -> str:
    return next((s.who for s in spoken if cue.end <= s.start < governs[1] and side_of(s.who) in ("armed group", "state", "external")), "")


def _of_document(number: int, text: str, mark: re.Match[str], spoken: list[Source], bounds: list[tuple[int, int]]) -> ClaimantMention | None:
    """ "The army's figures", "a note written by the prefect": the document speaks for who wrote it."""
    governs = next(((a, b) for a, b in bounds if a <= mark.start() < b), (0, len(text)))
    owner = next((s for s in spoken if s.end == mark.start()), None)
    if owner is None:
        owner = next((s for s in spoken if 0 <= s.start - mark.end() <= 40 and s.end <= governs[1]), None)
        if owner is None or not _by(text, mark, owner):
            return None
    start, end = min(owner.start, mark.start()), max(owner.end, mark.end())
    start = _with_determiner(fold(text), start)
    return ClaimantMention(number, start, end, text[start:end], owner.who, "asserts", governs)


_BY = re.compile(r"(?:,? ?\w+){0,3}? ?(?:by|from|of|du|de|des|d'|de la|de l'|par)(?: the| le| la| l'| un| une| a)?(?: ?\w+){0,2}? ?$")


def _by(text: str, mark: re.Match[str], owner: Source) -> bool:
    return bool(_BY.match(fold(text[mark.end() : owner.start])))


# --- a party's own communiqués --------------------------------------------------------------------------------------------


def communique(title: str, publisher: str, paragraphs: Sequence[str]) -> ClaimantMention | None:
    """The party whose own communiqué the document is, quoted as it names itself in the text; None for an outlet's article."""
    head = fold(" ".join((publisher[:200], title[:300])))
    tongue = language_of(fold(" ".join(paragraphs)[:600]), None)
    party = _party(publisher, tongue) or _opening(paragraphs, tongue)
    party = party or _reproduced(paragraphs, tongue)
    if not party and _calls_itself(head):
        party = _party(title, tongue) or _first_party(paragraphs, tongue)
    return _self_naming(party, paragraphs, tongue) if party else None


def _calls_itself(head: str) -> bool:
    return any(words(tongue).communique.search(head) for tongue in ("en", "fr"))


PARTIES = ("state", "armed group", "external")


def _party(label: str, tongue: str) -> str:
    """The party that a publisher's or title's words name, if they name one alone."""
    low = fold(label[:300])
    for language in (tongue, "fr" if tongue == "en" else "en"):
        found = {p.actor for p in phrases(label[:300], low, language, None) if (p.actor and not p.generic) or p.actor == "fama"}
        found = {a for a in found if side_of(a) in PARTIES and a not in ("un", "minusma", "ecowas")}
        if len(found) == 1:
            return found.pop()
    return ""


def _first_party(paragraphs: Sequence[str], tongue: str) -> str:
    """The first party named in a text that calls itself a communiqué."""
    for text in paragraphs[:3]:
        for p in phrases(text[:2000], fold(text[:2000]), tongue, None):
            if (not p.generic or p.actor == "fama") and side_of(p.actor) in PARTIES:
                return p.actor
    return ""


def _opening(paragraphs: Sequence[str], tongue: str) -> str:
    """The party that informs the public in the first words of a text ("Le haut commandement informe l'opinion")."""
    text = next((p for p in paragraphs if p.strip()), "")[:400]
    low = fold(text)
    first = next((s for s in sources(text, low, tongue) if s.start < 60 and side_of(s.who) in PARTIES), None)
    if first and re.match(
        r"[^.;:]{0,60}\b(?:informe\w*|informs?|porte\w* a la connaissance|wishes to inform|a l'honneur d'informer)\b", low[first.end :]
    ):
        return first.who
    return ""


_REPRODUCES = re.compile(
    r"\b(?:translation|translated|full text|what follows|reproduced|reproduce|traduction|traduit|texte integral|ce qui suit|reproduisons|reproduit)\b"
)
_ISSUED = re.compile(
    r"\b(?:bulletin|statement|communique|message|text|texte|declaration)\b[^.;:]{0,50}?"
    r"\b(?:issued|released|published|put out|circulated|sent|diffuse|publie|emis|signe)e?\b[^.;:]{0,60}?\b(?:by|par) "
)


def _reproduced(paragraphs: Sequence[str], tongue: str) -> str:
    """The armed group whose own bulletin the document reproduces ("our translation of a bulletin issued by the media arm of JNIM")."""
    text = next((p for p in paragraphs if p.strip()), "")[:600]
    low = fold(text)
    issued = _ISSUED.search(low) if _REPRODUCES.search(low) else None
    if issued is None:
        return ""
    named = (p for p in phrases(text, low, tongue, None) if not p.generic and issued.end() <= p.core_start <= issued.end() + 60)
    return next((p.actor for p in named if side_of(p.actor) == "armed group"), "")


def _self_naming(party: str, paragraphs: Sequence[str], tongue: str) -> ClaimantMention | None:
    """Where ``party`` speaks of itself: as the subject of a word of saying if it can be, else its first name."""
    first: ClaimantMention | None = None
    for number, text in enumerate(paragraphs):
        text = text[:LONGEST_PARAGRAPH]
        low = fold(text)
        own = [s for s in sources(text, low, tongue) if s.who == party]
        found = [c for c in cues(low, tongue) if c.kind == "verb"]
        for source in own:
            start = _with_determiner(low, source.start)
            mention = ClaimantMention(number, start, source.end, text[start : source.end], party, "asserts", (0, len(text)))
            if any(source.end <= c.start and is_subject_gap(low[source.end : c.start], tongue) for c in found):
                return mention
            first = first or mention
    return first


__all__ = ["ClaimantMention", "communique", "read", "slug"]
