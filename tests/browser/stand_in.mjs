// SPDX-License-Identifier: MIT
// A stand-in for the hub's web face, for states that the real one seldom has: answers that are lost, fates that nobody
// knows, voices that fail. It speaks docs/openapi.json and holds one counter; what happens is said by the test.
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const tree = join(dirname(fileURLToPath(import.meta.url)), "../..");
const pages = join(tree, "hub/web/pages");
const kinds = { html: "text/html; charset=utf-8", css: "text/css; charset=utf-8", js: "text/javascript; charset=utf-8", svg: "image/svg+xml" };
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const yes = { ok: true };
const no = (code, id, en, wait_ms) => ({ ok: false, code, message: { id, en }, ...(wait_ms === undefined ? {} : { wait_ms }) });

const occupied = no("conflict", "Masih ada nomor F018 di Loket 3. Selesaikan, tunda, atau pindahkan dahulu.", "Counter 3 still has F018 in front of it.");

function fresh() {
    return {
        hub: { term: 1795491167, seq: 1842, mono: 90233112, health: "ok", version: "0.1.0" },
        hall: { name: "Mal Pelayanan Publik", place: "Kabupaten Bolaang Mongondow Utara", clock_suffix: "WITA", utc_offset_min: 480, day: "2026-11-24" },
        counter: { id: "3", name: "Loket 3", agency: "Dukcapil", status: "calling", reason: "", until: "", armed: false, rev: 57,
                   zone: { id: "lobi", label: "Ruang Tunggu", speaker: "tv-1" },
                   services: [{ id: "dukcapil", label: "Layanan Dukcapil", prefix: "F", digits: 3 }] },
        current: { ticket: "F018", service: "dukcapil", attempt: 1, called_ms: 12000, priority: "", call_id: "1795491167-1842" },
        waiting: { count: 7, oldest_ms: 930000, next: [["F019", ""], ["F020", ""], ["F024", "lansia"], ["F021", ""], ["F022", ""]]
            .map(([ticket, priority]) => ({ ticket, priority, service: "dukcapil", waited_ms: 930000 })) },
        recent: [["F018", 1, "called"], ["F017", 3, "no_show"], ["F016", 1, "done"], ["F015", 2, "done"], ["F014", 1, "held"],
                 ["F013", 1, "done"], ["F012", 1, "done"], ["F011", 1, "done"], ["F010", 1, "done"], ["F009", 1, "done"]]
            .map(([ticket, attempt, state], index) => ({ ticket, attempt, called_ms: 12000 + index * 300000, state,
                may_call: state === "called" ? no("conflict", `Nomor ${ticket} sudah di loket ini. Gunakan panggil ulang.`, "It is already at this counter.") : yes })),
        held: [{ ticket: "F017", may_call: yes, may_resume: yes }, { ticket: "F014", may_call: yes, may_resume: yes }],
        may: { call: yes, recall: yes, withdraw: yes, serve: yes, finish: yes, "no-show": yes, hold: yes, transfer: yes,
               open: yes, close: occupied, break: occupied },
        undo: null, offer_no_show: false,
        transfer_to: { services: [{ id: "kesehatan", label: "Layanan Kesehatan", prefix: "L" }, { id: "sosial", label: "Layanan Sosial", prefix: "R" }],
                       counters: [{ id: "7", name: "Loket 7", agency: "Kesehatan", status: "open" }, { id: "9", name: "Loket 9", agency: "Sosial", status: "closed" }] },
        receipt: null,
    };
}

export const receipt = (over = {}) => ({
    call_id: "1795491167-1842", ticket: "F018", attempt: 1, zone: { id: "lobi", label: "Ruang Tunggu" }, hearing: "heard", by: "tv-1",
    audible_ms: 3100, after_ms: 640, reason: null, message: null, missing: [],
    screens: [{ screen: "tv-1", shown: true, phase: "done", state: "live" }, { screen: "tv-2", shown: true, phase: null, state: "live" }], ...over });

/// A screen that was not heard for a while, as the hub tells of it.
export const stale_screen = (over = {}) => screen({ state: "stale", silence_ms: 8000, in_step: false, seq: 1830,
    last_shown: { call_id: "1795491167-1829", ticket: "F017" }, last_said: null,
    zones: [{ id: "lobi", label: "Ruang Tunggu", speaks: false }],
    may: { picture: silent, identify: silent, "test-voice": silent, restart: silent },
    faults: [{ code: "silent", message: { id: "Tidak ada kabar. Periksa listrik dan kabel jaringannya.", en: "It has not been heard for a while: is it on, and connected?" } }],
    ...over });

/// What a screen is asked for that knows no orders.
export const not_yet = no("not_supported", "Layar ini belum bisa melakukannya.", "This screen cannot do that yet.");

const silent = no("screen_silent", "Layar tidak menjawab. Periksa listrik dan kabel jaringannya.", "The screen does not answer.");

export const screen = (over = {}) => ({
    screen: "tv-1", state: "live", silence_ms: 480, seq: 1842, in_step: true, zones: [{ id: "lobi", label: "Ruang Tunggu", speaks: true }],
    last_shown: { call_id: "1795491167-1842", ticket: "F018" }, last_said: { call_id: "1795491167-1842", ticket: "F018" }, audio: "ok", voice: "",
    layout: "mpp-lanskap", version: "0.1.0", cpu_percent: null, memory_kb: null, faults: [],
    life: "5f0c2a91", may: { picture: yes, identify: yes, "test-voice": yes, restart: yes }, ...over });

export class StandIn {
    constructor() {
        this.state = fresh();
        this.signed_in = true;
        this.locked_ms = 0; // how long nobody may sign in
        this.counter = "3"; // whose cookie the browser has
        this.screens = [screen()];
        this.commands = []; // {key, body} as they came
        this.answers = new Map();
        this.lines = new Set();
        /// What is done with a command: returns {status, body}, or null to break the connection.
        this.decide = (key, body) => this.done(key, { ticket: "F018", counter: "3", zone: "lobi", call_id: "1795491167-1842", attempt: 1 }, body);
        this.sockets = new Set();
        this.orders = []; // {screen, op, body} as they came
        this.picture = readFileSync(join(tree, "docs/pictures/mpp-lanskap.png")); // null: the screen does not answer
        /// What a screen answers.
        this.obey = (screen, op) => ({ status: 200, body: { screen, order: op, waits: false, audible_ms: op === "test-voice" ? 3100 : null } });
    }

    /// Changes the list of screens and tells it.
    change_screens(screens) {
        this.screens = screens;
        this.tell("screens", { screens, hub: this.state.hub });
    }

    done(key, result) {
        const answer = { status: 200, body: { request_id: key, fate: "done", repeated: false, seq: this.state.hub.seq, result } };
        this.answers.set(key, answer);
        return answer;
    }

    async open(port = 0) {
        this.server = createServer((request, response) => this.answer(request, response));
        this.server.on("connection", (socket) => {
            this.sockets.add(socket);
            socket.on("close", () => this.sockets.delete(socket));
        });
        await new Promise((ready) => this.server.listen(port, "127.0.0.1", ready));
        this.beat = setInterval(() => {
            this.state.hub.mono += 1000;
            const { term, seq, mono, health } = this.state.hub;
            this.tell("beat", { term, seq, mono, health });
        }, 1000);
        this.at = `http://127.0.0.1:${this.server.address().port}`;
        return this;
    }

    /// As a pulled cable: nothing is said any more, nobody new gets in.
    async close() {
        clearInterval(this.beat);
        const ended = new Promise((done) => this.server.close(done));
        for (const socket of this.sockets) {
            socket.destroy();
        }
        this.lines.clear();
        await ended;
    }

    tell(name, data) {
        for (const { response, screens } of this.lines) {
            if (name !== "screens" || screens) {
                response.write(`event: ${name}\nid: ${this.state.hub.term}-${this.state.hub.seq}\ndata: ${JSON.stringify(data)}\n\n`);
            }
        }
    }

    /// Changes the state and tells it.
    change(edit) {
        edit(this.state);
        ++this.state.hub.seq;
        ++this.state.counter.rev;
        this.tell("state", this.state);
    }

    /// As after the visitor is done.
    empty_desk() {
        this.change((state) => {
            const nobody = no("conflict", "Belum ada antrean di Loket 3. Panggil dahulu.", "There is no ticket at counter 3.");
            state.counter.status = "open";
            state.current = null;
            state.recent[0] = { ...state.recent[0], state: "done", may_call: yes };
            Object.assign(state.may, { close: yes, break: yes, recall: nobody, withdraw: nobody, serve: nobody, finish: nobody, "no-show": nobody, hold: nobody, transfer: nobody });
        });
    }

    /// The ticket was called once more, and there was time to say it.
    recalled() {
        this.change((state) => {
            ++state.current.attempt;
            Object.assign(state.current, { called_ms: 4200, call_id: `${state.hub.term}-${state.hub.seq + 1}` });
            Object.assign(state.recent[0], { attempt: state.current.attempt, called_ms: 4200 });
        });
        return { ticket: this.state.current.ticket, counter: "3", zone: "lobi", call_id: this.state.current.call_id, attempt: this.state.current.attempt };
    }

    session() {
        const { hall } = this.state;
        return { who: this.signed_in ? { counter: this.counter, name: `Loket ${this.counter}`, role: "counter", others: 0, expires_ms: 28800000 } : null, ended: null, hall,
                 sign_in: [1, 2, 3].map((id) => ({ counter: String(id), name: `Loket ${id}`, agency: ["Perpustakaan", "Keuangan", "Dukcapil"][id - 1], ready: id !== 2 })),
                 version: "0.1.0" };
    }

    async answer(request, response) {
        const { pathname, searchParams } = new URL(request.url, this.at);
        let text = "";
        for await (const part of request) {
            text += part;
        }
        const json = (status, body) => response.writeHead(status, { "Content-Type": "application/json", "Cache-Control": "no-store" }).end(JSON.stringify(body));
        const fault = (status, code, id, en, more = {}) => json(status, { error: { code, message: { id, en }, ...more } });
        if (pathname === "/api/session") {
            if (request.method === "POST" && this.locked_ms) {
                return fault(429, "locked", "Terlalu banyak PIN salah.", "Too many wrong PINs.", { retry_after_ms: this.locked_ms });
            }
            if (request.method === "POST") {
                this.signed_in = JSON.parse(text).pin === "123456";
                this.counter = JSON.parse(text).counter;
                return this.signed_in ? json(200, this.session()) : fault(401, "wrong_pin", "PIN salah.", "Wrong PIN.", { tries_left: 3 });
            }
            if (request.method === "DELETE") {
                this.signed_in = false;
                this.tell("end", { why: "signed_out" });
                return response.writeHead(204).end();
            }
            return json(200, this.session());
        }
        if (pathname.startsWith("/api/") && !this.signed_in) {
            return fault(401, "no_session", "Masuk dahulu.", "Sign in first.");
        }
        const [, name_of_screen, op] = /^\/api\/screens\/([^/]+)\/([\w-]+)$/.exec(pathname) ?? [];
        if (op === "picture") {
            return this.picture ? response.writeHead(200, { "Content-Type": "image/png", "Cache-Control": "no-store" }).end(this.picture)
                : fault(504, "screen_silent", "Layar tidak menjawab.", "The screen does not answer.");
        }
        if (op) {
            const order = { screen: decodeURIComponent(name_of_screen), op, body: JSON.parse(text) };
            this.orders.push(order);
            const answer = await this.obey(order.screen, op, order.body);
            return json(answer.status, answer.body);
        }
        const foreign = { code: "forbidden", message: { id: "Bukan untuk loket ini.", en: "Not for this counter." } };
        if (pathname === "/api/commands") {
            const key = request.headers["idempotency-key"];
            this.commands.push({ key, body: JSON.parse(text) });
            if (JSON.parse(text).args?.counter !== this.counter) {
                return json(403, { request_id: key, fate: "refused", error: foreign });
            }
            const known = this.answers.get(key);
            const answer = known ? { ...known, body: { ...known.body, repeated: true } } : await this.decide(key, JSON.parse(text));
            return answer ? json(answer.status, answer.body) : request.socket.destroy();
        }
        if (pathname.startsWith("/api/commands/")) {
            const key = decodeURIComponent(pathname.slice("/api/commands/".length));
            if (searchParams.get("counter") !== this.counter) {
                return json(403, { error: foreign });
            }
            const known = this.answers.get(key);
            return known ? json(200, { ...known.body, repeated: true })
                : json(404, { request_id: key, fate: "never", error: { code: "unknown_rid", message: { id: "Belum dijalankan.", en: "Not carried out." } } });
        }
        if (pathname === "/api/events") {
            if (!searchParams.has("screens") && searchParams.get("counter") !== this.counter) {
                return json(403, { error: foreign });
            }
            response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
            const line = { response, screens: searchParams.has("screens") };
            this.lines.add(line);
            response.on("close", () => this.lines.delete(line));
            const id = `${this.state.hub.term}-${this.state.hub.seq}`;
            response.write(`event: state\nid: ${id}\ndata: ${JSON.stringify(this.state)}\n\n`);
            if (line.screens) {
                response.write(`event: screens\nid: ${id}\ndata: ${JSON.stringify({ screens: this.screens, hub: this.state.hub })}\n\n`);
            }
            return;
        }
        const name = { "/": "index.html", "/layar": "layar.html" }[pathname] ?? (/^\/assets\/([\w.]+)$/.exec(pathname)?.[1] || "none");
        try {
            const body = readFileSync(join(pages, name));
            response.writeHead(200, { "Content-Type": kinds[name.split(".").pop()], "Content-Security-Policy": policy }).end(body);
        } catch {
            fault(404, "not_found", "Tidak ada.", "There is no such page.");
        }
    }
}
