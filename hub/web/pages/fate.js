// SPDX-License-Identifier: MIT
// What became of the last press, in words and for the ear of a screen reader. Nothing is claimed that the server or a
// screen has not said: waiting is waiting, unknown is unknown.

import { at, make, replace, write } from "./dom.js";
import { choose, duration, say, seconds } from "./words.js";

const pending = ["sending", "retrying", "unknown"];
const linger = 8000; // ms

/// The receipt that belongs to what is shown: of the press, or of the counter's last call whoever made it. Once the visitor
/// is here, a call that was not heard any more is no bad news.
function receipt_of({ press, receipts, state }) {
    const call = press ? press.phase === "done" && press.result.call_id : state?.current?.call_id;
    const receipt = call ? receipts.get(call) ?? null : null;
    return !press && receipt?.hearing !== "heard" && state?.counter.status === "serving" ? null : receipt;
}

export function name_of(press) {
    const ticket = press.result?.ticket ?? press.args.ticket;
    return say(`op_${press.op}`) + (ticket ? ` ${ticket}` : "");
}

function hearing_story(receipt, waited) {
    const zone = receipt.zone.label;
    if (receipt.hearing === "heard") {
        const long = receipt.audible_ms ? say("heard", zone, seconds(receipt.audible_ms)) : say("heard_short", zone);
        const after = receipt.after_ms !== null && receipt.by ? say("heard_after", seconds(receipt.after_ms), receipt.by) : "";
        const missing = receipt.missing?.length ? say("heard_missing", receipt.missing.join(", ")) : "";
        return { fate: "heard", told: long, advice: [after, missing].filter(Boolean).join("; ") };
    }
    if (receipt.hearing === "not_heard") {
        const why = choose(receipt.message);
        return { fate: "bad", told: say("not_heard", zone) + (why ? `: ${why}.` : "."), advice: say("not_heard_advice"), urgent: true };
    }
    const began = receipt.screens.some((each) => each.phase === "started");
    return { fate: "wait", told: began ? say("hearing_began", zone) : say("hearing_waiting", zone, waited), quiet: true };
}

/// News of the last call that matters more than an older press: nobody heard it, or nobody knows yet.
function outlived(press, receipt, now) {
    const is_call = press.phase === "done" && press.result.call_id;
    return !is_call && !pending.includes(press.phase) && press.settled && now - press.settled > linger
        && receipt && receipt.hearing !== "heard";
}

/// The whole story: `fate` for the colour, `told` and `advice` in words, how far the three steps are.
export function story(model, now = performance.now()) {
    const current = receipt_of({ ...model, press: null });
    const press = model.press && !outlived(model.press, current, now) ? model.press : null;
    const receipt = press ? receipt_of(model) : current;
    if (!press) {
        return receipt ? { name: say("fate_call", receipt.ticket), steps: 2, of: 3, receipt,
                           ...hearing_story(receipt, "") }
                       : { name: say("fate_none"), fate: "none" };
    }
    const name = name_of(press);
    const of = ["call", "recall"].includes(press.op) ? 3 : 2;
    if (press.phase === "sending") {
        return { name, fate: "wait", told: say("sending"), steps: 0, of };
    }
    if (press.phase === "retrying") {
        return { name, fate: "wait", told: say("retrying"), steps: 0, of };
    }
    if (press.phase === "unknown" || press.phase === "unknown_for_good") {
        return { name, fate: "bad", told: say("unknown_fate"), steps: 0, of, urgent: true, dark: true,
                 advice: say(press.phase === "unknown" ? "unknown_advice" : "unknown_for_good") };
    }
    if (press.phase === "never") {
        return { name, fate: "bad", told: say("never"), advice: say("never_advice"), steps: 0, of, urgent: true };
    }
    if (press.phase === "refused") {
        return { name, fate: "bad", told: say("refused"), advice: choose(press.error?.message), steps: 1, of, urgent: true };
    }
    const stored = say(press.repeated ? "stored_before" : "stored");
    if (!press.result.call_id || of === 2) {
        const told = [stored, press.result.back && say("is_back", press.result.back)].filter(Boolean).join(" ");
        return { name, fate: "ok", told, steps: 2, of: 2 };
    }
    if (!receipt) {
        const waited = duration(now - press.settled);
        return { name, fate: "wait", told: `${stored} ${say("hearing_waiting", model.state?.counter.zone.label ?? "", waited)}`, quiet: true, steps: 2, of };
    }
    return { name, steps: 2, of, receipt, ...hearing_story(receipt, duration(now - press.settled)) };
}

function draw_steps(told) {
    at("steps").hidden = told.steps === undefined;
    if (told.steps === undefined) {
        return;
    }
    const names = ["step_sent", "step_stored", "step_heard"].slice(0, told.of);
    const reached = told.fate === "heard" ? 3 : told.steps;
    const items = names.map((key, index) => {
        const how = index < reached ? "yes" : index === reached ? (told.dark ? "dark" : told.fate === "bad" ? "no" : "now") : "open";
        return make("li", { class: how, text: say(key), "aria-current": how === "now" ? "step" : undefined });
    });
    replace(at("steps"), items, items.map((item) => item.className + item.textContent).join());
}

function draw_screens(receipt) {
    at("shown").hidden = !receipt;
    if (!receipt) {
        return;
    }
    const texts = receipt.screens.map((each) => [
        each.shown,
        each.shown ? say("shown_on", each.screen)
            : each.state === "live" ? say("not_shown_on", each.screen)
            : say("not_shown_state", each.screen, say(`screen_${each.state}`).toLowerCase()),
    ]);
    const items = texts.length === 0 ? [make("li", { class: "no", text: say("no_screens") })]
        : texts.map(([shown, text]) => make("li", { class: shown ? "yes" : "no", text }));
    replace(at("shown"), items, JSON.stringify(texts) + document.documentElement.lang);
}

let announced = "";

/// Says each news once: calm news politely, bad news at once. What only counts seconds is not news.
function announce(told) {
    if (told.quiet || told.fate === "none") {
        return;
    }
    const text = `${told.name}: ${told.told} ${told.advice ?? ""}`.trim();
    if (text !== announced) {
        announced = text;
        write(at(told.urgent ? "urgent" : "polite"), text);
        write(at(told.urgent ? "polite" : "urgent"), "");
    }
}

export function draw(model) {
    const told = story(model);
    at("fate").dataset.fate = told.fate;
    write(at("fate-name"), told.name);
    write(at("told"), told.told ?? "");
    write(at("advice"), told.advice ?? "");
    draw_steps(told);
    draw_screens(told.receipt);
    announce(told);
}

export const is_pending = (press) => Boolean(press) && pending.includes(press.phase);
