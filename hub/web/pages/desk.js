// SPDX-License-Identifier: MIT
// The clerk's page: holds what is known, lets the others draw it, and turns a press into one command.

import * as board from "./board.js";
import * as buttons from "./buttons.js";
import { choose_number, choose_pause, choose_transfer } from "./dialogs.js";
import { at, write } from "./dom.js";
import * as fate from "./fate.js";
import * as keys from "./keys.js";
import * as page from "./page.js";
import { begin, carry, find_out, left_over } from "./press.js";
import { ask } from "./server.js";
import * as sign_in from "./sign_in.js";
import * as top from "./top.js";
import { duration, say } from "./words.js";

const model = { session: null, state: null, state_at: 0, heard: null, link: "connecting", press: null, receipts: new Map(), was: null, note: "" };
let line = null;

const age = () => performance.now() - model.state_at;

function draw() {
    const inside = Boolean(model.session?.who);
    const { state } = model;
    at("board").hidden = !inside;
    at("sign-out").hidden = at("keypad").hidden = !inside;
    write(at("hall"), model.session ? model.session.hall.name : "Panggil");
    write(at("title"), inside ? [model.session.who.name, state?.counter.agency].filter(Boolean).join(" · ") : say("desk"));
    top.draw(model.link, state?.hub.health);
    if (!inside) {
        return;
    }
    document.title = `${state?.current?.ticket ?? say("nobody")} – ${model.session.who.name}`;
    if (state) {
        board.draw(state, age());
        for (const key of document.querySelectorAll(".row-key")) {
            key.setAttribute("aria-disabled", String(model.link !== "live"));
        }
    }
    const others = state?.counter.others ?? model.session.who.others;
    at("known").hidden = model.link === "live" && !others;
    write(at("known"), model.link !== "live" && state ? say("known", duration(performance.now() - model.heard.at))
        : others ? say("others", others) : "");
    buttons.draw(model, age());
    fate.draw(model);
}

/// The newest word of the hub, carried on by the browser's clock.
function seen() {
    const { heard } = model;
    return heard ? { term: heard.term, mono: heard.mono + Math.floor(performance.now() - heard.at) } : undefined;
}

function tell() {
    if (model.press && !model.press.settled && !fate.is_pending(model.press)) {
        model.press.settled = performance.now();
        setTimeout(draw, 600); // the button is itself again
    }
    draw();
}

/// `rev`: the counter as the clerk saw it. Whoever moved it since makes the hub refuse. The counter is said: the cookie
/// is the whole browser's, and may be another counter's by now.
async function send(button, op, args, rev = model.state.counter.rev) {
    const { counter } = model.session.who;
    const press = { ...begin(op, { counter, ...args }), button, counter };
    model.press = press;
    await carry(press, () => ({ if_rev: rev, seen: seen() }), tell);
    if (press === model.press && (press.error?.code === "forbidden" || press.phase === "unknown_for_good")) {
        check_session();
    }
}

function refuse(why) {
    write(at("polite"), why);
}

async function press(id, digit) {
    if (buttons.is_echo(id, model)) {
        return undefined;
    }
    const rev = model.state?.counter.rev;
    const verdict = buttons.may(id, model, age());
    if (!verdict.ok) {
        return refuse(`${say(buttons.role_of(id, model.state).name)}: ${verdict.why}`);
    }
    const { op } = buttons.role_of(id, model.state);
    if (op === "undo") {
        return send(id, model.state.undo.op, model.state.undo.args ?? {});
    }
    const asked = id === "number" ? await choose_number(model.state, digit)
        : op === "transfer" ? await choose_transfer(model.state)
        : id === "pause" && op !== "open" ? await choose_pause(model.state)
        : { op, args: {} };
    if (!asked) {
        return undefined;
    }
    if (model.link !== "live" || fate.is_pending(model.press)) { // since the dialog was opened
        return refuse(say(model.link === "live" ? "why_busy" : "why_lost"));
    }
    return send(id, asked.op, asked.args, rev);
}

function hear(name, data) {
    const now = performance.now();
    if (name === "state") {
        model.state = data;
        model.state_at = now;
        model.heard = { term: data.hub.term, mono: data.hub.mono, at: now };
        if (data.receipt) {
            model.receipts.set(data.receipt.call_id, data.receipt);
        }
    } else if (name === "receipt") {
        model.receipts.set(data.call_id, data);
    } else if (name === "beat") {
        model.heard = { term: data.term, mono: data.mono, at: now };
        if (model.state) {
            model.state.hub.health = data.health;
        }
    } else if (name === "end" && data.why !== "stopping") {
        leave(data.why === "signed_out" ? say("signed_out") : say("session_ended"));
        return;
    }
    while (model.receipts.size > 40) {
        model.receipts.delete(model.receipts.keys().next().value);
    }
    draw();
}

function enter(session) {
    Object.assign(model, { session, was: null, link: "connecting" });
    line = page.connect(`/api/events?counter=${encodeURIComponent(session.who.counter)}`, model, { hear, draw, doubt: check_session });
    const left = left_over();
    if (left && left.counter === session.who.counter) {
        model.press = left;
        find_out(left, tell);
    }
    draw();
    at("main").focus({ preventScroll: true });
}

function leave(note) {
    line?.close();
    line = null;
    if (model.press && fate.is_pending(model.press)) {
        model.press.abandoned = true; // asked for again after signing in
    }
    Object.assign(model, { state: null, heard: null, link: "connecting", press: null, was: model.session.who.counter, note });
    model.receipts.clear();
    model.session = null;
    open();
}

/// A line that broke may be a session that ended.
async function check_session() {
    const answer = await ask("GET", "/api/session");
    if (line && answer.status === 200 && answer.body.who?.counter !== model.session.who.counter) {
        leave(say("session_ended"));
    }
}

/// Nobody becomes another counter's clerk without a PIN, because of what was done in another window.
const is_another = (who) => Boolean(model.was) && model.was !== who.counter;

async function open() {
    const here = await page.session(model);
    const { who } = here;
    if (who && who.counter !== "admin" && !is_another(who)) {
        enter(here);
        return;
    }
    if (who && is_another(who)) {
        model.note = say("another_counter", who.name);
    }
    model.session = { ...here, who: null };
    model.link = "live";
    draw();
    sign_in.show(here, model.note || (here.ended ? say("session_ended") : ""));
    (at("counter").value ? at("pin") : at("counter")).focus();
}

function keypad_switch() {
    const button = at("keypad");
    const name = "panggil.keypad";
    try {
        button.setAttribute("aria-pressed", String(localStorage.getItem(name) !== "off"));
    } catch {
        // It is on.
    }
    button.addEventListener("click", () => {
        const on = button.getAttribute("aria-pressed") !== "true";
        button.setAttribute("aria-pressed", String(on));
        try {
            localStorage.setItem(name, on ? "on" : "off");
        } catch {
            // Until the page is left.
        }
    });
}

buttons.build(press);
keypad_switch();
keys.listen(press, () => at("keypad").getAttribute("aria-pressed") === "true", () => Boolean(model.session?.who));
at("board").addEventListener("click", ({ target }) => {
    const { op, ticket } = target.dataset;
    if (!op) {
        return;
    }
    if (op === "recall") {
        press("recall");
    } else if (buttons.is_echo(`row-${ticket}`, model)) {
        // The second half of a double click.
    } else if (model.link === "live" && !fate.is_pending(model.press)) {
        send(`row-${ticket}`, op, { ticket });
    } else {
        refuse(say(model.link === "live" ? "why_busy" : "why_lost"));
    }
});
at("sign-out").addEventListener("click", async () => {
    const answer = await ask("DELETE", "/api/session");
    if (!answer.lost) {
        leave(say("signed_out"));
    }
});
sign_in.listen((session) => {
    model.note = "";
    session.who.counter === "admin" ? location.assign("/layar") : enter(session);
});
page.begin(draw, { redress() {
    if (model.session && !model.session.who) {
        sign_in.show(model.session, "");
    }
    draw();
} });
open();
