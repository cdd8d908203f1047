"""DOI, PMID and URL: which are well formed, and the address each leads to.

Nothing becomes a link, or leaves in an export, but what these patterns take.
"""

import re
from urllib.parse import quote

from guidebook.bibliography.model import Reference

_DOI = re.compile(r"10\.\d{4,9}/[^\s\\{}\"]+")
"""A DOI is a prefix, a slash and a suffix (DOI Handbook, section 2.2)."""
_PMID = re.compile(r"[1-9]\d{0,7}")
"""PubMed's identifiers have one to eight digits."""
_HOST = r"(?:\w(?:[\w-]*\w)?\.)+\w(?:[\w-]*\w)?(?::\d{1,5})?"
_URL = re.compile(rf"https?://{_HOST}(?:[/?#][^\s\\{{}}\"<>^`|]*)?", re.IGNORECASE)
"""A web address with a host name: no sign that RFC 3986 forbids, no user before the host."""
_AROUND_URL = re.compile(r"\\url\b|[\\{}]")
"""What TeX users put around an address, and into it."""
_DOI_ADDRESS = re.compile(r"https?://(?:dx\.)?doi\.org/", re.IGNORECASE)


def is_doi(text: str) -> bool:
    """Whether `text` is a bare DOI, as in `10.1186/ar3104`."""
    return bool(_DOI.fullmatch(text))


def is_pmid(text: str) -> bool:
    """Whether `text` is a bare PubMed identifier, as in `20064288`."""
    return bool(_PMID.fullmatch(text))


def is_url(text: str) -> bool:
    """Whether `text` is a whole address that a browser opens as a page."""
    return bool(_URL.fullmatch(text))


def find_doi(text: str) -> str:
    """The bare DOI in what somebody pasted, or nothing."""
    found = _DOI.search(text.replace("\\", ""))
    return found.group() if found else ""


def find_pmid(text: str) -> str:
    """The bare PubMed identifier in what somebody pasted, or nothing."""
    numbers = re.findall(r"\b\d+\b", text)
    return numbers[0] if len(numbers) == 1 and is_pmid(numbers[0]) else ""


def find_url(text: str) -> str:
    """The whole address in what somebody pasted, or nothing."""
    bare = _AROUND_URL.sub("", text)
    return next((address for address in (bare, f"https://{bare}") if is_url(address)), "")


def written_pmid(reference: Reference) -> tuple[str, str]:
    """The field that holds the PubMed identifier, and what stands in it, if anything.

    biblatex writes `eprint` with `eprinttype = {pubmed}`; everybody else `pmid`.
    """
    fields = reference.fields
    archive = fields.get("eprinttype") or fields.get("archiveprefix", "")
    name = "eprint" if "pmid" not in fields and archive.lower() == "pubmed" else "pmid"
    return name, fields.get(name, "")


def doi(reference: Reference) -> str:
    """The reference's DOI, or nothing where it has none that is well formed."""
    written = reference.fields.get("doi", "")
    return written if is_doi(written) else ""


def pmid(reference: Reference) -> str:
    """The reference's PubMed identifier, or nothing where it has none that is well formed."""
    _, written = written_pmid(reference)
    return written if is_pmid(written) else ""


def url(reference: Reference) -> str:
    """The reference's own address, or nothing where it only repeats the DOI or isn't one."""
    written = reference.fields.get("url", "")
    repeats = doi(reference) and _DOI_ADDRESS.match(written)
    return written if is_url(written) and not repeats else ""


def doi_address(bare: str) -> str:
    """The address of a DOI, with the signs that an address can't hold encoded."""
    return "https://doi.org/" + quote(bare, safe="/:;()-._~")


def pmid_address(bare: str) -> str:
    """The address of a record in PubMed."""
    return f"https://pubmed.ncbi.nlm.nih.gov/{bare}/"
