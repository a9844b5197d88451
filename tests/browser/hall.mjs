// SPDX-License-Identifier: MIT
// A hall of real programs: one hub with its web face, screens without a display, the staff command. Waits on what the
// programs log, never for a fixed time.
import { execFile, spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { until } from "./browser.mjs";

const tree = join(dirname(fileURLToPath(import.meta.url)), "../..");
const programs = process.env.PANGGIL_PROGRAMS ?? join(tree, "build");
export const pin = "246813";

class Program {
    constructor(name, words, folder, life) {
        this.name = name;
        this.log = join(folder, `${name}.${life}.log`);
        this.said = join(folder, `${name}.${life}.out`);
        writeFileSync(this.log, "");
        const said = openSync(this.said, "w");
        this.process = spawn(words[0], [...words.slice(1), "--log", "json", "--log-file", this.log], {
            cwd: tree, stdio: ["ignore", said, said], env: { ...process.env, SDL_AUDIODRIVER: "dummy", LC_ALL: "C.UTF-8" } });
        this.ended = new Promise((done) => this.process.on("exit", (status, signal) => {
            this.is_over = signal ?? String(status);
            done();
        }));
    }

    /// The log lines of this event with these fields, in order.
    lines(event, fields = {}) {
        const text = readFileSync(this.log, "utf8");
        return text.slice(0, text.lastIndexOf("\n") + 1).split("\n").filter(Boolean).map((line) => JSON.parse(line))
            .filter((line) => line.event === event && Object.entries(fields).every(([key, value]) => line[key] === value));
    }

    wait_for(event, count = 1, fields = {}) {
        return until(() => {
            const lines = this.lines(event, fields);
            if (lines.length < count && this.is_over) {
                throw new Error(`${this.name} ended (${this.is_over}): ${this.last_words()}`);
            }
            return lines.length >= count && lines;
        }, `${this.name} logs ${event} ${count} times`);
    }

    async end(signal) {
        if (!this.is_over) {
            this.process.kill("SIGCONT");
            this.process.kill(signal);
            await this.ended;
        }
    }

    last_words() {
        return (readFileSync(this.said, "utf8") + readFileSync(this.log, "utf8")).split("\n").slice(-20).join("\n");
    }
}

/// Ports of loopback that are free one after the other: control, events, commands, web. They are this process's as long as it lives, also
/// while its hub is dead: a test beside it finds the same port of UDP taken, which no hub wants.
async function free_ports(count) {
    for (let first = 29000; first < 32000; first += 4) {
        const servers = [];
        const claim = createSocket("udp4");
        try {
            await new Promise((ready, fail) => claim.once("error", fail).bind({ address: "127.0.0.1", port: first, exclusive: true }, ready));
            for (let port = first; port < first + count; ++port) {
                const server = createServer();
                servers.push(server);
                await new Promise((ready, fail) => server.once("error", fail).listen(port, "127.0.0.1", ready));
            }
            claim.unref();
            return first;
        } catch {
            claim.close(); // Somebody else's.
        } finally {
            await Promise.all(servers.map((server) => new Promise((done) => server.listening ? server.close(done) : done())));
        }
    }
    throw new Error("no free ports");
}

/// A place between the browser and the hub's web face. It hands on every byte, but keeps the answer to a command for itself when it is
/// told to: the hub has said it, and the page never hears it.
class Between {
    constructor(port) {
        this.port = port;
        this.keeper = null;
        this.server = createServer((page) => this.join(page));
    }

    join(page) {
        const hub = connect(this.port, "127.0.0.1");
        let keeper = null; // of the answer that is awaited on this connection
        let kept = "";
        page.on("data", (bytes) => {
            if (this.keeper && bytes.subarray(0, 32).toString().startsWith("POST /api/commands ")) {
                keeper = this.keeper;
                this.keeper = null;
            }
            hub.write(bytes);
        });
        hub.on("data", (bytes) => {
            if (!keeper) {
                page.write(bytes);
            } else if (/\r\n\r\n\{.*\}\s*$/s.test(kept += bytes)) {
                keeper(kept);
                keeper = null;
            }
        });
        for (const [one, other] of [[page, hub], [hub, page]]) {
            one.on("error", () => {}); // "close" follows
            one.on("close", () => other.destroy());
        }
        hub.on("close", () => this.keeper ??= keeper); // nothing was answered: the page asks again
    }

    /// The answer to the next command is given to `then`, at once and before the page can ask again.
    keep_answer(then) {
        this.keeper = then;
    }

    async open() {
        await new Promise((ready, fail) => this.server.once("error", fail).listen(0, "127.0.0.1", ready));
        this.address = `http://127.0.0.1:${this.server.address().port}`;
    }
}

export class Hall {
    constructor() {
        this.folder = mkdtempSync(join(tmpdir(), "panggil-browser-"));
        this.programs = [];
        this.lives = 0;
    }

    start(name, ...words) {
        const program = new Program(name, words, this.folder, this.lives++);
        this.programs.push(program);
        return program;
    }

    /// The hub of the ten-office hall, with rules of its own; the same place each time it is started.
    async open_hub(rules = {}) {
        if (!this.port) {
            this.port = await free_ports(4);
            const hall = JSON.parse(readFileSync(join(tree, "hub/halls/mpp-bolmut.json"), "utf8"));
            Object.assign(hall.rules, rules);
            writeFileSync(join(this.folder, "hall.json"), JSON.stringify(hall));
            for (const counter of ["3", "7", "admin"]) {
                await this.set_pin(counter);
            }
        }
        this.hub = this.start("hub", join(programs, "panggil-hub"), "--hall", join(this.folder, "hall.json"), "--data", join(this.folder, "data"),
                              "--listen", `tcp://127.0.0.1:${this.port}`, "--http", `127.0.0.1:${this.port + 3}`);
        await this.hub.wait_for("hub.ready");
        this.web = (await this.hub.wait_for("web.ready"))[0].address;
        return this.hub;
    }

    /// A browser that opens its `address` comes to the hub through it, also to the hub's next lives.
    async stand_between() {
        this.between = new Between(this.port + 3);
        await this.between.open();
        return this.between;
    }

    set_pin(counter) {
        return new Promise((done, fail) => {
            const child = execFile(join(programs, "panggil-hub"), ["pin", "set", counter, "--data", join(this.folder, "data")],
                { cwd: tree }, (error, out, complaint) => error ? fail(new Error(complaint + out)) : done());
            child.stdin.end(`${pin}\n`);
        });
    }

    open_screen(name, ...words) {
        return this.open_screen_by(name, [], ...words);
    }

    /// As a service: somebody would start it again when it ends.
    open_kept_screen(name, ...words) {
        return this.open_screen_by(name, ["env", `NOTIFY_SOCKET=${join(this.folder, "nobody")}`], ...words);
    }

    open_screen_by(name, before, ...words) {
        return this.start(name, ...before, join(programs, "panggil-screen"), "run", "--headless", "--size", "640x360", "--site", ".", "--hub",
                          `tcp://127.0.0.1:${this.port}`, "--screen", name, "--state-dir", join(this.folder, `${name}-state`), ...words);
    }

    async live_screen(name, ...words) {
        const screen = this.open_screen(name, ...words);
        await screen.wait_for("link.live");
        return screen;
    }

    /// The JSON objects that the staff command prints.
    panggil(...words) {
        return new Promise((done, fail) => execFile(join(programs, "panggil"), [...words, "--hub", `tcp://127.0.0.1:${this.port}`, "--json"],
            { cwd: tree, maxBuffer: 1 << 24 }, (error, out, complaint) => error ? fail(new Error(`${words}: ${complaint}${out}`))
                : done(out.split("\n").filter(Boolean).map((line) => JSON.parse(line)))));
    }

    async issue(service, count = 1) {
        const labels = [];
        for (let each = 0; each < count; ++each) {
            labels.push((await this.panggil("issue", service))[0].ticket);
        }
        return labels;
    }

    async record(key) {
        return (await this.panggil("state"))[0].state[key] ?? {};
    }

    speaks(screen) {
        return until(async () => (await this.record("zone/lobi")).speaker === screen, `${screen} speaks`);
    }

    async close(failed = false) {
        if (failed) {
            console.log(this.programs.map((program) => `--- ${program.name} (${program.is_over ?? "runs"})\n${program.last_words()}`).join("\n"));
        }
        for (const program of this.programs.reverse()) {
            await program.end("SIGTERM");
        }
        this.between?.server.close();
        rmSync(this.folder, { recursive: true, force: true });
    }
}
