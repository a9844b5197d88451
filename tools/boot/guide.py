# SPDX-License-Identifier: MIT
"""Does what a guide says: the commands and the lines of files in the code blocks of a section, in their order."""
import re


class Guide:
    def __init__(self, file):
        text = file.read_text(encoding="utf-8")
        self.sections = {title: re.findall(r"^```sh\n(.*?)^```", body, re.M | re.S)
                         for title, body in re.findall(r"^## ([^\n]*)\n(.*?)(?=^## |\Z)", text, re.M | re.S)}

    def blocks(self, beginning):
        """The code blocks of the section whose title begins so, each a list of lines without remarks."""
        title, = (title for title in self.sections if title.startswith(beginning))
        blocks = [[re.sub(r"\s+# .*$", "", line) for line in block.splitlines()] for block in self.sections[title]]
        if not blocks:
            raise ValueError(f"the section '{title}' has no code")
        return blocks


def edited(text, settings):
    """A file of settings as somebody leaves it who was told that these lines belong into it: in the place of the lines that
    set the same, else at the end."""
    lines = text.splitlines()
    for setting in settings:
        name = setting.split("=", 1)[0]
        lines = [line for line in lines if not line.startswith(name + "=")] + [setting]
    return "\n".join(lines) + "\n"


def follow(machine, blocks, answers=()):
    """Types these blocks. `sudo nano FILE` opens a file, and the next block without a command is what belongs into it.
    `answers`: what stands in the place of the guide's examples, as (example, function that says it)."""
    opened, said = None, []
    for block in blocks:
        if all(re.match(r"[A-Z_]+=", line) for line in block):
            text = edited(machine.must(f"cat {opened}"), block)
            machine.must(f"sudo tee {opened} >/dev/null <<'EOF'\n{text}EOF")
            continue
        for line in block:
            if line.startswith("sudo nano "):
                opened = line.split()[2]
                continue
            for example, answer in answers:
                if example in line:
                    line = line.replace(example, answer())
            said.append((line, machine.must(line, 300)))
    return said
