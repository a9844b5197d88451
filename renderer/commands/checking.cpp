// SPDX-License-Identifier: MIT
#include "renderer/commands/checking.hpp"

#include "codec/fonts_codec.hpp"
#include "codec/hall_codec.hpp"
#include "codec/layout_codec.hpp"
#include "codec/schedule_codec.hpp"
#include "codec/tree_codec.hpp"
#include "core/alike_letters.hpp"
#include "core/calendar.hpp"
#include "core/diagnosis.hpp"
#include "core/file_fields.hpp"
#include "core/schedule_reach.hpp"
#include "renderer/bind_check.hpp"
#include "renderer/card_selection.hpp"
#include "renderer/clock.hpp"
#include "renderer/commands/unheard.hpp"
#include "renderer/layout_check.hpp"
#include "renderer/look_check.hpp"
#include "renderer/sdl/text_cache.hpp"
#include "renderer/site.hpp"
#include "renderer/voice_proof.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <set>
#include <utility>

namespace panggil::screen {

namespace fs = std::filesystem;

namespace {

/// Televisions and projectors that a hall may have, the usual one first.
constexpr std::array<Size, 6> lying{Size{1920, 1080}, Size{3840, 2160}, Size{1366, 768},
                                    Size{1280, 800},  Size{2560, 1080}, Size{1024, 768}};
constexpr std::array<Size, 1> standing_up{Size{1080, 1920}};

/// Which cards a layout has a place for; counters that no layout of a zone has are told.
void collect_binds(const Tree& tree, std::vector<const Tree*>& binds) {
    const std::string widget = tree.text_or("widget");
    if (widget == "counters-grid" || widget == "queue-table" || widget == "counter-card") {
        binds.push_back(&tree.at("bind"));
    }
    if (const Tree::List* items = tree.list(); items != nullptr) {
        for (const Tree& item : *items) {
            collect_binds(item, binds);
        }
    }
    if (const Tree::Object* members = tree.object(); members != nullptr) {
        for (const auto& [key, member] : *members) {
            collect_binds(member, binds);
        }
    }
}

/// The files of a folder that may be ours: JSON, without schemas and boards for pictures.
std::vector<fs::path> files_in(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code error;
    for (const auto& entry : fs::recursive_directory_iterator(
             folder, fs::directory_options::skip_permission_denied, error)) {
        const std::string name = entry.path().filename().string();
        if (entry.is_regular_file(error) && name.ends_with(".json") &&
            !name.ends_with(".schema.json") && !name.ends_with(".board.json")) {
            files.push_back(entry.path());
        }
    }
    std::ranges::sort(files);
    return files;
}

class Checking {
public:
    Checking(Site site, const std::string& hall_file) : site_(std::move(site)) {
        checked.site = site_.root;
        read_halls(hall_file);
        read_safes();
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
        ++checked.files;
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
            look_at_schedule(file);
        } else if (!top.at("colors").is_nothing() && top.at("root").is_nothing()) {
            add(std::move(twice));
            add(check_file(top, theme_file_fields(), places, name));
            for (const auto& mode : theme_of(top, "", places, checked.problems).modes) {
                static_cast<void>(theme_of(top, mode, places, checked.problems));
            }
        } else if (top.text_or("kind") == "part") {
            add(std::move(twice)); // looked at wherever it is used
        } else if (!top.at("root").is_nothing() || !top.at("extends").is_nothing()) {
            look_at_layout(file);
        } else {
            --checked.files; // a font table, a data file: somebody else's
        }
    }

    Checked checked;

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
        lacks_hall_ = halls_.empty() && checked.problems.empty();
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

    /// How much of the edge the screens keep free that a layout is shown on, the least of them.
    void read_safes() {
        const auto loaded = codec::load_schedule(site_.schedule(), site_.root, read_file);
        if (!loaded) {
            return;
        }
        const Tree& file = loaded.value().schedule.file;
        const Tree::Object* screens = file.at("screens").object();
        const Tree::List* rules = file.at("rules").list();
        for (const auto& [screen, settings] : screens != nullptr ? *screens : Tree::Object{}) {
            const double safe = std::clamp(settings.number_or("safe", 0), 0.0, 10.0);
            for (const Tree& rule : rules != nullptr ? *rules : Tree::List{}) {
                if (is_of(rule.at("screens"), screen)) {
                    const auto [found, is_new] = safes_.try_emplace(rule.text_or("show"), safe);
                    found->second = std::min(found->second, safe);
                }
            }
        }
    }

    [[nodiscard]] double safe_of(const fs::path& layout) const {
        std::error_code ignored;
        const auto found = safes_.find(fs::weakly_canonical(layout, ignored).string());
        return found == safes_.end() ? 0 : found->second;
    }

    /// Every size in the theme's first mode; another mode changes colours, which one size shows.
    [[nodiscard]] static std::span<const Size> glasses_for(const Layout& layout, bool first) {
        const std::span<const Size> all = layout.canvas.height > layout.canvas.width
                                              ? std::span<const Size>(standing_up)
                                              : std::span<const Size>(lying);
        return first ? all : all.first(1);
    }

    [[nodiscard]] std::string shown(const fs::path& file) const {
        const fs::path relative =
            fs::weakly_canonical(file).lexically_relative(fs::weakly_canonical(site_.root));
        return relative.empty() || *relative.begin() == ".." ? file.string() : relative.string();
    }

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

    void add(Problem problem) {
        if (std::ranges::find(checked.problems, problem) == checked.problems.end()) {
            checked.problems.push_back(std::move(problem));
        }
    }

    void add(Problems problems) {
        for (Problem& problem : problems) {
            add(std::move(problem));
        }
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
                add(check_look(layout, hall(), glasses_for(layout, at == 0), *text_, name,
                               safe_of(file)));
                add(placed(media_.images.take_problems(), layout));
                add(placed(media_.films.take_problems(), layout));
                add(placed(unheard_sounds(layout.root), layout));
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

    void look_at_schedule(const fs::path& file) {
        auto loaded = codec::load_schedule(file, site_.root, read_file);
        if (!loaded) {
            add(loaded.problem());
            return;
        }
        add(std::move(loaded.value().problems));
        const Schedule& schedule = loaded.value().schedule;
        add(check_schedule(schedule));
        for (Problem& problem : rules_in_vain(schedule)) {
            const bool told = std::ranges::any_of(checked.problems, [&](const Problem& each) {
                return each.code == problem.code && each.where == problem.where;
            });
            if (!told) {
                add(std::move(problem));
            }
        }
        look_for_modes(schedule);
        look_for_unshown(schedule, shown(file));
    }

    /// A mode that the theme of what is shown does not have would change nothing.
    void look_for_modes(const Schedule& schedule) {
        const Tree::List* rules = schedule.file.at("rules").list();
        const Tree::Object* screens = schedule.file.at("screens").object();
        for (const Tree& rule : rules != nullptr ? *rules : Tree::List{}) {
            look_for_mode(schedule, rule.at("mode"), rule);
            for (const auto& [screen, settings] : screens != nullptr ? *screens : Tree::Object{}) {
                if (rule.at("mode").is_nothing() && is_of(rule.at("screens"), screen)) {
                    look_for_mode(schedule, settings.at("mode"), rule);
                }
            }
        }
    }

    void look_for_mode(const Schedule& schedule, const Tree& mode, const Tree& rule) {
        const std::string show = rule.text_or("show");
        if (mode.text() == nullptr || mode.text()->empty() || show.empty()) {
            return;
        }
        const auto [known, is_new] = modes_.try_emplace(show);
        if (is_new) {
            auto loaded = codec::load_layout(show, site_.root, "", read_file);
            known->second = loaded ? loaded.value().layout.theme.modes : std::vector<std::string>{};
        }
        if (!known->second.empty() &&
            std::ranges::find(known->second, *mode.text()) == known->second.end()) {
            add(diagnose("theme.unknown_mode", to_text(schedule.places.at(mode.place())),
                         {*mode.text()}));
        }
    }

    /// For each zone: its screens' layouts together must have a place for each of its counters.
    void look_for_unshown(const Schedule& schedule, const std::string& name) {
        const Tree::List* rules = schedule.file.at("rules").list();
        const Tree::Object* screens = schedule.file.at("screens").object();
        if (rules == nullptr || screens == nullptr) {
            return;
        }
        for (const Zone& zone : hall().zones) {
            std::vector<const Tree*> binds;
            std::vector<Layout> layouts;
            layouts.reserve(rules->size() * screens->size());
            bool has_screen = false;
            for (const auto& [screen, settings] : *screens) {
                if (!is_of(settings.at("zones"), zone.id)) {
                    continue;
                }
                has_screen = true;
                for (const Tree& rule : *rules) {
                    if (rule.text_or("as") == "overlay" || !is_of(rule.at("screens"), screen)) {
                        continue;
                    }
                    auto loaded =
                        codec::load_layout(rule.text_or("show"), site_.root, "", read_file);
                    if (loaded) {
                        layouts.push_back(std::move(loaded.value().layout));
                        collect_binds(layouts.back().root, binds);
                    }
                }
            }
            if (has_screen) {
                tell_unshown(zone, binds, name);
            }
        }
    }

    void tell_unshown(const Zone& zone, const std::vector<const Tree*>& binds,
                      const std::string& name) {
        const std::vector<Board> boards = trial_boards(hall());
        for (const Card& card : boards.front().cards) {
            const bool shown =
                std::ranges::any_of(binds, [&](const Tree* bind) { return passes(card, *bind); });
            if (card.zone == zone.id && !shown) {
                add(diagnose("data.unshown_counter", name, {card.counter, zone.id}));
            }
        }
    }

    static bool is_of(const Tree& names, const std::string& name) {
        if (names.is_nothing()) {
            return true;
        }
        const auto fits = [&](const Tree& each) {
            return each.text() != nullptr && (*each.text() == "all" || *each.text() == name);
        };
        return fits(names) || (names.list() != nullptr && std::ranges::any_of(*names.list(), fits));
    }

    Site site_;
    std::vector<Hall> halls_;
    HallNames names_;
    bool lacks_hall_ = false;                               ///< and nobody was told yet
    std::map<std::string, std::vector<std::string>> modes_; ///< by the path of a layout
    std::map<std::string, double> safes_;                   ///< percent, by the path of a layout
    int today_ = 0;
    sdl::Media media_;
    std::unique_ptr<sdl::FontBook> fonts_;
    std::unique_ptr<sdl::TextCache> text_;
};

/// The folder above the path that has layouts and fonts, or the program's own site.
Result<Site> site_near(const fs::path& path, const std::string& given) {
    if (!given.empty()) {
        return find_site(given);
    }
    std::error_code ignored;
    for (fs::path folder = fs::weakly_canonical(path, ignored); folder.has_relative_path();
         folder = folder.parent_path()) {
        if (fs::is_directory(folder / "layouts", ignored) &&
            fs::is_directory(folder / "fonts", ignored)) {
            return Site{folder};
        }
        if (folder.filename() == "layouts") {
            return Site{folder.parent_path()};
        }
    }
    return find_site("");
}

} // namespace

bool is_known_warning(std::string_view code) {
    return is_voice_warning(code);
}

Result<Hall> hall_of_site(const fs::path& site, const std::string& file) {
    fs::path chosen = file;
    if (file.empty()) {
        for (const char* folder : {"hub/halls", "halls"}) {
            const auto files = files_in(site / folder);
            chosen = chosen.empty() && !files.empty() ? files.front() : chosen;
        }
    }
    const auto text = read_file(chosen);
    if (!text) {
        return text.problem();
    }
    auto reading = codec::decode_hall(text.value(), chosen.string());
    return reading.ok() ? Result<Hall>(std::move(reading.hall)) : reading.errors.front();
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
    return std::move(checking.checked);
}

} // namespace panggil::screen
