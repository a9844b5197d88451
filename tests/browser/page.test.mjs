// SPDX-License-Identifier: MIT
// The staff pages beside a stand-in for the hub: what the clerk sees when answers are lost, late, or unknown.
import { after, afterEach, before, beforeEach, test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { check_with_axe, launch, open_page, text_of, until, wait_for_ready, wait_for_text } from "./browser.mjs";
import { StandIn, not_yet, receipt, screen, stale_screen } from "./stand_in.mjs";

let browser;
let hall;
let pages;

before(async () => {
    browser = await launch();
});
after(() => browser.close());
beforeEach(async () => {
    hall = await new StandIn().open();
    pages = [];
});
afterEach(async () => {
    for (const page of pages) {
        await page.context().close();
        assert.deepEqual(page.faults, [], "no fault in the page, and nothing against its security policy");
    }
    await hall.close();
});

async function open(path = "/", how = {}) {
    const page = await open_page(browser, hall.at + path, how);
    pages.push(page);
    return page;
}

async function open_desk(how) {
    const page = await open("/", how);
    await wait_for_ready(page, "call");
    return page;
}

/// A key of the number pad, wherever the focus is; Num Lock is on.
function press_pad(page, code) {
    return page.evaluate((name) => {
        const key = { NumpadAdd: "+", NumpadDivide: "/", NumpadDecimal: ",", NumpadComma: ",", NumpadMultiply: "*", NumpadSubtract: "-", NumpadEnter: "Enter" }[name] ?? name.slice(-1);
        (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", { key, code: name, bubbles: true, cancelable: true }));
    }, code);
}

const not_heard = (over = {}) => receipt({ hearing: "not_heard", by: null, audible_ms: null, after_ms: null, reason: "muted",
    message: { id: "layar tanpa suara: hanya tampil", en: "the screen is mute: it was only shown" },
    screens: [{ screen: "tv-1", shown: true, phase: "muted", state: "live" }, { screen: "tv-2", shown: false, phase: null, state: "stale" }], ...over });

test("a press goes from sent to stored to heard, with the screens that showed it", async () => {
    const page = await open_desk();
    await page.keyboard.press("F3");
    await wait_for_text(page, "#told", /^Tersimpan\. Menunggu suara di Ruang Tunggu/);
    hall.tell("receipt", receipt({ hearing: "waiting", by: null, audible_ms: null, after_ms: null,
                                   screens: [{ screen: "tv-1", shown: true, phase: "started", state: "live" }] }));
    await wait_for_text(page, "#told", /^Sedang bersuara di Ruang Tunggu/);
    assert.equal(await page.getAttribute("#fate", "data-fate"), "wait");
    hall.tell("receipt", receipt());
    await wait_for_text(page, "#told", /^Terdengar di Ruang Tunggu, 3,1 dtk$/);
    assert.match(await text_of(page, "#shown"), /tv-1: tampil.*tv-2: tampil/);
    assert.match(await text_of(page, "#polite"), /Panggil ulang F018: Terdengar di Ruang Tunggu, 3,1 dtk/);
    assert.equal(hall.commands.length, 1);
    assert.equal(hall.commands[0].body.if_rev, 57);
    assert.equal(hall.commands[0].body.seen.term, 1795491167);
});

test("a press is said to be on its way until it is answered", async () => {
    const page = await open_desk();
    let answer;
    hall.decide = (key) => new Promise((done) => {
        answer = () => done(hall.done(key, { ticket: "F018", counter: "3" }));
    });
    await page.keyboard.press("F4");
    await wait_for_text(page, "#told", /^Dikirim…$/);
    assert.equal(await page.getAttribute("#fate", "data-fate"), "wait");
    assert.equal(await text_of(page, "#steps [aria-current=step]"), "Dikirim");
    assert.equal(await page.locator("#steps .yes").count(), 0, "nothing is reached yet");
    await until(() => answer, "the command comes");
    answer();
    await wait_for_text(page, "#told", /^Tersimpan/);
});

test("who has waited longest is told, and goes on waiting", async () => {
    hall.state.waiting.oldest_ms = 15 * 60000 - 1500;
    const page = await open_desk();
    await wait_for_text(page, "#oldest", /^terlama 15 mnt$/); // by time alone
    hall.change((state) => {
        state.waiting = { count: 0, oldest_ms: null, next: [] };
    });
    await wait_for_text(page, "#oldest", /^tidak ada yang menunggu$/);
});

test("what was not heard is red, says why, what to do, and is said at once", async () => {
    const page = await open_desk();
    await page.keyboard.press("F3");
    await wait_for_text(page, "#told", /Tersimpan/);
    hall.tell("receipt", not_heard());
    await wait_for_text(page, "#told", /^TIDAK terdengar di Ruang Tunggu: layar tanpa suara/);
    assert.equal(await page.getAttribute("#fate", "data-fate"), "bad");
    assert.match(await text_of(page, "#advice"), /^Panggil dengan suara/);
    assert.match(await text_of(page, "#shown"), /tv-2: belum tampil \(tertunda\)/);
    assert.match(await text_of(page, "#urgent"), /TIDAK terdengar/);
});

test("a double press, by mouse or by a key that is held down, is one command until it is answered", async () => {
    const page = await open_desk();
    let answer;
    hall.decide = (key) => new Promise((done) => {
        answer = () => done(hall.done(key, { ticket: "F019", counter: "3" }));
    });
    await page.dblclick("#key-call");
    await page.keyboard.press("F2");
    await page.keyboard.down("F2");
    await page.keyboard.down("F2");
    await page.keyboard.press("F8");
    await until(() => answer, "the command comes");
    assert.match(await text_of(page, "#why-call"), /menunggu jawaban/);
    answer();
    await wait_for_text(page, "#told", /Tersimpan/);
    assert.equal(new Set(hall.commands.map(({ key }) => key)).size, 1);
});

test("the second half of a double click is no second press, however fast the answer was", async () => {
    const page = await open_desk();
    await page.dblclick("#key-finish", { delay: 20 });
    await wait_for_text(page, "#told", /Tersimpan/);
    await page.keyboard.press("F8"); // another button waits for nothing but the answer
    await until(() => hall.commands.at(-1)?.body.op === "no-show", "the next press comes");
    assert.deepEqual(hall.commands.map(({ body }) => body.op), ["finish", "no-show"]);
});

test("what was chosen in a dialog is bound to the counter as it was when the dialog opened", async () => {
    const page = await open_desk();
    await page.keyboard.press("F10");
    await page.selectOption("#to", "7");
    hall.change((state) => {
        state.current.ticket = "F019"; // another clerk at this counter
    });
    await wait_for_text(page, "#ticket", /F019/);
    await page.click("#transfer-dialog [type=submit]");
    await until(() => hall.commands.length === 1, "the command comes");
    assert.equal(hall.commands[0].body.if_rev, 57, "so the hub refuses to hand on F019");
});

test("an answer that is lost is asked for again with the same request id, and done once", async () => {
    const page = await open_desk();
    let times = 0;
    hall.decide = (key) => {
        ++times;
        hall.done(key, { ticket: "F018", counter: "3", call_id: "1795491167-1842" });
        return null; // it was done; the answer is lost
    };
    await page.click("#key-recall");
    await wait_for_text(page, "#told", /Tersimpan \(dijalankan satu kali/);
    assert.equal(times, 1);
    assert.equal(new Set(hall.commands.map(({ key }) => key)).size, 1);
    assert.ok(hall.commands.length >= 2);
});

test("a fate that nobody knows is said to be unknown, no button can be pressed, and it is asked after until it is known", async () => {
    const page = await open_desk();
    let times = 0;
    hall.decide = () => {
        ++times;
        return null;
    };
    await page.click("#key-no-show");
    await wait_for_text(page, "#told", /^Belum ada jawaban/);
    await wait_for_text(page, "#told", /^(BELUM DIKETAHUI|BELUM dijalankan)/);
    await wait_for_text(page, "#told", /^BELUM dijalankan, dan tidak akan/); // the hub was asked and has said so
    assert.ok(times > 3);
    await wait_for_ready(page, "no-show");
});

test("a press that no answer came for in time shows neither done nor refused", async () => {
    const page = await open_desk();
    hall.decide = () => ({ status: 503, body: { fate: "unknown", error: { code: "hub_slow", message: { id: "Server lambat.", en: "slow" } } } });
    hall.answers.get = () => undefined;
    const asked = page.waitForRequest(/\/api\/commands\/[0-9A-Z]+/);
    await page.route(/\/api\/commands\/[0-9A-Z]+/, (route) => route.abort());
    await page.click("#key-finish");
    await asked;
    await wait_for_text(page, "#told", /^BELUM DIKETAHUI apakah dijalankan/);
    assert.match(await text_of(page, "#advice"), /Jangan tekan lagi/);
    assert.equal(await page.getAttribute("#key-call", "aria-disabled"), "true");
    await check_with_axe(page, "unknown fate");
    await page.unroute(/\/api\/commands\/[0-9A-Z]+/);
    await wait_for_text(page, "#told", /^BELUM dijalankan/);
});

test("after a restart of the hub the same press is said anew, with what was heard since", async () => {
    const page = await open_desk();
    hall.decide = (key, body) => {
        if (body.seen.term === 1795491167) {
            hall.change((state) => {
                state.hub.term = 1795491999;
                state.hub.mono = 5000;
            });
            return new Promise((done) => setTimeout(() => done({ status: 409, body: { request_id: key, fate: "refused",
                error: { code: "expired", message: { id: "Terlalu lama.", en: "Too long." } } } }), 200));
        }
        return hall.done(key, { ticket: "F018", counter: "3" });
    };
    await page.click("#key-serve");
    await wait_for_text(page, "#told", /^Tersimpan/);
    assert.equal(hall.commands.length, 2);
    assert.equal(hall.commands[0].key, hall.commands[1].key);
    assert.equal(hall.commands[1].body.seen.term, 1795491999);
    assert.equal(hall.commands[0].body.if_rev, hall.commands[1].body.if_rev, "the clerk decided by what was seen");
});

test("a lost line is shown, the buttons say so and send nothing, and it heals by itself", async () => {
    const page = await open_desk();
    const port = Number(new URL(hall.at).port);
    await hall.close();
    await wait_for_text(page, "#link", /TERPUTUS/);
    assert.match(await text_of(page, "#banner"), /Sambungan ke server putus/);
    assert.match(await text_of(page, "#why-call"), /terputus/);
    await page.keyboard.press("F2");
    await page.focus("#recent-rows [data-op=call]");
    await page.keyboard.press("Enter");
    assert.match(await text_of(page, "#polite"), /terputus/);
    await check_with_axe(page, "lost");
    assert.equal(hall.commands.length, 0);
    await hall.open(port);
    await wait_for_text(page, "#link", /Tersambung/);
    await wait_for_ready(page, "call");
    assert.equal(hall.commands.length, 0, "what was pressed without a line is not sent later");
});

test("a line that is silent is a lost line, even though the connection stands", async () => {
    const page = await open_desk();
    clearInterval(hall.beat);
    await wait_for_text(page, "#link", /TERPUTUS/);
});

test("a refusal is said in the hub's words, and the counter that another clerk moved is looked at again", async () => {
    const page = await open_desk();
    hall.decide = (key) => ({ status: 409, body: { request_id: key, fate: "refused",
        error: { code: "conflict", message: { id: "Loket 3 sudah berubah. Periksa lagi sebelum menekan tombol.", en: "has changed" } } } });
    await page.click("#key-call");
    await wait_for_text(page, "#told", /^DITOLAK/);
    assert.match(await text_of(page, "#advice"), /Loket 3 sudah berubah/);
});

test("recall waits its spacing, counts the calls, and after the third offers no-show", async () => {
    hall.state.may.recall = { ok: false, code: "rate", message: { id: "Baru saja dipanggil.", en: "Just called." }, wait_ms: 2500 };
    const page = await open_desk();
    assert.match(await text_of(page, "#why-recall"), /bisa lagi dalam [123] dtk/);
    await wait_for_ready(page, "recall"); // by time alone
    hall.change((state) => {
        state.current.attempt = 3;
        state.offer_no_show = true;
    });
    await wait_for_text(page, "#attempt", /Sudah 3 kali dipanggil\. Tandai tidak hadir\?/);
    assert.ok(await page.$("#key-no-show.offered"));
});

test("a visitor who is being served needs no voice: a call that was dropped for it is no alarm", async () => {
    const page = await open_desk();
    await page.keyboard.press("F4");
    await wait_for_text(page, "#told", /^Tersimpan/);
    hall.change((state) => {
        state.counter.status = "serving";
        state.receipt = not_heard({ reason: "withdrawn" });
    });
    await wait_for_text(page, "#status", /Dilayani/);
    await page.reload();
    await wait_for_text(page, "#ticket", /F018/);
    assert.equal(await page.getAttribute("#fate", "data-fate"), "none");
});

test("the undo of a call says before and after who is back at the counter", async () => {
    hall.state.undo = { op: "withdraw", args: {}, ticket: "F019", back: "F018", left_ms: 60000 };
    const page = await open_desk();
    assert.match(await text_of(page, "#why-undo"), /^F019 masih \d+ dtk · F018 kembali$/);
    hall.decide = (key) => hall.done(key, { ticket: "F019", counter: "3", call_id: "1795491167-1842", back: "F018", status: "serving" });
    await page.keyboard.press("Control+z");
    await wait_for_text(page, "#told", /^Tersimpan\. F018 kembali di loket\.$/);
});

test("a call can be undone while its seconds run, and no longer", async () => {
    hall.state.undo = { op: "withdraw", args: {}, ticket: "F018", left_ms: 2600 };
    const page = await open_desk();
    assert.match(await text_of(page, "#why-undo"), /F018 masih [123] dtk/);
    await page.keyboard.press("Control+z");
    await until(() => hall.commands.length === 1, "the undo comes");
    assert.equal(hall.commands[0].body.op, "withdraw");
    await page.waitForSelector('#key-undo[aria-disabled="true"]');
});

test("any of the last calls can be called again where the hub permits it", async () => {
    const page = await open_desk();
    assert.equal(await page.locator("#recent-rows li").count(), 10);
    // One who did not come, one who is done, and the tenth.
    for (const ticket of ["F017", "F016", "F009"]) {
        await wait_for_ready(page, "call");
        await page.click(`#recent-rows [data-op=call][data-ticket="${ticket}"]`);
        await until(() => hall.commands.at(-1)?.body.args.ticket === ticket, `${ticket} is called`);
        assert.deepEqual(hall.commands.at(-1).body.args, { counter: "3", ticket });
    }
    assert.equal(hall.commands.length, 3);
    assert.equal(await page.locator('#recent-rows [data-op=recall][data-ticket="F018"]').count(), 1, "who is here is called by recall");
    assert.equal(await page.locator('#recent-rows [data-op=call][data-ticket="F018"]').count(), 0);
});

test("the number pad calls, and a number typed on it is called by its whole name", async () => {
    const page = await open_desk();
    await page.keyboard.press("NumpadAdd");
    await until(() => hall.commands.length === 1, "the recall comes");
    await wait_for_ready(page, "number");
    await page.evaluate(() => document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "1", code: "Numpad1", bubbles: true })));
    await page.keyboard.type("4");
    await page.keyboard.press("Enter");
    await until(() => hall.commands.length === 2, "the call comes");
    assert.deepEqual(hall.commands.map(({ body }) => [body.op, body.args]), [["recall", { counter: "3" }], ["call", { counter: "3", ticket: "F014" }]]);
    await page.click("#keypad");
    await page.keyboard.press("NumpadAdd");
    await page.keyboard.press("F1");
    await page.waitForSelector("#number-dialog[open]");
    await page.keyboard.press("Escape");
    assert.equal(hall.commands.length, 2, "switched off, the pad presses nothing");
});

test("each sign of the number pad presses the button that shows it", async () => {
    hall.state.undo = { op: "withdraw", args: {}, ticket: "F018", back: null, left_ms: 60000 };
    const page = await open_desk();
    for (const [code, id, op] of [["NumpadAdd", "recall", "recall"], ["NumpadDivide", "serve", "serve"], ["NumpadDecimal", "finish", "finish"],
        ["NumpadComma", "finish", "finish"], ["NumpadMultiply", "no-show", "no-show"], ["NumpadSubtract", "undo", "withdraw"], ["NumpadEnter", "call", "call"]]) {
        const before = hall.commands.length;
        await until(async () => await page.evaluate(() => performance.now()) > 600, "no echo of a press");
        await wait_for_ready(page, id);
        await press_pad(page, code);
        await until(() => hall.commands.length === before + 1, `${code} sends something`);
        assert.equal(hall.commands.at(-1).body.op, op, code);
        await wait_for_text(page, "#told", /^Tersimpan/);
    }
});

test("a bare number pad calls a number where the counter has several lines", async () => {
    hall.state.counter.services = [{ id: "dukcapil", label: "KTP", prefix: "F", digits: 3 }, { id: "akta", label: "Akta", prefix: "4K-", digits: 2 },
                                   { id: "kk", label: "Kartu keluarga", prefix: "G", digits: 3 }];
    const page = await open_desk();
    await press_pad(page, "Numpad1");
    await page.waitForSelector("#number-dialog[open]");
    assert.match(await text_of(page, "#number-pad"), /\+ dan − memilih layanan/);
    await page.keyboard.type("4");
    await wait_for_text(page, "#number-told", /^Dipanggil: F014$/); // the line of the visitor who is here
    await press_pad(page, "NumpadAdd");
    await wait_for_text(page, "#number-told", /^Dipanggil: 4K-14$/);
    await check_with_axe(page, "a number of one of several lines");
    await press_pad(page, "NumpadSubtract");
    await press_pad(page, "NumpadSubtract");
    await wait_for_text(page, "#number-told", /^Dipanggil: G014$/);
    await press_pad(page, "NumpadDecimal"); // not this
    await page.waitForSelector("#number-dialog:not([open])", { state: "attached" });
    assert.equal(hall.commands.length, 0);
    await press_pad(page, "Numpad1");
    await press_pad(page, "NumpadAdd");
    await page.keyboard.press("NumpadEnter");
    await until(() => hall.commands.length === 1, "the call comes");
    assert.deepEqual(hall.commands[0].body.args, { counter: "3", ticket: "4K-01" });
    // With its letters it is that number, whatever line is chosen; and the mouse can choose, too.
    await wait_for_ready(page, "number");
    await page.keyboard.press("F1");
    await page.keyboard.type("g7");
    await wait_for_text(page, "#number-told", /^Dipanggil: G7$/);
    await page.fill("#number", "7");
    await page.check("#number-line-list input[value=kk]");
    await wait_for_text(page, "#number-told", /^Dipanggil: G007$/);
    await page.keyboard.press("Escape");
});

test("Enter on the number pad presses what has the focus, and calls where nothing else has it", async () => {
    const page = await open_desk();
    await page.focus('#recent-rows [data-op=call][data-ticket="F017"]');
    await page.keyboard.press("NumpadEnter");
    await until(() => hall.commands.length === 1, "the call comes");
    assert.deepEqual(hall.commands[0].body.args, { counter: "3", ticket: "F017" });
    await page.focus("#language");
    await page.keyboard.press("NumpadEnter");
    await wait_for_text(page, "#key-call .name", /^Call next/);
    await wait_for_ready(page, "call");
    await page.focus("#key-recall");
    await page.keyboard.press("NumpadEnter");
    await until(() => hall.commands.length === 2, "the next is called");
    assert.deepEqual([hall.commands[1].body.op, hall.commands[1].body.args], ["call", { counter: "3" }]);
});

test("a window moves no other counter after the browser has signed in there, and asks for its own PIN", async () => {
    const page = await open_desk();
    hall.counter = "7"; // in another window
    await page.keyboard.press("F2");
    await wait_for_text(page, "#sign-in-note", /^Di peramban ini sekarang masuk Loket 7/);
    assert.equal(hall.commands.length, 1);
    assert.equal(hall.commands[0].body.args.counter, "3", "so the hub refuses it");
    assert.equal(hall.answers.size, 0, "nobody was called");
    await page.selectOption("#counter", "3");
    await page.fill("#pin", "123456");
    await page.keyboard.press("Enter");
    await wait_for_ready(page, "call");
    assert.match(await text_of(page, "#title"), /^Loket 3/);
});

test("a press whose answer was lost is not said to be refused because another counter has signed in since", async () => {
    const page = await open_desk();
    hall.decide = (key) => {
        hall.done(key, { ticket: "F019", counter: "3" });
        hall.counter = "7"; // in another window
        return new Promise(() => {}); // the answer never leaves
    };
    await page.keyboard.press("F2");
    await wait_for_text(page, "#told", /^Belum ada jawaban/);
    await wait_for_text(page, "#sign-in-note", /^Di peramban ini sekarang masuk Loket 7/);
    await page.selectOption("#counter", "3");
    await page.fill("#pin", "123456");
    await page.keyboard.press("Enter");
    await wait_for_text(page, "#told", /Tersimpan \(dijalankan satu kali/);
});

test("every verb has its key, shown on the button, and needs no mouse", async () => {
    const page = await open_desk();
    assert.deepEqual(await page.evaluate(() => Object.fromEntries([...document.querySelectorAll(".key")]
        .map((key) => [key.id.slice(4), [...key.querySelectorAll("kbd")].filter((cap) => cap.checkVisibility()).map((cap) => cap.textContent)]))), {
        call: ["F2", "⏎"], recall: ["F3", "+"], serve: ["F4", "/"], finish: ["F7", ","], "no-show": ["F8", "*"], hold: ["F9"], transfer: ["F10"],
        number: ["F1", "0-9"], undo: ["Ctrl+Z", "−"], pause: ["Shift+F2"] });
    for (const [key, op] of [["F4", "serve"], ["F7", "finish"], ["F8", "no-show"], ["F9", "hold"]]) {
        await wait_for_ready(page, op);
        assert.equal(await text_of(page, `#key-${op} kbd`), key);
        await page.keyboard.press(key);
        await until(() => hall.commands.at(-1)?.body.op === op, `${key} sends ${op}`);
    }
    await wait_for_ready(page, "transfer");
    await page.keyboard.press("F10");
    await page.selectOption("#to", "7");
    await check_with_axe(page, "transfer");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await until(() => hall.commands.at(-1)?.body.op === "transfer", "F10 sends transfer");
    assert.deepEqual(hall.commands.at(-1).body.args, { counter: "3", to: "7" });
    assert.equal(await page.getAttribute("#key-pause", "aria-disabled"), "true", "nobody goes while a visitor is here");
    hall.empty_desk();
    await wait_for_ready(page, "pause");
    await page.keyboard.press("Shift+F2");
    await page.fill("#until", "13:00");
    await page.fill("#reason", "Istirahat");
    await page.keyboard.press("Enter");
    await until(() => hall.commands.at(-1)?.body.op === "break", "Shift+F2 sends break");
    assert.deepEqual(hall.commands.at(-1).body.args, { counter: "3", until: "13.00", reason: "Istirahat" });
    hall.change((state) => {
        state.counter.status = "break";
        state.current = null;
        state.may.open = { ok: true };
    });
    await wait_for_text(page, "#key-call .name", /Buka loket/);
    await wait_for_ready(page, "call");
    await page.keyboard.press("F2");
    await until(() => hall.commands.at(-1)?.body.op === "open", "F2 opens");
});

test("the clerk's guide names each button with its keys, as the page has them", async () => {
    const guide = readFileSync(new URL("../../docs/panduan-petugas.md", import.meta.url), "utf8");
    const rows = [...guide.matchAll(/^\| ([^|]+) \| ((?:F\d+|Ctrl\+Z|Shift\+F2)) \| ([^|]*)\|/gm)].map(([, name, key, pad]) => [name.split(";")[0], key, pad.trim()]);
    const page = await open_desk();
    const shown = await page.evaluate(() => [...document.querySelectorAll(".key")].map((key) =>
        [key.querySelector(".name").textContent, ...[...key.querySelectorAll("kbd")].map((cap) => cap.textContent), ""].slice(0, 3)));
    const in_words = { "⏎": "Enter", "0-9": "0–9" };
    assert.deepEqual(rows.sort(), shown.map(([name, key, pad]) => [name, key, in_words[pad] ?? pad]).sort());
    for (const word of ["Layani", "Panggil lagi", "Keluar", "Papan angka", "Tersambung", "Kabar tombol", "Ditunda atau tidak hadir"]) {
        assert.ok(guide.replace(/\s+/g, " ").includes(word), word);
        assert.ok((await page.textContent("body")).includes(word), `${word} stands on the page`);
    }
});

test("a page that is loaded anew in the middle of a press finds out what became of it", async () => {
    const page = await open_desk();
    let came = false;
    hall.decide = (key) => {
        hall.done(key, { ticket: "F019", counter: "3" });
        came = true;
        return new Promise(() => {}); // the answer never leaves
    };
    await page.click("#key-call");
    await until(() => came, "the command comes");
    await page.reload();
    await wait_for_text(page, "#told", /Tersimpan \(dijalankan satu kali/);
    assert.match(await text_of(page, "#fate-name"), /Panggil berikutnya F019/);
    assert.equal(hall.commands.length, 1);
});

test("a session that ends asks for the PIN, a wrong one is told, and the right one leads back", async () => {
    const page = await open_desk();
    hall.signed_in = false;
    hall.tell("end", { why: "expired" });
    await wait_for_text(page, "#sign-in-note", /Sesi Anda berakhir/);
    await check_with_axe(page, "signing in");
    assert.equal(await page.locator("#counter option[disabled]").count(), 1, "without a PIN nobody signs in");
    await page.selectOption("#counter", "3");
    await page.fill("#pin", "1");
    await page.keyboard.press("Enter");
    await wait_for_text(page, "#sign-in-fault", /PIN salah\. Masih 3 kali/);
    await page.fill("#pin", "123456");
    await page.keyboard.press("Enter");
    await wait_for_ready(page, "call");
});

test("a session that ended while the line was lost asks for the PIN once the server is back", async () => {
    const page = await open_desk();
    const port = Number(new URL(hall.at).port);
    await hall.close();
    await wait_for_text(page, "#link", /TERPUTUS/);
    hall.signed_in = false;
    await hall.open(port);
    await wait_for_text(page, "#sign-in-note", /Sesi Anda berakhir/);
});

test("what the hub says of its health stands above all", async () => {
    const page = await open_desk();
    hall.change((state) => {
        state.hub.health = "storage";
    });
    await wait_for_text(page, "#banner", /tidak dapat menyimpan/);
});

test("what the hall sends is text, never markup", async () => {
    const evil = `<img src=x onerror="document.title='hacked'"><script>document.title='hacked'</script>`;
    hall.state.current.ticket = evil;
    hall.state.counter.reason = evil;
    hall.state.counter.agency = evil;
    hall.state.recent[0].ticket = evil;
    hall.state.receipt = not_heard({ message: { id: evil, en: evil } });
    hall.screens = [screen({ screen: evil, layout: evil, faults: [{ code: "x", message: { id: evil, en: evil } }] })];
    const page = await open_desk();
    await wait_for_text(page, "#ticket", /<img/);
    assert.equal(await page.locator("img, main script").count(), 0);
    const fleet = await open("/layar");
    await fleet.waitForSelector(".screen");
    assert.equal(await fleet.locator("img, main script").count(), 0);
    assert.notEqual(await page.title(), "hacked");
});

test("the screens page tells LIVE from stale, who is mute, and what it does not know", async () => {
    const may = { picture: not_yet, identify: not_yet, "test-voice": not_yet, restart: not_yet };
    hall.screens = [screen({ may, cpu_percent: 4, memory_kb: 93184 }), stale_screen({ screen: "tv-2", audio: "mute", voice: "none",
        faults: [{ code: "no_voice", message: { id: "Tidak ada paket suara yang bisa dipakai.", en: "No voice pack can be used." } }] })];
    const page = await open("/layar");
    await page.waitForSelector("#screen-tv-2");
    assert.match(await text_of(page, "#screen-tv-1 .badge"), /^LIVE$/);
    assert.match(await text_of(page, "#screen-tv-2"), /TERTUNDA.*1830, server 1842.*BISU.*CPU.*tidak dilaporkan.*Tidak ada paket suara/s);
    assert.match(await text_of(page, "#screen-tv-1 dl"), /CPU4 %Memori91 MB/);
    assert.equal(await text_of(page, "#sum"), "1 dari 2 layar perlu dilihat.");
    await page.focus("#screen-tv-1 [data-op=picture]");
    await page.keyboard.press("Enter");
    await wait_for_text(page, "#screen-tv-1 .told", /^Gambar layar: Layar ini belum bisa melakukannya\.$/);
    await wait_for_text(page, "#polite", /^tv-1: Gambar layar: Layar ini belum bisa/);
    hall.change_screens(hall.screens.map((each) => ({ ...each, cpu_percent: 5 })));
    await wait_for_text(page, "#screen-tv-1 dl", /CPU5 %/);
    assert.match(await text_of(page, "#screen-tv-1 .told"), /belum bisa/, "it stays");
    await check_with_axe(page, "screens");
    await page.click("#language");
    await wait_for_text(page, "#screen-tv-2 .badge", /^STALE$/);
    await check_with_axe(page, "screens in English");
    hall.signed_in = false;
    hall.tell("end", { why: "expired" });
    await wait_for_text(page, "#empty", /Sign in/);
    assert.equal(await page.locator(".screen").count(), 0, "nothing is left of what was");
});

test("a picture that was closed and opened again comes once each time, and none comes when the session is over", async () => {
    const page = await open("/layar");
    const card = "#screen-tv-1";
    await page.waitForSelector(card);
    let asked = 0;
    page.on("request", (request) => asked += /\/picture\?/.test(request.url()) ? 1 : 0);
    await page.evaluate(() => { // what is to be done after a picture's pace is kept, and done when the test says so
        const real = window.setTimeout;
        window.kept = [];
        window.setTimeout = (task, time) => time === 3000 ? window.kept.push(task) : real(task, time);
    });
    const shown = () => wait_for_text(page, `${card} figcaption`, /^Gambar layar tv-1, /);
    /// What the page then asks for has left it when this ends.
    const pass = () => page.evaluate(async () => {
        window.kept.splice(0).forEach((task) => task());
        await fetch("/api/session");
    });
    await page.click(`${card} [data-op=picture]`);
    await shown();
    await page.click(`${card} [data-op=picture]`);
    await page.click(`${card} [data-op=picture]`);
    await shown();
    assert.equal(asked, 2);
    await pass();
    assert.equal(asked, 3, "one, and not one more for the picture that was closed");
    await until(() => page.evaluate(() => window.kept.length === 1), "the next one is due");
    hall.signed_in = false;
    hall.tell("end", { why: "expired" });
    await page.waitForSelector(card, { state: "detached" });
    await pass();
    assert.equal(asked, 3, "nobody looks any more");
});

test("a screen's picture is there while it is open, and what became of each press stands at its card", async () => {
    hall.screens = [screen(), screen({ screen: "tv-2", zones: [] })];
    const page = await open("/layar");
    const card = "#screen-tv-1";
    const picture_key = `${card} [data-op=picture]`;
    await page.waitForSelector(card);
    assert.equal(await page.getAttribute(picture_key, "aria-pressed"), "false");
    await page.click(picture_key);
    await wait_for_text(page, `${card} figcaption`, /^Gambar layar tv-1, /);
    assert.equal(await page.getAttribute(picture_key, "aria-pressed"), "true");
    await check_with_axe(page, "a picture");
    // Another one comes by itself; one that does not come leaves the reason, and the next is tried.
    hall.picture = null;
    await wait_for_text(page, `${card} figcaption`, /^Layar tidak menjawab\.$/);
    assert.equal(await page.locator(`${card} img`).count(), 0);
    hall.picture = readFileSync(new URL("../../docs/pictures/mpp-lanskap.png", import.meta.url));
    await wait_for_text(page, `${card} figcaption`, /^Gambar layar tv-1, /);
    await page.click(picture_key);
    await page.waitForSelector(`${card} figure`, { state: "hidden" });

    await page.click(`${card} [data-op=identify]`);
    await wait_for_text(page, `${card} .told`, /tampil besar selama 10 detik/);
    await wait_for_text(page, "#polite", /^tv-1: .*10 detik/);
    await page.click(`${card} [data-op="test-voice"]`);
    await wait_for_text(page, `${card} .told`, /^Kalimat uji terdengar 3,1 dtk\.$/);
    await check_with_axe(page, "orders that were done");

    // In quiet hours only when it is wanted all the same.
    hall.obey = (name, op, body) => body.anyway ? { status: 200, body: { screen: name, order: op, waits: false, audible_ms: 2800 } }
        : { status: 409, body: { error: { code: "quiet_hours", message: { id: "Sekarang jam tenang.", en: "Quiet hours." } } } };
    const asked = [];
    page.on("dialog", (dialog) => {
        asked.push(dialog.message());
        return asked.length === 1 ? dialog.dismiss() : dialog.accept();
    });
    await page.click(`${card} [data-op="test-voice"]`);
    await wait_for_text(page, `${card} .told`, /^Sekarang jam tenang\.$/);
    await page.click(`${card} [data-op="test-voice"]`);
    await wait_for_text(page, `${card} .told`, /2,8 dtk/);
    assert.match(asked[1], /Tetap uji suara\?/);

    // A restart is over when the screen is back with another life, and not before.
    hall.obey = (name, op) => ({ status: 200, body: { screen: name, order: op, waits: true, audible_ms: null } });
    await page.click(`${card} [data-op=restart]`);
    await wait_for_text(page, `${card} .told`, /setelah panggilan selesai/);
    hall.change_screens([stale_screen(), screen({ screen: "tv-2", zones: [] })]);
    await wait_for_text(page, `${card} .badge`, /^TERTUNDA$/);
    hall.change_screens([screen({ life: "", state: "connecting" }), screen({ screen: "tv-2", zones: [] })]);
    await wait_for_text(page, `${card} .badge`, /^menghubungkan$/);
    assert.match(await text_of(page, `${card} .told`), /setelah panggilan selesai/);
    hall.change_screens([screen({ life: "77aa" }), screen({ screen: "tv-2", zones: [] })]);
    await wait_for_text(page, `${card} .told`, /^Layar sudah kembali\.$/);
    assert.deepEqual(hall.orders.map(({ screen: name, op }) => `${name} ${op}`),
                     ["tv-1 identify", "tv-1 test-voice", "tv-1 test-voice", "tv-1 test-voice", "tv-1 test-voice", "tv-1 restart"]);
    assert.equal(await page.locator("#screen-tv-2 .told").count(), 0);
});

test("a screens page whose line is lost calls no screen LIVE", async () => {
    const page = await open("/layar");
    await wait_for_text(page, "#screen-tv-1 .badge", /^LIVE$/);
    const port = Number(new URL(hall.at).port);
    await hall.close();
    await wait_for_text(page, "#screen-tv-1 .badge", /^tidak diketahui$/);
    assert.equal(await page.getAttribute("#screen-tv-1", "data-state"), "unknown");
    await check_with_axe(page, "screens without a line");
    await hall.open(port);
    await wait_for_text(page, "#screen-tv-1 .badge", /^LIVE$/);
});

const sizes = [{}, { dark: true }, { width: 360, height: 740 }, { width: 360, height: 740, dark: true }, { width: 320, height: 640 }];

async function check_that_it_fits(page) {
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "it fits");
    const small = await page.evaluate(() => [...document.querySelectorAll("button, a[href], select, input")]
        .filter((node) => node.checkVisibility() && !node.classList.contains("skip"))
        .map((node) => [node.id || node.textContent, node.getBoundingClientRect()])
        .filter(([, { width, height }]) => width < 24 || height < 24).map(([name]) => name));
    assert.deepEqual(small, [], "targets of 24 px at least");
}

for (const how of sizes) {
    test(`axe-core finds nothing on the screens page, which fits: ${JSON.stringify(how)}`, async () => {
        hall.screens = [screen({ cpu_percent: 4, memory_kb: 93184 }), stale_screen({ screen: "tv-2" }), screen({ screen: "tv-3", state: "connecting", voice: "old", in_step: false }),
                        screen({ screen: "ruang-tunggu-lantai-dua-sebelah-timur", state: "lost", silence_ms: 7200000, audio: "mute" })];
        const page = await open("/layar", how);
        await page.waitForSelector("#screen-tv-3");
        await check_with_axe(page, "screens");
        await page.click("#screen-tv-1 [data-op=picture]");
        await wait_for_text(page, "#screen-tv-1 figcaption", /^Gambar layar tv-1, /);
        await page.click("#screen-tv-1 [data-op=identify]");
        await wait_for_text(page, "#screen-tv-1 .told", /10 detik/);
        hall.change((state) => {
            state.hub.health = "storage";
        });
        await check_with_axe(page, "a picture, and what became of a press");
        await check_that_it_fits(page);
        hall.signed_in = false;
        hall.tell("end", { why: "expired" });
        await wait_for_text(page, "#empty", /^Masuk dahulu/);
        await check_with_axe(page, "not signed in");
    });

    test(`axe-core finds nothing where the clerk is refused, and it fits: ${JSON.stringify(how)}`, async () => {
        hall.decide = (key) => ({ status: 409, body: { request_id: key, fate: "refused",
            error: { code: "conflict", message: { id: "Loket 3 sudah berubah. Periksa lagi sebelum menekan tombol.", en: "has changed" } } } });
        const page = await open_desk(how);
        await page.click("#key-call");
        await wait_for_text(page, "#told", /^DITOLAK/);
        await check_with_axe(page, "refused");
        hall.signed_in = false;
        hall.tell("end", { why: "expired" });
        await wait_for_text(page, "#sign-in-note", /Sesi Anda berakhir/);
        await page.selectOption("#counter", "3");
        await page.fill("#pin", "1");
        await page.keyboard.press("Enter");
        await wait_for_text(page, "#sign-in-fault", /^PIN salah/);
        await check_with_axe(page, "a wrong PIN");
        hall.locked_ms = 65000;
        await page.fill("#pin", "2");
        await page.keyboard.press("Enter");
        await wait_for_text(page, "#sign-in-fault", /^Terlalu banyak percobaan\. Coba lagi dalam 1 mnt\.$/);
        await check_with_axe(page, "locked out");
        await check_that_it_fits(page);
    });

    test(`axe-core finds nothing, and nothing needs to be scrolled sideways: ${JSON.stringify(how)}`, async () => {
        const page = await open_desk(how);
        await check_with_axe(page, "ready");
        hall.change((state) => {
            state.current.attempt = 3;
            state.current.priority = "lansia";
            state.offer_no_show = true;
            state.undo = { op: "withdraw", args: {}, ticket: "F018", left_ms: 9000 };
            state.hub.health = "storage";
        });
        hall.tell("receipt", not_heard());
        await wait_for_text(page, "#told", /TIDAK terdengar/);
        await check_with_axe(page, "not heard");
        hall.tell("receipt", receipt({ missing: ["loket"] }));
        await wait_for_text(page, "#told", /^Terdengar/);
        await check_with_axe(page, "heard");
        await page.click("#key-number");
        await check_with_axe(page, "a number");
        await page.keyboard.press("Escape");
        await page.click("#language");
        await wait_for_text(page, "#told", /^Heard in Ruang Tunggu, 3\.1 s/);
        await check_with_axe(page, "in English");
        await check_that_it_fits(page);
        hall.empty_desk();
        await wait_for_ready(page, "pause");
        await page.click("#key-pause");
        await check_with_axe(page, "a break");
        await page.keyboard.press("Escape");
    });
}

test("at 1024x768 every button is seen without scrolling, whatever is told above them", async () => {
    const page = await open_desk();
    const lowest = () => page.evaluate(() => Math.max(...[...document.querySelectorAll(".key")].map((key) => key.getBoundingClientRect().bottom)) - innerHeight);
    assert.ok(await lowest() <= 0, `nothing was pressed: ${await lowest()} px below the edge`);
    hall.change((state) => {
        state.current.attempt = 3;
        state.current.priority = "disabilitas";
        state.offer_no_show = true;
        state.counter.others = 2;
        state.undo = { op: "withdraw", args: {}, ticket: "F018", back: "F017", left_ms: 9000 };
    });
    await page.keyboard.press("F3");
    await wait_for_text(page, "#told", /^Tersimpan/);
    for (const news of [receipt(), receipt({ missing: ["loket", "tiga"] }), not_heard()]) {
        hall.tell("receipt", news);
        await wait_for_text(page, "#told", news.hearing === "heard" ? /^Terdengar/ : /^TIDAK terdengar/);
        assert.ok(await lowest() <= 0, `${news.hearing} ${news.missing}: ${await lowest()} px below the edge`);
    }
    await page.evaluate(() => document.querySelector("main").focus());
    assert.equal(await page.evaluate(() => scrollY), 0);
    hall.change((state) => {
        state.hub.health = "storage";
    });
    await wait_for_text(page, "#banner", /tidak dapat menyimpan/);
    assert.ok(await lowest() <= 0, `under a banner: ${await lowest()} px below the edge`);
});

test("a page and all that it loads weigh less than 100 kB", async (context) => {
    for (const path of ["/", "/layar"]) {
        const page = await open(path);
        await page.waitForSelector(path === "/" ? '#key-call[aria-disabled="false"]' : ".screen");
        const loaded = await page.evaluate(() => [performance.getEntriesByType("navigation")[0], ...performance.getEntriesByType("resource")]
            .filter(({ name }) => !name.includes("/api/")).map(({ name, decodedBodySize }) => [new URL(name).pathname, decodedBodySize]));
        const weight = loaded.reduce((sum, [, size]) => sum + size, 0);
        const paint = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime);
        context.diagnostic(`${path}: ${weight} bytes in ${loaded.length} files, first paint after ${Math.round(paint)} ms`);
        assert.ok(weight < 100_000, `${path} weighs ${weight}`);
    }
});
