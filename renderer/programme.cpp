// SPDX-License-Identifier: MIT
#include "renderer/programme.hpp"

#include "codec/schedule_codec.hpp"
#include "core/diagnosis.hpp"
#include "core/file_fields.hpp"
#include "core/hall_day.hpp"
#include "renderer/card_selection.hpp"
#include "renderer/layout_check.hpp"

#include <algorithm>
#include <iterator>

namespace panggil::screen {

namespace {

/// Leaves the calls and counters that this screen is for.
void keep_only(Board& board, const Tree& only) {
    if (only.object() == nullptr) {
        return;
    }
    const auto foreign = [&](const Card& card) { return !passes(card, only); };
    std::erase_if(board.cards, foreign);
    std::erase_if(board.history, foreign);
    if (board.call && foreign(*board.call)) {
        board.call.reset();
        board.call_since.reset();
    }
}

/// True when an emergency would be seen in this layout.
bool has_alert(const Tree& tree) {
    if (tree.text_or("widget") == "emergency") {
        return true;
    }
    if (const Tree::List* items = tree.list(); items != nullptr) {
        return std::ranges::any_of(*items, has_alert);
    }
    const Tree::Object* members = tree.object();
    return members != nullptr && std::ranges::any_of(*members, [](const auto& member) {
               return has_alert(member.second);
           });
}

/// An alarm that needs no file.
Layout alarm_layout() {
    Layout layout;
    layout.name = "alarm";
    layout.background = "alarm";
    layout.theme.colors = {{"alarm", {122, 23, 18}},         {"alarm2", {94, 15, 11}},
                           {"alarm-cream", {255, 227, 166}}, {"alarm-ink", {15, 36, 43}},
                           {"amber", {255, 194, 51}},        {"amber-ink", {42, 28, 0}},
                           {"white", {255, 255, 255}},       {"ink", {15, 36, 43}}};
    layout.theme.fonts = {{"alarm-headline", {"Lato Black", 190, 200, -2}},
                          {"alarm-message", {"Lato Heavy", 56, 70, 0}},
                          {"alarm-number", {"Lato Black", 124, 130, 0}},
                          {"alarm-step", {"Lato Heavy", 64, 76, 0}},
                          {"alarm-footer", {"Lato Heavy", 50, 62, 0}}};
    layout.root = Tree::Object{{"widget", "emergency"}};
    return layout;
}

std::int64_t waiting_in(const Board& board) {
    std::int64_t waiting = 0;
    for (const Card& card : grouped(board.cards, "service")) {
        waiting += card.waiting();
    }
    return waiting;
}

} // namespace

Programme::Programme(Options options)
    : options_(std::move(options)), store_(options_.site.root, options_.kept) {
    read_schedule();
}

void Programme::read_schedule() {
    const std::filesystem::path file = options_.site.schedule();
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored)) {
        return; // a site without a schedule shows its one layout; one that has gone keeps holding
    }
    auto loaded = codec::load_schedule(file, options_.site.root, read_file);
    if (!loaded) {
        news_.push_back({false, "screens.json", {loaded.problem()}});
        return;
    }
    Schedule& schedule = loaded.value().schedule;
    Problems problems = std::move(loaded.value().problems);
    std::ranges::move(
        check_file(schedule.file, screens_file_fields(), schedule.places, "screens.json"),
        std::back_inserter(problems));
    std::ranges::move(check_schedule(schedule), std::back_inserter(problems));
    const bool good = only_warnings(problems);
    const bool first = schedule_.file.is_nothing();
    if (good && (first || schedule.file == schedule_.file) && problems.empty() && !first) {
        schedule_ = std::move(schedule);
        return;
    }
    news_.push_back({good, "screens.json", std::move(problems)});
    if (good || first) {
        schedule_ = std::move(schedule);
    }
}

bool Programme::reload() {
    const Tree before = schedule_.file;
    read_schedule();
    const bool another = !(before == schedule_.file);
    return store_.reload() || another;
}

/// The overlay that lies over the picture now; it begins once the call on show has ended, and not
/// later than a minute after its time.
std::string Programme::overlay_now(const Board& board, const Question& question, Now now) {
    constexpr int longest_wait = 60;
    if (overlay_) {
        if (now.mono < overlay_->until) {
            return overlay_->show;
        }
        ended_ = overlay_->rule + ' ' + std::to_string(overlay_->day);
        overlay_.reset();
    }
    const auto due = overlay_due(schedule_, question);
    const int today = day_number(question.time);
    if (!due || ended_ == due->rule + ' ' + std::to_string(today)) {
        return "";
    }
    if (due->after_call && board.call_since && due->since < longest_wait) {
        return "";
    }
    const int left = due->after_call ? due->seconds : due->seconds - due->since;
    overlay_ = Overlay{due->rule, due->show, now.mono + std::chrono::seconds(left), today};
    return due->show;
}

std::shared_ptr<const Layout> Programme::choose(Board& board, Now now) {
    const Question question{options_.screen, hall_time(now.utc, board.utc_offset),
                            waiting_in(board)};
    const Choice choice = panggil::choose(schedule_, question);
    tell_day(board, schedule_, now.utc);
    night_ = panggil::is_night(settings(), question.time);
    keep_only(board, settings().at("only"));
    const std::string mode = options_.mode.empty() ? choice.mode : options_.mode;
    covered_ = true;
    if (!board.alerts.empty()) {
        night_ = false;
        auto layout = store_.get(options_.site.alert_layout().string(), mode);
        return has_alert(layout->root) ? layout : std::make_shared<const Layout>(alarm_layout());
    }
    if (const std::string over = overlay_now(board, question, now); !over.empty()) {
        return store_.get(over, mode);
    }
    covered_ = false;
    if (!options_.layout.empty()) {
        return store_.get(options_.layout, mode);
    }
    return store_.get(choice.show.empty() ? options_.site.default_layout().string() : choice.show,
                      mode);
}

std::optional<UtcTime> Programme::next_change(UtcTime utc) const {
    if (schedule_.file.is_nothing()) {
        return std::nullopt;
    }
    return next_change_of(overlay_ ? "ss" : "mm", utc);
}

std::vector<LayoutStore::News> Programme::take_news() {
    std::vector<LayoutStore::News> news = std::move(news_);
    news_.clear();
    std::ranges::move(store_.take_news(), std::back_inserter(news));
    return news;
}

} // namespace panggil::screen
