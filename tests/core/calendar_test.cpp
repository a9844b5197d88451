// SPDX-License-Identifier: MIT
#include "core/calendar.hpp"
#include "tests/catch.hpp"

using namespace panggil;
using std::chrono::sys_days;
using namespace std::chrono_literals;

namespace {

constexpr Minutes wita{8 * 60};

std::string at(UtcTime utc, std::string_view pattern, Minutes offset = wita) {
    return format_time(hall_time(utc, offset), pattern);
}

} // namespace

TEST_CASE("the hall's clock is UTC plus its offset, in Indonesian", "[calendar]") {
    const UtcTime utc = sys_days{2024y / 1 / 19} + 1h + 41min;
    CHECK(at(utc, "HH.mm") == "09.41");
    CHECK(at(utc, "EEEE, d MMMM yyyy") == "Jumat, 19 Januari 2024");
    CHECK(at(utc, "dd/MM/yyyy HH.mm.ss") == "19/01/2024 09.41.00");
    CHECK(at(utc, "HH.mm", Minutes(-60)) == "00.41");
}

TEST_CASE("the day changes at the hall's midnight, not at that of UTC", "[calendar]") {
    const UtcTime before = sys_days{2024y / 2 / 28} + 15h + 59min;
    CHECK(at(before, "EEEE d MMMM HH.mm") == "Rabu 28 Februari 23.59");
    CHECK(at(before + 1min, "EEEE d MMMM HH.mm") == "Kamis 29 Februari 00.00");
    CHECK(at(UtcTime{}, "d MMMM yyyy") == "1 Januari 1970");
}

TEST_CASE("all days and months have their names", "[calendar]") {
    std::string days;
    for (int day = 0; day < 7; ++day) {
        days += at(sys_days{2026y / 11 / 22} + std::chrono::days(day), "EEEE ");
    }
    CHECK(days == "Minggu Senin Selasa Rabu Kamis Jumat Sabtu ");
    std::string months;
    for (unsigned month = 1; month <= 12; ++month) {
        months += at(sys_days{2026y / std::chrono::month(month) / 1}, "MMMM ");
    }
    CHECK(months == "Januari Februari Maret April Mei Juni Juli Agustus September Oktober "
                    "November Desember ");
}

TEST_CASE("a clock is drawn again at the next minute, one with seconds each second", "[calendar]") {
    const UtcTime utc = sys_days{2026y / 1 / 1} + 90s + 250ms;
    CHECK(next_change_of("HH.mm", utc) == sys_days{2026y / 1 / 1} + 2min);
    CHECK(next_change_of("HH.mm.ss", utc) == sys_days{2026y / 1 / 1} + 91s);
    CHECK(next_change_of("HH.mm", sys_days{2026y / 1 / 1} + 2min) ==
          sys_days{2026y / 1 / 1} + 3min);
}

TEST_CASE("times of day are read with a point or a colon", "[calendar]") {
    CHECK(minutes_of("13.05") == 785);
    CHECK(minutes_of("00:00") == 0);
    for (const char* wrong : {"", "1.05", "24.00", "12.60", "1a.00", "12-00", "12.000"}) {
        INFO(wrong);
        CHECK(minutes_of(wrong) == -1);
    }
}
