// SPDX-License-Identifier: MIT
// The upper edge of both pages: whether the line to the server is there, and what is wrong with the server.

import { at, write } from "./dom.js";
import { duration, has, say } from "./words.js";

/// `since`: performance.now() of the last word from the server.
export function draw(link, since, health) {
    at("link").dataset.link = link;
    write(at("link"), say(link));
    document.body.dataset.link = link;
    const away = performance.now() - since;
    // Whole tens of seconds: an alert that counts would be read out without end.
    const text = link === "lost" ? say("lost_banner", duration(away < 10000 ? away - (away % 5000) : away - (away % 10000)))
        : health && health !== "ok" ? (has(`health_${health}`) ? say(`health_${health}`) : say("health_other", health)) : "";
    at("banner").hidden = text === "";
    write(at("banner"), text);
}
