// SPDX-License-Identifier: MIT
#include "hub/past_answers.hpp"

#include <algorithm>

namespace panggil::hub {

namespace {

constexpr std::size_t remembered = 256;

} // namespace

const PastAnswer* PastAnswers::find(std::string_view device, std::string_view request_id) const {
    const auto found = std::ranges::find_if(answers_, [&](const PastAnswer& answer) {
        return answer.device == device && answer.ack.request_id == request_id;
    });
    return found == answers_.end() ? nullptr : &*found;
}

void PastAnswers::remember(PastAnswer answer) {
    answers_.push_back(std::move(answer));
    if (answers_.size() > remembered) {
        answers_.pop_front();
    }
}

} // namespace panggil::hub
