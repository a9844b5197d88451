# SPDX-License-Identifier: MIT
"""The hub's web face over real HTTP: a ticket's life with receipts, another system with a token, and each kind of bad
input, which is told clearly and changes nothing."""
import contextlib
import http.client
import json
import shutil
import signal
import socket
import ssl
import subprocess
import threading

from hall import PROGRAMS, TREE, run, three_free_ports, until
from web_hall import WebHall


class Web(WebHall):
    def hall_with_clerk(self, tickets=1, **how):
        hub = self.open_web_hub(**how)
        service = self.open_counters("3")[0]
        for _ in range(tickets):
            self.panggil("issue", service)
        self.set_pin("3")
        return hub, self.clerk("3")

    def ticket_at(self, counter="3"):
        return self.board()["state"][f"counter/{counter}"].get("ticket")

    def test_a_ticket_from_call_to_finish_and_what_was_heard(self):
        _, clerk = self.hall_with_clerk(2, recall_spacing_s=0, call_spacing_ms=0)
        self.live_screen("tv-1", "--audio-file", self.folder / "tv-1.wav")
        until(lambda: self.speaker_of("lobi") == "tv-1", "tv-1 speaks")
        ear = clerk.listen()
        ear.wait("state", lambda state: state["waiting"]["count"] == 2)
        called = clerk.command("call")
        self.assertEqual((called.status, called.body["fate"]), (200, "done"))
        call_id = called.body["result"]["call_id"]
        heard = ear.wait("receipt", lambda receipt: receipt["call_id"] == call_id and receipt["hearing"] == "heard")
        self.assertEqual(heard["by"], "tv-1")
        self.assertGreater(heard["audible_ms"], 1000)
        self.assertTrue(all(screen["shown"] for screen in heard["screens"]))
        ticket = called.body["result"]["ticket"]
        for op, state in (("serve", "serving"), ("finish", "open")):
            self.assertEqual(clerk.command(op).status, 200)
            ear.wait("state", lambda each: each["counter"]["status"] == state, f"status {state}")
        after = clerk.get("/api/state").body
        self.assertEqual(after["undo"]["op"], "resume")
        self.assertEqual(after["recent"][0], after["recent"][0] | {"ticket": ticket, "state": "done"})
        self.assertEqual(clerk.command("resume", {"ticket": ticket}).status, 200)
        self.assertEqual(self.board()["state"]["counter/3"]["status"], "serving")
        ear.close()

    def test_a_call_that_nobody_hears_is_told_to_be_unheard(self):
        _, clerk = self.hall_with_clerk()
        self.live_screen("tv-1", "--mute")
        ear = clerk.listen()
        clerk.command("call")
        lost = ear.wait("receipt", lambda receipt: receipt["hearing"] == "not_heard")
        self.assertIn(lost["reason"], ("muted", "no_speaker"))
        self.assertTrue(lost["message"]["id"])
        ear.close()

    def test_bad_input_is_told_and_changes_nothing(self):
        hub, clerk = self.hall_with_clerk(2)
        before = self.board()
        stranger = self.client()
        self.assertEqual(stranger.command("call").status, 401)
        wrong = stranger.sign_in("3", "999999")
        self.assertEqual((wrong.status, wrong.body["error"]["code"], wrong.body["error"]["tries_left"]), (401, "wrong_pin", 4))
        stranger.cookie = "panggil=" + "A" * 43
        self.assertEqual(stranger.command("call").body["error"]["code"], "session_expired")
        foreign = clerk.command("call", {"counter": "4"})
        self.assertEqual((foreign.status, foreign.body["fate"]), (403, "refused"))
        self.assertEqual(clerk.command("call", {"ticket": "Z999"}).body["error"]["code"], "unknown_ticket")
        self.assertEqual(clerk.command("call", {"ticket": "../../etc"}).status, 409)
        large = clerk.ask("POST", "/api/commands", "x" * 20_000, {"Idempotency-Key": "large"})
        self.assertEqual((large.status, large.body["error"]["code"]), (413, "too_large"))
        for body in ("{", "[" * 10_000, '{"op":"call","op":"close"}', "\0", '{"op":"call","if_rev":1.5}'):
            self.assertEqual(clerk.ask("POST", "/api/commands", body, {"Idempotency-Key": "bad"}).status, 400, body[:20])
        forged = clerk.ask("POST", "/api/commands", {"op": "call"}, {"Idempotency-Key": "f", "Origin": "http://evil.example"})
        self.assertEqual((forged.status, forged.body["error"]["code"]), (403, "foreign_origin"))
        form = clerk.ask("POST", "/api/commands", {"op": "call"}, {"Idempotency-Key": "f", "Content-Type": "text/plain"})
        self.assertEqual(form.status, 415)
        self.assertEqual(clerk.get("/api/../data/web/access.jsonl").status, 404)
        self.assertEqual(clerk.get("/assets/%2e%2e/%2e%2e/etc/passwd").status, 404)
        after = self.board()
        self.assertEqual((before["seq"], before["state_digest"]), (after["seq"], after["state_digest"]))
        self.assertIsNone(hub.process.poll())

        # Script in a text: stored and told as a text, by JSON that no browser takes for a page.
        text = "<script>alert(1)</script>"
        self.assertEqual(clerk.command("close", {"reason": text}).status, 200)
        told = clerk.get("/api/state")
        self.assertEqual(told.body["counter"]["reason"], text)
        self.assertEqual(told.headers["Content-Type"], "application/json")
        self.assertEqual(told.headers["X-Content-Type-Options"], "nosniff")
        self.assertIn("default-src 'none'", told.headers["Content-Security-Policy"])
        self.assertNotIn("unsafe", told.headers["Content-Security-Policy"])
        # The same of a notice that an administrator has written, or somebody with his key.
        self.panggil("notice", text)
        until(lambda: text in json.dumps(clerk.get("/api/state").body) or text in json.dumps(self.board()), "the notice is there")
        # And the pages themselves, which have no script within.
        for path in ("/", "/layar", "/assets/desk.js", "/assets/style.css"):
            page = stranger.get(path)
            self.assertEqual(page.status, 200, path)
            self.assertEqual(page.headers["X-Content-Type-Options"], "nosniff", path)
            self.assertIn("script-src 'self'", page.headers["Content-Security-Policy"], path)
            self.assertNotIn("unsafe", page.headers["Content-Security-Policy"], path)

    def test_five_wrong_pins_lock_that_machine_out_and_no_other(self):
        self.hall_with_clerk()
        guesser = self.client(source="127.0.0.9")
        for left in (4, 3, 2, 1, 0):
            self.assertEqual(guesser.sign_in("3", "111222").body["error"]["tries_left"], left)
        locked = guesser.sign_in("3", "482913")
        self.assertEqual((locked.status, locked.body["error"]["code"]), (429, "locked"))
        self.assertGreater(locked.body["error"]["retry_after_ms"], 30_000)
        self.assertEqual(self.client().sign_in("3", "482913").status, 200)

    def test_the_same_key_acts_once_also_over_a_restart(self):
        port = three_free_ports()
        hub, clerk = self.hall_with_clerk(3, listen=f"tcp://127.0.0.1:{port}")
        first = clerk.command("call", key="press-1")
        again = clerk.command("call", key="press-1")
        self.assertEqual(first.body["result"], again.body["result"])
        self.assertTrue(again.body["repeated"])
        hub.process.send_signal(signal.SIGKILL)
        hub.process.wait()
        self.open_web_hub(listen=f"tcp://127.0.0.1:{port}")
        clerk.address = self.web
        until(lambda: clerk.get("/api/state").status == 200, "the clerk is still signed in")
        after = clerk.command("call", key="press-1")
        self.assertEqual((after.body["fate"], after.body["repeated"]), ("done", True))
        self.assertEqual(after.body["result"], first.body["result"])
        self.assertEqual(clerk.get("/api/commands/press-1").body["fate"], "done")
        self.assertEqual(clerk.get("/api/state").body["receipt"]["call_id"], first.body["result"]["call_id"])
        never = clerk.get("/api/commands/press-2")
        self.assertEqual((never.status, never.body["fate"]), (404, "never"))
        self.assertEqual(clerk.command("call", key="press-2").body["fate"], "refused")
        self.assertEqual(self.ticket_at(), first.body["result"]["ticket"])

    def test_two_clerks_at_one_counter_skip_and_double_nobody(self):
        _, clerk = self.hall_with_clerk(12, call_spacing_ms=0, recall_spacing_s=0)
        done = []

        def press(client):
            for _ in range(20):
                rev = client.get("/api/state").body["counter"]["rev"]
                answer = client.command("call", if_rev=rev)
                if answer.status == 200:
                    done.append(answer.body["result"]["ticket"])
                if answer.status == 409 and answer.body["error"]["code"] == "nothing_to_call":
                    return

        pressers = [threading.Thread(target=press, args=(client,)) for client in (clerk, self.clerk("3"))]
        for presser in pressers:
            presser.start()
        for presser in pressers:
            presser.join()
        self.assertEqual(len(done), len(set(done)))
        numbers = sorted(int(ticket[-3:]) for ticket in done)
        self.assertEqual(numbers, list(range(1, len(numbers) + 1)))
        self.assertGreaterEqual(len(numbers), 2, "presses were done")

    def test_another_system_with_a_token(self):
        hub, _ = self.hall_with_clerk(1, recall_spacing_s=0)
        token = self.admin_says("token", "add", "simpus", "--role", "counter:3")
        system = self.client(token=token)
        until(lambda: system.get("/api/state").status == 200, "the hub sees the token")
        called = system.command("call").body["result"]
        self.assertEqual(called["counter"], "3")
        again = system.command("recall", key="again-1")
        self.assertEqual((again.status, again.body["fate"], again.body["repeated"]), (200, "done", False))
        self.assertEqual(again.body["result"], again.body["result"] | {"ticket": called["ticket"], "attempt": 2})
        self.assertNotEqual(again.body["result"]["call_id"], called["call_id"])
        once_more = system.command("recall", key="again-1")
        self.assertEqual((once_more.body["repeated"], once_more.body["result"]), (True, again.body["result"]))
        self.assertEqual(len(hub.lines("event.committed", cause="recall")), 1)
        self.assertEqual(system.command("call", {"counter": "4"}).status, 403)
        ear = system.listen()
        ear.wait("state")
        self.admin_says("token", "remove", "simpus")
        self.assertEqual(ear.wait("end")["why"], "revoked")
        until(lambda: ear.ended, "the stream ends")
        self.assertEqual(system.command("recall").status, 401)

    def test_a_pin_that_is_changed_signs_out(self):
        _, clerk = self.hall_with_clerk()
        ear = clerk.listen()
        ear.wait("state")
        self.admin_says("pin", "set", "3", text="730264\n")
        self.assertEqual(ear.wait("end")["why"], "expired")
        self.assertEqual(clerk.command("call").status, 401)
        self.assertEqual(self.client().sign_in("3", "482913").status, 401)
        self.assertEqual(self.client().sign_in("3", "730264").status, 200)

    def test_signing_out_ends_the_session_and_its_streams(self):
        _, clerk = self.hall_with_clerk()
        cookie = clerk.cookie
        ear = clerk.listen()
        ear.wait("state")
        self.assertEqual(clerk.ask("DELETE", "/api/session").status, 204)
        self.assertEqual(ear.wait("end")["why"], "signed_out")
        clerk.cookie = cookie
        self.assertEqual(clerk.command("call").status, 401)

    def test_the_screens_are_told(self):
        _, clerk = self.hall_with_clerk()
        self.live_screen("tv-1", "--mute")
        screens = until(lambda: clerk.get("/api/screens").body["screens"], "a screen is listed")
        self.assertEqual(screens[0]["screen"], "tv-1")
        self.assertEqual(screens[0]["audio"], "mute")
        self.assertEqual(screens[0]["faults"][0]["code"], "mute")
        self.assertEqual(clerk.get("/api/screens/tv-1/picture").status, 200)
        self.assertEqual(clerk.get("/api/screens/tv-9/picture").status, 404)
        self.assertEqual(clerk.ask("POST", "/api/screens/tv-1/restart", {}).status, 403)

    def test_pins_that_others_can_read_open_nothing_and_keep_no_hall_closed(self):
        first = self.open_web_hub()
        self.set_pin("3")
        first.stop()
        file = self.folder / "data/web/access.jsonl"
        file.chmod(0o644)
        hub = self.open_web_hub()
        hub.wait_for("access.too_open")
        self.open_counters("3")
        self.assertEqual(self.client().sign_in("3", "482913").body["error"]["code"], "no_pin")
        file.chmod(0o600)
        until(lambda: any(each["ready"] for each in self.client().get("/api/session").body["sign_in"]),
              "the hub sees that it is private now")
        self.assertEqual(self.client().sign_in("3", "482913").status, 200)

    def test_weak_pins_and_open_doors_are_refused(self):
        for pin in ("123", "1111", "123456", "987654"):
            self.admin_says("pin", "set", "3", text=pin + "\n", status=1)
        self.assertRegex(self.admin_says("pin", "set", "admin", "--generate"), r"^[0-9]{6}$")
        self.admin_says("token", "add", "tv", "--role", "display", status=2)

    def test_the_network_gets_encryption_or_nothing(self):
        refused = subprocess.run([PROGRAMS / "panggil-hub", "--hall", TREE / "hub/halls/mpp-bolmut.json", "--data",
                                  self.folder / "never", "--http", "0.0.0.0:0"], capture_output=True, text=True, timeout=60)
        self.assertEqual(refused.returncode, 2)
        self.assertIn("--http-cert", refused.stderr)
        if shutil.which("openssl") is None:
            self.skipTest("no openssl to make a certificate with")
        certificate, key = self.folder / "hub.pem", self.folder / "hub.key"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                        "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate],
                       check=True, capture_output=True)
        hub = self.open_hub(words=("--http", "0.0.0.0:0", "--http-cert", certificate, "--http-key", key))
        port = int(hub.wait_for("web.ready")[0]["address"].rsplit(":", 1)[1])
        self.admin_says("pin", "set", "3", text="482913\n")
        trust = ssl.create_default_context(cafile=certificate)

        def sign_in():
            connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=30, context=trust)
            connection.request("POST", "/api/session", json.dumps({"counter": "3", "pin": "482913"}),
                               {"Content-Type": "application/json", "Origin": f"https://127.0.0.1:{port}"})
            response = connection.getresponse()
            response.read()
            connection.close()
            return response if response.status == 200 else None
        cookie = until(sign_in, "the clerk signs in by HTTPS").headers["Set-Cookie"]
        for word in ("HttpOnly", "SameSite=Strict", "Secure"):
            self.assertIn(word, cookie)
        with socket.create_connection(("127.0.0.1", port), timeout=30) as plain:
            plain.sendall(b"GET / HTTP/1.1\r\nHost: hub\r\n\r\n")
            self.assertNotIn(b"200 OK", plain.recv(100))

    def test_garbage_and_half_requests_end_with_their_connection(self):
        hub, clerk = self.hall_with_clerk()
        for bytes_ in (b"\x16\x03\x01\x02\x00", b"GET / HTTP/9.9\r\n\r\n", b"GET " + b"a" * 40_000 + b" HTTP/1.1\r\n\r\n",
                       b"POST /api/commands HTTP/1.1\r\nContent-Length: -5\r\n\r\n", b"\0" * 1000):
            with socket.create_connection(self.web, timeout=30) as connection:
                # The hub may have hung up before all of it was sent.
                with contextlib.suppress(OSError):
                    connection.sendall(bytes_)
                    connection.shutdown(socket.SHUT_WR)
                with contextlib.suppress(ConnectionError):
                    while connection.recv(4096):
                        pass
        self.assertIsNone(hub.process.poll())
        self.assertEqual(clerk.command("call").status, 200)


if __name__ == "__main__":
    run()
