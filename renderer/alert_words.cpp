// SPDX-License-Identifier: MIT
#include "renderer/alert_words.hpp"

namespace panggil::screen {

namespace {

constexpr std::size_t most_steps = 4;

AlertWords own_words(const Alert& alert) {
    const std::string calm = "Tetap tenang. Ikuti arahan petugas.";
    if (alert.kind == "gempa") {
        return {"Gempa bumi",
                calm,
                {"Lindungi kepala, jauhi kaca", "Keluar lewat pintu terdekat, jangan berlari",
                 "Berkumpul di halaman depan"}};
    }
    if (alert.kind == "tsunami") {
        const std::string level = alert.level.empty() ? "" : " " + alert.level;
        const std::string message = alert.level == "waspada"
                                        ? "Jauhi pantai dan muara. Dengarkan petugas."
                                        : "Segera ke tempat tinggi. Jangan menunggu.";
        return {"Tsunami" + level,
                message,
                {"Tinggalkan gedung dengan tenang", "Berjalan ke tempat yang tinggi",
                 "Jangan kembali sebelum diumumkan"}};
    }
    if (alert.kind == "kebakaran") {
        return {"Kebakaran",
                calm,
                {"Keluar lewat pintu terdekat, jangan pakai lift", "Merunduk bila ada asap",
                 "Berkumpul di halaman depan"}};
    }
    if (alert.kind == "listrik-padam") {
        return {"Listrik padam",
                calm,
                {"Tetap di tempat duduk", "Nomor dipanggil petugas dengan suara",
                 "Nyalakan senter ponsel bila berjalan"}};
    }
    return {alert.kind, calm, {}};
}

} // namespace

AlertWords alert_words(const Alert& alert, const Tree& kinds) {
    AlertWords words = own_words(alert);
    for (const std::string& key : {alert.kind, alert.kind + '-' + alert.level}) {
        const Tree& own = kinds.at(key);
        words.headline = own.text_or("headline", words.headline);
        words.message = own.text_or("message", words.message);
        if (const Tree::List* steps = own.at("steps").list(); steps != nullptr) {
            words.steps.clear();
            for (const Tree& step : *steps) {
                if (step.text() != nullptr && words.steps.size() < most_steps) {
                    words.steps.push_back(*step.text());
                }
            }
        }
    }
    return words;
}

} // namespace panggil::screen
