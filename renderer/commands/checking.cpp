// SPDX-License-Identifier: MIT
#include "renderer/commands/checking.hpp"

#include "codec/fonts_codec.hpp"
#include "codec/hall_codec.hpp"
#include "codec/layout_codec.hpp"
#include "codec/tree_codec.hpp"
#include "core/alike_letters.hpp"
#include "core/calendar.hpp"
#include "core/diagnosis.hpp"
#include "core/file_fields.hpp"
#include "renderer/bind_check.hpp"
#include "renderer/clock.hpp"
#include "renderer/commands/findings.hpp"
#include "renderer/commands/outlook.hpp"
#include "renderer/commands/schedule_look.hpp"
#include "renderer/commands/site_files.hpp"
#include "renderer/commands/unheard.hpp"
#include "renderer/layout_check.hpp"
#include "renderer/look_check.hpp"
#include "renderer/sdl/text_cache.hpp"
#include "renderer/site.hpp"
#include "renderer/voice_proof.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

namespace panggil::screen {

namespace fs = std::filesystem;

namespace {

/// Televisions and projectors that a hall may have, the usual one first.
constexpr std::array<Size, 6> lying{Size{1920, 1080}, Size{3840, 2160}, Size{1366, 768},
                                    Size{1280, 800},  Size{2560, 1080}, Size{1024, 768}};
constexpr std::array<Size, 1> standing_up{Size{1080, 1920}};

class Checking {
public:
    Checking(Site site, const std::string& hall_file) : site_(std::move(site)), outlook_(site_) {
        read_halls(hall_file);
        today_ = day_number(hall_time(read_clock().utc, hall().utc_offset));
        FontFaces faces;
        if (const auto text = read_file(site_.font_table()); text) {
            if (auto read = codec::read_font_faces(text.value()); read) {
                faces = std::move(read).value();
            }
        }
        fonts_ = std::make_unique<sdl::FontBook>(std::move(faces), site_.root / "fonts");
        text_ = std::make_unique<sdl::TextCache>(*fonts_, media_);
    }

    void look_at(const fs::path& file) {
        ++files_;
        const std::string name = shown(file);
        const auto bytes = read_file(file);
        if (!bytes) {
            add(bytes.problem());
            return;
        }
        Places places{1};
        Problems twice;
        const auto tree = codec::decode_tree(bytes.value(), name, places, &twice);
        if (!tree) {
            add(tree.problem());
            return;
        }
        const Tree& top = tree.value();
        if (top.text_or("schema").starts_with("hall/")) {
            add(std::move(twice));
            auto reading = codec::decode_hall(bytes.value(), name);
            add(std::move(reading.errors));
            add(std::move(reading.warnings));
            if (std::ranges::find(reading.accepted, "hall.alike_prefix") ==
                reading.accepted.end()) {
                add(alike_prefixes(reading.hall, name));
            }
        } else if (top.text_or("schema").starts_with("voice-pack/")) {
            add(from_site(prove_voice(file.parent_path(), name, hall(), today_)));
        } else if (!top.at("rules").is_nothing() && !top.at("root").object()) {
            add(std::move(twice));
            add(check_file(top, screens_file_fields(), places, name));
            if (has_hall()) {
                add(check_binds(top, places, names_));
            }
            look_at_schedule(file, name, site_, hall(), findings_);
        } else if (!top.at("colors").is_nothing() && top.at("root").is_nothing()) {
            add(std::move(twice));
            add(check_file(top, theme_file_fields(), places, name));
            for (const auto& mode : theme_of(top, "", places, findings_.problems).modes) {
                static_cast<void>(theme_of(top, mode, places, findings_.problems));
            }
        } else if (top.text_or("kind") == "part") {
            add(std::move(twice)); // looked at wherever it is used
        } else if (!top.at("root").is_nothing() || !top.at("extends").is_nothing()) {
            look_at_layout(file);
        } else {
            --files_; // a font table, a data file: somebody else's
        }
    }

    [[nodiscard]] Checked take() { return {site_.root, files_, std::move(findings_.problems)}; }

private:
    /// All of the site, or the one given. A hall with faults is told: nothing else can be.
    void read_halls(const std::string& given) {
        std::vector<fs::path> files;
        for (const char* folder : {"hub/halls", "halls"}) {
            std::ranges::move(files_in(site_.root / folder), std::back_inserter(files));
        }
        for (const fs::path& file :
             given.empty() ? files : std::vector<fs::path>{fs::path(given)}) {
            const auto text = read_file(file);
            if (!text) {
                add(text.problem());
                continue;
            }
            Places places{1};
            if (auto tree = codec::decode_tree(text.value(), shown(file), places); !tree) {
                add(tree.problem());
                continue;
            }
            auto reading = codec::decode_hall(text.value(), shown(file));
            if (reading.ok()) {
                halls_.push_back(std::move(reading.hall));
            }
            add(std::move(reading.errors));
        }
        lacks_hall_ = halls_.empty() && findings_.problems.empty();
        names_ = names_of(halls_);
    }

    [[nodiscard]] bool has_hall() {
        if (std::exchange(lacks_hall_, false)) {
            add(diagnose("hall.none", "hub/halls", {}));
        }
        return !halls_.empty();
    }

    [[nodiscard]] const Hall& hall() const {
        static const Hall nobody;
        return halls_.empty() ? nobody : halls_.front();
    }

    /// Every size in the theme's first mode; another mode changes colours, which one size shows.
    [[nodiscard]] static std::span<const Size> glasses_for(const Layout& layout, bool first) {
        const std::span<const Size> all = layout.canvas.height > layout.canvas.width
                                              ? std::span<const Size>(standing_up)
                                              : std::span<const Size>(lying);
        return first ? all : all.first(1);
    }

    [[nodiscard]] std::string shown(const fs::path& file) const { return shown_in(site_, file); }

    /// A voice falls back to another, whose faults are named by that one's own way from the site:
    /// what both tell is then told once.
    [[nodiscard]] Problems from_site(Problems problems) const {
        std::error_code ignored;
        const std::string root = fs::weakly_canonical(site_.root, ignored).string() + '/';
        for (Problem& problem : problems) {
            if (problem.where.starts_with(root)) {
                problem.where.erase(0, root.size());
            }
        }
        return problems;
    }

    template <class Found>
    void add(Found found) {
        findings_.add(std::move(found));
    }

    /// Where the layout names the file that a problem is about.
    [[nodiscard]] static std::uint32_t place_of(const Tree& tree, const std::string& path) {
        if (tree.text() != nullptr) {
            return *tree.text() == path ? tree.place() : 0;
        }
        std::uint32_t found = 0;
        if (const Tree::List* items = tree.list(); items != nullptr) {
            for (auto item = items->begin(); item != items->end() && found == 0; ++item) {
                found = place_of(*item, path);
            }
        } else if (const Tree::Object* members = tree.object(); members != nullptr) {
            for (auto member = members->begin(); member != members->end() && found == 0; ++member) {
                found = place_of(member->second, path);
            }
        }
        return found;
    }

    [[nodiscard]] static Problems placed(Problems problems, const Layout& layout) {
        for (Problem& problem : problems) {
            std::uint32_t place = place_of(layout.root, problem.where);
            place = place != 0 ? place : place_of(layout.playlists, problem.where);
            problem.where = place != 0 ? to_text(layout.places.at(place)) : problem.where;
        }
        return problems;
    }

    /// In each mode of its theme; what the modes share is told once.
    void look_at_layout(const fs::path& file) {
        const std::string name = shown(file);
        std::vector<std::string> modes{""};
        for (std::size_t at = 0; at < modes.size(); ++at) {
            auto loaded = codec::load_layout(file, site_.root, modes[at], read_file);
            if (!loaded) {
                add(loaded.problem());
                return;
            }
            const Layout& layout = loaded.value().layout;
            const bool drawable = only_warnings(loaded.value().problems);
            const bool whole = loaded.value().whole;
            add(std::move(loaded.value().problems));
            if (!whole) {
                return; // what follows from a missing piece would hide it
            }
            Problems wrong = check_layout(layout, name);
            const bool sound = only_warnings(wrong);
            add(std::move(wrong));
            add(check_dates(layout, today_));
            if (has_hall()) {
                add(check_binds(layout.root, layout.places, names_));
            }
            if (drawable && sound) {
                look_at_picture(layout, file, at == 0);
                add(placed(media_.images.take_problems(), layout));
                add(placed(media_.films.take_problems(), layout));
                add(placed(unheard_sounds(layout), layout));
                add(fonts_->take_problems());
            }
            if (at == 0) {
                for (const std::string& mode : layout.theme.modes) {
                    if (mode != "terang") {
                        modes.push_back(mode);
                    }
                }
            }
        }
    }

    /// From every seat of its screens: in every size from the first, and in the usual one from the
    /// others.
    void look_at_picture(Layout layout, const fs::path& file, bool every_size) {
        for (const Legibility& seats : outlook_.seats_of(file, layout.theme.legibility)) {
            layout.theme.legibility = seats;
            add(check_look(layout, hall(), glasses_for(layout, std::exchange(every_size, false)),
                           *text_, shown(file), outlook_.safe_of(file)));
        }
    }

    Site site_;
    Outlook outlook_;
    Findings findings_;
    std::size_t files_ = 0;
    std::vector<Hall> halls_;
    HallNames names_;
    bool lacks_hall_ = false; ///< and nobody was told yet
    int today_ = 0;
    sdl::Media media_;
    std::unique_ptr<sdl::FontBook> fonts_;
    std::unique_ptr<sdl::TextCache> text_;
};

} // namespace

bool is_known_warning(std::string_view code) {
    return is_voice_warning(code);
}

Result<Checked> check_paths(const std::vector<std::string>& paths, const std::string& site,
                            const std::string& hall) {
    const auto found = site_near(paths.empty() ? "." : paths.front(), site);
    if (!found) {
        return found.problem();
    }
    Checking checking(found.value(), hall);
    for (const std::string& path : paths) {
        std::error_code error;
        if (!fs::exists(path, error)) {
            return Problem{"usage.no_file", path, "does not exist", "name a file or a folder", ""};
        }
        if (fs::is_directory(path, error)) {
            for (const fs::path& file : files_in(path)) {
                checking.look_at(file);
            }
        } else {
            checking.look_at(path);
        }
    }
    return checking.take();
}

} // namespace panggil::screen
