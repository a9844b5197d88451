// SPDX-License-Identifier: MIT
#include "core/layout_migration.hpp"

#include <array>
#include <string>
#include <string_view>

namespace panggil {

namespace {

template <class Change>
void for_each_object(Tree& tree, Change change) {
    if (Tree::List* items = tree.list(); items != nullptr) {
        for (Tree& item : *items) {
            for_each_object(item, change);
        }
    } else if (Tree::Object* members = tree.object(); members != nullptr) {
        change(*members);
        for (auto& [key, member] : *members) {
            for_each_object(member, change);
        }
    }
}

/// 2: its schema is another file; overlays are rules of screens.json; a call always keeps the panel
/// until its voice has ended; the slow movement of a slideshow is called what it is.
Tree from_1_to_2(Tree file) {
    if (file.object() != nullptr) {
        file.object()->erase("overlays");
        const Tree& schema = file.at("$schema");
        constexpr std::string_view old = "layout-1.schema.json";
        if (schema.text() != nullptr && schema.text()->ends_with(old)) {
            std::string name = schema.text()->substr(0, schema.text()->size() - old.size());
            Tree newer(name + "layout-2.schema.json");
            newer.set_place(schema.place());
            file.object()->insert_or_assign("$schema", std::move(newer));
        }
    }
    for_each_object(file, [](Tree::Object& members) {
        if (const auto hold = members.find("hold");
            hold != members.end() && hold->second.object() != nullptr) {
            hold->second.object()->erase("untilAudioEnds");
        }
        if (const auto motion = members.find("motion"); motion != members.end() &&
                                                        motion->second.text() != nullptr &&
                                                        *motion->second.text() == "slow-zoom") {
            Tree pan("slow-pan");
            pan.set_place(motion->second.place());
            motion->second = std::move(pan);
        }
    });
    return file;
}

using Step = Tree (*)(Tree);

constexpr std::array<Step, newest_layout - 1> steps{from_1_to_2};

} // namespace

int layout_version_of(const Tree& file) {
    const double* version = file.at("version").number();
    return version == nullptr ? newest_layout
           : *version < 1     ? 1
           : *version > 1000  ? 1000
                              : static_cast<int>(*version);
}

Tree migrated_layout(Tree file) {
    const int version = layout_version_of(file);
    if (version >= newest_layout || file.object() == nullptr) {
        return file;
    }
    for (int at = version; at < newest_layout; ++at) {
        file = steps[static_cast<std::size_t>(at - 1)](std::move(file));
    }
    Tree newest(newest_layout);
    newest.set_place(file.at("version").place());
    file.object()->insert_or_assign("version", std::move(newest));
    return file;
}

} // namespace panggil
