// SPDX-License-Identifier: MIT
// The line to the server: its events as they come, and whether it is there. Silence of 3.5 s is a lost line, whatever
// the browser believes: a cable that was pulled says nothing.

const silence = 3500; // ms
const pauses = [500, 1000, 2000, 4000];

export class Line {
    /// `hear(name, data)` for each event; `changed(link)` with "live", "lost" or "connecting".
    constructor(path, hear, changed) {
        this.path = path;
        this.hear = hear;
        this.changed = changed;
        this.link = "connecting";
        this.heard_at = 0;
        this.failures = 0;
        this.closed = false;
        this.watch = setInterval(() => this.look(), 250);
        // A page that comes back from sleep must not look fresh.
        this.wake = () => this.look();
        document.addEventListener("visibilitychange", this.wake);
        this.offline = () => this.lose();
        addEventListener("offline", this.offline);
        this.open();
    }

    open() {
        this.source?.close();
        this.opened_at = performance.now();
        const source = new EventSource(this.path);
        this.source = source;
        for (const name of ["state", "receipt", "beat", "screens", "end"]) {
            source.addEventListener(name, (event) => {
                if (source === this.source && !this.closed) {
                    this.take(name, event.data);
                }
            });
        }
        source.addEventListener("error", () => {
            if (source === this.source) {
                this.lose();
            }
        });
    }

    take(name, text) {
        let data;
        try {
            data = JSON.parse(text);
        } catch {
            return; // half a message is no news
        }
        this.heard_at = performance.now();
        this.failures = 0;
        this.hear(name, data);
        this.become("live");
    }

    look() {
        const now = performance.now();
        if (this.link === "live" ? now - this.heard_at > silence : this.source && now - this.opened_at > 2 * silence) {
            this.lose();
        }
    }

    lose() {
        if (this.closed || this.retry) {
            return;
        }
        this.source?.close();
        this.source = null;
        this.become("lost");
        const pause = pauses[Math.min(this.failures++, pauses.length - 1)];
        this.retry = setTimeout(() => {
            this.retry = null;
            if (!this.closed) {
                this.open();
            }
        }, pause);
    }

    become(link) {
        if (this.link !== link || link === "lost") { // each failure is told: its reason may be another one now
            this.link = link;
            this.changed(link);
        }
    }

    close() {
        this.closed = true;
        this.source?.close();
        clearTimeout(this.retry);
        clearInterval(this.watch);
        document.removeEventListener("visibilitychange", this.wake);
        removeEventListener("offline", this.offline);
    }
}
