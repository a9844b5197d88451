// SPDX-License-Identifier: MIT
// A screens.json that an office has written: read, checked, and asked what stands on the wall on
// some days, at night, on a holiday and beyond all calendars.
#include "codec/schedule_codec.hpp"
#include "core/calendar.hpp"
#include "core/file_fields.hpp"
#include "core/schedule_reach.hpp"
#include "renderer/layout_check.hpp"
#include "tests/fuzz/site.hpp"
#include "tests/fuzz/target.hpp"

#include <array>

using namespace panggil;
using panggil::fuzz::must;

namespace {

/// Hours since 1970 of 2026-11-24 08:00, 2026-08-17 12:00, 2028-02-29 02:00, of the year 9999 and
/// 1970.
constexpr std::array<std::int64_t, 5> moments{498'744, 496'372, 509'851, 70'389'527, 0};

void ask(const Schedule& schedule) {
    for (const char* name : {"tv-tunggu-1", "tv", ""}) {
        static_cast<void>(layouts_for(schedule, name));
        for (const std::int64_t hours : moments) {
            Question question;
            question.screen = name;
            question.time = hall_time(UtcTime(std::chrono::hours(hours)), Minutes(480));
            question.waiting = 7;
            const Choice usual = choose(schedule, question);
            question.call_view = [](const std::string&, const std::string&) {
                return CallView::None;
            };
            const Choice calling = choose(schedule, question);
            must(usual.verdicts.size() < 10'000 && calling.verdicts.size() < 10'000,
                 "a rule is asked once");
            if (const auto due = overlay_due(schedule, question)) {
                must(due->seconds >= 0 && due->since >= 0, "an overlay has a length");
            }
            static_cast<void>(is_night(screen_in(schedule, name), question.time));
            static_cast<void>(daypart_at(schedule, question.time));
            static_cast<void>(holiday_at(schedule, question.time));
        }
    }
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static fuzz::Site site;
    site.replace("screens.json", fuzz::text_of(data, size));
    const auto loaded = codec::load_schedule(site.root() / "screens.json", site.root(),
                                             site.reader(), site.finder());
    if (!loaded) {
        return 0;
    }
    const Schedule& schedule = loaded.value().schedule;
    static_cast<void>(
        screen::check_file(schedule.file, screens_file_fields(), schedule.places, "screens.json"));
    static_cast<void>(check_schedule(schedule));
    static_cast<void>(rules_in_vain(schedule));
    ask(schedule);
    return 0;
}
