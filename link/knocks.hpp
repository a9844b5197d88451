// SPDX-License-Identifier: MIT
#pragma once
/// Knocks: unknown keys that asked for entry, each once. Keys cost nothing and addresses do, so a
/// bounded list is shared between the addresses: a flood from one machine leaves room for another.

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace panggil::link {

/// A key that asked for entry and is in no table.
struct Knock {
    std::string key;
    std::string address; ///< of the machine, without port
};

class Knocks {
public:
    static constexpr std::size_t most = 32;
    static constexpr std::ptrdiff_t most_of_address = 4;

    /// A known key, and one more of an address that has its share, are not noted. When the list is
    /// full, the address that has most gives way to one that has less.
    void add(Knock knock) {
        if (std::ranges::find(list_, knock.key, &Knock::key) != list_.end() ||
            count(knock.address) >= most_of_address) {
            return;
        }
        if (list_.size() >= most) {
            const auto fullest = std::ranges::max_element(
                list_, {}, [&](const Knock& each) { return count(each.address); });
            if (count(fullest->address) <= count(knock.address) + 1) {
                return;
            }
            list_.erase(fullest);
        }
        list_.push_back(std::move(knock));
    }

    [[nodiscard]] std::vector<Knock>& list() { return list_; }

    [[nodiscard]] std::vector<Knock> take() { return std::exchange(list_, {}); }

private:
    [[nodiscard]] std::ptrdiff_t count(const std::string& address) const {
        return std::ranges::count(list_, address, &Knock::address);
    }

    std::vector<Knock> list_;
};

} // namespace panggil::link
