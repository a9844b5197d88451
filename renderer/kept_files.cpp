// SPDX-License-Identifier: MIT
#include "renderer/kept_files.hpp"

#include "codec/tree_codec.hpp"
#include "renderer/site.hpp"

#include <algorithm>
#include <fcntl.h>
#include <fstream>
#include <unistd.h>

namespace panggil::screen {

namespace fs = std::filesystem;

/// "layouts/lobi.jsongelap" -> "layouts_lobi.jsongelap.kept"
fs::path KeptFiles::file_of(const std::string& name) const {
    std::string flat = name;
    std::ranges::replace(flat, '/', '_');
    return folder_ / (flat + ".kept");
}

/// Beside the file first, then over it: a power cut leaves the old one, the new one, or one that
/// cannot be read and counts as none.
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
    const fs::path beside = file_of(name).string() + ".new";
    {
        std::ofstream out(beside, std::ios::binary);
        out << codec::encode_tree(Tree(std::move(files)));
        if (!out.flush()) {
            return; // a full disk: the next start has the files themselves
        }
    }
    // On the disk before it takes the old one's place.
    if (const int file = open(beside.c_str(), O_RDONLY | O_CLOEXEC); file >= 0) {
        fsync(file);
        close(file);
    }
    std::error_code failed;
    fs::rename(beside, file_of(name), failed);
    if (!failed) {
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
