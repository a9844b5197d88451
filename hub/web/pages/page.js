// SPDX-License-Identifier: MIT
// What both pages begin with: who has signed in, the line to the server, and a drawing each second.

import { at } from "./dom.js";
import { ask } from "./server.js";
import { Line } from "./stream.js";
import * as top from "./top.js";
import { language_switch } from "./words.js";

const ask_again = 1000; // ms

/// Who is here, as soon as the server says so; until then the line is told to be lost.
export async function session(model) {
    for (;;) {
        const answer = await ask("GET", "/api/session");
        if (answer.status === 200) {
            return answer.body;
        }
        model.link = "lost";
        top.draw("lost", "");
        await new Promise((done) => setTimeout(done, ask_again));
    }
}

/// The line to the server; its state goes into the model and is drawn. One that broke may be a session that ended, so
/// `doubt()` is asked.
export function connect(path, model, { hear, draw, doubt }) {
    return new Line(path, hear, (link) => {
        model.link = link;
        if (link === "lost") {
            doubt();
        }
        draw();
    });
}

export function begin(draw, { redress = draw } = {}) {
    language_switch(at("language"), redress);
    setInterval(draw, 1000); // ages go on
}
