"""Read `references.bib`: every usable entry, and every finding about the rest."""

from collections.abc import Iterator, Mapping

from guidebook.bibliography.blocks import Located, parse
from guidebook.bibliography.checking import problems
from guidebook.bibliography.damage import find_damage
from guidebook.bibliography.model import Bibliography, Reference
from guidebook.bibliography.places import EntryPlace, Source
from guidebook.bibliography.values import read_fields, read_strings
from guidebook.findings import Finding


def read_bibliography(text: str, path: str) -> Bibliography:
    """Read a file's text. Never raises for what stands in it; `path` is what findings show."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    source = Source(path, lines)
    blocks = parse(source.text)
    damage = find_damage(source, blocks)
    sound = [block for block in blocks if block.offset not in damage.offsets]
    defined = [(string, block.offset) for block in sound if (string := block.string)]
    strings = read_strings(source, defined)
    references: dict[str, Reference] = {}
    findings = damage.findings + strings.findings
    for place in _first_of_each_key(source, sound, findings):
        reference, wrong = _read_entry(place, strings.values)
        findings.extend(wrong)
        if reference:
            references[reference.key] = reference
        else:
            damage.keys.add(place.entry.key)
    broken = frozenset(damage.keys - references.keys() - {""})
    return Bibliography(path, references, broken, tuple(sorted(findings)))


def _first_of_each_key(
    source: Source, blocks: list[Located], findings: list[Finding]
) -> Iterator[EntryPlace]:
    """Every entry but later ones with the same key, which become findings (B03, B05)."""
    by_key: dict[str, EntryPlace] = {}
    by_folded: dict[str, EntryPlace] = {}
    for block in blocks:
        entry = block.entry
        if entry is None:
            continue
        place = EntryPlace(source, block.offset, entry)
        folded = entry.key.casefold()
        if not entry.key:
            findings.append(_keyless(place))
        elif entry.key in by_key:
            findings.append(_same_key(place, by_key[entry.key]))
        else:
            if folded in by_folded:
                findings.append(_similar_key(place, by_folded[folded]))
            by_key[entry.key] = by_folded[folded] = place
            yield place


def _keyless(place: EntryPlace) -> Finding:
    hint = "Write a key and a comma after the opening brace, as in @article{smith2020,"
    return place.source.finding(place.offset, "B01", "this entry has no key", hint)


def _same_key(place: EntryPlace, earlier: EntryPlace) -> Finding:
    at, line = place.of(words=place.entry.key), place.source.line(earlier.offset)
    message = (
        f"the key '{place.entry.key}' in line {place.source.line(at)} already stands in line {line}"
    )
    hint = "Take one of the two entries out, or give it another key."
    return place.source.finding(at, "B03", message, hint)


def _similar_key(place: EntryPlace, earlier: EntryPlace) -> Finding:
    at, line = place.of(words=place.entry.key), place.source.line(earlier.offset)
    keys = f"'{place.entry.key}' and '{earlier.entry.key}' in line {line}"
    message = f"{keys} differ only in capital letters"
    return place.source.finding(at, "B05", message, "Give one of them another key.")


def _read_entry(
    place: EntryPlace, strings: Mapping[str, str]
) -> tuple[Reference | None, list[Finding]]:
    """An entry as a reference, with its findings; no reference where it can't be used."""
    fields = read_fields(place, strings)
    if fields.findings:
        return None, fields.findings
    entry = place.entry
    reference = Reference(
        entry.key, entry.entry_type, fields.values, *place.source.place(place.offset)
    )
    findings = [
        place.source.finding(
            place.of(problem.field, problem.words), problem.code, problem.message, problem.hint
        )
        for problem in problems(reference)
    ]
    return reference, findings
