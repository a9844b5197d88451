// SPDX-License-Identifier: MIT
// Every word of the pages, Indonesian and English side by side, and the choice between them.

const words = {
    skip: ["Langsung ke isi", "Skip to content"],
    menu: ["Menu", "Menu"],
    desk: ["Loket", "Counter"],
    screens: ["Layar", "Screens"],
    keypad: ["Papan angka", "Number pad"],
    sign_out: ["Keluar", "Sign out"],
    sign_in: ["Masuk", "Sign in"],
    counter: ["Loket", "Counter"],
    choose_counter: ["Pilih loket…", "Choose a counter…"],
    no_pin: ["belum punya PIN", "no PIN yet"],
    pin_help: ["PIN diberikan oleh admin. Lupa PIN? Minta yang baru.", "Your administrator gives the PIN. Forgotten? Ask for a new one."],
    pin_again: ["PIN salah.", "Wrong PIN."],
    tries_left: ["Masih {0} kali percobaan.", "{0} tries left."],
    locked: ["Terlalu banyak percobaan. Coba lagi dalam {0}.", "Too many tries. Try again in {0}."],
    session_ended: ["Sesi Anda berakhir. Masuk lagi; yang sudah tersimpan tetap tersimpan.", "Your session has ended. Sign in again; what was stored stays stored."],
    another_counter: ["Di peramban ini sekarang masuk {0}. Masuk lagi untuk loket Anda; dua loket sekaligus memerlukan dua peramban.",
        "This browser is now signed in as {0}. Sign in again for your counter; two counters at once need two browsers."],
    signed_out: ["Anda sudah keluar.", "You have signed out."],
    no_server: ["Server tidak terjangkau. Halaman ini mencoba terus.", "The server cannot be reached. This page keeps trying."],

    connecting: ["Menghubungkan…", "Connecting…"],
    live: ["Tersambung", "Connected"],
    lost: ["TERPUTUS", "DISCONNECTED"],
    lost_banner: ["Sambungan ke server putus. Yang tampak di sini mungkin sudah berubah. Tombol bekerja lagi begitu tersambung; sampai saat itu panggil dengan suara.",
        "No connection to the server. What you see may have changed. The buttons work again once connected; until then call with your voice."],
    health_storage: ["Server sedang tidak dapat menyimpan. Perintah ditolak sampai pulih; panggil dengan suara dan hubungi admin.",
        "The server cannot store anything now. Commands are refused until it recovers; call with your voice and tell the administrator."],
    health_rusak: ["Data antrean di server rusak. Panggil dengan suara dan hubungi admin.",
        "The queue data on the server is damaged. Call with your voice and tell the administrator."],
    health_clock: ["Jam server tidak cocok dengan hari layanan. Antrean tetap jalan; beri tahu admin.",
        "The server's clock does not match the service day. The queue goes on; tell the administrator."],
    health_other: ["Server melaporkan: {0}.", "The server reports: {0}."],
    known: ["Terakhir diketahui {0} yang lalu", "Last known {0} ago"],
    others: ["{0} sesi lain terbuka di loket ini", "{0} other sessions at this counter"],

    now: ["Nomor sekarang", "Ticket now"],
    nobody: ["Belum ada", "Nobody"],
    status_closed: ["Tutup", "Closed"],
    status_open: ["Buka, siap memanggil", "Open, ready to call"],
    status_armed: ["Menunggu pengunjung berikutnya", "Waiting for the next visitor"],
    status_calling: ["Dipanggil", "Called"],
    status_serving: ["Dilayani", "Being served"],
    status_break: ["Istirahat", "On a break"],
    until_time: ["sampai {0}", "until {0}"],
    attempt: ["Panggilan ke-{0}", "Call no. {0}"],
    since: ["{0} yang lalu", "{0} ago"],
    offer: ["Sudah {0} kali dipanggil. Tandai tidak hadir?", "Called {0} times. Mark as no-show?"],
    lansia: ["Prioritas: lansia", "Priority: elderly"],
    disabilitas: ["Prioritas: disabilitas", "Priority: disabled"],
    "ibu-hamil": ["Prioritas: ibu hamil", "Priority: pregnant"],

    waiting: ["Menunggu", "Waiting"],
    oldest: ["terlama {0}", "longest {0}"],
    none_waiting: ["tidak ada yang menunggu", "nobody is waiting"],
    unknown: ["tidak diketahui", "unknown"],
    aside: ["Ditunda atau tidak hadir", "On hold or no-show"],
    recent: ["Sepuluh panggilan terakhir", "Last ten calls"],
    recent_none: ["Belum ada panggilan hari ini.", "No calls yet today."],
    call_again: ["Panggil lagi", "Call again"],
    take_back: ["Layani", "Serve"],
    state_called: ["dipanggil", "called"],
    state_serving: ["dilayani", "being served"],
    state_no_show: ["tidak hadir", "no-show"],
    state_held: ["ditunda", "on hold"],
    state_waiting: ["menunggu lagi", "waiting again"],
    state_done: ["selesai", "done"],
    times: ["{0}×", "{0}×"],

    keys: ["Tombol", "Buttons"],
    op_call: ["Panggil berikutnya", "Call next"],
    op_recall: ["Panggil ulang", "Call again"],
    op_serve: ["Mulai layani", "Start serving"],
    op_finish: ["Selesai", "Finish"],
    "op_no-show": ["Tidak hadir", "No-show"],
    op_hold: ["Tunda", "Hold"],
    op_transfer: ["Alihkan", "Transfer"],
    op_number: ["Panggil nomor", "Call a number"],
    op_pause: ["Istirahat / Tutup", "Break / Close"],
    op_break: ["Istirahat", "Break"],
    op_close: ["Tutup", "Close"],
    op_open: ["Buka loket", "Open counter"],
    op_undo: ["Urungkan", "Undo"],
    op_withdraw: ["Urungkan panggilan", "Take back the call"],
    op_resume: ["Layani kembali", "Serve again"],
    op_requeue: ["Kembalikan ke antrean", "Back to the line"],
    undo_until: ["{0} masih {1} dtk", "{0}, {1} s left"],
    comes_back: ["{0} kembali", "{0} comes back"],
    is_back: ["{0} kembali di loket.", "{0} is at the counter again."],
    undo_none: ["dalam 10 detik sesudahnya", "within 10 seconds"],
    next_is: ["berikutnya {0}", "next is {0}"],
    sets_aside: ["{0} menjadi tidak hadir", "{0} becomes a no-show"],
    finishes: ["{0} menjadi selesai", "{0} is finished"],
    wait_s: ["bisa lagi dalam {0} dtk", "ready in {0} s"],
    why_lost: ["terputus dari server", "disconnected"],
    why_busy: ["menunggu jawaban…", "waiting for the answer…"],
    why_settling: ["memperbarui…", "updating…"],
    number_label: ["Nomor antrean, seperti F018 atau 18", "Ticket, such as F018 or 18"],
    number_line: ["Layanan", "Service"],
    number_told: ["Dipanggil: {0}", "To be called: {0}"],
    number_pad: ["Papan angka: ⏎ memanggil, + dan − memilih layanan, tuts koma batal.", "Number pad: ⏎ calls, + and − choose the service, the comma key cancels."],
    number_pad_one: ["Papan angka: ⏎ memanggil, tuts koma batal.", "Number pad: ⏎ calls, the comma key cancels."],
    call_it: ["Panggil", "Call"],
    cancel: ["Batal", "Cancel"],
    do_it: ["Jalankan", "Do it"],
    transfer_note: ["Nomor dan lama menunggunya tetap.", "Its number and waiting time are kept."],
    to: ["Ke", "To"],
    services: ["Layanan", "Services"],
    counters: ["Loket", "Counters"],
    what: ["Apa", "What"],
    until: ["Buka lagi pukul (boleh kosong)", "Opens again at (may be empty)"],
    reason: ["Alasan di layar (boleh kosong)", "Reason on the screens (may be empty)"],

    fate: ["Kabar tombol", "What became of it"],
    fate_none: ["Belum ada tombol yang ditekan.", "No button was pressed yet."],
    fate_call: ["Panggilan {0}", "Call of {0}"],
    step_sent: ["Dikirim", "Sent"],
    step_stored: ["Tersimpan", "Stored"],
    step_heard: ["Terdengar", "Heard"],
    sending: ["Dikirim…", "Sending…"],
    retrying: ["Belum ada jawaban. Mengirim lagi dengan nomor permintaan yang sama; tidak akan dijalankan dua kali.",
        "No answer yet. Sending again with the same request id; it will not be carried out twice."],
    unknown_fate: ["BELUM DIKETAHUI apakah dijalankan.", "NOT KNOWN whether it was carried out."],
    unknown_advice: ["Jangan tekan lagi. Halaman ini bertanya begitu server menjawab. Sementara itu panggil dengan suara.",
        "Do not press again. This page asks as soon as the server answers. Meanwhile call with your voice."],
    unknown_for_good: ["Sesi berakhir sebelum server menjawab. Lihat nomor sekarang dan daftar panggilan, lalu putuskan.",
        "The session ended before the server answered. Look at the current ticket and the list of calls, then decide."],
    stored: ["Tersimpan.", "Stored."],
    stored_before: ["Tersimpan (dijalankan satu kali, pada pengiriman sebelumnya).", "Stored (carried out once, when it was sent before)."],
    never: ["BELUM dijalankan, dan tidak akan dijalankan.", "NOT carried out, and it never will be."],
    never_advice: ["Tekan lagi bila masih perlu.", "Press again if it is still wanted."],
    refused: ["DITOLAK, tidak dijalankan.", "REFUSED, not carried out."],
    hearing_waiting: ["Menunggu suara di {0}… {1}", "Waiting for the voice in {0}… {1}"],
    hearing_began: ["Sedang bersuara di {0}…", "Being said in {0}…"],
    heard: ["Terdengar di {0}, {1}", "Heard in {0}, {1}"],
    heard_short: ["Terdengar di {0}", "Heard in {0}"],
    heard_after: ["mulai {0} sesudah ditekan, oleh {1}", "began {0} after the press, by {1}"],
    heard_missing: ["tanpa klip: {0}", "without the clips: {0}"],
    not_heard: ["TIDAK terdengar di {0}", "NOT heard in {0}"],
    not_heard_advice: ["Panggil dengan suara, lalu periksa pengeras suara di halaman Layar. Panggil ulang setelah pulih.",
        "Call with your voice, then look at the loudspeaker on the Screens page. Call again when it has recovered."],
    superseded: ["Belum terdengar saat digantikan panggilan lain.", "Not heard yet when another call took its place."],
    shown_on: ["{0}: tampil", "{0}: shown"],
    not_shown_on: ["{0}: belum tampil", "{0}: not shown yet"],
    not_shown_state: ["{0}: belum tampil ({1})", "{0}: not shown yet ({1})"],
    no_screens: ["Tidak ada layar yang terhubung.", "No screen is connected."],
    shown_unknown: ["Layar yang menampilkan: belum diketahui.", "Screens that show it: not known yet."],

    screen_live: ["LIVE", "LIVE"],
    screen_syncing: ["menyamakan", "syncing"],
    screen_connecting: ["menghubungkan", "connecting"],
    screen_stale: ["TERTUNDA", "STALE"],
    screen_lost: ["HILANG", "LOST"],
    sum_all: ["{0} layar, semua LIVE.", "{0} screens, all live."],
    sum_some: ["{1} dari {0} layar perlu dilihat.", "{1} of {0} screens need a look."],
    need_sign_in: ["Masuk dahulu di halaman Loket.", "Sign in on the Counter page first."],
    last_word: ["Kabar terakhir", "Last word"],
    last_shown: ["Terakhir tampil", "Last shown"],
    last_said: ["Terakhir bersuara", "Last said"],
    sound: ["Suara", "Sound"],
    audio_ok: ["baik", "ok"],
    audio_recording: ["hanya rekaman", "only a recording"],
    audio_mute: ["BISU", "MUTE"],
    audio_none: ["layar tanpa suara", "a screen without sound"],
    voice_none: ["tanpa paket suara", "no voice pack"],
    voice_other: ["paket suara lain", "another voice pack"],
    voice_old: ["paket suara lama", "an old voice pack"],
    voice_incomplete: ["kurang klip", "clips missing"],
    speaks_in: ["pembicara di {0}", "speaks in {0}"],
    zones: ["Zona", "Zones"],
    layout: ["Tata letak", "Layout"],
    version: ["Versi", "Version"],
    event_no: ["Peristiwa", "Event"],
    in_step: ["{0}, sama dengan server", "{0}, same as the server"],
    behind: ["{0}, server {1}", "{0}, server {1}"],
    cpu: ["CPU", "CPU"],
    memory: ["Memori", "Memory"],
    not_told: ["tidak dilaporkan", "not reported"],
    none: ["belum ada", "none yet"],
    faults: ["Gangguan", "Faults"],
    no_faults: ["Tidak ada gangguan.", "No faults."],
    picture: ["Gambar layar", "Picture"],
    picture_of: ["Gambar layar {0}", "Picture of {0}"],
    picture_failed: ["Gambar tidak bisa diambil.", "The picture could not be taken."],
    identify: ["Kenali", "Identify"],
    "test-voice": ["Uji suara", "Test voice"],
    restart: ["Mulai ulang", "Restart"],
    restart_sure: ["Mulai ulang layar {0}? Layarnya padam beberapa detik.", "Restart screen {0}? It is dark for some seconds."],
    asking_screen: ["{0}: menunggu jawaban layar…", "{0}: waiting for the screen…"],
    identified: ["Nama layar tampil besar selama 10 detik.", "Its name stands large on it for 10 seconds."],
    tested: ["Kalimat uji terdengar {0}.", "The test sentence was heard for {0}."],
    test_anyway: ["{0} Tetap uji suara?", "{0} Test the voice anyway?"],
    restarts: ["Layar dimulai ulang…", "The screen starts again…"],
    restarts_later: ["Layar dimulai ulang setelah panggilan selesai…", "The screen starts again after the call…"],
    restarted: ["Layar sudah kembali.", "The screen is back."],
    unit_s: ["{0} dtk", "{0} s"],
    unit_min: ["{0} mnt", "{0} min"],
    unit_h: ["{0} j {1} mnt", "{0} h {1} min"],
};

const remembered = "panggil.language";
let language = recall() === "en" ? 1 : 0;

function recall() {
    try {
        return localStorage.getItem(remembered);
    } catch {
        return null;
    }
}

export const tag = () => (language === 1 ? "en" : "id");

export function has(key) {
    return Object.hasOwn(words, key);
}

/// The word of this key, with {0}, {1} ... filled in.
export function say(key, ...values) {
    const word = has(key) ? words[key][language] : key;
    return word.replace(/\{(\d)\}/g, (whole, index) => values[index] ?? "");
}

/// Of a sentence that the server gives in both languages.
export function choose(message) {
    return message?.[tag()] || message?.id || message?.en || "";
}

export function seconds(ms) {
    const text = (ms / 1000).toFixed(1);
    return say("unit_s", language === 1 ? text : text.replace(".", ","));
}

export function duration(ms) {
    const whole = Math.max(0, Math.floor(ms / 1000));
    if (whole < 60) {
        return say("unit_s", whole);
    }
    const minutes = Math.floor(whole / 60);
    return minutes < 60 ? say("unit_min", minutes)
                        : say("unit_h", Math.floor(minutes / 60), String(minutes % 60).padStart(2, "0"));
}

/// Gives what stands in the page its language.
export function dress(root = document) {
    document.documentElement.lang = tag();
    for (const node of root.querySelectorAll("[data-say]")) {
        node.textContent = say(node.dataset.say);
    }
    for (const node of root.querySelectorAll("[data-say-label]")) {
        node.setAttribute("aria-label", say(node.dataset.sayLabel));
    }
}

/// Makes the button a switch; `changed` draws anew what is drawn by program.
export function language_switch(button, changed) {
    const label = () => {
        button.textContent = language === 1 ? "Bahasa Indonesia" : "English";
        button.lang = language === 1 ? "id" : "en";
    };
    button.addEventListener("click", () => {
        language = 1 - language;
        try {
            localStorage.setItem(remembered, tag());
        } catch {
            // A browser that keeps nothing asks again next time.
        }
        label();
        dress();
        changed();
    });
    label();
    dress();
}
