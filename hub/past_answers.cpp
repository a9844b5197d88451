// SPDX-License-Identifier: MIT
#include "hub/past_answers.hpp"

#include <algorithm>

namespace panggil::hub {

namespace {

constexpr std::size_t remembered = 256;

const std::string& id_of_answer(const PastAnswer& answer) {
    return answer.ack.request_id;
}

} // namespace

const PastAnswer* PastAnswers::find(const std::string& request_id) const {
    const auto found = std::ranges::find(answers_, request_id, id_of_answer);
    return found == answers_.end() ? nullptr : &*found;
}

void PastAnswers::remember(PastAnswer answer) {
    answers_.push_back(std::move(answer));
    if (answers_.size() > remembered) {
        answers_.pop_front();
    }
}

} // namespace panggil::hub
