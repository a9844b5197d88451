# SPDX-License-Identifier: MIT
"""The hall as the page and the Qt Quick screen get it: files and server-sent events, over HTTP on loopback."""
import http.server
import json
import threading


class Feed:
    """Serves files by name, and to each listener the state and then what happens."""

    def __init__(self, files, state):
        self.files, self.state, self.listeners = files, state, []
        feed = self

        class Answer(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_GET(self):
                path = self.path.partition("?")[0].strip("/")
                if path == "events":
                    feed.tell_on(self)
                elif path in feed.files:
                    kind, content = feed.files[path]
                    self.send_response(200)
                    self.send_header("Content-Type", kind)
                    self.send_header("Content-Length", str(len(content)))
                    self.end_headers()
                    self.wfile.write(content)
                else:
                    self.send_error(404)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def tell_on(self, answer):
        answer.send_response(200)
        answer.send_header("Content-Type", "text/event-stream")
        answer.send_header("Cache-Control", "no-store")
        answer.send_header("Connection", "close")
        answer.end_headers()
        answer.wfile.write(self.line(self.state))
        over = threading.Event()
        self.listeners.append((answer.wfile, over))
        over.wait()
        answer.close_connection = True

    @staticmethod
    def line(event):
        return f"data: {json.dumps(event, ensure_ascii=False)}\n\n".encode()

    def say(self, event):
        """To all who listen, one after the other, the first who came first."""
        line = self.line(event)
        for listener in list(self.listeners):
            try:
                listener[0].write(line)
            except OSError:
                self.listeners.remove(listener)
                listener[1].set()

    def close(self):
        for _, over in self.listeners:
            over.set()
        self.server.shutdown()
        self.server.server_close()
