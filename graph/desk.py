"""What a person does about identity and single statements: checked against the current release, written to the ledgers.

Nothing here changes a release; the next one shows what was decided.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from graph.curation import Act, CurationLedger, Decision
from graph.errors import DecisionRefused, ReleaseMissing
from graph.identifiers import Identifiers, parse_iri
from graph.identity import RULE_PREFIX, Judgement, JudgementLedger, Recorded, Verdict, cluster_of
from graph.places import Gazetteer
from graph.queries import known_as, overruled, successor, thing
from graph.records import Property, Statement, ThingType, Value
from graph.release import Release, Releases
from graph.valuetext import OF_A_DOCUMENT, property_from, value_from, written
from ontology.scheme import ConceptScheme

# What may be one with another of its type; a place is what its register says, a document what its address says.
JUDGED = (ThingType.PRACTICE, ThingType.PROJECT, ThingType.PROGRAMME, ThingType.ORGANISATION, ThingType.EVENT)
_PLACE = "geonames:"


@dataclass(frozen=True, slots=True)
class Author:
    """Who decides, when and why; all of it is shown."""

    by: str
    at: datetime  # aware
    why: str

    def __post_init__(self) -> None:
        if not self.by.strip() or self.by.startswith(RULE_PREFIX):
            raise DecisionRefused("say who decides: --by NAME, or DROM_CURATOR")
        if not self.why.strip():
            raise DecisionRefused("say why: --why TEXT")


class Desk:
    """The ledgers of one data folder, open for writing. Use `open`."""

    def __init__(self, release: Release, ledgers: tuple[Identifiers, JudgementLedger, CurationLedger]) -> None:
        self.release = release
        self.base = release.base
        self._store = release.store
        self._identifiers, self.judgements, self.curation = ledgers

    @classmethod
    @contextmanager
    def open(cls, releases: Releases) -> Iterator["Desk"]:
        """Raises DataLocked while a run writes to the data folder, ReleaseMissing before the first release."""
        with releases.writing():
            release = releases.current()
            if release is None:
                raise ReleaseMissing(releases.data, None)
            identifiers = Identifiers(releases.identifiers_ledger, releases.base)
            ledgers = identifiers, JudgementLedger(releases.judgements_ledger), CurationLedger(releases.curation_ledger)
            try:
                yield cls(release, ledgers)
            finally:
                for ledger in ledgers:
                    ledger.close()

    # --- identity -------------------------------------------------------------

    def merge(self, names: Sequence[str], author: Author) -> str:
        """Judge all of them the same; gives the canonical IRI. Raises DecisionRefused."""
        iris = [self._judged_iri(name) for name in names]
        if len(set(iris)) < 2:
            raise DecisionRefused("name two things or more")
        if len(kinds := {self._type(iri) for iri in iris}) > 1:
            raise DecisionRefused(f"things of different types are never one: {', '.join(sorted(kinds))}")
        first, *others = dict.fromkeys(iris)
        for other in others:
            self._refuse_if_kept_apart(first, other)
            self._judge(first, other, Verdict.SAME, author)
        return self._clusters().get(first, first)

    def split(self, name: str, author: Author) -> tuple[str, ...]:
        """Judge a thing not the same as every other of its cluster; gives the IRIs that it is parted from."""
        iri = self._judged_iri(name)
        others = tuple(other for other in cluster_of(self._clusters(), iri) if other != iri)
        if not others:
            raise DecisionRefused(f"{iri} is merged with nothing")
        for other in others:
            self._judge(iri, other, Verdict.NOT_SAME, author)
        return others

    def undo_judgements(self, name: str, other: str | None, author: Author) -> list[Recorded]:
        """Take back what stands on two things; of one thing, what was judged last. Gives what was taken back."""
        iri = self._judged_iri(name)
        lines = self._last_on(iri) if other is None else [self.judgements.line_on(iri, self._judged_iri(other))]
        taken = [line for line in lines if line is not None]
        if not taken:
            raise DecisionRefused(f"nobody judged {iri}" + (f" and {other}" if other else ""))
        for line in taken:
            self.judgements.undo(*line.pair, by=author.by, at=author.at, why=author.why)
        return taken

    def judge(self, pair: tuple[str, str], verdict: Verdict, author: Author) -> None:
        """A verdict on two things, as `drom identity review` asks for it. Raises DecisionRefused."""
        if verdict is Verdict.SAME:
            self._refuse_if_kept_apart(*pair)
        self._judge(*pair, verdict, author)

    def unsure(self) -> list[Recorded]:
        """Pairs that a rule could not decide and no person has, the likeliest first; both are described today."""
        clusters = self._clusters()
        found = []
        for judged in self.judgements.standing():
            line = self.judgements.line_on(*judged.pair)
            canonical = {clusters.get(iri, iri) for iri in judged.pair}
            is_open = judged.verdict is Verdict.UNSURE and judged.is_by_rule and len(canonical) == 2
            if line and is_open and all(known_as(self._store, iri) for iri in canonical):
                found.append(line)
        return found

    def _judge(self, left: str, right: str, verdict: Verdict, author: Author) -> None:
        score = {Verdict.SAME: 1.0, Verdict.NOT_SAME: 0.0, Verdict.UNSURE: 0.5}[verdict]
        judged = Judgement(left=left, right=right, verdict=verdict, by=author.by, why=author.why, score=score)
        self.judgements.append(judged, at=author.at)

    def _refuse_if_kept_apart(self, left: str, right: str) -> None:
        """A person's *not the same* is taken back by people, not overrun through a third thing."""
        clusters = self._clusters()
        for one in cluster_of(clusters, left):
            for other in cluster_of(clusters, right):
                line = self.judgements.line_on(one, other) if one != other else None
                judged = line.judgement if line else None
                is_the_pair = {one, other} == {left, right}
                if line and judged and judged.verdict is Verdict.NOT_SAME and not judged.is_by_rule and not is_the_pair:
                    raise DecisionRefused(
                        f"{line.by} judged {one} and {other} not the same ({line.why}); "
                        f"`drom identity undo {one} {other}` first"
                    )

    def _last_on(self, iri: str) -> list[Recorded]:
        """What the last judge of a thing said of it in one go; a person before a rule."""
        standing = [judged for judged in self.judgements.standing() if iri in judged.pair]
        lines = [line for judged in standing if (line := self.judgements.line_on(*judged.pair))]
        people = [line for line in lines if line.judgement and not line.judgement.is_by_rule]
        last = max(people, key=lambda line: line.at, default=None)
        if last is not None:
            return [line for line in people if (line.at, line.by, line.why) == (last.at, last.by, last.why)]
        return [line for line in lines if line.judgement and line.judgement.verdict is Verdict.SAME]

    def _clusters(self) -> dict[str, str]:
        return self.judgements.clusters(self._identifiers.age)

    def _judged_iri(self, name: str) -> str:
        """The IRI as it was named, an old one too."""
        iri = self._iri(name)
        if self._type(iri) not in JUDGED:
            raise DecisionRefused(f"{iri} is a {self._type(iri)}; {', '.join(JUDGED)} can be merged")
        return iri

    # --- statements -----------------------------------------------------------

    def decide(
        self, act: Act, name: str, property_name: str, text: str, *, lang: str | None, author: Author
    ) -> Decision:
        """Set, retract or hide one statement of a thing. Raises DecisionRefused."""
        iri, prop = self._curated(name, property_name)
        value = self._value(prop, text, lang) if act is Act.SET else self._said_value(iri, prop, text, lang)
        decision = Decision(
            thing=iri,
            prop=prop,
            value=value,
            act=act,
            by=author.by,
            at=author.at.replace(microsecond=0),
            why=author.why,
        )
        self.curation.append(decision)
        return decision

    def undo_decision(self, name: str, property_name: str, text: str, *, lang: str | None, author: Author) -> Decision:
        """Take back the last decision on a statement; gives it. Raises DecisionRefused when there is none."""
        iri, prop = self._curated(name, property_name)
        decided = [d for d in self.curation.standing() if d.thing == iri and d.prop is prop]
        value = self._chosen([d.value for d in decided], prop, text, lang)
        taken = self.curation.undo(iri, prop, value, by=author.by, at=author.at, why=author.why) if value else None
        if taken is None:
            raise DecisionRefused(f"nobody decided that {prop} of {iri} is {text!r}; see `drom curate list {iri}`")
        return taken

    def decisions(self, name: str | None = None) -> list[Decision]:
        """Those in force, of one thing or of all, oldest first."""
        standing = self.curation.standing()
        return standing if name is None else [d for d in standing if d.thing == self._described(name)]

    def _curated(self, name: str, property_name: str) -> tuple[str, Property]:
        iri, prop = self._described(name), property_from(property_name)
        kind = self._type(iri)
        if kind is ThingType.PLACE:
            raise DecisionRefused("places are as GeoNames has them; report what is wrong at https://www.geonames.org/")
        if kind is ThingType.DOCUMENT and prop not in OF_A_DOCUMENT:
            raise DecisionRefused(f"{prop} of a document is as it was read; its things can be decided on")
        return iri, prop

    def _value(self, prop: Property, text: str, lang: str | None) -> Value:
        return value_from(prop, text, lang, base=self.base, scheme=ConceptScheme.open(self.base), named=self._named)

    def _said_value(self, iri: str, prop: Property, text: str, lang: str | None) -> Value:
        """The value meant among those that somebody says. Raises DecisionRefused when nobody says it."""
        said = self._statements(iri)
        values = [s.value for s in said if s.property in _family(prop)]
        found = self._chosen(values, prop, text, lang)
        if found is None:
            known = "; ".join(map(written, values)) or "nothing"
            raise DecisionRefused(f"nobody says that {prop} of {iri} is {text!r}; said is: {known}")
        return found

    def _statements(self, iri: str) -> Iterable[Statement]:
        described = thing(self._store, iri)
        return (*(described.statements if described else ()), *overruled(self._store, iri))

    def _chosen(self, values: Sequence[Value], prop: Property, text: str, lang: str | None) -> Value | None:
        """The value that is written so; where a text stands in several languages, the language has to be said."""
        alike = [v for v in dict.fromkeys(values) if text in (written(v), str(getattr(v, "text", v)))]
        alike = [v for v in alike if lang is None or getattr(v, "lang", None) == lang]
        if len(alike) > 1:
            raise DecisionRefused(
                f"{text!r} is said in {', '.join(str(getattr(v, 'lang', '')) for v in alike)}; add --lang"
            )
        if alike:
            return alike[0]
        try:
            wanted = self._value(prop, text, lang)
        except DecisionRefused:
            return None
        return wanted if wanted in values else None

    # --- names of things ------------------------------------------------------

    def _iri(self, name: str) -> str:
        """From an IRI, its page, or `organisation/KEY` to the IRI. Raises DecisionRefused for what nobody drew."""
        parts = name.strip().rstrip("/").partition("?")[0].split("/")[-2:]
        iri = f"{self.base}/id/{'/'.join(parts)}"
        if parse_iri(iri, self.base) is None or not (known_as(self._store, iri) or successor(self._store, iri)):
            raise DecisionRefused(f"release {self.release.number} knows nothing as {name!r}")
        return iri

    def _described(self, name: str) -> str:
        """The IRI under which a thing is described."""
        iri = self._iri(name)
        return successor(self._store, iri) or iri

    def _named(self, name: str) -> str | None:
        if name.startswith(_PLACE) and name.removeprefix(_PLACE).isdecimal():
            number = int(name.removeprefix(_PLACE)[:12])
            return self._identifiers.place(number) if Gazetteer.open().place(number) else None
        try:
            return self._described(name)
        except DecisionRefused:
            return None

    def _type(self, iri: str) -> ThingType:
        parsed = parse_iri(iri, self.base)
        assert parsed is not None
        return parsed[0]


def _family(prop: Property) -> tuple[Property, ...]:
    """A name is taken back wherever it stands."""
    names = (Property.LABEL, Property.ALT_LABEL)
    return names if prop in names else (prop,)
