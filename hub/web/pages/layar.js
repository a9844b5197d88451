// SPDX-License-Identifier: MIT
// Every screen of the hall: how it is, in plain words, and what can be asked of it.

import { at, make, replace, write } from "./dom.js";
import * as page from "./page.js";
import { ask, new_key } from "./server.js";
import * as top from "./top.js";
import { choose, duration, has, say, seconds, tag } from "./words.js";

const model = { session: null, screens: null, hub: null, at: 0, link: "connecting" };
const picture_pace = 3000; // ms from one picture to the next
const pictures = new Map(); // screens whose picture is open, and since which press: what an earlier one has begun ends
const fates = new Map(); // what became of the last press, by screen: shown at its card
const restarting = new Map(); // the life that a screen had when it was asked to end
let line = null;

const fact = (name, value, how = "") => make("div", { class: how }, make("dt", { text: say(name) }), make("dd", { text: value }));

const told = (value, unit) => (Number.isFinite(value) ? unit(value) : say("not_told"));

function sound_of({ audio, voice, zones }) {
    const speaks = zones.filter((each) => each.speaks).map((each) => say("speaks_in", each.label));
    return [has(`audio_${audio}`) ? say(`audio_${audio}`) : audio, voice && say(`voice_${voice}`), ...speaks].filter(Boolean).join(", ");
}

function seen_call(call) {
    return call ? call.ticket || call.call_id : say("none");
}

const is_well = (screen) => screen.state === "live" && screen.faults.length === 0;

function keys_of(screen) {
    return ["picture", "identify", "test-voice", "restart"].map((op) => {
        const may = screen.may[op] ?? { ok: false };
        const note = may.ok ? "" : choose(may.message);
        return make("button", { type: "button", class: "plain", "data-op": op, "data-screen": screen.screen, "aria-disabled": String(!may.ok),
                                "aria-pressed": op === "picture" ? String(pictures.has(screen.screen)) : undefined,
                                title: note || undefined, text: say(op), "aria-label": [`${say(op)} ${screen.screen}`, note].filter(Boolean).join(": ") });
    });
}

function card_of(screen) {
    const { zones, faults } = screen;
    const state = model.link === "live" ? screen.state : "unknown"; // what was known says nothing of now
    const hub_seq = model.hub?.seq;
    return make("li", { class: "card screen", id: `screen-${screen.screen}`, "data-state": state },
        make("h2", { text: screen.screen }),
        make("p", { class: "badge", text: has(`screen_${state}`) ? say(`screen_${state}`) : state === "unknown" ? say("unknown") : state }),
        make("dl", {},
            make("div", {}, make("dt", { text: say("last_word") }), make("dd", { class: "silence" })),
            fact("event_no", screen.in_step ? say("in_step", screen.seq) : say("behind", screen.seq, hub_seq ?? "?"), screen.in_step ? "" : "odd"),
            fact("last_shown", seen_call(screen.last_shown)),
            fact("last_said", seen_call(screen.last_said)),
            fact("sound", sound_of(screen), screen.audio === "mute" || screen.voice ? "odd" : ""),
            fact("zones", zones.map((each) => each.label).join(", ") || "–"),
            fact("layout", screen.layout || say("not_told")),
            fact("version", screen.version || say("not_told")),
            fact("cpu", told(screen.cpu_percent, (value) => `${value} %`)),
            fact("memory", told(screen.memory_kb, (value) => `${Math.round(value / 1024)} MB`))),
        faults.length === 0 ? make("p", { class: "well", text: say("no_faults") })
            : make("ul", { class: "faults", "aria-label": say("faults") }, ...faults.map((each) => make("li", { text: choose(each.message) || each.code }))),
        make("div", { class: "choices" }, ...keys_of(screen)),
        fates.has(screen.screen) && make("p", { class: "told", text: fates.get(screen.screen) }),
        make("figure", { hidden: true }));
}

function draw_cards() {
    const marks = model.screens.map(({ silence_ms, ...rest }) => rest);
    const mark = JSON.stringify([tag(), model.link === "live", model.hub?.seq, marks, [...fates], [...pictures.keys()]]);
    if (at("screens").dataset.mark === mark) {
        return; // an open picture stays in its place
    }
    const open = new Map([...document.querySelectorAll(".screen figure:not([hidden])")].map((figure) => [figure.parentElement.id, figure]));
    const focused = document.activeElement?.dataset ?? {};
    const cards = model.screens.map(card_of);
    for (const card of cards) {
        const figure = open.get(card.id);
        if (figure) {
            card.querySelector("figure").replaceWith(figure);
        }
    }
    replace(at("screens"), cards, mark);
    if (focused.op) {
        document.querySelector(`[data-op="${CSS.escape(focused.op)}"][data-screen="${CSS.escape(focused.screen)}"]`)?.focus();
    }
}

function draw() {
    top.draw(model.link, model.hub?.health);
    const inside = Boolean(model.session?.who);
    at("empty").hidden = !model.session || (inside && (!model.screens || model.screens.length > 0));
    write(at("empty"), inside ? say("no_screens") : say("need_sign_in"));
    write(at("hall"), model.session?.hall.name ?? "Panggil");
    if (!inside || !model.screens) {
        return;
    }
    draw_cards();
    const ill = model.screens.filter((each) => !is_well(each)).length;
    write(at("sum"), model.link !== "live" || model.screens.length === 0 ? "" : ill ? say("sum_some", model.screens.length, ill) : say("sum_all", model.screens.length));
    const age = performance.now() - model.at;
    for (const { screen, silence_ms } of model.screens) {
        const node = document.getElementById(`screen-${screen}`).querySelector(".silence");
        write(node, Number.isFinite(silence_ms) ? say("since", duration(silence_ms + age)) : say("unknown"));
    }
}

const path_of = (screen, op) => `/api/screens/${encodeURIComponent(screen)}/${op}`;

const figure_of = (screen) => document.getElementById(`screen-${screen}`)?.querySelector("figure");

/// The browser asks for the picture, so that nothing but the server's PNG is shown; then again and again, until it is closed. What stands
/// there stays until the next one has come whole.
function load_picture(screen, press) {
    const is_open = () => pictures.get(screen) === press;
    const image = make("img", { alt: say("picture_of", screen), src: `${path_of(screen, "picture")}?n=${new_key()}` });
    const later = () => setTimeout(() => is_open() && load_picture(screen, press), picture_pace);
    const put = (caption, ...shown) => figure_of(screen)?.replaceChildren(...shown, make("figcaption", { text: caption }));
    image.addEventListener("load", () => {
        if (is_open()) {
            put(`${say("picture_of", screen)}, ${new Date().toLocaleTimeString(tag())}`, image);
            later();
        }
    });
    image.addEventListener("error", async () => {
        const answer = await ask("GET", path_of(screen, "picture"), { wait: 9000 }); // an image does not say why it did not come
        if (is_open()) {
            const why = answer.body.error ? choose(answer.body.error.message) : say("picture_failed");
            put(why);
            write(at("polite"), why);
            later();
        }
    });
}

function toggle_picture(screen) {
    const opens = !pictures.delete(screen);
    const figure = figure_of(screen);
    figure.hidden = !opens;
    figure.replaceChildren(make("figcaption", { text: "…" }));
    if (opens) {
        const press = new_key();
        pictures.set(screen, press);
        load_picture(screen, press);
    }
    draw();
}

function tell(screen, text) {
    fates.set(screen, text);
    write(at("polite"), `${screen}: ${text}`);
    draw();
}

function told_of(op, { waits, audible_ms }) {
    return op === "identify" ? say("identified") : op === "test-voice" ? say("tested", seconds(audible_ms)) : say(waits ? "restarts_later" : "restarts");
}

async function order(op, screen, body = {}) {
    if (op === "restart" && !confirm(say("restart_sure", screen))) {
        return;
    }
    const { life } = model.screens.find((each) => each.screen === screen) ?? {};
    tell(screen, say("asking_screen", say(op)));
    const answer = await ask("POST", path_of(screen, op), { body, wait: op === "test-voice" ? 25000 : 9000 });
    const { error } = answer.body;
    if (error?.code === "quiet_hours" && confirm(say("test_anyway", choose(error.message)))) {
        return order(op, screen, { anyway: true });
    }
    if (op === "restart" && answer.status === 200) {
        restarting.set(screen, life);
    }
    tell(screen, answer.lost ? say("unknown_fate") : error ? choose(error.message) : told_of(op, answer.body));
}

/// A screen that was asked to begin anew is back when it has another life and shows the hall.
function welcome_back() {
    for (const { screen, life, state } of model.screens) {
        if (restarting.has(screen) && life && life !== restarting.get(screen) && state === "live") {
            restarting.delete(screen);
            tell(screen, say("restarted"));
        }
    }
}

function hear(name, data) {
    if (name === "screens") {
        Object.assign(model, { screens: data.screens, hub: data.hub ?? model.hub, at: performance.now() });
        welcome_back();
    } else if (name === "beat" && model.hub) {
        model.hub = { ...model.hub, health: data.health };
    } else if (name === "end" && data.why !== "stopping") {
        line.close();
        open();
        return;
    }
    draw();
}

/// A line that broke may be a session that ended.
async function check_session() {
    const answer = await ask("GET", "/api/session");
    if (answer.status === 200 && !answer.body.who) {
        line.close();
        open();
    }
}

async function open() {
    model.session = await page.session(model);
    if (model.session.who) {
        line = page.connect("/api/events?screens=1", model, { hear, draw, doubt: check_session });
    } else {
        Object.assign(model, { screens: null, link: "live" });
        pictures.clear();
        at("screens").replaceChildren();
    }
    draw();
}

at("screens").addEventListener("click", ({ target }) => {
    const { op, screen } = target.dataset;
    if (!op) {
        return;
    }
    if (target.getAttribute("aria-disabled") === "true") {
        tell(screen, `${target.textContent}: ${target.title}`);
    } else if (op === "picture") {
        toggle_picture(screen);
    } else {
        order(op, screen);
    }
});
page.begin(draw);
open();
