"""What `make` runs besides MkDocs: check, fix, cite and guide, as `python -m commands.check`.

They stand apart from the hooks because they begin a build instead of belonging to one. What they
know of a site's content is in `hooks/guidebook`, as for the hooks.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "hooks"))
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
