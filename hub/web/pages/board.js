// SPDX-License-Identifier: MIT
// The counter as it is: the ticket now, who waits, what was called. Ages count on from the moment of the state.

import { at, make, replace, write } from "./dom.js";
import { duration, has, say } from "./words.js";

function draw_now(state, age) {
    const { counter, current } = state;
    const status = counter.status === "open" && counter.armed ? "status_armed" : `status_${counter.status}`;
    write(at("ticket"), current?.ticket ?? "–");
    at("ticket").dataset.status = counter.status;
    const reason = [say(status), counter.reason, counter.until && say("until_time", counter.until)].filter(Boolean);
    write(at("status"), reason.join(" · "));
    at("status").dataset.status = counter.status;
    write(at("attempt"), !current || !current.attempt ? ""
        : state.offer_no_show ? say("offer", current.attempt) : say("attempt", current.attempt));
    at("attempt").className = state.offer_no_show ? "offer" : "";
    write(at("since"), current && Number.isFinite(current.called_ms) ? say("since", duration(current.called_ms + age)) : "");
    at("priority").hidden = !current?.priority;
    write(at("priority"), current?.priority && has(current.priority) ? say(current.priority) : current?.priority ?? "");
}

function draw_waiting({ waiting }, age) {
    write(at("count"), waiting.count === null ? "?" : String(waiting.count));
    write(at("oldest"), waiting.count === 0 ? say("none_waiting")
        : Number.isFinite(waiting.oldest_ms) ? say("oldest", duration(waiting.oldest_ms + age)) : say("unknown"));
    const chips = waiting.next.map(({ ticket, priority }) =>
        make("li", { class: priority ? "mark" : "", text: ticket, title: priority && has(priority) ? say(priority) : undefined }));
    replace(at("next"), chips, JSON.stringify(waiting.next.map(({ ticket, priority }) => [ticket, priority])));
}

const row_button = (op, ticket, label) =>
    make("button", { type: "button", class: "row-key", "data-op": op, "data-ticket": ticket, text: label, "aria-label": `${label} ${ticket}` });

function recent_row(each, state, language) {
    const current = state.current?.ticket === each.ticket && state.counter.status === "calling";
    const button = current ? row_button("recall", each.ticket, say("op_recall"))
        : each.may_call?.ok ? row_button("call", each.ticket, say("call_again")) : null;
    const row = make("li", {},
        make("b", { text: each.ticket }),
        make("span", { class: "state", "data-state": each.state, text: say(`state_${each.state}`) }),
        make("span", { class: "age", text: each.attempt > 1 ? say("times", each.attempt) : "" }),
        button);
    return [row, [each.ticket, each.state, each.attempt, Boolean(button), current, language]];
}

function draw_recent(state) {
    const rows = state.recent.map((each) => recent_row(each, state, document.documentElement.lang));
    replace(at("recent-rows"), rows.map(([row]) => row), JSON.stringify(rows.map(([, mark]) => mark)));
    at("recent-none").hidden = rows.length > 0;
}

function draw_aside({ held = [] }) {
    at("aside").hidden = held.length === 0;
    const rows = held.map(({ ticket, may_call, may_resume }) => make("li", {},
        make("b", { text: ticket }),
        may_resume?.ok ? row_button("resume", ticket, say("take_back")) : null,
        may_call?.ok ? row_button("call", ticket, say("call_again")) : null));
    replace(at("aside-rows"), rows,
            JSON.stringify([document.documentElement.lang, held.map((each) => [each.ticket, each.may_call?.ok, each.may_resume?.ok])]));
}

/// `age`: how long ago the state came, in ms.
export function draw(state, age) {
    draw_now(state, age);
    draw_waiting(state, age);
    draw_recent(state);
    draw_aside(state);
}
