#!/usr/bin/env python3
"""The HTML report of the batch of 300 planted documents in headless Chromium: links, filter, hover, no console errors, no network,
no wider than the window, and loaded within a second (judged when the machine is idle, the best of three).
Called as `report.py PROGRAM FOLDER`."""

import os
import pathlib
import re
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "batch"))

from planted import write  # noqa: E402

DRIVER = """
<script>
addEventListener("load", () => {
  const out = [], ids = new Set([...document.querySelectorAll("[id]")].map(x => x.id));
  for (const a of document.querySelectorAll("a[href]")) {
    const to = a.getAttribute("href");
    if (!to.startsWith("#") || !ids.has(to.slice(1))) out.push("link " + to);
  }
  const all = document.querySelectorAll("[id]").length;
  if (all !== ids.size) out.push("an id is there twice");
  const rows = [...document.querySelectorAll(".docs tbody tr")], seen = () => rows.filter(r => r.offsetHeight > 0).length;
  if (rows.length !== 300 || seen() !== 300) out.push("rows " + rows.length + " shown " + seen());
  const q = document.getElementById("q"), k = document.getElementById("k");
  q.value = "007.txt"; q.dispatchEvent(new Event("input", {bubbles: true}));
  if (seen() !== 1) out.push("filter by name shows " + seen());
  q.value = ""; k.value = "c"; k.dispatchEvent(new Event("input", {bubbles: true}));
  const clean = seen();
  k.value = ""; k.dispatchEvent(new Event("input", {bubbles: true}));
  if (clean !== CLEAN) out.push("clean documents shown: " + clean);
  const value = document.querySelector('.frm td > a[href^="#s"]');
  value.dispatchEvent(new MouseEvent("mouseover", {bubbles: true}));
  const lit = document.querySelector(".src td.hit");
  if (!lit || "#" + lit.id !== value.getAttribute("href")) out.push("pointing at a value does not light up its source");
  location.hash = document.querySelector(".docs a").getAttribute("href");
  setTimeout(() => {
    const target = document.querySelector(":target");
    if (!target || !target.closest("details").open) out.push("a link into a document does not open it");
    for (const img of document.querySelectorAll("img,link[rel=stylesheet],script[src],iframe")) out.push("loads " + img.outerHTML);
    for (const table of document.querySelectorAll("table")) if (!table.querySelector("th")) out.push("a table without headers");
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    if (wide > 1) out.push("the page is wider than the window by " + wide);
    const used = performance.getEntriesByType("resource").filter(e => !e.name.startsWith("data:"));
    for (const e of used) out.push("network " + e.name);
    const time = performance.getEntriesByType("navigation")[0];
    document.title = "RESULT clean=" + clean + " ms=" + Math.round(time.loadEventStart) + " broken=" + JSON.stringify(out.slice(0, 20));
  }, 300);
});
</script>
"""


def main(program, folder):
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not browser:
        print("skipped: no chromium")
        return 77
    inputs = folder / "in"
    clean = sum(all(e["severity"] == "note" for e in found) for found in write(inputs).values())
    report = folder / "report.html"
    subprocess.run([program, "check", str(inputs), "--publish", "--report", str(report)], stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL, check=False)
    page = report.read_text(encoding="utf-8")
    size = report.stat().st_size
    broken = []
    if size > 8_000_000:
        broken.append(f"the report has {size} bytes")
    if re.search(r"(src|href)\s*=\s*[\"']?(https?:)?//", page):
        broken.append("the report points to the network")
    driven = folder / "driven.html"
    driven.write_text(page.replace("</body>", DRIVER.replace("CLEAN", str(clean)) + "</body>"), encoding="utf-8")
    best, idle = None, os.getloadavg()[0] < (os.cpu_count() or 1)
    for name, width in (("desk", 1280), ("phone", 500), ("again", 1280)):
        run = subprocess.run(
            [browser, "--headless=new", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--v=0",
             f"--user-data-dir={folder / ('profile-' + name)}", f"--window-size={width},900", "--virtual-time-budget=10000",
             "--dump-dom", driven.as_uri()], capture_output=True, timeout=300, check=False)
        said = [line for line in run.stderr.decode("utf-8", "replace").splitlines() if "CONSOLE" in line]
        broken += [f"{name}: {line}" for line in said]
        result = re.search(r"<title>RESULT clean=(\d+) ms=(\d+) broken=(\[.*?\])</title>", run.stdout.decode("utf-8", "replace"))
        if not result:
            broken.append(f"{name}: the page did not come up")
            continue
        if result.group(3) != "[]":
            broken.append(f"{name}: {result.group(3)}")
        print(f"{name}: loaded in {result.group(2)} ms, {size} bytes")
        best = min(best or 10**6, int(result.group(2)))
    if idle and best and best > 1000:
        broken.append(f"the page takes {best} ms to load")
    for line in broken:
        print(line)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], pathlib.Path(sys.argv[2])))
