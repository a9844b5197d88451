// SPDX-License-Identifier: MIT
#include "core/zone_volume.hpp"
#include "tests/catch.hpp"

using namespace panggil;

TEST_CASE("a zone is quieter in its quiet hours, by the hall's clock", "[zone_volume]") {
    const TextList volume{"06.00-08.00 -12", "12.00-13.00 -9", "07.00-24.00 -1"};
    const auto at = [&](int hour, int minute) {
        const Minutes wita(480);
        const UtcTime midnight{Millis{1'795'449'600'000}}; // 2026-11-23 16.00 UTC: midnight there
        return volume_db(volume, midnight + std::chrono::hours(hour) + Minutes(minute), wita);
    };
    CHECK(at(5, 59) == 0);
    CHECK(at(6, 0) == -12);
    CHECK(at(7, 59) == -12); // the first that fits
    CHECK(at(8, 0) == -1);
    CHECK(at(12, 30) == -9);
    CHECK(at(13, 0) == -1);
    CHECK(at(23, 59) == -1);
    CHECK(volume_db({}, UtcTime{}, Minutes(0)) == 0);
    CHECK(volume_db({"nonsense"}, UtcTime{}, Minutes(0)) == 0);
}

TEST_CASE("a volume that is written wrong is none", "[zone_volume]") {
    CHECK(parse_volume("12.00-13.00 -9") == VolumeSpan{720, 780, -9});
    CHECK(parse_volume("12.00-13.00 0") == VolumeSpan{720, 780, 0});
    for (const std::string_view wrong :
         {"", "12.00-13.00", "12.00-13.00 ", "12.00-13.00 loud", "12.00-13.00 -9 dB",
          "12.00-13.00 3", "12.00-13.00 -31", "13.00-12.00 -9", "12.00-12.00 -9", "25.00-26.00 -9",
          "12.00 13.00 -9", "12.00-13.00 -99999999999"}) {
        INFO(wrong);
        CHECK_FALSE(parse_volume(wrong));
    }
}
