// SPDX-License-Identifier: MIT
// The same rush hour as the device gets it: what is pulled, sample by sample, is compared with what
// was to be said.
#include "core/announcement_queue.hpp"
#include "renderer/sdl/sound_stream.hpp"
#include "tests/renderer/rush_hour.hpp"

using namespace panggil;
using namespace panggil::sdl;
using namespace panggil::tests;

namespace {

/// A device that keeps nothing but what differs from silence where silence is due.
struct Tap {
    explicit Tap(std::shared_ptr<SoundStream> stream) : stream_(std::move(stream)) {
        stream_->use(SoundStream::Side::Device);
    }

    /// Pulls blocks of an odd size until the job has ended; what was heard meanwhile is in `heard`.
    std::unique_ptr<SoundStream::Job> hear() {
        heard.clear();
        from = stream_->position();
        std::vector<float> block(2 * 1023);
        while (true) {
            stream_->pull(SoundStream::Side::Device, block);
            for (std::size_t at = 0; at < block.size(); at += 2) {
                REQUIRE(block[at] == block[at + 1]);
                heard.push_back(block[at]);
            }
            if (auto job = stream_->take_ended()) {
                return job;
            }
        }
    }

    std::vector<float> heard;
    std::uint64_t from = 0;

private:
    std::shared_ptr<SoundStream> stream_;
};

} // namespace

TEST_CASE(
    "in a rush hour the device gets every call whole, at its sample, and silence between them",
    "[rush_hour]") {
    screen::Voice voice = default_voice();
    std::mt19937 chance(20261124); // NOLINT(cert-msc51-cpp): the same hour each time
    AnnouncementQueue queue;
    auto stream = std::make_shared<SoundStream>(SoundStream::Parts{});
    Tap device(stream);
    std::uint64_t free_from = 0;
    int said = 0;
    for (int called = 0; said < 1000;) {
        while (called < 1000 && queue.waiting() < 1 + chance() % 9) {
            queue.push(call_number(++called, chance), Moment{}, Millis{0});
        }
        const NextAnnouncement next =
            queue.next(Moment{}, [](const Announcement&) { return true; });
        REQUIRE(next.play);
        const auto utterance = voice.utter(*next.play, next.form);
        REQUIRE(utterance);
        const std::vector<float>& wanted = utterance.value().sound->samples;
        auto job = std::make_unique<SoundStream::Job>();
        job->call_id = next.play->call_id;
        job->sound = utterance.value().sound;
        stream->begin(std::move(job));
        const auto ended = device.hear();
        REQUIRE(ended->call_id == next.play->call_id);
        REQUIRE_FALSE(ended->broken);
        REQUIRE(ended->start >= free_from); // none overlaps
        const auto first = static_cast<std::ptrdiff_t>(ended->start - device.from);
        const auto begin = device.heard.begin() + first;
        const auto end = begin + static_cast<std::ptrdiff_t>(wanted.size());
        REQUIRE(std::equal(wanted.begin(), wanted.end(), begin));
        REQUIRE(std::all_of(device.heard.begin(), begin, [](float at) { return at == 0; }));
        REQUIRE(std::all_of(end, device.heard.end(), [](float at) { return at == 0; }));
        free_from = ended->start + wanted.size();
        queue.ended(next.play->call_id);
        ++said;
    }
    CHECK(stream->position() > std::uint64_t{48'000} * 3600); // more than an hour of speech
}
