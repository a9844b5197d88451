// SPDX-License-Identifier: MIT
#include "core/report_box.hpp"
#include "tests/catch.hpp"

#include <random>
#include <set>

using namespace panggil;
using namespace std::chrono_literals;

namespace {

Receipt about(std::string call_id, std::string phase) {
    return {std::move(call_id), "tv-1", "lobi", std::move(phase), Millis{0}, {}};
}

std::vector<std::int64_t> rids(const std::vector<ReceiptReport>& reports) {
    std::vector<std::int64_t> all;
    for (const ReceiptReport& report : reports) {
        all.push_back(report.rid);
    }
    return all;
}

using Rids = std::vector<std::int64_t>;

} // namespace

TEST_CASE("a report is told until it is noted", "[report_box]") {
    ReportBox box;
    Moment now{1h};
    box.add(about("1-1", "shown"), 5, now);
    box.add(about("1-1", "started"), 6, now);
    CHECK(rids(box.due(now)) == Rids{5, 6});
    box.sent(5, now);
    CHECK(rids(box.due(now)) == Rids{6});
    box.sent(6, now);
    CHECK(box.due(now).empty());
    box.noted(6);
    now += 1s;
    REQUIRE(rids(box.due(now)) == Rids{5});
    CHECK(box.due(now).front().age == 1s);
    box.sent(5, now);
    CHECK(box.next_due() == now + 600ms);
    box.noted(5);
    CHECK_FALSE(box.next_due());
}

TEST_CASE("a call that is said again makes what was told of it pointless", "[report_box]") {
    ReportBox box;
    const Moment now{1h};
    box.add(about("1-1", "shown"), 1, now);
    box.add(about("1-1", "failed"), 2, now);
    box.add(about("1-2", "failed"), 3, now);
    box.add(about("1-1", "started"), 4, now);
    CHECK(rids(box.due(now)) == Rids{1, 3, 4});
}

TEST_CASE("neither many reports nor old ones pile up", "[report_box]") {
    ReportBox box;
    Moment now{1h};
    for (std::int64_t rid = 1; rid <= 5000; ++rid) {
        box.add(about(std::to_string(rid), "shown"), rid, now);
    }
    std::size_t left = 0;
    for (auto due = box.due(now); !due.empty(); due = box.due(now)) {
        CHECK(due.size() <= 16);
        for (const ReceiptReport& report : due) {
            box.sent(report.rid, now);
            CHECK(report.rid > 5000 - 300);
            ++left;
        }
    }
    CHECK(left == 300);
    now += 11min;
    box.tidy(now);
    CHECK(box.due(now).empty());
}

TEST_CASE("over a line that loses and hubs that die all arrive", "[report_box]") {
    std::mt19937 chance(GENERATE(1U, 2U, 3U, 4U, 5U));
    const auto one_in = [&](unsigned many) { return chance() % many == 0; };
    ReportBox box;
    Moment now{1h};
    std::set<std::int64_t> written;
    std::set<std::int64_t> unwritten; ///< dies with the hub
    std::int64_t told = 0;
    for (int turn = 0; turn < 4000; ++turn, now += 50ms) {
        if (turn < 2000 && one_in(10)) {
            ++told;
            box.add(about(std::to_string(told), "done"), told, now);
        }
        if (one_in(5)) {
            written.merge(std::exchange(unwritten, {}));
        }
        if (turn < 3000 && one_in(60)) {
            unwritten.clear();
        }
        box.tidy(now);
        for (const ReceiptReport& report : box.due(now)) {
            box.sent(report.rid, now);
            if (turn < 3000 && one_in(3)) {
                continue; // lost on the way
            }
            if (!written.contains(report.rid)) {
                unwritten.insert(report.rid);
            } else if (turn >= 3000 || !one_in(3)) {
                box.noted(report.rid);
            }
        }
    }
    CHECK(told > 100);
    CHECK(written.size() == static_cast<std::size_t>(told));
    CHECK(box.due(now + 1min).empty());
}
