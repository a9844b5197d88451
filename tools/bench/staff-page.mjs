// SPDX-License-Identifier: MIT
// How soon a clerk sees the staff pages: the real hub on loopback, the browser of tests/browser, each load without a cache.
//   PANGGIL_BROWSER_PACKAGES=build/browser node tools/bench/staff-page.mjs [LOADS]
// (PANGGIL_PROGRAMS: where the programs are, if not in build.) The packages come with tests/browser/run.sh.
import { launch, wait_for_ready } from "../../tests/browser/browser.mjs";
import { Hall, pin } from "../../tests/browser/hall.mjs";

const loads = Number(process.argv[2] ?? 15);

const pages = [
    { name: "/ (signing in)", path: "/", ready: (page) => page.waitForSelector("#sign-in:not([hidden])") },
    { name: "/ (a counter)", path: "/", who: "3", ready: (page) => wait_for_ready(page, "call") },
    { name: "/layar", path: "/layar", who: "3", ready: (page) => page.waitForSelector("#screen-tv-1") },
];

const middle = (values) => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];

/// One load in a browser that has seen nothing yet, but for the cookie of who has signed in.
async function load(browser, address, { path, ready }, cookies) {
    const context = await browser.newContext({ viewport: { width: 1024, height: 768 } });
    await context.addCookies(cookies);
    const page = await context.newPage();
    await page.goto(address + path);
    await ready(page);
    const told = await page.evaluate(() => ({
        ready: performance.now(),
        painted: performance.getEntriesByName("first-contentful-paint")[0].startTime,
        bytes: [performance.getEntriesByType("navigation")[0], ...performance.getEntriesByType("resource")]
            .filter(({ name }) => !name.includes("/api/")).reduce((sum, { decodedBodySize }) => sum + decodedBodySize, 0),
    }));
    await context.close();
    return told;
}

async function cookies_of(browser, address, counter) {
    const context = await browser.newContext();
    const answer = await context.request.post(`${address}/api/session`, { data: { counter, pin }, headers: { Origin: address } });
    if (!answer.ok()) {
        throw new Error(await answer.text());
    }
    const cookies = await context.cookies();
    await context.close();
    return cookies;
}

const browser = await launch();
const hall = new Hall();
try {
    await hall.open_hub();
    await hall.live_screen("tv-1", "--mute");
    await hall.panggil("open", "3");
    await hall.issue("dukcapil", 8);
    console.log(`Chromium ${browser.version()}, ${loads} loads each, medians (worst)`);
    console.log("| page | first paint | ready to use | weight |\n|---|---|---|---|");
    for (const each of pages) {
        const cookies = each.who ? await cookies_of(browser, hall.web, each.who) : [];
        const all = [];
        for (let count = 0; count <= loads; ++count) {
            all.push(await load(browser, hall.web, each, cookies));
        }
        all.shift(); // the browser's own first steps
        const told = (key) => `${Math.round(middle(all.map((one) => one[key])))} ms (${Math.round(Math.max(...all.map((one) => one[key])))})`;
        console.log(`| ${each.name} | ${told("painted")} | ${told("ready")} | ${(all[0].bytes / 1000).toFixed(1)} kB |`);
    }
} finally {
    await browser.close();
    await hall.close();
}
