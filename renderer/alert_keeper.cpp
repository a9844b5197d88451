// SPDX-License-Identifier: MIT
#include "renderer/alert_keeper.hpp"

#include "codec/durable.hpp"
#include "codec/tree_codec.hpp"
#include "core/whole.hpp"
#include "renderer/site.hpp"

namespace panggil::screen {

namespace fs = std::filesystem;

namespace {

Tree tree_of(const Alert& alert) {
    return Tree::Object{{"id", alert.id},
                        {"kind", alert.kind},
                        {"level", alert.level},
                        {"drill", alert.drill},
                        {"at", static_cast<double>(alert.at)},
                        {"until", static_cast<double>(alert.until)}};
}

Alert alert_of(const Tree& tree) {
    return {tree.text_or("id"),
            tree.text_or("kind"),
            tree.text_or("level"),
            tree.is_true("drill"),
            whole_of(tree.number_or("at", 0)),
            whole_of(tree.number_or("until", 0))};
}

} // namespace

AlertKeeper::AlertKeeper(const fs::path& folder)
    : file_(folder.empty() ? fs::path{} : folder / "alerts.json") {
    const auto text = file_.empty() ? Result<std::string>(std::string()) : read_file(file_);
    Places places{1};
    const auto tree =
        text ? codec::decode_tree(text.value(), file_.string(), places) : Result<Tree>(Tree{});
    const Tree::List* list = tree ? tree.value().list() : nullptr;
    for (std::size_t at = 0; list != nullptr && at < list->size(); ++at) {
        if (Alert alert = alert_of((*list)[at]); !alert.kind.empty()) {
            kept_.push_back(std::move(alert));
        }
    }
}

void AlertKeeper::settle(Board& board, bool known, UtcTime now) {
    if (!known) {
        board.alerts = standing(kept_, now);
        return;
    }
    if (board.alerts != kept_) {
        kept_ = board.alerts;
        write();
    }
}

/// A power cut leaves the old ones or the new ones.
void AlertKeeper::write() const {
    if (file_.empty()) {
        return;
    }
    Tree::List list;
    for (const Alert& alert : kept_) {
        list.push_back(tree_of(alert));
    }
    // On a full disk the alert is shown all the same.
    static_cast<void>(
        codec::replace_file(file_.string(), codec::encode_tree(Tree(std::move(list)))));
}

} // namespace panggil::screen
