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

/// "18" is F018 where the counter has one line, or where this one was chosen; with its letters it is taken as it is.
export function label_of(text, service) {
    const typed = text.trim().toUpperCase().replace(/\s+/g, "");
    return /^\d+$/.test(typed) ? service.prefix + typed.padStart(service.digits ?? 3, "0") : typed;
}

/// The lines of the counter to choose from, where it has several; the one of the ticket now, or of the next, comes first to mind.
function show_lines({ counter: { services }, current, waiting }) {
    const first = services.some(({ id }) => id === (current ?? waiting.next[0])?.service) ? (current ?? waiting.next[0]).service : services[0]?.id;
    at("number-lines").hidden = services.length < 2;
    at("number-line-list").replaceChildren(...services.map(({ id, label, prefix }) => make("label", { class: "radio" },
        make("input", { type: "radio", name: "line", value: id, checked: id === first }), make("span", { text: `${label} (${prefix})` }))));
    return [...at("number-line-list").querySelectorAll("input")];
}

/// A bare number pad has no letters, no Tab and no Escape: + and − go through the lines, its comma leaves.
function pad_of_dialog(radios, changed) {
    return (event) => {
        const step = { NumpadAdd: 1, NumpadSubtract: -1 }[event.code];
        if (step && radios.length > 1) {
            const now = radios.findIndex((each) => each.checked);
            radios[(now + step + radios.length) % radios.length].checked = true;
            changed();
        } else if (event.code === "NumpadDecimal" || event.code === "NumpadComma") {
            at("number-dialog").querySelector("[data-close]").click();
        } else if (!step) {
            return;
        }
        event.preventDefault();
    };
}

export async function choose_number(state, digit) {
    const field = at("number");
    const { services } = state.counter;
    const radios = show_lines(state);
    const label = () => field.value.trim() ? label_of(field.value, services[Math.max(0, radios.findIndex((each) => each.checked))] ?? { prefix: "", digits: 0 }) : "";
    const tell = () => write(at("number-told"), label() ? say("number_told", label()) : "");
    field.value = digit ?? "";
    write(at("number-pad"), say(services.length > 1 ? "number_pad" : "number_pad_one"));
    tell();
    const here = new AbortController();
    at("number-dialog").addEventListener("input", tell, { signal: here.signal });
    at("number-dialog").addEventListener("keydown", pad_of_dialog(radios, tell), { signal: here.signal });
    const chosen = open("number-dialog", () => label() ? { op: "call", args: { ticket: label() } } : null);
    field.focus();
    return chosen.finally(() => here.abort());
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
