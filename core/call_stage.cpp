// SPDX-License-Identifier: MIT
#include "core/call_stage.hpp"

#include <algorithm>

namespace panggil {

Moment CallStage::free_from(std::size_t waiting) const {
    if (!voice_ended_) {
        return Moment::max();
    }
    if (!on_air_) {
        return spoken_.empty() ? Moment{} : *voice_ended_ + rules_.between;
    }
    return waiting > rules_.patient
               ? std::max(entered_ + rules_.busy, *voice_ended_ + rules_.between)
               : std::max(entered_ + rules_.alone, *voice_ended_ + rules_.after_voice);
}

void CallStage::enter(OnAir call, Moment now) {
    spoken_ = call.call_id;
    voice_ended_.reset();
    entered_ = now;
    on_air_ = std::move(call);
    on_air_->since = now;
}

void CallStage::voice_ended(std::string_view call_id, Moment now) {
    if (!voice_ended_ && call_id == spoken_) {
        voice_ended_ = now;
    }
}

void CallStage::withdraw(std::string_view call_id) {
    if (on_air_ && on_air_->call_id == call_id) {
        on_air_.reset();
    }
}

void CallStage::forget_old(Moment now) {
    if (on_air_ && voice_ended_ && now - entered_ >= rules_.forget) {
        on_air_.reset();
    }
}

} // namespace panggil
