"""The recipes of docs/batch.md, as written there."""

import pathlib
import re


def recipe(name):
    """The block of code below `<!-- recipe: NAME -->`."""
    page = (pathlib.Path(__file__).resolve().parent.parent.parent / "docs/batch.md").read_text(encoding="utf-8")
    return re.search(rf"<!-- recipe: {name} -->\n```sh\n(.*?)```", page, re.S).group(1)
