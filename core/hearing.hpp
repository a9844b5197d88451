// SPDX-License-Identifier: MIT
#pragma once
/// Was a call heard? Judged from what the screens reported about it and from the time that passed.
/// Pure: who waits asks again and again until the verdict is no longer Waiting.

#include "core/message.hpp"

namespace panggil {

enum class Hearing { Waiting, Heard, NotHeard };

struct Verdict {
    Hearing hearing = Hearing::Waiting;
    Receipt receipt;    ///< of the screen that said it, or that could not
    std::string reason; ///< why not: withdrawn, expired, failed, muted, interrupted, no_speaker,
                        ///< no_report
};

/// What is known besides the receipts.
struct Wait {
    std::string speaker; ///< the screen that speaks in the zone; empty when none does
    Millis ttl{0};       ///< how old the call may be when its voice begins
    Millis passed{0};    ///< since the hub answered
    Millis quiet{0};     ///< since anything new was reported about it
};

[[nodiscard]] Verdict judge(const std::vector<Receipt>& receipts, const Wait& wait);

/// How old the call may be when its voice begins, now that its speaker has told whether something
/// else keeps the floor for longer than `ttl`.
[[nodiscard]] Millis good_for(const std::vector<Receipt>& receipts, Millis ttl);

/// True when no voice that comes back would say it any more, whatever time is left.
[[nodiscard]] bool is_final(const Verdict& verdict);

/// Why a call was not heard, as a sentence in both languages; the code itself when it is new.
struct ReasonText {
    std::string_view code;
    std::string_view indonesian;
    std::string_view english;
};

[[nodiscard]] ReasonText reason_text(std::string_view reason);

} // namespace panggil
