# SPDX-License-Identifier: MIT
"""A check that cannot fail is no check: links.py finds links that lead nowhere, and leaves the others alone."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

LINKS = pathlib.Path(__file__).parents[2] / "tools" / "links.py"
PAGE = """# A page
[a file](a/b.txt), [itself](#a-page), [the web](https://example.org/x), `[not](a-link)`
```
[nor](this)
```
[gone](gone.md)
[no heading](page.md#nowhere)
![out](../outside.png)
"""


class Links(unittest.TestCase):
    def test_each_dead_link_is_named_with_its_place(self):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder, "tree")
            (root / "a").mkdir(parents=True)
            (root / "a/b.txt").write_text("")
            (root / "page.md").write_text(PAGE)
            pathlib.Path(folder, "outside.png").write_text("")
            ran = subprocess.run([sys.executable, LINKS, root], capture_output=True, text=True, check=False)
            self.assertEqual(ran.returncode, 1)
            self.assertEqual(ran.stdout.splitlines(), ["page.md:6: there is no gone.md",
                                                       "page.md:7: page.md has no heading #nowhere",
                                                       "page.md:8: ../outside.png leads out of the tree"])


if __name__ == "__main__":
    unittest.main()
