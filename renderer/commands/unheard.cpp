// SPDX-License-Identifier: MIT
#include "renderer/commands/unheard.hpp"

#include "core/diagnosis.hpp"
#include "renderer/film/sound_decoder.hpp"

namespace panggil::screen {

namespace {

enum class Sound { None, Good, Broken };

/// Tells what is broken.
Sound sound_of(const std::string& path, Problems& problems) {
    const std::atomic<bool> go_on = false;
    const auto opened = film::SoundDecoder::open(path, go_on);
    if (!opened) {
        problems.push_back(opened.problem());
        return Sound::Broken;
    }
    return opened.value() == nullptr ? Sound::None : Sound::Good;
}

void tell_silent(const std::string& path, Problems& problems) {
    problems.push_back(
        diagnose("media.no_sound", path,
                 {path.substr(path.rfind('/') + 1), {"it has none", "tidak ada suaranya"}}));
}

void prove(const std::string& path, Problems& problems) {
    if (!path.empty() && sound_of(path, problems) == Sound::None) {
        tell_silent(path, problems);
    }
}

void prove_list(const Tree& items, Problems& problems) {
    std::string silent;
    bool all_silent = true;
    for (const Tree& item : items.list() != nullptr ? *items.list() : Tree::List{}) {
        if (const std::string film = item.text_or("video"); !film.empty()) {
            const bool none = sound_of(film, problems) == Sound::None;
            silent = silent.empty() && none ? film : silent;
            all_silent = all_silent && none;
        }
    }
    if (all_silent && !silent.empty()) {
        tell_silent(silent, problems);
    }
}

void look(const Tree& tree, const Layout& layout, Problems& problems) {
    if (const Tree::List* items = tree.list(); items != nullptr) {
        for (const Tree& item : *items) {
            look(item, layout, problems);
        }
    }
    if (tree.object() == nullptr) {
        return;
    }
    const std::string widget = tree.text_or("widget");
    if (widget == "anthem") {
        prove(tree.text_or("audio"), problems);
    }
    if (widget == "video" && tree.number_or("volume", 0) > 0) {
        prove(tree.text_or("src"), problems);
        if (tree.text_or("src").empty()) {
            prove_list(layout.playlists.at(tree.text_or("playlist")).at("items"), problems);
        }
    }
    for (const auto& [name, member] : *tree.object()) {
        look(member, layout, problems);
    }
}

} // namespace

Problems unheard_sounds(const Layout& layout) {
    Problems problems;
    look(layout.root, layout, problems);
    return problems;
}

} // namespace panggil::screen
