"""DOI, PMID and URL: which are well formed, and the address each leads to.

Nothing becomes a link, or leaves in an export, but what these patterns take.
"""

import re
from collections.abc import Mapping
from urllib.parse import quote

_DOI = re.compile(r"10\.\d{4,9}/[^\s\\{}\"]+")
_HOST = r"(?:\w(?:[\w-]*\w)?\.)+\w(?:[\w-]*\w)?(?::\d{1,5})?"
_URL = re.compile(rf"https?://{_HOST}(?:[/?#][^\s\\{{}}\"<>^`|]*)?", re.IGNORECASE)
_AROUND_URL = re.compile(r"\\url\b|[\\{}]")
"""What TeX users put around an address, and into it."""

is_doi = _DOI.fullmatch
"""Whether a text is a bare DOI: a prefix, a slash and a suffix (DOI Handbook, section 2.2)."""
is_pmid = re.compile(r"[1-9]\d{0,7}").fullmatch
"""Whether a text is a bare PubMed identifier, which has one to eight digits."""
is_url = _URL.fullmatch
"""Whether a text is an address that a browser opens as a page: with a host name, no user before it,
and no character that RFC 3986 forbids."""
is_doi_address = re.compile(r"https?://(?:dx\.)?doi\.org/", re.IGNORECASE).match
"""Whether a text begins as the address of a DOI."""


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


def written_pmid(fields: Mapping[str, str]) -> tuple[str, str]:
    """The field that holds the PubMed identifier, and what stands in it, if anything.

    biblatex writes `eprint` with `eprinttype = {pubmed}`; everybody else `pmid`.
    """
    archive = fields.get("eprinttype") or fields.get("archiveprefix", "")
    name = "eprint" if "pmid" not in fields and archive.lower() == "pubmed" else "pmid"
    return name, fields.get(name, "")


def well_formed(fields: Mapping[str, str]) -> dict[str, str]:
    """An entry's identifiers by CSL's names, each nothing where it isn't well formed.

    An address that only repeats the DOI is none of its own.
    """
    doi, url, (_, pmid) = fields.get("doi", ""), fields.get("url", ""), written_pmid(fields)
    doi = doi if is_doi(doi) else ""
    repeats = doi and is_doi_address(url)
    return {
        "DOI": doi,
        "PMID": pmid if is_pmid(pmid) else "",
        "URL": url if is_url(url) and not repeats else "",
    }


def doi_address(bare: str) -> str:
    """The address of a DOI, with the characters that an address can't hold encoded."""
    return "https://doi.org/" + quote(bare, safe="/:;()-._~")


def pmid_address(bare: str) -> str:
    """The address of a record in PubMed."""
    return f"https://pubmed.ncbi.nlm.nih.gov/{bare}/"
