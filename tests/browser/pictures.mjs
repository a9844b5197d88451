// SPDX-License-Identifier: MIT
// The pictures of docs/panduan-petugas.md, from the real pages beside the stand-in:
//   PANGGIL_BROWSER_PACKAGES=build/browser node tests/browser/pictures.mjs docs/pictures
import { join } from "node:path";
import { launch, open_page, wait_for_ready, wait_for_text } from "./browser.mjs";
import { StandIn, receipt, screen, stale_screen } from "./stand_in.mjs";

const folder = process.argv[2] ?? "docs/pictures";
const browser = await launch();
const hall = await new StandIn().open();

async function picture(name, path, how, prepare) {
    const page = await open_page(browser, hall.at + path, how);
    await prepare(page);
    await page.waitForFunction(() => ![...document.querySelectorAll(".why")].some((why) => why.textContent === "memperbarui…"));
    await page.screenshot({ path: join(folder, `${name}.png`), animations: "disabled" });
    await page.context().close();
}

const not_heard = receipt({ hearing: "not_heard", by: null, audible_ms: null, after_ms: null, reason: "no_speaker",
    message: { id: "tidak ada layar bersuara di zona ini", en: "no screen speaks in this zone" },
    screens: [{ screen: "tv-1", shown: true, phase: null, state: "live" }, { screen: "tv-2", shown: false, phase: null, state: "stale" }] });

hall.decide = (key) => hall.done(key, hall.recalled());
hall.signed_in = false;
await picture("petugas-masuk", "/", { width: 640, height: 480 }, (page) => page.selectOption("#counter", "3"));
hall.signed_in = true;
await picture("petugas-terdengar", "/", {}, async (page) => {
    await wait_for_ready(page, "recall");
    await page.keyboard.press("F3");
    await wait_for_text(page, "#told", /Tersimpan/);
    hall.tell("receipt", receipt({ call_id: hall.state.current.call_id, attempt: 2 }));
    await wait_for_text(page, "#told", /^Terdengar/);
});
hall.change((state) => {
    state.current.attempt = 1;
});
await picture("petugas-tidak-terdengar", "/", { width: 360, height: 740 }, async (page) => {
    await wait_for_ready(page, "recall");
    await page.click("#key-recall");
    await wait_for_text(page, "#told", /Tersimpan/);
    hall.tell("receipt", { ...not_heard, call_id: hall.state.current.call_id });
    await wait_for_text(page, "#told", /^TIDAK/);
    await page.evaluate(() => scrollTo(0, 0));
});
const { seq } = hall.state.hub;
hall.screens = [screen({ seq, memory_kb: 93184, cpu_percent: 4 }), stale_screen({ seq: seq - 12, screen: "tv-2", memory_kb: 90112, cpu_percent: 3 })];
await picture("petugas-layar", "/layar", { width: 760, height: 810 }, async (page) => {
    await page.clock.setFixedTime("2026-11-24T09:41:07+08:00"); // as on the glass
    await page.click("#screen-tv-1 [data-op='test-voice']");
    await wait_for_text(page, "#screen-tv-1 .told", /terdengar/);
    await page.click("#screen-tv-1 [data-op=picture]");
    await wait_for_text(page, "#screen-tv-1 figcaption", /^Gambar/);
});
await browser.close();
await hall.close();
