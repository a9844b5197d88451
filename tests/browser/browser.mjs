// SPDX-License-Identifier: MIT
// Debian's Chromium, driven by playwright-core, and what every test asks of a page. The packages lie in the build folder.
import { createRequire } from "node:module";
import { resolve } from "node:path";
import assert from "node:assert/strict";

const need = createRequire(resolve(process.env.PANGGIL_BROWSER_PACKAGES ?? ".", "package.json"));
const { chromium } = need("playwright-core");
const axe = need.resolve("axe-core/axe.min.js");

export const patience = 60000; // ms until a condition counts as never met

export function launch() {
    return chromium.launch({
        executablePath: process.env.PANGGIL_CHROMIUM ?? "/usr/bin/chromium",
        args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
               "--disable-component-update", "--disable-sync"],
    });
}

/// A page in a context of its own (own cookies, own storage), and what went wrong in it.
export async function open_page(browser, address, { width = 1024, height = 768, dark = false } = {}) {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme: dark ? "dark" : "light", timezoneId: "Asia/Makassar" });
    context.setDefaultTimeout(patience);
    const page = await context.newPage();
    page.faults = [];
    page.on("pageerror", (error) => page.faults.push(error.message));
    page.on("console", (message) => {
        if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) {
            page.faults.push(message.text());
        }
    });
    await page.goto(address);
    return page;
}

export async function until(condition, what) {
    const deadline = Date.now() + patience;
    for (;;) {
        const answer = await condition();
        if (answer) {
            return answer;
        }
        assert.ok(Date.now() < deadline, `never happened: ${what}`);
        await new Promise((done) => setTimeout(done, 25));
    }
}

export async function text_of(page, selector) {
    return (await page.textContent(selector)).trim();
}

export async function wait_for_text(page, selector, pattern) {
    let last = "";
    await until(async () => pattern.test(last = await text_of(page, selector)), `${selector} says ${pattern}`)
        .catch((error) => assert.fail(`${error.message}; it says "${last}"`));
    return last;
}

export async function wait_for_ready(page, key) {
    await page.waitForSelector(`#key-${key}[aria-disabled="false"]`);
}

/// What axe-core finds against WCAG 2.2 A and AA, worst first; nothing of it is acceptable.
export async function check_with_axe(page, state) {
    if (!await page.evaluate(() => "axe" in window)) {
        await page.evaluate((await import("node:fs")).readFileSync(axe, "utf8"));
    }
    const found = await page.evaluate(() => window.axe.run(document, {
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
    assert.deepEqual(found.violations.map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.map(({ html }) => html.slice(0, 160)) })), [], state);
    assert.ok(found.passes.length > 10, "axe looked at the page");
}
