// SPDX-License-Identifier: MIT
#pragma once
/// Calls into FFmpeg, whose libraries are loaded when they are first needed: with the eighty that
/// they need themselves they would cost every screen 16 MB and a tenth of a second at its start,
/// and most screens never show a film. Any thread.

#include "core/result.hpp"

#include <atomic>
#include <optional>
#include <string>

namespace panggil::film {

enum class Library { Util, Codec, Format, Scale, Resample };

/// Why there is no FFmpeg on this machine; nothing when it is there. Loads it. Nothing of it may be
/// called before this was asked.
[[nodiscard]] const std::optional<std::string>& ffmpeg_is_missing();

/// The function of this name; the program ends when a library that is there lacks it.
[[nodiscard]] void* late_function(Library library, const char* name);

template <class Function>
class LateCall;

/// Called like the function whose name it bears.
template <class Answer, class... Arguments>
class LateCall<Answer (*)(Arguments...)> {
public:
    constexpr LateCall(Library library, const char* name) : library_(library), name_(name) {}

    Answer operator()(Arguments... arguments) const {
        void* found = found_.load(std::memory_order_acquire);
        if (found == nullptr) {
            found = late_function(library_, name_);
            found_.store(found, std::memory_order_release);
        }
        return reinterpret_cast<Answer (*)(Arguments...)>(found)(arguments...);
    }

private:
    Library library_;
    const char* name_;
    mutable std::atomic<void*> found_ = nullptr;
};

} // namespace panggil::film
