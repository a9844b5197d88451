// SPDX-License-Identifier: MIT
#include "renderer/commands/migrate.hpp"

#include "codec/durable.hpp"
#include "codec/tree_codec.hpp"
#include "core/diagnosis.hpp"
#include "core/layout_migration.hpp"
#include "renderer/site.hpp"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>

namespace panggil::screen {

namespace fs = std::filesystem;

Result<std::string> migrate(const fs::path& file) {
    const auto text = read_file(file);
    if (!text) {
        return text.problem();
    }
    Places places{1};
    auto tree = codec::decode_tree(text.value(), file.string(), places);
    if (!tree) {
        return tree.problem();
    }
    const bool is_layout = tree.value().at("root").object() != nullptr ||
                           tree.value().at("extends").text() != nullptr ||
                           tree.value().text_or("kind") == "part";
    if (!is_layout) {
        return diagnose("layout.no_root", file.string(), {});
    }
    const int version = layout_version_of(tree.value());
    if (version >= newest_layout) {
        return file.string() + ": nothing to do, it is of version " + std::to_string(version);
    }
    const auto not_written = [&](const fs::path& path) {
        return Problem{"file.cannot_write", path.string(), "cannot be written",
                       "check that this user may write into the folder",
                       "tidak dapat ditulis: periksa izin folder"};
    };
    const fs::path kept = file.string() + ".v" + std::to_string(version) + ".bak";
    std::error_code ignored;
    const auto mode = static_cast<unsigned>(
        fs::status(file, ignored).permissions() &
        (fs::perms::owner_all | fs::perms::group_all | fs::perms::others_all));
    if (!codec::replace_file(kept.string(), text.value(), mode)) {
        return not_written(kept);
    }
    // In one step: a running screen never sees half of it, nor does a power cut leave it.
    const std::string migrated =
        codec::encode_tree_like(migrated_layout(std::move(tree).value()), text.value());
    if (!codec::replace_file(file.string(), migrated, mode)) {
        return not_written(file);
    }
    return file.string() + ": " + std::to_string(version) + " -> " + std::to_string(newest_layout) +
           "; the old one is " + kept.filename().string();
}

void add_migrate(CLI::App& app, int& exit_code) {
    auto* command = app.add_subcommand("migrate", "Rewrites layouts of an older version.");
    command->footer("Comments are lost; the old file stays beside it.\nExample:\n"
                    "  panggil-screen migrate layouts/lobi.json");
    auto files = std::make_shared<std::vector<std::string>>();
    command->add_option("FILE", *files, "Layouts and parts")->required();
    command->callback([files, &exit_code] {
        for (const std::string& file : *files) {
            const auto done = migrate(file);
            if (done) {
                std::printf("%s\n", done.value().c_str());
            } else {
                std::fprintf(stderr, "panggil-screen migrate: %s\n",
                             to_line(done.problem()).c_str());
                exit_code = 1;
            }
        }
    });
}

} // namespace panggil::screen
