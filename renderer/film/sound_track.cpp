// SPDX-License-Identifier: MIT
#include "renderer/film/sound_track.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace panggil::film {

namespace {

/// What is further behind is not read through.
constexpr std::int64_t far_behind = std::int64_t{5} * SoundRing::rate;

} // namespace

std::optional<Problem> SoundTrack::take_problem() {
    return std::exchange(problem_, std::nullopt);
}

bool SoundTrack::open() {
    if (!std::exchange(opened_, true)) {
        auto opened = SoundDecoder::open(path_, *stop_);
        if (opened) {
            decoder_ = std::move(opened).value();
        } else {
            problem_ = opened.problem();
        }
        is_over_ = !decoder_;
    }
    return decoder_ != nullptr;
}

void SoundTrack::begin_round(std::int64_t number) {
    round_ = number;
    at_ = 0;
    used_ = 0;
    has_block_ = false;
    ended_ = !decoder_->seek(0);
}

/// What is read belongs to the film's round or to a later one, which begins when the film says.
void SoundTrack::meet(const Round& round) {
    if (round_ < round.number) {
        begin_round(round.number);
        is_over_ = false; // the film was told to play once more
    }
    begins_ = round.begins + (round_ - round.number) * round.length;
}

bool SoundTrack::read_block(const Round& round) {
    const std::int64_t due = round.now - begins_;
    if (due - at_ > far_behind && decoder_->seek(due)) {
        at_ = due;
    }
    while (!*stop_ && decoder_->next()) {
        const std::int64_t end =
            decoder_->position() + static_cast<std::int64_t>(decoder_->block().size() / 2);
        if (end > std::max<std::int64_t>(0, due)) {
            const std::int64_t before = std::max<std::int64_t>(0, -decoder_->position());
            if (round.length > 0 && decoder_->position() >= round.length) {
                break; // it begins when the picture has ended: nothing of it is heard
            }
            used_ = static_cast<std::size_t>(before); // what comes before the picture
            at_ = decoder_->position() + before;
            has_block_ = true;
            return true;
        }
    }
    ended_ = true;
    return false;
}

bool SoundTrack::put_block(std::int64_t length) {
    const auto there = static_cast<std::int64_t>(decoder_->block().size() / 2 - used_);
    const std::int64_t most = length > 0 ? std::clamp<std::int64_t>(length - at_, 0, there) : there;
    const auto wanted = static_cast<std::size_t>(most);
    const std::size_t put =
        ring_->put(begins_ + at_, std::span(decoder_->block()).subspan(2 * used_, 2 * wanted));
    used_ += put;
    at_ += static_cast<std::int64_t>(put);
    has_block_ = 2 * used_ < decoder_->block().size() && (length <= 0 || at_ < length);
    return put == wanted;
}

/// A sound that is shorter than its picture.
bool SoundTrack::put_silence(std::int64_t length) {
    static constexpr std::array<float, 960> nothing{};
    const auto wanted =
        static_cast<std::size_t>(std::clamp<std::int64_t>(length - at_, 0, nothing.size() / 2));
    const std::size_t put = ring_->put(begins_ + at_, std::span(nothing).first(2 * wanted));
    at_ += static_cast<std::int64_t>(put);
    return put == wanted;
}

bool SoundTrack::put_more(const Round& round) {
    if (round.length > 0 && at_ >= round.length) {
        if (again_ == Again::Never) {
            is_over_ = true;
            return false;
        }
        begin_round(round_ + 1);
        begins_ = round.begins + (round_ - round.number) * round.length;
    }
    if (has_block_ || (!ended_ && read_block(round))) {
        return put_block(round.length);
    }
    if (again_ == Again::Never) {
        is_over_ = true;
        return false;
    }
    return round.length > 0 && put_silence(round.length);
}

void SoundTrack::fill(const Round& round) {
    if ((is_over_ && round.number <= round_) || !open()) {
        return;
    }
    meet(round);
    while (!*stop_ && put_more(round)) {
    }
}

} // namespace panggil::film
