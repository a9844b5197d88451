// SPDX-License-Identifier: MIT
// The buttons of the counter: what each may do now, and why not.

import { at, make, write } from "./dom.js";
import { buttons } from "./keys.js";
import { choose, say } from "./words.js";

/// Puts the buttons on the page; `pressed(id)`.
export function build(pressed) {
    for (const { id, f, pad, big } of buttons) {
        const button = make("button", { type: "button", id: `key-${id}`, class: big ? "key big" : "key", "aria-describedby": `why-${id}`,
                                        "aria-keyshortcuts": f.replace("Ctrl", "Control") },
            make("span", { class: "name" }),
            make("span", { class: "why", id: `why-${id}` }),
            make("span", { class: "caps", "aria-hidden": "true" },
                 make("kbd", { text: f }), pad ? make("kbd", { class: "pad", text: pad }) : null));
        button.addEventListener("click", () => pressed(id));
        at("keys").append(button);
    }
}

/// What this button stands for in this state of the counter.
export function role_of(id, state) {
    const status = state?.counter.status;
    const shut = status === "closed" || status === "break";
    if ((id === "call" && shut) || (id === "pause" && status === "break")) {
        return { op: "open", name: "op_open" };
    }
    return { op: { number: "call", undo: "undo", pause: "close" }[id] ?? id, name: `op_${id}` };
}

function may_undo(state, age) {
    const undo = state.undo;
    const left = undo ? undo.left_ms - age : 0;
    return undo && left > 0
        ? { ok: true, hint: [say("undo_until", undo.ticket ?? "", Math.ceil(left / 1000)), undo.back && say("comes_back", undo.back)].filter(Boolean).join(" · ") }
        : { ok: false, why: say("undo_none") };
}

function hint_of(id, state) {
    const { current, waiting, counter } = state;
    if (id !== "call" || counter.status === "closed" || counter.status === "break") {
        return "";
    }
    // Calling the next decides about the one who is here: say so before the press.
    const leaves = current && say(counter.status === "serving" ? "finishes" : "sets_aside", current.ticket);
    const next = waiting.next?.[0] && say("next_is", waiting.next[0].ticket);
    return [next, leaves].filter(Boolean).join(" · ");
}

const asks_first = ["number", "transfer", "pause"];
const double_click = 500; // ms

/// The second half of a double click is no second press. (Where a dialog asks first there is nothing to repeat.)
export function is_echo(id, { press }) {
    return !asks_first.includes(id) && press?.button === id && performance.now() - press.began < double_click;
}

/// Whether a press would be sent now: `ok`, else `why`. `age`: how old the state is, in ms.
export function may(id, model, age) {
    const { state, link, press } = model;
    if (!state || link !== "live") {
        return { ok: false, why: say("why_lost") };
    }
    if (press && ["sending", "retrying", "unknown"].includes(press.phase)) {
        return { ok: false, why: say("why_busy") };
    }
    if (is_echo(id, model) || (press?.phase === "done" && press.seq > state.hub.seq && performance.now() - press.settled < 3000)) {
        return { ok: false, why: say("why_settling") };
    }
    const { op } = role_of(id, state);
    if (op === "undo") {
        return may_undo(state, age);
    }
    let verdict = state.may[op] ?? { ok: false };
    if (id === "number" && verdict.code === "nothing_to_call") {
        verdict = { ok: true }; // a number can be called although nobody is next
    }
    if (id === "pause" && op === "close" && !verdict.ok && state.may.break?.ok) {
        verdict = state.may.break;
    }
    if (verdict.ok) {
        return { ok: true, hint: hint_of(id, state) };
    }
    if (verdict.wait_ms !== undefined && verdict.wait_ms !== null) {
        const left = verdict.wait_ms - age;
        return left <= 0 ? { ok: true, hint: hint_of(id, state) } : { ok: false, why: say("wait_s", Math.ceil(left / 1000)) };
    }
    return { ok: false, why: choose(verdict.message) };
}

export function draw(model, age) {
    for (const { id } of buttons) {
        const button = at(`key-${id}`);
        const { ok, why, hint } = may(id, model, age);
        button.setAttribute("aria-disabled", String(!ok));
        write(button.querySelector(".name"), say(role_of(id, model.state).name));
        write(button.querySelector(".why"), (ok ? hint : why) ?? "");
        button.classList.toggle("busy", model.press?.button === id && ["sending", "retrying", "unknown"].includes(model.press.phase));
    }
    at("key-no-show").classList.toggle("offered", model.state?.offer_no_show === true);
}
