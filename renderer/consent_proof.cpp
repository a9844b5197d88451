// SPDX-License-Identifier: MIT
#include "renderer/consent_proof.hpp"

#include "codec/tree_codec.hpp"
#include "core/calendar.hpp"
#include "core/file_fields.hpp"
#include "renderer/site.hpp"

namespace panggil::screen {

namespace {

namespace fs = std::filesystem;

class ConsentReader {
public:
    ConsentReader(const VoicePack& pack, fs::path folder, std::string_view name, int today)
        : pack_(pack), folder_(std::move(folder)), name_(name), today_(today) {}

    Problems run() {
        if (pack_.consent.empty()) {
            if (!pack_.speaker.empty()) {
                add("voice.no_consent", manifest("/speaker"),
                    "\"" + pack_.speaker + "\" speaks, and nothing shows that this is agreed",
                    "name the signed consent in \"consent\"");
            }
            return std::move(problems_);
        }
        if (!is_file(pack_.consent)) {
            add("voice.no_such_consent", manifest("/consent"),
                "\"" + pack_.consent + "\" is not in the pack",
                "put the signed consent there, or take the clips of this speaker out");
        } else if (pack_.consent.ends_with(".json")) {
            read_record();
        }
        return std::move(problems_);
    }

private:
    void read_record() {
        const std::string shown = (fs::path(name_).parent_path() / pack_.consent).generic_string();
        const auto bytes = read_file(folder_ / pack_.consent);
        if (!bytes) {
            problems_.push_back(bytes.problem());
            return;
        }
        Places places{1};
        const auto tree = codec::decode_tree(bytes.value(), shown, places);
        if (!tree) {
            problems_.push_back(tree.problem());
            return;
        }
        const Tree& record = tree.value();
        const auto at = [&shown](std::string_view key) { return shown + "#/" + std::string(key); };
        for (const FieldSpec& field : consent_file_fields()) {
            if (field.otherwise.empty() && record.text_or(field.key).empty()) {
                add("voice.bad_consent", at(field.key), "is missing",
                    "copy it from the signed page");
            }
        }
        if (const std::string scan = record.text_or("scan"); !scan.empty() && !is_file(scan)) {
            add("voice.no_such_consent", at("scan"), "\"" + scan + "\" is not in the pack",
                "put the scan of the signed page beside pack.json");
        }
        look_at_day(record.text_or("agreed_on"), at("agreed_on"));
        const std::string until = record.text_or("until");
        if (const auto last = look_at_day(until, at("until")); last && today_ > *last) {
            add("voice.consent_over", at("until"), "the consent ended on " + until,
                "ask the speaker again, or go back to the default voice");
        }
    }

    std::optional<int> look_at_day(const std::string& date, const std::string& where) {
        const auto day = day_number_of(date);
        if (!date.empty() && !day) {
            add("voice.bad_consent", where, "\"" + date + "\" is no date",
                "write it as 2026-11-24");
        }
        return day;
    }

    [[nodiscard]] bool is_file(const std::string& path) const {
        std::error_code ignored;
        return fs::is_regular_file(folder_ / path, ignored);
    }

    [[nodiscard]] std::string manifest(std::string_view pointer) const {
        return std::string(name_) + '#' + std::string(pointer);
    }

    void add(std::string code, std::string where, std::string what, std::string hint) {
        problems_.push_back(
            {std::move(code), std::move(where), std::move(what), std::move(hint), ""});
    }

    const VoicePack& pack_;
    fs::path folder_;
    std::string_view name_;
    int today_;
    Problems problems_;
};

} // namespace

Problems prove_consent(const VoicePack& pack, const fs::path& folder, std::string_view name,
                       int today) {
    return ConsentReader(pack, folder, name, today).run();
}

} // namespace panggil::screen
