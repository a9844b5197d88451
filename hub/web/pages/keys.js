// SPDX-License-Identifier: MIT
// Which key presses which button. F5, F6, F11 and F12 stay the browser's. The number pad works by printable signs, so it
// can be switched off (WCAG 2.1.4).

export const buttons = [
    { id: "call", f: "F2", pad: "⏎", big: true },
    { id: "recall", f: "F3", pad: "+" },
    { id: "serve", f: "F4", pad: "/" },
    { id: "finish", f: "F7", pad: "," },
    { id: "no-show", f: "F8", pad: "*" },
    { id: "hold", f: "F9" },
    { id: "transfer", f: "F10" },
    { id: "number", f: "F1", pad: "0-9" },
    { id: "undo", f: "Ctrl+Z", pad: "−" },
    { id: "pause", f: "Shift+F2" },
];

const pad = {
    NumpadEnter: "call", NumpadAdd: "recall", NumpadDivide: "serve", NumpadDecimal: "finish", NumpadComma: "finish",
    NumpadMultiply: "no-show", NumpadSubtract: "undo",
};

function button_of(event) {
    if (event.altKey || event.metaKey) {
        return null;
    }
    if (event.ctrlKey) {
        return event.key.toLowerCase() === "z" && !event.shiftKey ? "undo" : null;
    }
    if (event.shiftKey) {
        return event.key === "F2" ? "pause" : null;
    }
    return buttons.find((each) => each.f === event.key)?.id ?? null;
}

const writes = (node) => node?.matches?.("input:not([type=radio]), textarea, select");

const is_another_button = (node) => Boolean(node?.closest?.("a[href], button")) && !node.closest("#keys");

/// `pressed(id, digit)` for each key of a button; `pad_is_on()` and `awake()` say whether it counts now.
export function listen(pressed, pad_is_on, awake) {
    document.addEventListener("keydown", (event) => {
        if (!awake() || document.querySelector("dialog[open]") || event.isComposing) {
            return;
        }
        const id = button_of(event);
        if (id && !(id === "undo" && writes(event.target))) {
            event.preventDefault();
            if (!event.repeat) { // a key that is stuck presses once
                pressed(id);
            }
            return;
        }
        if (!pad_is_on() || writes(event.target) || event.ctrlKey || event.shiftKey || event.altKey || event.metaKey) {
            return;
        }
        const digit = /^Numpad(\d)$/.exec(event.code)?.[1];
        if (event.code === "NumpadEnter" && is_another_button(event.target)) {
            return; // Enter presses what has the focus
        }
        const verb = digit !== undefined && /^\d$/.test(event.key) ? "number" : pad[event.code];
        if (verb) {
            event.preventDefault();
            if (!event.repeat) {
                pressed(verb, digit);
            }
        }
    });
}
