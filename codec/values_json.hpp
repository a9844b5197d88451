// SPDX-License-Identifier: MIT
#pragma once
/// The shared small pieces of the wire's JSON: reading fields that may be absent or of a wrong
/// kind, records, events and problems. Private to codec. A Reader remembers the first thing that
/// was wrong; what it read until then is worthless, and the caller asks ok() before it uses
/// anything.

#include "core/message.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace panggil::codec {

enum class Need { Required, Optional };

class Reader {
public:
    explicit Reader(const nlohmann::json& object, std::string where = "");

    [[nodiscard]] std::string text(std::string_view field, Need need = Need::Optional);
    [[nodiscard]] std::int64_t integer(std::string_view field, Need need = Need::Optional);
    [[nodiscard]] TextList list(std::string_view field);
    [[nodiscard]] std::uint64_t hex(std::string_view field);
    /// The member, or null when it is absent; no complaint.
    [[nodiscard]] const nlohmann::json* member(std::string_view field) const;

    void complain(std::string_view field, std::string_view what);

    /// Takes over the complaint of a reader further inside.
    void absorb(const Reader& inner);

    [[nodiscard]] bool ok() const { return complaint_.empty(); }

    [[nodiscard]] Problem problem() const { return {"bad_message", "", complaint_, "", ""}; }

private:
    const nlohmann::json* object_;
    std::string where_;
    std::string complaint_;
};

[[nodiscard]] nlohmann::json to_json(const Record& record);
[[nodiscard]] nlohmann::json to_json(const Records& records);
[[nodiscard]] nlohmann::json to_json(const Announcement& announcement);
[[nodiscard]] nlohmann::json to_json(const Event& event);

[[nodiscard]] Record read_record(const nlohmann::json& json, Reader& reader);
[[nodiscard]] Records read_records(const nlohmann::json& json, Reader& reader);
[[nodiscard]] Announcement read_announcement(const nlohmann::json& json, Reader& reader);
/// The body of an event: everything but its seq and utc.
[[nodiscard]] Event read_event(const nlohmann::json& json, Reader& reader);

/// 16 hex digits.
[[nodiscard]] std::string hex_text(std::uint64_t number);

} // namespace panggil::codec
