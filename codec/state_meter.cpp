// SPDX-License-Identifier: MIT
#include "codec/state_meter.hpp"

#include "codec/wire/tables_json.hpp"

#include <xxhash.h>

#include <memory>
#include <new>

namespace panggil::codec {

namespace {

struct FreeHash {
    void operator()(XXH3_state_t* hash) const { XXH3_freeState(hash); }
};

/// XXH3-64 of bytes that come piece by piece.
class Hash {
public:
    Hash() : hash_(XXH3_createState()) {
        if (!hash_ || XXH3_64bits_reset(hash_.get()) != XXH_OK) {
            throw std::bad_alloc();
        }
    }

    void add(std::string_view piece) {
        XXH3_64bits_update(hash_.get(), piece.data(), piece.size());
        bytes_ += piece.size();
    }

    [[nodiscard]] Measure take() const { return {XXH3_64bits_digest(hash_.get()), bytes_}; }

private:
    std::unique_ptr<XXH3_state_t, FreeHash> hash_;
    std::size_t bytes_ = 0;
};

std::string text_of(const Key& key, const Record& record) {
    return compact(Json(key)) + ':' + compact(to_json(record));
}

} // namespace

Measure StateMeter::measure(const QueueState& state) {
    Hash hash;
    hash.add("{");
    auto known = known_.begin(); // both are in the order of the keys
    for (const auto& [key, record] : state.records) {
        while (known != known_.end() && known->first < key) {
            known = known_.erase(known);
        }
        if (known == known_.end() || known->first != key) {
            known = known_.emplace_hint(known, key, Known{record, text_of(key, record)});
        } else if (known->second.record != record) {
            known->second = {record, text_of(key, record)};
        }
        if (known != known_.begin()) {
            hash.add(",");
        }
        hash.add(known->second.text);
        ++known;
    }
    known_.erase(known, known_.end());
    hash.add("}");
    return hash.take();
}

std::function<std::uint64_t(const QueueState&)> metered_digest() {
    return [meter = std::make_shared<StateMeter>()](const QueueState& state) {
        return meter->measure(state).digest;
    };
}

} // namespace panggil::codec
