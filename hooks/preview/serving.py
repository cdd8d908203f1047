"""The server of a preview: it builds after a save, and makes what is made when it is asked for."""

import gc
from collections.abc import Callable, Collection, Iterable
from threading import Lock
from typing import Any, NamedTuple

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer

from preview.surroundings import own_templates

POLLING, DELAY = 0.2, 0.05
"""How often it is looked for changes, and how long it must be quiet after one, in seconds."""


class Unmade(NamedTuple):
    """Files that are made when one of them is asked for."""

    paths: Collection[str]
    """From the site's root."""
    make: Callable[[], object]


class Shelf:
    """What the served folder lacks until it is asked for, each after those before it."""

    def __init__(self) -> None:
        self.unmade: list[Unmade] = []
        self.lock = Lock()
        """Held by what writes into the served folder."""

    def fetch(self, path: str) -> None:
        """Make a file, if it is one of those that aren't there."""
        with self.lock:
            while any(path in unmade.paths for unmade in self.unmade):
                self.unmade.pop(0).make()


def serve(
    server: LiveReloadServer,
    config: MkDocsConfig,
    shelf: Shelf,
    rebuild: Callable[[MkDocsConfig], None],
) -> LiveReloadServer:
    """A server in the place of MkDocs' own, or that one where the command line has options.

    `rebuild` builds with settings that are as the file has them by then.
    """
    settings = config.config_file_path
    if not _is_plain(config, load_config(settings)):
        return server

    def build_again() -> None:
        again = load_config(settings, site_dir=server.root)
        again.site_url = config.site_url
        with shelf.lock:
            rebuild(again)

    def answer(asked: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        path = asked["PATH_INFO"].encode("latin-1").decode(errors="ignore")  # PEP 3333
        shelf.fetch(path.removeprefix(server.mount_path))
        return ours.serve_request(asked, start)

    gc.freeze()  # what is kept is not looked through for garbage in each build
    server.server_close()
    host, port = config.dev_addr
    ours = LiveReloadServer(
        build_again, host, port, server.root, server.mount_path, polling_interval=POLLING
    )
    ours.build_delay, ours.error_handler = DELAY, server.error_handler
    ours.set_app(answer)
    for path in (config.docs_dir, settings, *own_templates(config)):
        ours.watch(path)
    return ours


def _is_plain(config: MkDocsConfig, written: MkDocsConfig) -> bool:
    """Whether settings are those that are written, as far as the command line may change them."""
    same = (config[name] == written[name] for name in ("strict", "use_directory_urls"))
    return all(same) and config.theme.name == written.theme.name
