// SPDX-License-Identifier: MIT
#include "renderer/commands/unheard.hpp"

#include "core/diagnosis.hpp"
#include "renderer/film/sound_decoder.hpp"

namespace panggil::screen {

namespace {

void prove(const std::string& path, Problems& problems) {
    const std::atomic<bool> go_on = false;
    const auto opened = film::SoundDecoder::open(path, go_on);
    if (!opened) {
        problems.push_back(opened.problem());
    } else if (opened.value() == nullptr) {
        problems.push_back(
            diagnose("media.no_sound", path,
                     {path.substr(path.rfind('/') + 1), {"it has none", "tidak ada suaranya"}}));
    }
}

void look(const Tree& tree, Problems& problems) {
    if (const Tree::List* items = tree.list(); items != nullptr) {
        for (const Tree& item : *items) {
            look(item, problems);
        }
    }
    if (tree.object() == nullptr) {
        return;
    }
    if (const std::string audio = tree.text_or("audio");
        tree.text_or("widget") == "anthem" && !audio.empty()) {
        prove(audio, problems);
    }
    if (const std::string film = tree.text_or("src");
        tree.text_or("widget") == "video" && tree.number_or("volume", 0) > 0 && !film.empty()) {
        prove(film, problems);
    }
    for (const auto& [name, member] : *tree.object()) {
        look(member, problems);
    }
}

} // namespace

Problems unheard_sounds(const Tree& root) {
    Problems problems;
    look(root, problems);
    return problems;
}

} // namespace panggil::screen
