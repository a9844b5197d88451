# SPDX-License-Identifier: MIT
"""An emulated PC by qemu: a disk, a display, a loudspeaker that writes a file, and an administrator at a shell. The power
can be cut at any time; the disk is what was written until then."""
import base64
import json
import os
import pathlib
import re
import secrets
import socket
import subprocess
import time
import typing


class Broken(Exception):
    """Something does not hold; the message says what."""


class Answer(typing.NamedTuple):
    status: int
    text: str


def until(condition, what, patience=90):
    """The first true answer of condition(), asked again and again."""
    deadline = time.monotonic() + patience
    while not (answer := condition()):
        if time.monotonic() > deadline:
            raise Broken(f"never happened in {patience} s: {what}")
        time.sleep(0.2)
    return answer


class Machine:
    """One PC. `root` has the kernel that it boots; `folder` takes its sockets, its sound and what its console says."""

    rate = 48000
    by_kvm = ("-accel", "kvm", "-cpu", "host,-arch-capabilities")

    def __init__(self, disk, root, folder, display, clock):
        self.disk, self.folder, self.display, self.clock = disk, pathlib.Path(folder), display, clock
        self.kernel, self.initrd = (max(pathlib.Path(root, "boot").glob(name)) for name in ("vmlinuz-*", "initrd.img-*"))
        self.process = self.shell = self.monitor = None
        self.accelerated = self._kvm_works()
        self.patience = 1 if self.accelerated else 4
        self.lives = 0
        self.powered_at = 0.0

    def _kvm_works(self):
        """Whether a kernel comes as far with it as to miss its disk. In some virtual machines /dev/kvm is there and leads nowhere."""
        if not os.access("/dev/kvm", os.R_OK | os.W_OK):
            return False
        try:
            return subprocess.run(["qemu-system-x86_64", "-machine", "q35", *self.by_kvm, "-m", "256", "-nodefaults", "-display", "none",
                                   "-no-reboot", "-kernel", self.kernel, "-append", "panic=-1"],
                                  timeout=20, capture_output=True, check=False).returncode == 0
        except subprocess.TimeoutExpired:
            return False

    def power_on(self):
        """Returns when the power is on; the system boots from then on."""
        self.lives += 1
        self.sound = self.folder / f"sound-{self.lives}.wav"
        for name in ("monitor", "shell"):
            (self.folder / name).unlink(missing_ok=True)
        accelerator = self.by_kvm if self.accelerated else ["-accel", "tcg", "-cpu", "max"]
        displays = {"virtio": ["-vga", "none", "-device", "virtio-gpu-pci,xres=1920,yres=1080"],
                    "std": ["-vga", "none", "-device", "VGA,xres=1920,yres=1080,vgamem_mb=32"]}
        words = [
            "qemu-system-x86_64", "-machine", "q35", *accelerator, "-smp", "2", "-m", "2048", "-display", "none",
            "-rtc", f"base={self.clock}", "-no-user-config", "-nodefaults", *displays[self.display],
            "-kernel", self.kernel, "-initrd", self.initrd,
            "-append", "root=/dev/vda rw quiet console=ttyS0 console=tty0",
            "-drive", f"file={self.disk},format=raw,if=virtio",
            # The address of the guide; the internet is gone, as in a hall.
            "-netdev", "user,id=net,restrict=on,net=192.168.1.0/24,host=192.168.1.1",
            "-device", "virtio-net-pci,netdev=net,addr=0x5",
            "-audiodev", f"wav,id=sound,path={self.sound},out.frequency={self.rate},out.fixed-settings=on",
            "-device", "ich9-intel-hda", "-device", "hda-output,audiodev=sound",
            "-device", "virtio-serial-pci",
            "-chardev", f"socket,id=shell,path={self.folder / 'shell'},server=on,wait=off",
            "-device", "virtserialport,chardev=shell,name=admin",
            "-serial", f"file:{self.folder / f'console-{self.lives}.log'}",
            "-qmp", f"unix:{self.folder / 'monitor'},server=on,wait=off",
        ]
        with open(self.folder / "qemu.log", "ab") as log:
            self.process = subprocess.Popen([str(word) for word in words], stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self.powered_at = time.monotonic()
        self.monitor = self._connect("monitor").makefile("rw", encoding="utf-8")
        self.monitor.readline()
        self.order("qmp_capabilities")
        self.shell = self._connect("shell")

    def _connect(self, name):
        def attempt():
            if self.process.poll() is not None:
                raise Broken(f"qemu has ended: {(self.folder / 'qemu.log').read_text(errors='replace')[-600:]}")
            line = socket.socket(socket.AF_UNIX)
            try:
                line.connect(str(self.folder / name))
                return line
            except OSError:
                line.close()
                return None
        return until(attempt, f"qemu opens {name}", 20)

    def order(self, deed, **arguments):
        """Tells qemu to do something."""
        json.dump({"execute": deed, "arguments": arguments}, self.monitor)
        self.monitor.flush()
        for line in self.monitor:
            said = json.loads(line)
            if "error" in said:
                raise Broken(f"qemu refuses {deed}: {said['error']['desc']}")
            if "return" in said:
                return said["return"]
        raise Broken(f"qemu has ended during {deed}")

    def run(self, command, patience=60):
        """What the administrator's shell says to a command, and its status."""
        token = secrets.token_hex(8)
        # Parted, so that an echo of the command is not taken for its end.
        self.shell.sendall(f"(\n{command}\n) </dev/null 2>&1; printf '\\n%s:%s\\n' '{token}' \"$?\"\n".encode())
        heard, deadline = b"", time.monotonic() + patience * self.patience
        while not (end := re.search(rf"\n{token}:(\d+)\n".encode(), heard)):
            left = deadline - time.monotonic()
            if left <= 0:
                raise Broken(f"no answer in {patience * self.patience} s to: {command}\n{heard.decode(errors='replace')[-2000:]}")
            self.shell.settimeout(left)
            try:
                more = self.shell.recv(65536)
            except TimeoutError:
                continue
            if not more:
                raise Broken(f"the machine is gone during: {command}")
            heard += more
        return Answer(int(end.group(1)), heard[:end.start()].decode(errors="replace").strip("\n"))

    def must(self, command, patience=60):
        """The same for a command that has to succeed."""
        answer = self.run(command, patience)
        if answer.status != 0:
            raise Broken(f"status {answer.status}: {command}\n{answer.text[-3000:]}")
        return answer.text

    def fetch(self, path, to):
        """Copies a file out of the machine."""
        pathlib.Path(to).write_bytes(base64.b64decode(self.must(f"sudo base64 {path}")))

    def wait_for_shell(self):
        """The system is up as far as the administrator can do something."""
        self.run("true", 180)

    def picture(self, name):
        """What the television shows, as a file."""
        file = self.folder / f"{name}.png"
        self.order("screendump", filename=str(file), format="png")
        return file

    def heard(self):
        """How many samples have left the loudspeaker since the power is on."""
        return max(0, (self.sound.stat().st_size - 44) // 4)

    def samples(self, begin, end):
        """The loudest of each hundredth of a second between two such places."""
        import numpy
        with open(self.sound, "rb") as file:
            file.seek(44 + begin * 4)
            data = numpy.frombuffer(file.read((end - begin) * 4), dtype="<i2").astype(int)
        step = self.rate // 50
        data = numpy.abs(data[:len(data) // step * step])
        return data.reshape(-1, step).max(axis=1) if len(data) else data

    def cut_power(self):
        """As when the cord is pulled: nothing is written any more."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
        for line in (self.shell, self.monitor):
            if line is not None:
                line.close()
        self.process = self.shell = self.monitor = None

    def shut_down(self):
        """As an administrator does it."""
        self.shell.sendall(b"sudo systemctl poweroff\n")
        try:
            self.process.wait(90 * self.patience)
        except subprocess.TimeoutExpired:
            raise Broken("the machine does not shut down") from None
        self.cut_power()
