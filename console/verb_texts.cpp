// SPDX-License-Identifier: MIT
#include "console/verb_texts.hpp"

#include <algorithm>
#include <array>

namespace panggil::console {

namespace {

struct Meaning {
    std::string_view key;
    std::string_view kalimat;
};

constexpr std::array meanings{
    Meaning{"counter", "loket, dengan nomornya"},
    Meaning{"ticket", "nomor antrean, seperti F018"},
    Meaning{"to", "loket atau layanan yang melanjutkan"},
    Meaning{"position", "back (baku): paling belakang; front: paling depan; kept: urutan lamanya"},
    Meaning{"service", "layanan, dengan nama atau hurufnya"},
    Meaning{"priority", "alasan didahulukan"},
    Meaning{"lang", "bahasa panggilannya, seperti id-ID"},
    Meaning{"until", "kapan buka lagi, seperti 13.00"},
    Meaning{"reason", "alasan yang ditampilkan"},
    Meaning{"text", "isi pengumuman"},
    Meaning{"id", "nomor yang dijawab saat dibuat"},
    Meaning{"kind", "apa yang terjadi"},
    Meaning{"drill", "hanya latihan"},
    Meaning{"day", "tanggal hari ini, seperti 2026-11-24"},
};

struct Example {
    std::string_view verb;
    std::string_view line;
};

constexpr std::array examples{
    Example{"call", "panggil call 3"},
    Example{"call", "panggil call 3 --wait"},
    Example{"call", "panggil call 3 --ticket F018"},
    Example{"recall", "panggil recall 3"},
    Example{"withdraw", "panggil withdraw 3"},
    Example{"serve", "panggil serve 3"},
    Example{"finish", "panggil finish 3"},
    Example{"no-show", "panggil no-show 3"},
    Example{"hold", "panggil hold 3"},
    Example{"resume", "panggil resume 3 --ticket F018"},
    Example{"transfer", "panggil transfer 3 --to kesehatan"},
    Example{"transfer", "panggil transfer 3 --to 7"},
    Example{"requeue", "panggil requeue 3 --ticket F018"},
    Example{"requeue", "panggil requeue 3 --ticket F018 --position front"},
    Example{"cancel", "panggil cancel 3 --ticket F018"},
    Example{"issue", "panggil issue F"},
    Example{"issue", "panggil issue dukcapil --priority lansia"},
    Example{"open", "panggil open 3"},
    Example{"close", "panggil close 3 --reason \"Jaringan terganggu\""},
    Example{"break", "panggil break 3 --until 13.00"},
    Example{"arm", "panggil arm 3"},
    Example{"disarm", "panggil disarm 3"},
    Example{"notice", "panggil notice \"Siapkan KTP-el asli dan Kartu Keluarga.\""},
    Example{"notice-clear", "panggil notice-clear 17"},
    Example{"alert-raise", "panggil alert raise --kind gempa --drill"},
    Example{"alert-clear", "panggil alert clear 21"},
    Example{"day-reset", "panggil day-reset 2026-11-24"},
    Example{"state", "panggil state"},
    Example{"state", "panggil state --json"},
    Example{"query", "panggil query 01KAVQ3W8N4X6M2Z7T5R9YHJDE"},
    Example{"watch", "panggil watch"},
    Example{"watch", "panggil watch --json --seconds 60"},
    Example{"screens", "panggil screens"},
    Example{"screens", "panggil screens --identify tv-1"},
    Example{"simulate", "panggil simulate"},
    Example{"simulate", "panggil simulate --rate 4 --seed 7 --seconds 600"},
};

} // namespace

std::string_view sentence_of(const Parameter& parameter, Language language) {
    const auto found = std::ranges::find(meanings, parameter.key, &Meaning::key);
    const bool translated = language == Language::Indonesian && found != meanings.end();
    return translated ? found->kalimat : parameter.sentence;
}

std::string_view family_sentence(std::string_view family, Language language) {
    return family == "alert" ? in(language, "Peringatan darurat di semua layar.",
                                  "Emergency alerts on all screens.")
                             : family;
}

std::string footer_of(std::string_view verb, Language language) {
    std::string text;
    for (const Example& example : examples) {
        if (example.verb == verb) {
            text += text.empty() ? std::string(in(language, "Contoh:", "Examples:")) : "";
            text += "\n  " + std::string(example.line);
        }
    }
    text += text.empty() ? "" : "\n\n";
    text += in(language,
               "Pilihan umum: --hub tcp://ALAMAT:PORT, --json, --lang id|en; lihat panggil --help.",
               "Common options: --hub tcp://HOST:PORT, --json, --lang id|en; see panggil --help.");
    return text;
}

std::string main_footer(Language language) {
    return std::string(in(
        language,
        "Contoh:\n"
        "  panggil issue F                 nomor baru untuk layanan F\n"
        "  panggil call 3 --wait           panggil berikutnya, tunggu terdengar\n"
        "  panggil recall 3                panggil ulang\n"
        "  panggil state                   keadaan semua loket\n"
        "  panggil call --help             semua tentang satu perintah\n\n"
        "Lingkungan: PANGGIL_HUB alamat hub, PANGGIL_KEYS folder kunci, PANGGIL_LANG id atau en.\n"
        "Kode akhir: 0 selesai; 1 ditolak; 2 salah tulis; 3 hub tidak terjangkau.",
        "Examples:\n"
        "  panggil issue F                 a new ticket of service F\n"
        "  panggil call 3 --wait           call the next, wait until it was heard\n"
        "  panggil recall 3                say it again\n"
        "  panggil state                   every counter at a glance\n"
        "  panggil call --help             all about one verb\n\n"
        "Environment: PANGGIL_HUB address of the hub, PANGGIL_KEYS key folder, PANGGIL_LANG id or "
        "en.\n"
        "Exit: 0 done; 1 refused; 2 wrong usage; 3 hub not reachable."));
}

} // namespace panggil::console
