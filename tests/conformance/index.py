#!/usr/bin/env python3
"""index.html of a run, opened from the disk in headless Chromium: every link leads to its file, the filter finds, nothing
is loaded, no page is wider than its window, desk or phone. Called as `index.py PROGRAM FOLDER`."""

import pathlib
import re
import shutil
import subprocess
import sys
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "runs"))
from documents import document, write_documents  # noqa: E402

COUNT = 60
DRIVER = """
<script>
addEventListener("load", () => {
  const out = [], rows = [...document.querySelectorAll("tbody tr[data-k]")], seen = () => rows.filter(r => r.offsetHeight > 0).length;
  const q = document.querySelector("[name=q]"), k = document.querySelector("[name=k]");
  const set = (text, kind) => { q.value = text; k.value = kind; q.dispatchEvent(new Event("input", {bubbles: true})); };
  if (seen() !== ROWS) out.push("rows " + seen());
  const steps = [["某市第7局", "", 1], ["", "e", WRONG], ["0001", "", 20], ["第7局 没有这个", "", 0], ["", "", ROWS]];
  const next = i => {
    if (i < steps.length) {
      set(steps[i][0], steps[i][1]);
      return setTimeout(() => { if (seen() !== steps[i][2]) out.push(JSON.stringify(steps[i]) + " shows " + seen()); next(i + 1); }, 200);
    }
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    if (wide > 1) out.push("the page is wider than the window by " + wide);
    for (const e of performance.getEntriesByType("resource")) out.push("loads " + e.name);
    for (const a of document.querySelectorAll("tbody a"))
      if (!a.getAttribute("aria-label").includes(a.textContent)) out.push("a name that is not what is seen: " + a.outerHTML);
    for (const label of document.querySelectorAll("form label")) if (!label.control) out.push("a label of nothing");
    const folders = [...document.querySelectorAll("tbody")].filter(b => b.offsetHeight > 0).length;
    document.title = "RESULT folders=" + folders + " broken=" + JSON.stringify(out);
  };
  next(0);
});
</script>
"""


def main(program, folder):
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not browser:
        print("skipped: no chromium")
        return 77
    write_documents(folder / "in", COUNT, 20)
    odd = folder / "in/市级 100%/部门#整体?.txt"
    odd.parent.mkdir()
    odd.write_text(document(COUNT), encoding="utf-8")
    done = subprocess.run([program, "convert", "in", "-o", "out", "--to", "json,html", "--index"], cwd=folder, capture_output=True)
    assert done.returncode == 3, done.stderr
    page = (folder / "out/index.html").read_text(encoding="utf-8")
    broken = [f"no file behind {link}" for link in re.findall(r'href="([^"]+)"', page)
              if not (folder / "out" / urllib.parse.unquote(link)).is_file()]
    if len(re.findall("<a ", page)) != 2 * (COUNT + 1) + 2:
        broken.append("not a link for every file")
    wrong = sum(i % 7 == 3 for i in range(COUNT + 1))
    driver = DRIVER.replace("ROWS", str(COUNT + 1)).replace("WRONG", str(wrong))
    (folder / "out/driven.html").write_text(page.replace("</body>", driver + "</body>"), encoding="utf-8")
    for name, width in (("desk", 1280), ("phone", 500)):
        run = subprocess.run([browser, "--headless=new", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr",
                              f"--user-data-dir={folder / 'profile'}", f"--window-size={width},900", "--virtual-time-budget=20000",
                              "--dump-dom", (folder / "out/driven.html").as_uri()], capture_output=True, text=True, timeout=600)
        title = re.search(r"<title>(RESULT [^<]*)", run.stdout)
        print(name, title[1] if title else run.stderr[-2000:])
        if not title or "folders=4 broken=[]" not in title[1]:
            broken.append(f"{name}: {title[1] if title else 'the page did not finish'}")
        broken += [line for line in run.stderr.splitlines() if "CONSOLE" in line]
    print("\n".join(broken))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()))
