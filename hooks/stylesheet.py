"""One stylesheet for the site, and nothing of the theme's that no page loads."""

from fnmatch import fnmatch

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from guidebook.stylesheet import combine

SITE = "assets/stylesheets/site.css"
THEME = "assets/stylesheets/main.*.min.css"
PALETTE = "assets/stylesheets/palette.*.min.css"
NOT_LOADED = ("assets/stylesheets/*.map", "assets/javascripts/[!w]*", "assets/javascripts/*.map")
"""What only Material's own script would load; the worker of its search stays."""


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Put the stylesheets of theme and site into one."""
    theme, palette = _take(files, THEME), _take(files, PALETTE)
    own = [_take(files, path) for path in config.extra_css]
    made = combine(theme, palette, own)
    files.append(File.generated(config, SITE, content=made.css))
    for name, picture in made.pictures.items():
        files.append(File.generated(config, f"assets/stylesheets/{name}", content=picture))
    config.extra_css = [SITE]
    for file in [file for file in files if any(fnmatch(file.src_uri, p) for p in NOT_LOADED)]:
        files.remove(file)
    return files


def _take(files: Files, pattern: str) -> str:
    """The text of the one file that `pattern` names, which leaves the site."""
    (file,) = [file for file in files if fnmatch(file.src_uri, pattern)]
    files.remove(file)
    return file.content_string
