// SPDX-License-Identifier: MIT
#pragma once
/// KeyRotation: how a hub changes its own key without anybody's walk from machine to machine. The
/// next key lies in hub.next.key, with the time from which it holds; until then the hub tells it to
/// whoever is connected, over connections that its present key has opened (decision 012). Then it
/// takes the place of hub.key. The one thread of the hub, or `panggil-hub keys`.

#include "codec/key_files.hpp"
#include "core/message.hpp"

namespace panggil::hub {

class KeyRotation {
public:
    explicit KeyRotation(std::string folder) : folder_(std::move(folder)) {}

    /// What is announced, nullopt when nothing is.
    [[nodiscard]] Result<std::optional<codec::NextKeyPair>> announced() const;

    /// Makes the next key. A Problem when one is announced already.
    [[nodiscard]] Result<codec::NextKeyPair> announce(UtcTime now, UtcTime from);

    /// What is announced holds from now on.
    [[nodiscard]] Result<Done> hasten(codec::NextKeyPair next, UtcTime now);

    /// The present key stays, and who has learnt the other forgets it when it learns the next one.
    [[nodiscard]] Result<Done> withdraw();

    /// The next key takes the place of the present one, which is kept as hub.key.old-TIME. Each
    /// step leaves a folder that a hub can start with, and can be done again.
    [[nodiscard]] Result<Done> take(const KeyPair& next, UtcTime now);

private:
    [[nodiscard]] std::string file(const char* name) const { return folder_ + '/' + name; }

    std::string folder_;
};

} // namespace panggil::hub
