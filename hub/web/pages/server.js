// SPDX-License-Identifier: MIT
// Questions to the server. No answer is no exception: `lost` is true, and nobody knows what the server did.

const patience = 2500; // ms

export async function ask(method, path, { body, key, wait = patience } = {}) {
    const headers = {};
    if (body !== undefined) {
        headers["Content-Type"] = "application/json";
    }
    if (key) {
        headers["Idempotency-Key"] = key;
    }
    try {
        const response = await fetch(path, {
            method, headers, cache: "no-store", credentials: "same-origin", signal: AbortSignal.timeout(wait),
            body: body === undefined ? undefined : JSON.stringify(body),
        });
        const text = await response.text();
        return { lost: false, status: response.status, body: text ? JSON.parse(text) : {} };
    } catch {
        return { lost: true, status: 0, body: {} };
    }
}

const signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A new request id: 48 bits of time, 80 of chance, 26 signs. (randomUUID wants https, which a hall may not have.)
export function new_key(now = Date.now()) {
    let head = "";
    for (let rest = now, place = 0; place < 10; ++place, rest = Math.floor(rest / 32)) {
        head = signs[rest % 32] + head;
    }
    return head + Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => signs[byte % 32]).join("");
}
