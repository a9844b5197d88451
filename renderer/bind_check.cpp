// SPDX-License-Identifier: MIT
#include "renderer/bind_check.hpp"

#include "core/diagnosis.hpp"

#include <algorithm>

namespace panggil::screen {

namespace {

using Ids = std::set<std::string, std::less<>>;

class BindCheck {
public:
    BindCheck(const Places& places, const HallNames& names) : places_(&places), names_(&names) {
        anybody_ = names.agencies;
        anybody_.insert(names.counters.begin(), names.counters.end());
    }

    void look_at(const Tree& tree) {
        if (const Tree::List* items = tree.list(); items != nullptr) {
            for (const Tree& item : *items) {
                look_at(item);
            }
        }
        const Tree::Object* members = tree.object();
        for (const auto& [key, member] : members != nullptr ? *members : Tree::Object{}) {
            if (key == "bind" || key == "only") {
                bind(member);
            } else if (key != "note" && key != "with") {
                look_at(member);
            }
        }
    }

    void zones(const Tree& wanted) { must_be(wanted, names_->zones, "data.unknown_zone"); }

    Problems problems;

private:
    void bind(const Tree& bind) {
        for (const char* key : {"agencies", "agency"}) {
            must_be(bind.at(key), names_->agencies, "data.unknown_agency");
        }
        for (const char* key : {"counters", "counter"}) {
            must_be(bind.at(key), names_->counters, "data.unknown_counter");
        }
        zones(bind.at("zones"));
        must_be(bind.at("except"), anybody_, "data.unknown_agency");
    }

    void must_be(const Tree& wanted, const Ids& known, std::string_view name) {
        if (const Tree::List* list = wanted.list(); list != nullptr) {
            for (const Tree& each : *list) {
                must_be(each, known, name);
            }
        } else if (const std::string* id = wanted.text();
                   id != nullptr && *id != "all" && !known.contains(*id)) {
            const std::vector<std::string_view> all(known.begin(), known.end());
            problems.push_back(
                diagnose(name, to_text(places_->at(wanted.place())), {*id, meant(*id, all)}));
        }
    }

    const Places* places_;
    const HallNames* names_;
    Ids anybody_;
};

} // namespace

HallNames names_of(std::span<const Hall> halls) {
    HallNames names;
    for (const Hall& hall : halls) {
        std::ranges::transform(hall.agencies, std::inserter(names.agencies, names.agencies.end()),
                               &Agency::id);
        std::ranges::transform(hall.counters, std::inserter(names.counters, names.counters.end()),
                               &Counter::id);
        std::ranges::transform(hall.zones, std::inserter(names.zones, names.zones.end()),
                               &Zone::id);
    }
    return names;
}

Problems check_binds(const Tree& tree, const Places& places, const HallNames& names) {
    BindCheck check(places, names);
    check.look_at(tree);
    const Tree::Object* screens = tree.at("screens").object();
    for (const auto& [name, screen] : screens != nullptr ? *screens : Tree::Object{}) {
        check.zones(screen.at("zones"));
    }
    return std::move(check.problems);
}

} // namespace panggil::screen
