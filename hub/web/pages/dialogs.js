// SPDX-License-Identifier: MIT
// What needs more than a press: which number, whereto, until when. Each returns {op, args}, or null when it was left.

import { at, make, write } from "./dom.js";
import { say } from "./words.js";

/// Opens the dialog; `read()` gives what was chosen, or a text that says what is wrong with it.
function open(id, read) {
    const dialog = at(id);
    const form = dialog.querySelector("form");
    return new Promise((done) => {
        const controller = new AbortController();
        const once = { signal: controller.signal };
        const end = (value) => {
            controller.abort();
            dialog.close();
            done(value);
        };
        form.addEventListener("submit", (event) => {
            event.preventDefault();
            const chosen = read();
            if (chosen) {
                end(chosen);
            }
        }, once);
        dialog.querySelector("[data-close]").addEventListener("click", () => end(null), once);
        dialog.addEventListener("cancel", (event) => {
            event.preventDefault();
            end(null);
        }, once);
        dialog.showModal();
    });
}

/// "18" is F018 where the counter has one line; with its letters it is taken as it is.
export function label_of(text, services) {
    const typed = text.trim().toUpperCase().replace(/\s+/g, "");
    if (!/^\d+$/.test(typed)) {
        return typed;
    }
    return services?.length === 1 ? services[0].prefix + typed.padStart(services[0].digits ?? 3, "0") : null;
}

export function choose_number(state, digit) {
    const field = at("number");
    field.value = digit ?? "";
    write(at("number-fault"), "");
    const chosen = open("number-dialog", () => {
        const ticket = label_of(field.value, state.counter.services);
        write(at("number-fault"), ticket ? "" : say("number_letters"));
        return ticket ? { op: "call", args: { ticket } } : null;
    });
    field.focus();
    return chosen;
}

const group = (label, options) =>
    make("optgroup", { label }, ...options.map(({ value, text, disabled }) => make("option", { value, text, disabled })));

export function choose_transfer(state) {
    const { services, counters } = state.transfer_to;
    write(at("transfer-title"), [say("op_transfer"), state.current?.ticket].filter(Boolean).join(" "));
    at("to").replaceChildren(
        make("option", { value: "", text: "…" }),
        group(say("services"), services.map(({ id, label, prefix }) => ({ value: id, text: `${label} (${prefix})` }))),
        group(say("counters"), counters.map(({ id, name, agency, status }) =>
            ({ value: id, text: `${name} · ${agency}` + (status === "closed" ? ` (${say("status_closed").toLowerCase()})` : "") }))));
    return open("transfer-dialog", () => at("to").value ? { op: "transfer", args: { to: at("to").value } } : null);
}

export function choose_pause(state) {
    const form = at("pause-dialog").querySelector("form");
    form.reset();
    for (const radio of form.elements.what) {
        radio.disabled = state.may[radio.value]?.ok !== true;
    }
    (form.elements.what[0].disabled ? form.elements.what[1] : form.elements.what[0]).checked = true;
    return open("pause-dialog", () => {
        const what = form.elements.what.value;
        const args = {};
        const until = at("until").value.replace(":", ".");
        if (until && what === "break") {
            args.until = until;
        }
        if (at("reason").value.trim()) {
            args.reason = at("reason").value.trim();
        }
        return { op: what, args };
    });
}
