// SPDX-License-Identifier: MIT
#pragma once
/// StateMeter: measure() for one who measures states that follow each other, as a hub and a screen
/// do for each event. The canonical form of a record is kept and written anew when the record has
/// changed; so an event costs by what it changes, and not by what the hall has. The result is
/// always that of measure(). One thread.

#include "codec/wire.hpp"

#include <functional>

namespace panggil::codec {

class StateMeter {
public:
    [[nodiscard]] Measure measure(const QueueState& state);

private:
    struct Known {
        Record record;
        std::string text; ///< "key":{...}
    };

    std::map<Key, Known, std::less<>> known_;
};

/// digest() with a meter of its own.
[[nodiscard]] std::function<std::uint64_t(const QueueState&)> metered_digest();

} // namespace panggil::codec
