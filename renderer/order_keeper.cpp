// SPDX-License-Identifier: MIT
#include "renderer/order_keeper.hpp"

#include "core/sooner.hpp"

namespace panggil::screen {

namespace {

using namespace std::chrono_literals;

constexpr Micros label_stands = 10s;
constexpr int widest_picture = 960;
constexpr Micros picture_pace = 1s;
/// From when the answer was given to the line until the line is closed.
constexpr Micros farewell = 300ms;
/// A hub that is away hears no answer.
constexpr Micros longest_wait = 3s;
/// Another television of this machine may still be speaking.
constexpr Micros leaving_pace = 50ms;

Problem refusal(std::string code, std::string what, std::string hint, std::string pesan) {
    return {std::move(code), "screen", std::move(what), std::move(hint), std::move(pesan)};
}

} // namespace

TextList OrderKeeper::deeds() const {
    TextList deeds{"picture", "identify"};
    if (!parts_.announcer->is_muted()) {
        deeds.emplace_back("test-voice");
    }
    if (parts_.is_kept_alive) {
        deeds.emplace_back("restart");
    }
    return deeds;
}

OrderReport OrderKeeper::report_of(std::int64_t order) const {
    OrderReport report;
    report.order = order;
    report.screen = parts_.screen;
    return report;
}

void OrderKeeper::refuse(const Order& order, Problem why) {
    OrderReport report = report_of(order.id);
    report.refused = std::move(why);
    parts_.report(std::move(report));
}

void OrderKeeper::take(const Order& order, const Surroundings& around, Now now) {
    tell_of_test(); // before another takes its place
    if (order.deed != "picture") {
        parts_.log->write({now.utc, now.mono, LogLevel::Info, "order.taken",
                           Record{{"deed", order.deed}, {"order", order.id}}});
    }
    if (order.deed == "picture") {
        photograph(order, now);
    } else if (order.deed == "identify") {
        identify(order, around, now);
    } else if (order.deed == "test-voice") {
        test_voice(order, around, now);
    } else if (order.deed == "restart") {
        restart(order, now);
    } else {
        refuse(order, refusal("not_supported", "this screen does not know that order",
                              "install the same version on hub and screens",
                              "Layar ini belum bisa melakukannya."));
    }
}

void OrderKeeper::identify(const Order& order, const Surroundings& around, Now now) {
    if (around.is_dark) {
        return refuse(order,
                      refusal("dark",
                              "the screen is dark: at night, or because somebody "
                              "has asked for it",
                              "ask again when it is to be seen", "Layar sedang dipadamkan."));
    }
    if (around.is_needed) {
        return refuse(order, refusal("calling",
                                     "a call or a warning is on the glass, and goes "
                                     "first",
                                     "ask again in a moment",
                                     "Ada panggilan di layar. Coba lagi sebentar."));
    }
    const Size glass = parts_.display->canvas().size();
    Label label{parts_.screen, {}};
    std::string zones;
    for (const std::string& zone : around.zones) {
        zones += (zones.empty() ? "" : ", ") + zone;
    }
    if (!zones.empty()) {
        label.lines.push_back(std::move(zones));
    }
    label.lines.push_back(std::to_string(glass.width) + " × " + std::to_string(glass.height));
    label_ = std::move(label);
    label_ends_ = now.mono + label_stands;
    parts_.report(report_of(order.id));
}

void OrderKeeper::test_voice(const Order& order, const Surroundings& around, Now now) {
    if (around.is_dark) {
        return refuse(order, refusal("dark", "the screen is dark and silent",
                                     "ask again when it is to be heard",
                                     "Layar sedang dipadamkan, suaranya juga."));
    }
    const auto begun = parts_.announcer->test_voice(*around.state, order.anyway == 1, now);
    if (!begun) {
        return refuse(order, begun.problem());
    }
    tested_ = order.id;
}

void OrderKeeper::restart(const Order& order, Now now) {
    if (!parts_.is_kept_alive) {
        return refuse(order, refusal("not_kept", "nothing would start this screen again",
                                     "run it as a service (panggil-screen.service)",
                                     "Layar ini tidak dijalankan sebagai layanan: tidak ada yang "
                                     "menghidupkannya lagi."));
    }
    restarts_ = true;
    parts_.announcer->retire(now);
    OrderReport report = report_of(order.id);
    report.waits = parts_.announcer->is_voicing() ? 1 : 0;
    parts_.report(std::move(report));
}

/// One a second at most; a hub of ours asks no oftener, however many look.
void OrderKeeper::photograph(const Order& order, Now now) {
    if (lab_.is_busy() || now.mono < photo_from_) {
        return refuse(order, refusal("rate", "a picture was asked for a moment ago",
                                     "ask again in a moment", "Terlalu cepat. Coba lagi."));
    }
    photo_ = order.id;
    photo_from_ = now.mono + picture_pace;
    lab_.begin(parts_.display->photograph(widest_picture, largest_picture));
}

void OrderKeeper::send_picture(const Result<std::string>& picture) {
    if (!picture) {
        OrderReport report = report_of(photo_);
        report.refused = picture.problem();
        return parts_.report(std::move(report));
    }
    const std::string& bytes = picture.value();
    for (std::size_t at = 0; at < bytes.size(); at += largest_part) {
        OrderReport report = report_of(photo_);
        report.bytes = static_cast<std::int64_t>(bytes.size());
        report.at = static_cast<std::int64_t>(at);
        report.part = bytes.substr(at, largest_part);
        parts_.report(std::move(report));
    }
}

void OrderKeeper::tell_of_test() {
    if (auto outcome = parts_.announcer->take_test_outcome()) {
        OrderReport report = report_of(tested_);
        report.refused = std::move(outcome->refused);
        report.audible = outcome->audible;
        parts_.report(std::move(report));
    }
}

void OrderKeeper::take_leave(Now now) {
    if (!restarts_ || leaves_at_ || parts_.announcer->is_voicing()) {
        return;
    }
    waits_until_ = waits_until_.value_or(now.mono + longest_wait);
    if (parts_.has_reported() || now.mono >= *waits_until_) {
        leaves_at_ = now.mono + farewell;
        parts_.log->write({now.utc, now.mono, LogLevel::Warning, "screen.restarts", {}});
    }
}

void OrderKeeper::turn(const Surroundings& around, Now now) {
    if (const auto picture = lab_.take()) {
        send_picture(*picture);
    }
    if (label_ && (now.mono >= label_ends_ || around.is_dark || around.is_needed)) {
        label_.reset();
    }
    tell_of_test();
    take_leave(now);
}

std::optional<Moment> OrderKeeper::next_deadline(Moment now) const {
    std::optional<Moment> next;
    const auto sooner = [&](Moment at) { bring_forward(next, at); };
    if (label_) {
        sooner(label_ends_);
    }
    if (waits_until_ && !leaves_at_) {
        sooner(*waits_until_);
    }
    if (leaves_at_) {
        sooner(now >= *leaves_at_ ? now + leaving_pace : *leaves_at_);
    }
    return next;
}

} // namespace panggil::screen
