# SPDX-License-Identifier: MIT
"""A day with an emulated PC that boots into the hall's screen (tools/try-boot prepares its disk). Says each thing that held, and
ends with the first that did not."""
import argparse
import datetime
import json
import pathlib
import re
import subprocess
import sys

from PIL import Image, ImageChops

from guide import Guide, follow
from machine import Broken, Machine, until

TREE = pathlib.Path(__file__).parents[2]
GUIDE = Guide(TREE / "docs/panduan-pemasangan.md")
KEYS = "--keys /var/lib/panggil/keys"


def say(text):
    print(f"try-boot: {text}", flush=True)


def difference(one, other):
    """The share of the pixels that are not the same in two pictures."""
    with Image.open(one) as a, Image.open(other) as b:
        if a.size != b.size:
            return 1.0
        seen = ImageChops.difference(a.convert("RGB"), b.convert("RGB")).convert("L").histogram()
    return sum(seen[24:]) / sum(seen)  # a hair of shading is no difference


class Hall:
    """The hall on one machine: what its services say, what is seen and heard."""

    def __init__(self, machine):
        self.machine, self.unit, self.boots = machine, "panggil-screen", 0

    def admin(self, words):
        text = self.machine.must(f"sudo panggil --keys /var/lib/panggil/keys/devices/admin --json {words}")
        return [json.loads(line) for line in text.splitlines() if line.startswith("{")]

    def state(self):
        return self.admin("state")[-1]

    def number_at(self, counter):
        return self.state()["state"][f"counter/{counter}"].get("ticket")

    def property(self, unit, name):
        return self.machine.must(f"systemctl show -p {name} --value {unit}").strip()

    def journal(self, unit, event=None):
        """The lines that this life of a service has written, each with its seconds since the kernel began."""
        life = self.property(unit, "InvocationID")
        if not life:
            return []
        text = self.machine.must(f"sudo journalctl -b -o json _SYSTEMD_INVOCATION_ID={life}")
        lines = [json.loads(line) for line in text.splitlines() if line.startswith("{")]
        return [(int(line["__MONOTONIC_TIMESTAMP"]) / 1e6, line["MESSAGE"]) for line in lines
                if isinstance(line["MESSAGE"], str) and (event is None or event in line["MESSAGE"])]

    def wait_for(self, event, patience=90):
        """The second at which the screen that runs now has said this first."""
        def said():
            state = self.property(self.unit, "ActiveState")
            if state == "failed":
                raise Broken(f"{self.unit} has failed")
            return self.journal(self.unit, event)
        try:
            return until(said, f"{self.unit} says {event}", patience * self.machine.patience)[0][0]
        except Broken as broken:
            last = self.machine.run(f"sudo journalctl -b -u {self.unit} -u seatd -n 40 -o short-monotonic --no-pager").text
            self.machine.picture("failed")
            raise Broken(f"{broken}\n{last}") from None

    def drawn(self, name):
        """The picture which the state of the hub should make, drawn inside the machine by `panggil-screen render`."""
        file = self.machine.folder / f"{name}.png"
        self.machine.must(
            "sudo panggil --keys /var/lib/panggil/keys/devices/admin --json state >/tmp/state.json && panggil-screen render "
            "--layout /etc/panggil/site/layouts/mpp-lanskap.json --state /tmp/state.json --size 1920x1080 --out /tmp/drawn.png")
        self.machine.fetch("/tmp/drawn.png", file)
        return file

    def see_board(self, name):
        """What is on the display is the board of this state: nearly all its pixels."""
        drawn = self.drawn(f"{name}-drawn")
        differs = until(lambda: [share for share in [difference(self.machine.picture(name), drawn)] if share < 0.03],
                        f"the display shows the board ({name}.png, {name}-drawn.png)", 20)[0]
        say(f"  the display shows the board: {100 * (1 - differs):.2f} % of its pixels are those that render draws ({name}.png)")

    def hear_call(self, name):
        """Calls a number, sees and hears it; nothing is heard before it."""
        ticket = self.admin("issue dukcapil")[-1]["ticket"]
        before = self.drawn(f"{name}-before")
        begin = self.machine.heard()
        self.admin("call 3 --wait")
        end = self.machine.heard()
        loud = self.machine.samples(begin, end)
        if not len(loud) or loud.max() < 1000:
            raise Broken(f"{ticket} was called, and the loudspeaker was silent: at most {loud.max() if len(loud) else 'nothing'} of 32767")
        quiet = self.machine.samples(max(0, begin - self.machine.rate), begin)
        if len(quiet) and quiet.max() > 100:
            raise Broken(f"something was heard before {ticket} was called: {quiet.max()} of 32767")
        say(f"  {ticket} is called and heard: {(loud > 300).sum() / 100:.1f} s of sound, at most {loud.max()} of 32767, none before")
        drawn, shot = self.drawn(f"{name}-drawn"), self.machine.picture(name)
        new, old = difference(shot, drawn), difference(shot, before)
        if not new < old:
            raise Broken(f"the display does not show {ticket}: {new:.4f} differs from the board with it, {old:.4f} from that before it")
        say(f"  it is seen: {100 * new:.2f} % differ from the board with it, {100 * old:.2f} % from that before it ({name}.png)")
        return ticket

    def process(self):
        """The screen itself, also where cage stands before it."""
        return self.machine.must("pgrep -u panggil -x panggil-screen").split()[-1]

    def survives(self, what, deed, unit=None):
        """Something is done to a service; systemd brings it back, and the numbers are those of before."""
        unit = unit or self.unit
        seq, number, life = self.state()["seq"], self.number_at("3"), self.property(unit, "InvocationID")
        begun = float(self.machine.must("cut -d' ' -f1 /proc/uptime"))
        deed()
        until(lambda: self.property(unit, "InvocationID") != life and self.property(unit, "ActiveState") == "active",
              f"systemd starts {unit} again", 60 * self.machine.patience)
        if unit == self.unit:
            took = self.wait_for("link.live") - begun
        else:
            until(lambda: self.machine.run("sudo panggil --keys /var/lib/panggil/keys/devices/admin state").status == 0, "the hub answers")
            took = self.journal(unit, "hub.ready")[0][0] - begun
        if (self.state()["seq"], self.number_at("3")) != (seq, number):
            raise Broken(f"after {what} the hall is at {self.state()['seq']} with {self.number_at('3')}, not at {seq} with {number}")
        say(f"  {what}: back after {took:.1f} s, with {number}")

    def boot(self, name):
        """From power-on to the live board, with nobody there."""
        self.machine.power_on()
        self.machine.wait_for_shell()
        self.boots += 1
        frame, live = self.wait_for("display.first_frame"), self.wait_for("link.live")
        shell = self.machine.run("systemd-analyze 2>/dev/null | head -1").text
        say(f"  {name}: the first picture {frame:.1f} s after the kernel began, live at {live:.1f} s ({shell})")


def install(hall):
    machine = hall.machine
    *first, later = GUIDE.blocks("2.")
    follow(machine, first)
    if not machine.run("systemctl is-active panggil-hub").text.strip() == "active":
        raise Broken("the hub does not run after section 2")
    say("  section 2 of the guide: the hub runs, with keys")
    apt, settings, keys, approval = GUIDE.blocks("3.")
    machine.must("sudo cp /var/lib/panggil/keys/hub.pub .")
    follow(machine, [apt, settings])
    if not machine.accelerated:
        # Mesa's first picture takes an emulated processor longer than the ten seconds after which systemd gives a screen up.
        for unit in ("panggil-screen", "panggil-screen-cage"):
            machine.must(f"sudo mkdir -p /etc/systemd/system/{unit}.service.d && printf '[Service]\\nWatchdogSec=60\\nTimeoutStartSec=300\\n' | "
                         f"sudo tee /etc/systemd/system/{unit}.service.d/slow.conf && sudo systemctl daemon-reload")
    follow(machine, [keys])
    hall.wait_for("key.refused")
    hall.wait_for("display.first_frame")
    machine.picture("asks")
    code = until(lambda: re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", machine.must(f"sudo -u panggil panggil-hub keys pending {KEYS}")),
                 "the hub shows the code of the screen").group()
    follow(machine, [approval], [("K7QX-2MDA", lambda: code)])
    approved = float(machine.must("cut -d' ' -f1 /proc/uptime"))
    live = hall.wait_for("link.live")
    say(f"  section 3: the screen shows {code} (asks.png), and is live {live - approved:.1f} s after it was approved")
    follow(machine, [later])
    say("  the office's hall passes the checker")


def staff(hall):
    """Sections 5 and 6: a clerk's key, and the first calls."""
    machine = hall.machine
    pin, key, profile = GUIDE.blocks("5.")
    follow(machine, [pin, key])
    machine.must("mkdir -p ~/.config/panggil && sudo mv /tmp/loket-3 ~/.config/panggil/keys && sudo chown -R admin: ~/.config/panggil")
    exports = "\n".join(profile)
    for line, text in follow(machine, [[f"{exports}\n{line}" for block in GUIDE.blocks("6.") for line in block]]):
        say(f"  {line.splitlines()[-1]}: {' | '.join(text.splitlines())[:160]}")


def day(hall, session):
    machine = hall.machine
    hall.boot(f"power-on ({session})")
    hall.see_board(f"{session}-morning")
    hall.hear_call(f"{session}-call")
    hall.survives("the screen hangs (SIGSTOP)", lambda: machine.must(f"sudo kill -STOP {hall.process()}"))
    hall.see_board(f"{session}-after-hang")
    hall.survives("the screen is killed", lambda: machine.must(f"sudo kill -9 {hall.process()}"))
    hall.survives("the hub hangs (SIGSTOP)", lambda: machine.must("sudo kill -STOP $(pgrep -x panggil-hub)"), "panggil-hub")
    hall.survives("the hub is killed", lambda: machine.must("sudo kill -9 $(pgrep -x panggil-hub)"), "panggil-hub")
    hall.see_board(f"{session}-after-kill")
    ticket = hall.hear_call(f"{session}-second-call")
    seq = hall.state()["seq"]
    machine.cut_power()
    hall.boot("the power is cut and comes back")
    if (hall.state()["seq"], hall.number_at("3")) != (seq, ticket):
        raise Broken(f"after the power cut the hall is at {hall.state()['seq']} with {hall.number_at('3')}, not at {seq} with {ticket}")
    say(f"  the hall goes on where it was: {ticket} at counter 3, {seq} in the journal")
    hall.see_board(f"{session}-after-power-cut")
    hall.hear_call(f"{session}-third-call")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--root", required=True)
    options.add_argument("--out", required=True, type=pathlib.Path)
    options.add_argument("--display", required=True)
    options.add_argument("--session", required=True)
    options.add_argument("--kept", required=True, help="the disk after the guide was followed, for --again")
    options.add_argument("--again", required=True)
    asked = options.parse_args()
    # A working day's morning in the hall (UTC+8): on a Sunday the screen would say when it opens.
    tuesday = datetime.date.today() + datetime.timedelta(days=(1 - datetime.date.today().weekday()) % 7 or 7)
    machine = Machine(asked.out / "disk.img", asked.root, asked.out, asked.display, f"{tuesday}T01:40:00")
    hall = Hall(machine)
    if not machine.accelerated:
        say("/dev/kvm does not work here: the processor is emulated, and all takes many times as long")
    try:
        if asked.again == "no":
            machine.power_on()
            machine.wait_for_shell()
            say("an empty Debian has booted")
            install(hall)
            staff(hall)
            machine.shut_down()
            subprocess.run(["cp", "--sparse=always", machine.disk, asked.kept], check=True)
        if asked.session in ("kms", "both"):
            day(hall, "kms")
        if asked.session in ("cage", "both"):
            if machine.process is None:
                machine.power_on()
                machine.wait_for_shell()
            follow(machine, GUIDE.blocks("4."))
            hall.unit = "panggil-screen-cage"
            hall.wait_for("link.live")
            machine.shut_down()
            day(hall, "cage")
    except Broken as broken:
        print(f"try-boot: it does not hold: {broken}", file=sys.stderr)
        return 1
    finally:
        machine.cut_power()
    say("all of it held")
    return 0


if __name__ == "__main__":
    sys.exit(main())
