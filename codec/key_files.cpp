// SPDX-License-Identifier: MIT
#include "codec/key_files.hpp"

#include "codec/durable.hpp"
#include "codec/strict_json.hpp"

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

namespace panggil::codec {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t largest_file = 4096;
constexpr std::size_t key_letters = 40;

Problem trouble(const char* code, const std::string& path, std::string what, std::string hint) {
    return {code, path, std::move(what), std::move(hint), ""};
}

/// Closes when it goes.
class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}

    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    ~Descriptor() {
        if (number_ >= 0) {
            ::close(number_);
        }
    }

    [[nodiscard]] int number() const { return number_; }

private:
    int number_;
};

enum class Kept { Secret, Open };
/// What becomes of a file that is there already.
enum class Old { Stays, Goes };

Result<std::string> read_whole(const std::string& path, Kept kept) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));

    struct stat about {};

    if (file.number() < 0 || ::fstat(file.number(), &about) != 0) {
        return trouble("key.cannot_read", path, std::strerror(errno),
                       "give the folder that `panggil-hub keys add` made for this machine");
    }
    if (kept == Kept::Secret && (about.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return trouble("key.too_open", path, "can be read by others, so its secret is none",
                       "chmod 600 " + path);
    }
    std::array<char, largest_file> bytes{};
    const ssize_t size = ::read(file.number(), bytes.data(), bytes.size());
    if (size < 0) {
        return trouble("key.cannot_read", path, std::strerror(errno), "is it a file?");
    }
    return std::string(bytes.data(), static_cast<std::size_t>(size));
}

Result<Done> write_whole(const std::string& path, const std::string& text, Kept kept, Old old) {
    const std::string fresh = path + ".new";
    ::unlink(fresh.c_str());
    const mode_t mode = kept == Kept::Secret ? 0600 : 0644;
    const Descriptor file(::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
    const bool written =
        file.number() >= 0 &&
        ::write(file.number(), text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
        ::fsync(file.number()) == 0;
    // link() fails where something is.
    const bool placed = written && (old == Old::Stays ? ::link(fresh.c_str(), path.c_str()) == 0
                                                      : ::rename(fresh.c_str(), path.c_str()) == 0);
    const int error = errno;
    ::unlink(fresh.c_str());
    const std::string folder = fs::path(path).parent_path().string();
    if (placed && sync_to_disk(folder.empty() ? "." : folder)) {
        return Done{};
    }
    return placed            ? trouble("key.cannot_write", path, std::strerror(errno),
                                       "look at the disk and the system log")
           : error == EEXIST ? trouble("key.exists", path, "is there already",
                                       "choose another folder, or move this one away")
                             : trouble("key.cannot_write", path, std::strerror(error),
                                       "is the folder there, and yours to write?");
}

Result<std::string> field(const nlohmann::json& object, const char* name, const std::string& path) {
    const auto found = object.is_object() ? object.find(name) : object.end();
    if (!object.is_object() || found == object.end() || !found->is_string() ||
        found->get_ref<const std::string&>().size() != key_letters) {
        return trouble("key.bad_file", path, std::string("has no ") + name + " key",
                       "copy the folder from the hub once more");
    }
    return found->get<std::string>();
}

Result<nlohmann::json> read_object(const std::string& path, Kept kept) {
    const auto text = read_whole(path, kept);
    if (!text) {
        return text.problem();
    }
    auto object = parse_strictly(text.value(), largest_file, 2);
    if (!object) {
        return trouble("key.bad_file", path, object.problem().what,
                       "copy the folder from the hub once more");
    }
    return object;
}

Result<KeyPair> pair_in(const nlohmann::json& object, const std::string& path) {
    const auto open = field(object, "public", path);
    const auto secret = field(object, "secret", path);
    if (!open || !secret) {
        return open ? secret.problem() : open.problem();
    }
    return KeyPair{open.value(), secret.value()};
}

Result<UtcTime> time_in(const nlohmann::json& object, const char* name, const std::string& path) {
    const auto found = object.find(name);
    if (found == object.end() || !found->is_number_integer()) {
        return trouble("key.bad_file", path, std::string("does not say when: ") + name,
                       "withdraw it and announce a new one: panggil-hub keys rotate --help");
    }
    return UtcTime{Millis{found->get<std::int64_t>()}};
}

nlohmann::json object_of(const KeyPair& keys) {
    return {{"public", keys.public_key}, {"secret", keys.secret_key}};
}

} // namespace

Result<KeyPair> read_key_pair(const std::string& path) {
    const auto object = read_object(path, Kept::Secret);
    return object ? pair_in(object.value(), path) : object.problem();
}

Result<std::string> read_public_key(const std::string& path) {
    const auto object = read_object(path, Kept::Open);
    return object ? field(object.value(), "public", path) : object.problem();
}

Result<Done> write_key_pair(const std::string& path, const KeyPair& keys) {
    return write_whole(path, object_of(keys).dump() + '\n', Kept::Secret, Old::Stays);
}

Result<Done> replace_key_pair(const std::string& path, const KeyPair& keys) {
    return write_whole(path, object_of(keys).dump() + '\n', Kept::Secret, Old::Goes);
}

Result<NextKeyPair> read_next_key_pair(const std::string& path) {
    const auto object = read_object(path, Kept::Secret);
    if (!object) {
        return object.problem();
    }
    const auto keys = pair_in(object.value(), path);
    const auto announced = time_in(object.value(), "announced", path);
    const auto from = time_in(object.value(), "from", path);
    if (!keys || !announced || !from) {
        return !keys ? keys.problem() : !announced ? announced.problem() : from.problem();
    }
    return NextKeyPair{keys.value(), announced.value(), from.value()};
}

Result<Done> write_next_key_pair(const std::string& path, const NextKeyPair& next) {
    nlohmann::json object = object_of(next.keys);
    object["announced"] = next.announced.time_since_epoch().count();
    object["from"] = next.from.time_since_epoch().count();
    return write_whole(path, object.dump() + '\n', Kept::Secret, Old::Stays);
}

Result<Done> keep_hub_trust(const std::string& folder, const HubTrust& trust) {
    const fs::path next = fs::path(folder) / "hub.next.pub";
    auto kept = write_public_key((fs::path(folder) / "hub.pub").string(), trust.present());
    if (kept && !trust.next().empty()) {
        kept = write_public_key(next.string(), trust.next());
    } else if (kept) {
        std::error_code error;
        fs::remove(next, error);
        kept = error ? trouble("key.cannot_write", next.string(), error.message(),
                               "is the folder yours to write?")
                     : Result<Done>(Done{});
    }
    return kept;
}

Result<Done> write_public_key(const std::string& path, std::string_view key) {
    const nlohmann::json object{{"public", key}};
    return write_whole(path, object.dump() + '\n', Kept::Open, Old::Goes);
}

Result<ClientKeys> read_client_keys(const std::string& folder,
                                    const std::function<KeyPair()>& make_pair) {
    const auto hub = read_public_key((fs::path(folder) / "hub.pub").string());
    if (!hub) {
        return hub.problem();
    }
    const std::string path = (fs::path(folder) / "own.key").string();
    std::error_code ignored;
    if (!fs::exists(path, ignored)) {
        if (const auto done = write_key_pair(path, make_pair()); !done) {
            return done.problem();
        }
    }
    const auto own = read_key_pair(path);
    if (!own) {
        return own.problem();
    }
    const std::string next = (fs::path(folder) / "hub.next.pub").string();
    const auto announced = fs::exists(next, ignored) ? read_public_key(next) : std::string();
    // Without it the present key still opens.
    return ClientKeys{hub.value(), own.value(), announced ? announced.value() : ""};
}

std::string fingerprint(std::string_view public_key) {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"; // RFC 4648
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(public_key.data()),
                       public_key.size());
    std::uint64_t bits = 0;
    for (std::size_t at = 0; at < 5; ++at) {
        bits = bits << 8U | hash.at(at);
    }
    std::string text;
    for (unsigned letter = 0; letter < 8; ++letter) {
        text += alphabet[bits >> (35U - 5U * letter) & 31U];
    }
    return text.insert(4, "-");
}

std::string tidy_fingerprint(std::string_view typed) {
    std::string text;
    for (const char letter : typed) {
        if (letter != '-' && letter != ' ') {
            text += letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
        }
    }
    return text.size() == 8 ? text.insert(4, "-") : text;
}

} // namespace panggil::codec
