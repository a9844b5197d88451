// SPDX-License-Identifier: MIT
#include "renderer/kept_files.hpp"

#include "codec/durable.hpp"
#include "codec/tree_codec.hpp"
#include "renderer/site.hpp"

#include <algorithm>
#include <filesystem>

namespace panggil::screen {

namespace fs = std::filesystem;

/// "layouts/lobi.jsongelap" -> "layouts_lobi.jsongelap.kept"
fs::path KeptFiles::file_of(const std::string& name) const {
    std::string flat = name;
    std::ranges::replace(flat, '/', '_');
    return folder_ / (flat + ".kept");
}

/// A power cut leaves the old one or the new one.
void KeptFiles::keep(const std::string& name, const Texts& texts) {
    if (folder_.empty() || written_[name] == texts) {
        return;
    }
    Tree::Object files;
    for (const auto& [path, text] : texts) {
        files.emplace(path, text);
    }
    std::error_code ignored;
    fs::create_directories(folder_, ignored);
    const std::string text = codec::encode_tree(Tree(std::move(files)));
    // On a full disk the next start has the files themselves.
    if (codec::replace_file(file_of(name).string(), text)) {
        written_[name] = texts;
    }
}

KeptFiles::Texts KeptFiles::texts_of(const std::string& name) const {
    Texts texts;
    const auto text =
        folder_.empty() ? Result<std::string>(std::string()) : read_file(file_of(name));
    Places places{1};
    const auto tree =
        text ? codec::decode_tree(text.value(), name, places) : Result<Tree>(text.problem());
    const Tree::Object* files = tree ? tree.value().object() : nullptr;
    for (const auto& [path, content] : files != nullptr ? *files : Tree::Object{}) {
        if (content.text() != nullptr) {
            texts.emplace(path, *content.text());
        }
    }
    return texts;
}

} // namespace panggil::screen
