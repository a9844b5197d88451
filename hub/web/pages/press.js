// SPDX-License-Identifier: MIT
// The life of one press: sent, sent again with the same request id until it is answered, and when nobody answers, asked
// after until it is known. It is never said to be done or not done unless the server has said so.

import { ask, new_key } from "./server.js";

const send_again = 400; // ms
const give_up = 5000;
const ask_again = 1000;
const kept = "panggil.press";

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

export function begin(op, args) {
    return { key: new_key(), op, args, phase: "sending", began: performance.now(), tries: 0, lost: false };
}

/// A press that the page was reloaded in the middle of.
export function left_over() {
    try {
        const saved = JSON.parse(sessionStorage.getItem(kept));
        return saved?.key ? { ...saved, phase: "unknown", began: performance.now(), lost: true } : null;
    } catch {
        return null;
    }
}

function keep(press) {
    try {
        press ? sessionStorage.setItem(kept, JSON.stringify({ key: press.key, op: press.op, args: press.args, counter: press.counter }))
              : sessionStorage.removeItem(kept);
    } catch {
        // Without storage a reload forgets the press; the board then still shows what the hub has.
    }
}

/// What an answer says about the press: its fate, or null when it says nothing.
function fate_of(answer, lost_before) {
    if (answer.lost) {
        return null;
    }
    const { fate, error } = answer.body;
    if (error?.code === "forbidden" && lost_before) {
        return null; // of whoever has signed in since; what became of the press is not said
    }
    if (fate === "done" || fate === "refused" || fate === "never") {
        return fate;
    }
    if (fate === "unknown" || answer.status >= 500) {
        return null;
    }
    // Stopped at the door: nothing was done now; whether it was before, this answer does not tell.
    return lost_before ? null : "refused";
}

function settle(press, fate, answer) {
    press.phase = fate;
    press.result = answer.body.result ?? {};
    press.seq = answer.body.seq ?? 0;
    press.repeated = answer.body.repeated === true;
    press.error = answer.body.error ?? null;
    keep(null);
}

/// Brings the press to its end. `frame()` gives if_rev, the same each time, and what was heard of the hub by now;
/// `tell()` draws.
export async function carry(press, frame, tell) {
    keep(press);
    let { if_rev, seen } = frame();
    tell();
    while (performance.now() - press.began < give_up) {
        ++press.tries;
        const answer = await ask("POST", "/api/commands",
                                 { key: press.key, body: { op: press.op, args: press.args, if_rev, seen, life_ms: give_up } });
        const fate = fate_of(answer, press.lost);
        const now_seen = frame().seen;
        if (fate === "refused" && answer.body.error?.code === "expired" && now_seen?.term !== seen?.term) {
            seen = now_seen; // another life of the hub: the same press, said to it anew
            continue;
        }
        if (fate) {
            settle(press, fate, answer);
            tell();
            return;
        }
        press.lost = true;
        press.phase = "retrying";
        tell();
        await pause(send_again);
        if (now_seen && now_seen.term !== seen?.term) {
            seen = now_seen;
        }
    }
    press.phase = "unknown";
    await find_out(press, tell);
}

/// Asks what became of it until somebody knows.
export async function find_out(press, tell) {
    tell();
    while (!press.abandoned) {
        const answer = await ask("GET", `/api/commands/${encodeURIComponent(press.key)}?counter=${encodeURIComponent(press.counter)}`);
        const fate = fate_of(answer, true);
        if (fate) {
            settle(press, fate, answer);
            tell();
            return;
        }
        if (answer.status === 401 || answer.status === 403) {
            press.phase = "unknown_for_good";
            tell();
            return; // kept: after signing in again it is asked once more
        }
        await pause(ask_again);
    }
}
