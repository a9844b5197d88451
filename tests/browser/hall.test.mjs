// SPDX-License-Identifier: MIT
// The staff pages through the real hub and two real screens: what the clerk is told is what the hall saw and heard.
import { after, afterEach, before, beforeEach, test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { check_with_axe, launch, open_page, text_of, until, wait_for_ready, wait_for_text } from "./browser.mjs";
import { Hall, pin } from "./hall.mjs";

let browser;
let hall;
let pages;

before(async () => {
    browser = await launch();
});
after(() => browser.close());
beforeEach(() => {
    hall = new Hall();
    pages = [];
});
afterEach(async (context) => {
    const faults = pages.flatMap((page) => page.faults);
    for (const page of pages) {
        await page.context().close();
    }
    await hall.close(context.passed === false);
    assert.deepEqual(faults, []);
});

async function give_pin(page, counter) {
    await page.waitForSelector("#sign-in:not([hidden])");
    await page.selectOption("#counter", counter);
    await page.fill("#pin", pin);
    await page.click("#sign-in [type=submit]");
}

async function sign_in(page, counter = "3") {
    await give_pin(page, counter);
    await page.waitForSelector("#board:not([hidden])");
    await wait_for_text(page, "#link", /Tersambung/);
}

async function open_desk(counter = "3", address = hall.web) {
    const page = await open_page(browser, address);
    pages.push(page);
    await sign_in(page, counter);
    return page;
}

/// Presses when the page would send it, and waits until it is stored.
/// Not faster than a hand: the hub takes five commands a second of a counter.
async function breathe() {
    await new Promise((done) => setTimeout(done, 250));
}

async function press(page, id, key) {
    await breathe();
    await wait_for_ready(page, id);
    const answered = page.waitForResponse((response) => response.url().endsWith("/api/commands") && response.request().method() === "POST");
    await page.keyboard.press(key);
    const body = await (await answered).json();
    assert.equal(body.fate, "done", JSON.stringify(body));
    return body.result;
}

test("the whole life of a ticket, and every word about it is true", async () => {
    await hall.open_hub({ recall_spacing_s: 1 });
    const tv1 = await hall.live_screen("tv-1", "--zones", "lobi");
    const tv2 = await hall.live_screen("tv-2", "--zones", "lobi");
    await hall.speaks("tv-1");
    const page = await open_desk();
    await check_with_axe(page, "closed");
    await wait_for_text(page, "#status", /Tutup/);
    await press(page, "call", "F2");
    await wait_for_text(page, "#status", /Buka/);
    const tickets = await hall.issue("dukcapil", 5);
    await wait_for_text(page, "#count", /^5$/);

    const first = await press(page, "call", "F2");
    assert.equal(first.ticket, tickets[0]);
    await wait_for_text(page, "#ticket", new RegExp(tickets[0]));
    await wait_for_text(page, "#told", /^Terdengar di Ruang Tunggu, \d+,\d dtk$/);
    const spoken = (await tv1.wait_for("announce.ended", 1, { announce_id: first.call_id }))[0];
    assert.equal(await text_of(page, "#told"), `Terdengar di Ruang Tunggu, ${(spoken.audible_ms / 1000).toFixed(1).replace(".", ",")} dtk`);
    await wait_for_text(page, "#shown", /tv-1: tampil.*tv-2: tampil/);
    await check_with_axe(page, "heard");

    // Called again: heard once more, once.
    const again = await press(page, "recall", "F3");
    assert.equal(again.attempt, 2);
    await wait_for_text(page, "#attempt", /^Panggilan ke-2$/);
    await wait_for_text(page, "#told", /^Terdengar/);
    assert.equal(tv1.lines("announce.ended", { ticket: tickets[0] }).length, 2);
    assert.equal(tv2.lines("announce.ended", { ticket: tickets[0] }).length, 0);
    await press(page, "recall", "F3");
    await wait_for_text(page, "#attempt", /^Sudah 3 kali dipanggil\. Tandai tidak hadir\?$/);

    await press(page, "serve", "F4");
    await wait_for_text(page, "#status", /Dilayani/);
    await press(page, "finish", "F7");
    await wait_for_text(page, "#ticket", /^–$/);
    await wait_for_text(page, "#recent-rows", new RegExp(`${tickets[0]}.*selesai`));

    // A slip of the finger: taken back within its seconds, the number keeps its place.
    await press(page, "call", "F2");
    await press(page, "undo", "Control+z");
    await wait_for_text(page, "#ticket", /^–$/);
    assert.equal((await press(page, "call", "F2")).ticket, tickets[1]);
    await press(page, "no-show", "F8");
    assert.equal((await hall.record(`ticket/${tickets[1]}`)).state, "no_show");

    // The late-comer is called again; then the next is put on hold and taken back.
    await page.click(`#recent-rows [data-op=call][data-ticket="${tickets[1]}"]`);
    await wait_for_text(page, "#ticket", new RegExp(tickets[1]));
    await press(page, "serve", "F4");
    await press(page, "finish", "F7");
    assert.equal((await press(page, "call", "F2")).ticket, tickets[2]);
    await press(page, "hold", "F9");
    await page.click(`#aside-rows [data-op=resume][data-ticket="${tickets[2]}"]`);
    await wait_for_text(page, "#status", /Dilayani/);
    await check_with_axe(page, "serving");

    // Handed on with its number.
    await wait_for_ready(page, "transfer");
    await page.keyboard.press("F10");
    await page.selectOption("#to", "kesehatan");
    await page.click("#transfer-dialog [type=submit]");
    await until(async () => (await hall.record(`ticket/${tickets[2]}`)).service === "kesehatan", "it was handed on");

    // A given number, typed by its digits.
    await wait_for_ready(page, "number");
    await page.keyboard.press("F1");
    await page.keyboard.type(String(Number(tickets[4].slice(1))));
    await page.keyboard.press("Enter");
    await wait_for_text(page, "#ticket", new RegExp(tickets[4]));
    await press(page, "serve", "F4");
    await press(page, "finish", "F7");

    await wait_for_ready(page, "pause");
    await page.keyboard.press("Shift+F2");
    await page.fill("#until", "13.00");
    await page.keyboard.press("Enter");
    await wait_for_text(page, "#status", /Istirahat.*sampai 13\.00/);
    await check_with_axe(page, "on a break");
    const counter = await hall.record("counter/3");
    assert.equal(counter.status, "break");
    assert.equal(counter.until, "13.00");
});

test("undo gives the counter back as it was before the press, and any of its last ten can be called again", async () => {
    await hall.open_hub({ call_spacing_ms: 0 });
    await hall.live_screen("tv-1", "--mute");
    const page = await open_desk();
    await press(page, "call", "F2");
    const tickets = await hall.issue("dukcapil", 12);
    for (let done = 0; done < 10; ++done) {
        assert.equal((await press(page, "call", "F2")).ticket, tickets[done]);
    }
    await press(page, "serve", "F4");
    await wait_for_text(page, "#why-call", new RegExp(`${tickets[9]} menjadi selesai`));

    // Pressed by mistake: the visitor who was being served is finished, and is back with one key.
    const before = await hall.record("counter/3");
    assert.equal((await press(page, "call", "F2")).previous_state, "finished");
    await wait_for_text(page, "#why-undo", new RegExp(`^${tickets[10]} masih \\d+ dtk · ${tickets[9]} kembali$`));
    assert.equal((await press(page, "undo", "Control+z")).back, tickets[9]);
    await wait_for_text(page, "#told", new RegExp(`^Tersimpan\\. ${tickets[9]} kembali di loket\\.$`));
    await wait_for_text(page, "#ticket", new RegExp(`^${tickets[9]}$`));
    await wait_for_text(page, "#status", /Dilayani/);
    await wait_for_text(page, "#count", /^2$/);
    const { rev: _, ...after } = await hall.record("counter/3");
    assert.deepEqual({ ...after, rev: before.rev }, before);
    await press(page, "finish", "F7");
    await wait_for_text(page, "#recent-rows li:first-child", new RegExp(`${tickets[9]}.*selesai`));

    // The tenth from the top has not come, the first is done: both are called again, aloud and by one press.
    assert.equal(await page.locator("#recent-rows li").count(), 10);
    for (const [row, ticket] of [[10, tickets[0]], [2, tickets[9]]]) {
        await breathe();
        await wait_for_ready(page, "call");
        await wait_for_text(page, `#recent-rows li:nth-child(${row})`, new RegExp(`^${ticket}`));
        await page.click(`#recent-rows li:nth-child(${row}) [data-op=call]`);
        await wait_for_text(page, "#ticket", new RegExp(`^${ticket}$`));
        await wait_for_text(page, "#status", /Dipanggil/);
        await wait_for_text(page, "#told", /^(TIDAK t|T)erdengar|^Tersimpan/);
        assert.equal((await hall.record(`ticket/${ticket}`)).state, "called");
    }
    assert.equal(hall.hub.lines("event.committed", { cause: "call" }).length, 13);
});

test("receipts are right when a screen is mute, stale, or killed within a word", async () => {
    await hall.open_hub({ announcement_ttl_s: 5, recall_spacing_s: 0 });
    await hall.live_screen("tv-1", "--mute");
    const stale = await hall.live_screen("tv-2", "--mute");
    const page = await open_desk();
    await press(page, "call", "F2");
    await hall.issue("dukcapil", 2);

    // Nobody has a voice: both show it, and it is said that it was not heard.
    await press(page, "call", "F2");
    await wait_for_text(page, "#told", /^TIDAK terdengar di Ruang Tunggu/);
    await wait_for_text(page, "#shown", /tv-1: tampil.*tv-2: tampil/);
    assert.match(await text_of(page, "#advice"), /Panggil dengan suara/);
    await check_with_axe(page, "not heard");

    // One hangs: it is not said to have shown what it has not.
    stale.process.kill("SIGSTOP");
    await press(page, "recall", "F3");
    await wait_for_text(page, "#told", /^TIDAK terdengar/);
    await wait_for_text(page, "#shown", /tv-1: tampil.*tv-2: belum tampil/);
    await wait_for_text(page, "#shown", /tv-2: belum tampil \((tertunda|hilang)\)/);
    const fleet = await open_page(browser, hall.web);
    pages.push(fleet);
    await give_pin(fleet, "admin");
    await fleet.waitForURL(/\/layar$/);
    await wait_for_text(fleet, "#screen-tv-2 .badge", /^(TERTUNDA|HILANG)$/); // for a minute, then lost
    await wait_for_text(fleet, "#screen-tv-1 .badge", /^LIVE$/);
    await wait_for_text(fleet, "#screen-tv-1", /BISU|layar tanpa suara/);
    await check_with_axe(fleet, "screens");

    // The only voice dies within a word: the hall may have heard half of it, and the clerk is told.
    const voice = await hall.live_screen("tv-3", "--zones", "lobi");
    await hall.speaks("tv-3");
    const cut = await press(page, "recall", "F3");
    await voice.wait_for("announce.started", 1, { announce_id: cut.call_id });
    await voice.end("SIGKILL");
    await wait_for_text(page, "#told", /^TIDAK terdengar/);
    await wait_for_text(page, "#shown", /tv-1: tampil/);
    assert.equal(voice.lines("announce.ended").length, 0, "it did not come to its end");

    // The next voice hangs within a word: it stands there and tells nothing, and nobody claims that the hall has heard it.
    const hung = await hall.live_screen("tv-4", "--zones", "lobi");
    await hall.speaks("tv-4");
    const stuck = await press(page, "recall", "F3");
    await hung.wait_for("announce.started", 1, { announce_id: stuck.call_id });
    hung.process.kill("SIGSTOP");
    await wait_for_text(page, "#told", /^TIDAK terdengar di Ruang Tunggu/);
    assert.equal(await page.getAttribute("#fate", "data-fate"), "bad");
    assert.match(await text_of(page, "#advice"), /Panggil dengan suara/);
    await wait_for_text(page, "#shown", /tv-1: tampil/);
    await wait_for_text(fleet, "#screen-tv-4 .badge", /^(TERTUNDA|HILANG)$/);
    await wait_for_text(fleet, "#screen-tv-4 .faults", /Tidak ada kabar/);
    assert.equal(hung.lines("announce.ended").length, 0, "it did not come to its end");
});

/// Colours of a grid of points of a PNG, or of the picture that the page shows.
function points_of(page, png = null) {
    return page.evaluate(async (text) => {
        const shown = document.querySelector("#screen-tv-1 img");
        await shown?.decode();
        const image = text ? await createImageBitmap(new Blob([Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))], { type: "image/png" })) : shown;
        const [width, height] = [image.naturalWidth ?? image.width, image.naturalHeight ?? image.height];
        const canvas = new OffscreenCanvas(width, height).getContext("2d");
        canvas.drawImage(image, 0, 0);
        const { data } = canvas.getImageData(0, 0, width, height);
        const points = [];
        for (let y = 4; y < height; y += 8) {
            for (let x = 4; x < width; x += 8) {
                points.push(data.slice((y * width + x) * 4, (y * width + x) * 4 + 3).join());
            }
        }
        return { size: `${width}x${height}`, points };
    }, png);
}

/// How much of one picture is in the other: the clock may have gone on.
const alike = (one, other) => one.points.filter((point, index) => point === other.points[index]).length / one.points.length;

test("a screen is seen, named, tested and started anew from the screens page", async () => {
    await hall.open_hub();
    const shot = join(hall.folder, "glass.png");
    const words = ["--zones", "lobi", "--audio-file", join(hall.folder, "heard.wav"), "--shot", shot];
    const first = hall.open_kept_screen("tv-1", ...words);
    await first.wait_for("link.live");
    await first.wait_for("voice.loaded");
    await hall.speaks("tv-1");
    const page = await open_page(browser, hall.web);
    pages.push(page);
    await give_pin(page, "admin");
    await page.waitForURL(/\/layar$/);
    const card = "#screen-tv-1";
    await wait_for_text(page, `${card} .badge`, /^LIVE$/);

    // What is on the glass; the name stands over it, and goes.
    await page.click(`${card} [data-op=picture]`);
    await page.waitForSelector(`${card} img`);
    const before = await points_of(page);
    assert.equal(before.size, "640x360");
    assert.ok(new Set(before.points).size > 5, "a picture, and not one colour");
    await check_with_axe(page, "a picture of a real screen");
    await page.click(`${card} [data-op=identify]`);
    await wait_for_text(page, `${card} .told`, /10 detik/);
    await until(async () => alike(before, await points_of(page)) < 0.7, "the name is seen");
    await until(async () => alike(before, await points_of(page)) > 0.95, "the name has gone");

    await page.click(`${card} [data-op="test-voice"]`);
    await wait_for_text(page, `${card} .told`, /^Kalimat uji terdengar \d,\d dtk\.$/);
    assert.equal(first.lines("voice_test.ended").length, 1);
    assert.equal(first.lines("announce.started").length, 0, "it is no call");

    page.on("dialog", (dialog) => dialog.accept());
    await page.click(`${card} [data-op=restart]`);
    await wait_for_text(page, `${card} .told`, /dimulai ulang/);
    await first.ended;
    assert.equal(first.is_over, "75", "the status by which it is started again");
    const glass = await points_of(page, readFileSync(shot).toString("base64"));
    assert.equal(glass.size, before.size);
    assert.ok(alike(before, glass) > 0.95, "the picture was what stood on the glass");
    hall.open_kept_screen("tv-1", ...words);
    await wait_for_text(page, `${card} .told`, /^Layar sudah kembali\.$/);
    await check_with_axe(page, "a screen that is back");
});

/// A small generator of chance with a seed (mulberry32), so that a run can be repeated.
function chance(seed) {
    return () => {
        seed = (seed + 0x6d2b79f5) | 0;
        let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    };
}

test("two browsers on one counter press 200 times in random order, and no number is skipped or called twice", async (context) => {
    const seed = Number(process.env.PANGGIL_SEED ?? 7);
    context.diagnostic(`seed ${seed}`);
    const random = chance(seed);
    await hall.open_hub({ call_spacing_ms: 0, recall_spacing_s: 0 });
    await hall.live_screen("tv-1", "--mute");
    await hall.live_screen("tv-2", "--mute");
    const desks = [await open_desk(), await open_desk()];
    await press(desks[0], "call", "F2");
    const tickets = await hall.issue("dukcapil", 120);
    const answers = new Map(); // request id -> what the page was told
    for (const page of desks) {
        page.on("response", async (response) => {
            if (/\/api\/commands/.test(response.url())) {
                const body = await response.json().catch(() => ({}));
                if (body.fate === "done") {
                    answers.set(body.request_id, body);
                }
            }
        });
        await wait_for_text(page, "#count", /^120$/);
    }
    const keys = ["F2", "F2", "F2", "F3", "F4", "F7"];
    for (let presses = 0; presses < 200; ++presses) {
        const page = desks[Math.floor(random() * 2)];
        const key = keys[Math.floor(random() * keys.length)];
        // Sometimes both at once, sometimes one twice, sometimes with a breath between.
        await Promise.all([page.keyboard.press(key), random() < 0.25 ? desks[Math.floor(random() * 2)].keyboard.press("F2") : null]);
        await new Promise((done) => setTimeout(done, random() * 250));
    }
    for (const page of desks) {
        await until(async () => await page.locator(".key.busy").count() === 0, "nothing is under way");
    }
    const committed = ["call", "recall", "serve", "finish"].map((cause) => [cause, hall.hub.lines("event.committed", { cause }).length]);
    context.diagnostic(`done: ${JSON.stringify(committed)}`);
    const calls = await until(() => {
        const told = [...answers.values()].filter(({ result }) => result.attempt === 1).sort((one, other) => one.seq - other.seq);
        return told.length === committed[0][1] && told;
    }, "each call that was done was told to the page that asked for it");
    assert.ok(calls.length > 20, `${calls.length} calls`);
    assert.deepEqual(calls.map(({ result }) => result.ticket), tickets.slice(0, calls.length), "in their order, none skipped, none twice");
    assert.equal(new Set(calls.map(({ seq }) => seq)).size, calls.length);
    for (const page of desks) {
        // The record keeps the number of a visitor who is done; the page shows who is at the counter.
        await until(async () => {
            const { status, ticket } = await hall.record("counter/3");
            return await text_of(page, "#ticket") === (["calling", "serving"].includes(status) ? ticket : "–");
        }, "the page shows what the hub has");
        await wait_for_text(page, "#count", new RegExp(`^${120 - calls.length}$`));
    }
});

test("a hub that is killed in the middle of a press: the page says what became of it, and it is so", async (context) => {
    const random = chance(11);
    await hall.open_hub({ call_spacing_ms: 0 });
    await hall.live_screen("tv-1", "--zones", "lobi");
    await hall.live_screen("tv-2", "--zones", "lobi");
    const between = await hall.stand_between();
    const page = await open_desk("3", between.address);
    await press(page, "call", "F2");
    const tickets = await hall.issue("dukcapil", 12);
    const fates = [];
    let called = 0;
    const sent = () => page.waitForRequest((request) => request.url().endsWith("/api/commands") && request.method() === "POST");
    const ways = [
        async function before_it_has_come() {
            const under_way = sent();
            hall.hub.process.kill("SIGSTOP");
            await page.keyboard.press("F2");
            await under_way;
            hall.hub.process.kill("SIGKILL");
            await hall.hub.ended;
        },
        async function while_it_is_done() {
            const under_way = sent();
            await page.keyboard.press("F2");
            await under_way;
            await new Promise((done) => setTimeout(done, random() * 8));
            await hall.hub.end("SIGKILL");
        },
        async function stored_and_not_answered() {
            let answer = "";
            between.keep_answer((text) => {
                answer = text;
                hall.hub.process.kill("SIGKILL");
            });
            await page.keyboard.press("F2");
            await until(() => answer, "the hub has answered");
            await hall.hub.ended;
            assert.match(answer, /^HTTP\/1.1 200 [^]*"fate":"done"/);
            assert.match(await text_of(page, "#told"), /^(Dikirim|Belum ada jawaban|BELUM DIKETAHUI)/, "the page does not know, and says so");
        },
    ];
    for (let round = 0; round < 6; ++round) {
        const way = ways[round % ways.length];
        await wait_for_ready(page, "call");
        await way();
        await wait_for_text(page, "#link", /TERPUTUS/);
        assert.equal(await page.getAttribute("#key-call", "aria-disabled"), "true");
        await hall.open_hub();
        // Whether sessions outlive the hub is its own affair; what was pressed is not forgotten either way.
        await until(async () => await page.isVisible("#sign-in") || /Tersambung/.test(await text_of(page, "#link")), "the page is back");
        if (await page.isVisible("#sign-in")) {
            await sign_in(page);
        }
        const told = await wait_for_text(page, "#told", /^(Tersimpan|Terdengar|TIDAK terdengar|Sedang bersuara|BELUM dijalankan|DITOLAK)/);
        const counter = await hall.record("counter/3");
        const was_done = counter.ticket === tickets[called];
        fates.push([way.name, told.split(" ")[0], was_done]);
        if (way.name === "stored_and_not_answered") {
            assert.ok(was_done, "what was stored before the kill is in the journal");
            assert.match(await text_of(page, "#fate-name"), new RegExp(`Panggil berikutnya ${tickets[called]}`));
        }
        assert.equal(/^(Tersimpan|Terdengar|TIDAK terdengar|Sedang)/.test(told), was_done, `round ${round}: "${told}", and the counter has ${counter.ticket}`);
        called += was_done ? 1 : 0;
        if (called) {
            assert.equal(counter.ticket, tickets[called - 1], "no number was skipped");
        }
    }
    context.diagnostic(JSON.stringify(fates));
    assert.equal(fates.filter(([name]) => name === "stored_and_not_answered").length, 2);
});
