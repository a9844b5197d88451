// SPDX-License-Identifier: MIT
// Small helpers for the document. Text is only ever set as text: what comes from the hall cannot become markup.

export const at = (id) => document.getElementById(id);

/// Sets text only when it differs, so that a screen reader hears changes only.
export function write(node, text) {
    if (node.textContent !== text) {
        node.textContent = text;
    }
}

export function make(name, { text, ...attributes } = {}, ...children) {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
        if (value !== undefined && value !== false) {
            node.setAttribute(key, value === true ? "" : value);
        }
    }
    if (text !== undefined) {
        node.textContent = text;
    }
    node.append(...children.filter((child) => child));
    return node;
}

/// Puts the children in place unless what they say is the same: focus and selection stay.
export function replace(parent, children, mark) {
    if (parent.dataset.mark !== mark) {
        parent.dataset.mark = mark;
        parent.replaceChildren(...children);
    }
}
