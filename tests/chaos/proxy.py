# SPDX-License-Identifier: MIT
"""The bad line between one node and the hub. Listens on a loopback address of the node's own, at the hub's three port
numbers, since a node learns only ports from the hub; passes bytes on, and breaks them as it is told."""
import asyncio
import contextlib
import socket
import struct

GREETING = 64  # bytes of ZMTP 3 before the first frame; bytes 12 to 32 name the mechanism


class Frames:
    """Cuts a plain ZMTP stream into what may be dropped, doubled or moved: whole messages. What is encrypted, and what
    came before the first message, is passed on as it is."""

    def __init__(self):
        self.greeting = b""
        self.pending = b""  # behind the greeting, not yet whole
        self.parts = b""    # of the message whose last frame is still to come

    def cut(self, data):
        """The pieces that are whole by now: (bytes, is_message)."""
        pieces = []
        if len(self.greeting) < GREETING:
            # Each side waits for the other's in the middle of it: passed on as it comes.
            begin, data = data[:GREETING - len(self.greeting)], data[GREETING - len(self.greeting):]
            self.greeting += begin
            pieces.append((begin, False))
        self.pending += data
        if self.greeting[12:17] != b"NULL\0":
            whole, self.pending = self.pending, b""
            return [*pieces, (whole, False)]
        while (length := self._frame()) is not None:
            flags, frame = self.pending[0], self.pending[:length]
            self.pending = self.pending[length:]
            if flags & 4:  # a command of the library
                pieces.append((frame, False))
            elif flags & 1:
                self.parts += frame
            else:
                pieces.append((self.parts + frame, True))
                self.parts = b""
        return pieces

    def _frame(self):
        """Length of the first frame, when it is there whole."""
        if len(self.pending) < 2:
            return None
        if self.pending[0] & 2:
            if len(self.pending) < 9:
                return None
            length = 9 + struct.unpack(">Q", self.pending[1:9])[0]
        else:
            length = 2 + self.pending[1]
        return length if len(self.pending) >= length else None


class Line:
    """All connections of one node. Its attributes are its faults; heal() takes them away."""

    def __init__(self, address, hub, ports, dice):
        self.address, self.hub, self.ports, self.dice = address, hub, ports, dice
        self.encrypted = False
        self.writers = set()
        self.servers = []
        self.open = asyncio.Event()  # clear: a black hole; bytes wait, nobody is told
        self.heal()

    def heal(self):
        self.cut = False       # every connection is reset, new ones too
        self.delay = 0.0       # seconds for each piece
        self.rate = 0          # bytes a second; 0 = all at once
        self.corrupt = 0.0     # chance that a piece has a byte overwritten
        self.truncate = 0.0    # chance that a connection ends in the middle of a piece
        self.drop = self.double = self.swap = 0.0  # chances for each message of the event plane
        self.open.set()

    def reset(self):
        """Ends every connection without a word of farewell."""
        for writer in list(self.writers):
            # Zero linger: RST, and what was on the way is lost.
            with contextlib.suppress(OSError, AttributeError):
                writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()

    async def listen(self):
        for number, port in enumerate(self.ports):
            self.servers.append(await asyncio.start_server(
                lambda reader, writer, number=number: self._accept(reader, writer, number), self.address, port))

    async def close(self):
        for server in self.servers:
            server.close()
        self.reset()

    async def _accept(self, reader, writer, number):
        self.writers.add(writer)
        onward = None
        try:
            await self.open.wait()
            if self.cut:
                return
            there, onward = await asyncio.open_connection(self.hub, self.ports[number])
            self.writers.add(onward)
            await asyncio.gather(self._pump(reader, onward, None),
                                 self._pump(there, writer, Frames() if number == 1 else None))
        except (OSError, asyncio.CancelledError):
            pass
        finally:
            for end in (writer, onward):
                if end:
                    self.writers.discard(end)
                    end.transport.abort()

    async def _pump(self, reader, writer, frames):
        while True:
            data = await reader.read(1 << 16)
            await self.open.wait()
            if not data or self.cut:
                raise ConnectionResetError
            if self.delay:
                await asyncio.sleep(self.delay)
                await self.open.wait()
            if frames:
                data = self._mangle(frames.cut(data))
            await self._write(writer, data)

    def _mangle(self, pieces):
        out = []
        for piece, is_message in pieces:
            if is_message and self.dice.random() < self.drop:
                continue
            out.append(piece)
            if is_message and self.dice.random() < self.double:
                out.append(piece)
            if is_message and len(out) > 1 and self.dice.random() < self.swap:
                out[-1], out[-2] = out[-2], out[-1]
        return b"".join(out)

    async def _write(self, writer, data):
        if data and self.dice.random() < self.corrupt:
            at = self.dice.randrange(len(data))
            # In the clear, never a letter of UTF-8: nothing else can tell a wrong digit from a right one there.
            wrong = data[at] ^ self.dice.randrange(1, 256) if self.encrypted else 0xFF
            data = data[:at] + bytes([wrong]) + data[at + 1:]
        if data and self.dice.random() < self.truncate:
            writer.write(data[:self.dice.randrange(len(data))])
            await writer.drain()
            raise ConnectionResetError
        if not self.rate:
            writer.write(data)
            await writer.drain()
            return
        at = 0
        while at < len(data):
            await self.open.wait()
            step = max(1, self.rate // 20) if self.rate else len(data)
            writer.write(data[at:at + step])
            await writer.drain()
            await asyncio.sleep(0.05)
            at += step
