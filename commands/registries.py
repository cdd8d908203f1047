"""Records from the registries of DOIs and PubMed numbers, over the network."""

from collections.abc import Mapping
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import build_opener

ADDRESSES: Mapping[str, str] = {
    "DOI": "https://doi.org/{}",
    "PMID": "https://api.ncbi.nlm.nih.gov/lit/ctxp/v1/pubmed/?format=csl&id={}",
}
"""Where each registry gives a record as CSL-JSON: DOI Handbook, section 5.1 (content negotiation);
NCBI's Literature Citation Exporter."""
_CSL_JSON = "application/vnd.citationstyles.csl+json"
_SECONDS = 20
_LONGEST = 1_000_000


def fetch(kind: str, identifier: str, addresses: Mapping[str, str]) -> str:
    """The record of a DOI or PMID as CSL-JSON.

    Raises ValueError where the registry doesn't know it, and OSError where nobody answers; both
    with a message for the editor.
    """
    opener = build_opener()
    opener.addheaders = [("Accept", _CSL_JSON)]
    try:
        with opener.open(addresses[kind].format(quote(identifier)), timeout=_SECONDS) as answer:
            return bytes(answer.read(_LONGEST)).decode("utf-8", "replace")
    except HTTPError as error:
        if error.code in (400, 404):
            raise ValueError(f"the registry knows no {kind} {identifier}") from error
        raise OSError(
            f"the registry answers with an error ({error.code}): try again later"
        ) from error
    except (OSError, HTTPException) as error:
        message = f"no answer from the registry of {kind}s: is there a network? Without one, save "
        message += "the record from the publisher's page and run: make cite FILE=record.ris"
        raise OSError(message) from error
