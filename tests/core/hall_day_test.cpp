// SPDX-License-Identifier: MIT
#include "core/calendar.hpp"
#include "core/hall_day.hpp"
#include "tests/catch.hpp"

using namespace panggil;

namespace {

/// Open on working days from 08.00 to 12.00 and from 13.00; New Year and the day after are free.
struct Hall {
    Board board;
    Schedule schedule;

    Hall() {
        for (std::size_t day = 0; day < 5; ++day) {
            board.hours[day] = {"08.00-12.00", "13.00-15.30"};
        }
        schedule.holidays =
            Tree(Tree::List{Tree(Tree::Object{{"date", "2026-01-01"}, {"name", "Tahun Baru"}}),
                            Tree(Tree::Object{{"date", "2026-01-02"}, {"name", "Cuti bersama"}})});
    }

    /// An hour on the hall's clock.
    [[nodiscard]] UtcTime at(std::chrono::year_month_day date, int hour) const {
        return std::chrono::sys_days(date) + std::chrono::hours(hour) - board.utc_offset;
    }

    [[nodiscard]] std::string opens(std::chrono::year_month_day date, int hour) const {
        const auto opens = next_opening(board, schedule, at(date, hour));
        return opens ? format_time(hall_time(*opens, board.utc_offset), "yyyy-MM-dd HH.mm") : "";
    }
};

constexpr std::chrono::year_month_day tuesday{std::chrono::year(2025), std::chrono::December,
                                              std::chrono::day(30)};
constexpr std::chrono::year_month_day wednesday{std::chrono::year(2025), std::chrono::December,
                                                std::chrono::day(31)};
constexpr std::chrono::year_month_day new_year{std::chrono::year(2026), std::chrono::January,
                                               std::chrono::day(1)};

} // namespace

TEST_CASE("the next opening is after the break, tomorrow, or after free days", "[hall_day]") {
    const Hall hall;
    CHECK(hall.opens(tuesday, 7) == "2025-12-30 08.00");
    CHECK(hall.opens(tuesday, 12) == "2025-12-30 13.00");
    CHECK(hall.opens(tuesday, 16) == "2025-12-31 08.00");
    CHECK(hall.opens(wednesday, 16) == "2026-01-05 08.00"); // holidays, then a weekend
    CHECK(hall.opens(new_year, 9) == "2026-01-05 08.00");
}

TEST_CASE("a hall without hours promises nothing", "[hall_day]") {
    Hall hall;
    hall.board.hours = {};
    CHECK(hall.opens(tuesday, 7).empty());
}

TEST_CASE("the board is told of the day", "[hall_day]") {
    Hall hall;
    tell_day(hall.board, hall.schedule, hall.at(new_year, 9));
    CHECK(hall.board.holiday == "Tahun Baru");
    REQUIRE(hall.board.reopens);
    tell_day(hall.board, hall.schedule, hall.at(tuesday, 9));
    CHECK(hall.board.holiday.empty());
}
