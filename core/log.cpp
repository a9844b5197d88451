// SPDX-License-Identifier: MIT
#include "core/log.hpp"

namespace panggil {

OncePerMinute::Verdict OncePerMinute::ask(std::string_view kind, Moment now) {
    const auto found = kinds_.find(kind);
    if (found == kinds_.end()) {
        kinds_.emplace(std::string(kind), Memory{now, 0});
        return {0, 1};
    }
    Memory& memory = found->second;
    if (now - memory.said < std::chrono::minutes(1)) {
        ++memory.held_back;
        return {memory.held_back, 0};
    }
    const std::int64_t held_back = memory.held_back;
    memory = {now, 0};
    return {held_back, 1};
}

Record fields_of(const Problem& problem) {
    Record fields;
    fields.set("code", problem.code);
    fields.set("where", problem.where);
    fields.set("what", problem.what);
    fields.set("hint", problem.hint);
    return fields;
}

} // namespace panggil
