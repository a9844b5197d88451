// SPDX-License-Identifier: MIT
#include "core/tree.hpp"

#include <utility>

namespace panggil {

namespace {

std::string position(const std::string& file, const Stretch& stretch) {
    if (file.empty() || stretch.line == 0) {
        return file;
    }
    return file + ':' + std::to_string(stretch.line) + ':' + std::to_string(stretch.column);
}

} // namespace

std::string to_text(const Place& place) {
    return position(place.file, place.value);
}

std::string to_text_of_key(const Place& place) {
    return position(place.file, place.key.line > 0 ? place.key : place.value);
}

const Tree& Tree::at(std::string_view key) const {
    static const Tree nothing;
    const Object* members = object();
    if (members == nullptr) {
        return nothing;
    }
    const auto found = members->find(key);
    return found == members->end() ? nothing : found->second;
}

std::string Tree::text_or(std::string_view key, std::string_view otherwise) const {
    const std::string* found = at(key).text();
    return found != nullptr ? *found : std::string(otherwise);
}

double Tree::number_or(std::string_view key, double otherwise) const {
    const double* found = at(key).number();
    return found != nullptr ? *found : otherwise;
}

bool Tree::is_true(std::string_view key) const {
    const bool* found = at(key).truth();
    return found != nullptr && *found;
}

Tree merge_patch(Tree target, const Tree& patch) {
    const Tree::Object* changes = patch.object();
    if (changes == nullptr) {
        return patch;
    }
    if (target.object() == nullptr) {
        target = Tree(Tree::Object{});
        target.set_place(patch.place());
    }
    for (const auto& [key, change] : *changes) {
        if (change.is_nothing()) {
            target.object()->erase(key);
        } else {
            Tree& member = (*target.object())[key];
            member = merge_patch(std::move(member), change);
        }
    }
    return target;
}

} // namespace panggil
