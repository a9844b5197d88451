// SPDX-License-Identifier: MIT
#include "renderer/commands/schedule_look.hpp"

#include "codec/schedule_codec.hpp"
#include "core/diagnosis.hpp"
#include "core/schedule_reach.hpp"
#include "renderer/card_selection.hpp"
#include "renderer/look_check.hpp"

#include <algorithm>
#include <map>

namespace panggil::screen {

namespace fs = std::filesystem;

namespace {

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

bool is_of(const Tree& names, const std::string& name) {
    if (names.is_nothing()) {
        return true;
    }
    const auto fits = [&](const Tree& each) {
        return each.text() != nullptr && (*each.text() == "all" || *each.text() == name);
    };
    return fits(names) || (names.list() != nullptr && std::ranges::any_of(*names.list(), fits));
}

class ScheduleLook {
public:
    ScheduleLook(const Site& site, const Hall& hall, Findings& findings)
        : site_(&site), hall_(&hall), findings_(&findings) {}

    void run(const fs::path& file, const std::string& name) {
        auto loaded = codec::load_schedule(file, site_->root, read_file);
        if (!loaded) {
            add(loaded.problem());
            return;
        }
        add(std::move(loaded.value().problems));
        const Schedule& schedule = loaded.value().schedule;
        add(check_schedule(schedule));
        tell_vain(schedule);
        look_for_modes(schedule);
        look_for_unshown(schedule, name);
    }

private:
    /// What the fields alone have shown already is told once.
    void tell_vain(const Schedule& schedule) {
        for (Problem& problem : rules_in_vain(schedule)) {
            const bool told = std::ranges::any_of(findings_->problems, [&](const Problem& each) {
                return each.code == problem.code && each.where == problem.where;
            });
            if (!told) {
                add(std::move(problem));
            }
        }
    }

    template <class Found>
    void add(Found found) {
        findings_->add(std::move(found));
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
            auto loaded = codec::load_layout(show, site_->root, "", read_file);
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
        for (const Zone& zone : hall_->zones) {
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
                        codec::load_layout(rule.text_or("show"), site_->root, "", read_file);
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
        const std::vector<Board> boards = trial_boards(*hall_);
        for (const Card& card : boards.front().cards) {
            const bool shown =
                std::ranges::any_of(binds, [&](const Tree* bind) { return passes(card, *bind); });
            if (card.zone == zone.id && !shown) {
                add(diagnose("data.unshown_counter", name, {card.counter, zone.id}));
            }
        }
    }

    const Site* site_;
    const Hall* hall_;
    Findings* findings_;
    std::map<std::string, std::vector<std::string>> modes_; ///< by the path of a layout
};

} // namespace

void look_at_schedule(const fs::path& file, const std::string& name, const Site& site,
                      const Hall& hall, Findings& findings) {
    ScheduleLook(site, hall, findings).run(file, name);
}

} // namespace panggil::screen
