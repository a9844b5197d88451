// SPDX-License-Identifier: MIT
// The upper edge of both pages: whether the line to the server is there, and what is wrong with the server.

import { at, write } from "./dom.js";
import { has, say } from "./words.js";

/// `health`: what the hub says of itself, when it is there.
export function draw(link, health) {
    at("link").dataset.link = link;
    write(at("link"), say(link));
    document.body.dataset.link = link;
    const text = link === "lost" ? say("lost_banner")
        : health && health !== "ok" ? (has(`health_${health}`) ? say(`health_${health}`) : say("health_other", health)) : "";
    at("banner").hidden = text === "";
    write(at("banner"), text);
}
