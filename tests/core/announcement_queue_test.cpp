// SPDX-License-Identifier: MIT
#include "core/announcement_queue.hpp"
#include "tests/catch.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <set>

using namespace panggil;

namespace {

Announcement call(Sequence seq, Millis ttl = Millis(60'000)) {
    Announcement announcement;
    announcement.call_id = "1-" + std::to_string(seq);
    announcement.seq = seq;
    announcement.ttl = ttl;
    return announcement;
}

Moment at(int millis) {
    return Moment(Millis(millis));
}

bool always(const Announcement&) {
    return true;
}

} // namespace

TEST_CASE("calls are given in the order of their events, one at a time", "[announcement_queue]") {
    AnnouncementQueue queue;
    CHECK_FALSE(queue.next(at(0), always).play);
    CHECK(queue.push(call(5), at(0), Millis(0)));
    CHECK(queue.push(call(4), at(1), Millis(0)));
    CHECK(queue.push(call(6), at(2), Millis(0)));
    CHECK(queue.next(at(3), always).play->seq == 4);
    CHECK_FALSE(queue.next(at(4), always).play);
    queue.ended("1-6");
    CHECK_FALSE(queue.next(at(5), always).play);
    queue.ended("1-4");
    CHECK(queue.next(at(6), always).play->seq == 5);
    queue.ended("1-5");
    CHECK(queue.waiting() == 1);
    CHECK(queue.next(at(7), always).play->seq == 6);
    CHECK(queue.waiting() == 0);
}

TEST_CASE("a call that arrives twice is said once", "[announcement_queue]") {
    AnnouncementQueue queue;
    CHECK(queue.push(call(5), at(0), Millis(0)));
    CHECK_FALSE(queue.push(call(5), at(1), Millis(0)));
    CHECK(queue.next(at(2), always).play);
    CHECK_FALSE(queue.push(call(5), at(3), Millis(0)));
    queue.ended("1-5");
    CHECK_FALSE(queue.push(call(5), at(4), Millis(0)));
    CHECK_FALSE(queue.next(at(5), always).play);
}

TEST_CASE("a call older than its ttl when its turn comes is dropped", "[announcement_queue]") {
    AnnouncementQueue queue;
    CHECK(queue.push(call(1, Millis(10'000)), at(1'000), Millis(4'000)));
    CHECK(queue.next_deadline() == at(7'000) + Micros(1));
    CHECK(queue.push(call(2, Millis(10'000)), at(1'000), Millis(3'999)));
    const NextAnnouncement next = queue.next(at(7'001), always);
    REQUIRE(next.dropped.size() == 1);
    CHECK(next.dropped[0].announcement.seq == 1);
    CHECK(next.dropped[0].reason == DropReason::Expired);
    CHECK(next.dropped[0].why == "its turn came later than 10 s after the call");
    CHECK(next.play->seq == 2);
    CHECK_FALSE(queue.next_deadline());
}

TEST_CASE("a call whose counter went on is dropped, even while another speaks",
          "[announcement_queue]") {
    AnnouncementQueue queue;
    CHECK(queue.push(call(1), at(0), Millis(0)));
    CHECK(queue.push(call(2), at(0), Millis(0)));
    CHECK(queue.next(at(1), always).play->seq == 1);
    const NextAnnouncement next =
        queue.next(at(2), [](const Announcement& waiting) { return waiting.seq != 2; });
    CHECK_FALSE(next.play);
    REQUIRE(next.dropped.size() == 1);
    CHECK(next.dropped[0].reason == DropReason::Withdrawn);
}

TEST_CASE("with three more waiting a call is said in the compact form", "[announcement_queue]") {
    AnnouncementQueue queue;
    for (Sequence seq = 1; seq <= 4; ++seq) {
        CHECK(queue.push(call(seq), at(0), Millis(0)));
    }
    std::vector<PhraseForm> forms;
    while (queue.waiting() > 0) {
        const NextAnnouncement next = queue.next(at(1), always);
        forms.push_back(next.form);
        queue.ended(next.play->call_id);
    }
    CHECK(forms == std::vector<PhraseForm>{PhraseForm::Compact, PhraseForm::Full, PhraseForm::Full,
                                           PhraseForm::Full});
}

TEST_CASE("an agency that calls without a pause keeps no other from its turn",
          "[announcement_queue]") {
    // A counter has one live call at most: a newer one makes the older unwanted. So whoever calls
    // waits for one voice of each other counter and the one that is being said, and no more.
    constexpr int counters = 9;
    AnnouncementQueue queue;
    std::map<std::string, Sequence> live;
    Sequence seq = 0;
    const auto calls = [&](int counter, Moment now) {
        Announcement each = call(++seq);
        each.counter = std::to_string(counter);
        live[each.counter] = each.seq;
        REQUIRE(queue.push(each, now, Millis(0)));
    };
    const auto wanted = [&](const Announcement& each) { return live[each.counter] == each.seq; };
    Moment now = at(0);
    Sequence quiet_one = 0; ///< its waiting call; 0 = none
    int voices_before_it = 0;
    int longest = 0;
    int turns_of_quiet = 0;
    for (int voice = 0; voice < 2'000; ++voice) {
        // The loud ones press their keys several times within each voice; one calls now and then.
        for (int counter = 1; counter < counters; ++counter) {
            calls(counter, now);
            calls(counter, now);
        }
        if (quiet_one == 0 && voice % 7 == 0) {
            calls(counters, now);
            quiet_one = seq;
            voices_before_it = 0;
        }
        now += std::chrono::seconds(4);
        const NextAnnouncement next = queue.next(now, wanted);
        REQUIRE(next.play);
        if (next.play->seq == quiet_one) {
            longest = std::max(longest, voices_before_it);
            ++turns_of_quiet;
            quiet_one = 0;
        } else {
            ++voices_before_it;
        }
        queue.ended(next.play->call_id);
    }
    CHECK(turns_of_quiet > 200);
    CHECK(longest <= counters - 1);
}

TEST_CASE("any burst in any order: every call is said or accounted for, once, in order",
          "[announcement_queue]") {
    for (unsigned seed = 0; seed < 2'000; ++seed) {
        std::mt19937 random(seed);
        const auto up_to = [&](int most) {
            return std::uniform_int_distribution<int>(0, most)(random);
        };
        AnnouncementQueue queue;
        std::vector<Announcement> arrivals;
        for (Sequence seq = 1; seq <= 40; ++seq) {
            arrivals.push_back(call(seq, Millis(5'000 + up_to(60'000))));
        }
        if (seed % 2 == 0) {
            std::ranges::shuffle(arrivals, random);
        }
        std::map<std::string, int> fate;
        std::map<Sequence, Moment> last_moment;
        std::set<Sequence> inside;
        std::set<Sequence> withdrawn;
        std::optional<std::string> speaking;
        std::size_t arrived = 0;
        Moment now = at(0);
        for (int turn = 0; turn < 400; ++turn) {
            now += Millis(up_to(3'000));
            for (int burst = up_to(9); burst > 0 && arrived < arrivals.size(); --burst) {
                const Announcement& each = arrivals[arrived++];
                const Millis age(up_to(2'000));
                REQUIRE(queue.push(each, now, age));
                last_moment[each.seq] = now + each.ttl - age;
                inside.insert(each.seq);
                if (up_to(3) == 0) {
                    REQUIRE_FALSE(queue.push(
                        arrivals[static_cast<std::size_t>(up_to(static_cast<int>(arrived) - 1))],
                        now, age));
                }
            }
            if (up_to(5) == 0) {
                withdrawn.insert(1 + up_to(39));
            }
            if (speaking && up_to(1) == 0) {
                queue.ended(*speaking);
                speaking.reset();
            }
            const NextAnnouncement next = queue.next(
                now, [&](const Announcement& each) { return !withdrawn.contains(each.seq); });
            for (const DroppedAnnouncement& dropped : next.dropped) {
                const Sequence seq = dropped.announcement.seq;
                ++fate[dropped.announcement.call_id];
                inside.erase(seq);
                REQUIRE((dropped.reason == DropReason::Withdrawn) == withdrawn.contains(seq));
                REQUIRE((withdrawn.contains(seq) || now > last_moment[seq]));
            }
            if (next.play) {
                REQUIRE_FALSE(speaking);
                REQUIRE(next.play->seq == *inside.begin());
                REQUIRE(now <= last_moment[next.play->seq]);
                REQUIRE_FALSE(withdrawn.contains(next.play->seq));
                ++fate[next.play->call_id];
                inside.erase(next.play->seq);
                speaking = next.play->call_id;
            }
            REQUIRE(queue.waiting() == inside.size());
        }
        REQUIRE(inside.empty());
        REQUIRE(fate.size() == arrivals.size());
        REQUIRE(std::ranges::all_of(fate, [](const auto& each) { return each.second == 1; }));
    }
}

TEST_CASE("a repeated call is known for the next thousand, and memory has an end",
          "[announcement_queue]") {
    AnnouncementQueue queue;
    for (Sequence seq = 1; seq <= 1000; ++seq) {
        REQUIRE(queue.push(call(seq), at(0), Millis(0)));
    }
    CHECK_FALSE(queue.push(call(1), at(0), Millis(0)));
    CHECK(queue.push(call(1001), at(0), Millis(0)));
    CHECK_FALSE(queue.push(call(2), at(0), Millis(0)));
    CHECK(queue.push(call(1), at(0), Millis(0))); // forgotten: far older than any call stays fresh
}
