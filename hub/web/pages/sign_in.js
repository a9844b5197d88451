// SPDX-License-Identifier: MIT
// Who sits here: counter and PIN.

import { at, make, write } from "./dom.js";
import { ask } from "./server.js";
import { choose, duration, say } from "./words.js";

const remembered = "panggil.counter";

function last_counter() {
    try {
        return localStorage.getItem(remembered);
    } catch {
        return null;
    }
}

/// The form with the hall's counters; `note` says why one is asked.
export function show(session, note) {
    const asked = at("counter").value || last_counter();
    at("counter").replaceChildren(
        make("option", { value: "", text: say("choose_counter") }),
        ...session.sign_in.map(({ counter, name, agency, ready }) => make("option", {
            value: counter, disabled: !ready,
            text: [name, agency].filter(Boolean).join(" · ") + (ready ? "" : ` (${say("no_pin")})`),
        })));
    at("counter").value = session.sign_in.some((each) => each.counter === asked && each.ready) ? asked : "";
    write(at("sign-in-note"), note ?? "");
    at("sign-in").hidden = false;
}

function fault_text({ lost, body }) {
    if (lost || !body.error) {
        return say("no_server");
    }
    const { code, message, retry_after_ms } = body.error;
    if (code === "locked") {
        return say("locked", duration(retry_after_ms ?? 60000));
    }
    const left = body.error.tries_left ?? body.tries_left;
    return choose(message) + (Number.isFinite(left) ? ` ${say("tries_left", left)}` : "");
}

/// `entered(session)` once the server has let somebody in.
export function listen(entered) {
    at("sign-in").addEventListener("submit", async (event) => {
        event.preventDefault();
        const button = at("sign-in").querySelector("[type=submit]");
        if (button.getAttribute("aria-disabled") === "true") {
            return;
        }
        button.setAttribute("aria-disabled", "true");
        write(at("sign-in-fault"), "");
        const counter = at("counter").value;
        const answer = await ask("POST", "/api/session", { body: { counter, pin: at("pin").value }, wait: 10000 });
        button.setAttribute("aria-disabled", "false");
        at("pin").value = "";
        if (answer.status !== 200) {
            write(at("sign-in-fault"), fault_text(answer));
            at("pin").focus();
            return;
        }
        try {
            localStorage.setItem(remembered, counter);
        } catch {
            // It is only a convenience.
        }
        at("sign-in").hidden = true;
        entered(answer.body);
    });
}
