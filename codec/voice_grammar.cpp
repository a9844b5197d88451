// SPDX-License-Identifier: MIT
#include "codec/voice_grammar_json.hpp"
#include "core/diagnosis.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace panggil::codec {

namespace {

using nlohmann::json;
using Need = PackReader::Need;

constexpr std::array<std::string_view, 4> number_styles{"auto", "digits", "cardinal",
                                                        "cardinal_then_digits"};

class GrammarReader {
public:
    GrammarReader(PackReader& reader, VoicePack& pack) : reader_(reader), pack_(pack) {}

    void read(const json& manifest) {
        read_numbers(manifest);
        read_sentences(manifest);
    }

private:
    /// A pack that falls back to another may leave whole parts to it.
    [[nodiscard]] Need needed() const {
        return pack_.falls_back_to.empty() ? Need::Required : Need::Optional;
    }

    [[nodiscard]] NumberStyle read_style(const json& in, const std::string& place,
                                         std::string_view key, NumberStyle otherwise) {
        const std::string name = reader_.text(in, place, key, Need::Optional);
        const auto style = number_style(name);
        if (!name.empty() && !style) {
            reader_.complain("voice.bad_value", PackReader::inside(place, key),
                             "is \"" + name + '"', meant(name, number_styles).english);
        }
        return style.value_or(otherwise);
    }

    void read_numbers(const json& manifest) {
        const json* numbers = reader_.object(manifest, "", "numbers", needed());
        if (numbers == nullptr) {
            return;
        }
        VoiceNumbers& said = pack_.numbers;
        reader_.know(*numbers, "/numbers", {"default", "auto", "digits", "cardinal"});
        said.usual = read_style(*numbers, "/numbers", "default", said.usual);
        if (const json* choice = reader_.object(*numbers, "/numbers", "auto", Need::Optional)) {
            said.with_leading_zero =
                read_style(*choice, "/numbers/auto", "leading_zero", said.with_leading_zero);
            said.without_leading_zero =
                read_style(*choice, "/numbers/auto", "else", said.without_leading_zero);
        }
        if (const json* digits = reader_.object(*numbers, "/numbers", "digits")) {
            said.each_digit = reader_.text(*digits, "/numbers/digits", "each");
            if (said.each_digit.find("{d}") == std::string::npos) {
                reader_.complain("voice.bad_value", "/numbers/digits/each",
                                 "has no place for the digit", R"(write "num.{d}")");
            }
        }
        if (const json* cardinals = reader_.object(*numbers, "/numbers", "cardinal")) {
            read_rules(*cardinals);
        }
    }

    void read_rules(const json& cardinals) {
        const auto rules = cardinals.find("rules");
        if (rules == cardinals.end() || !rules->is_array()) {
            reader_.complain("voice.missing", "/numbers/cardinal/rules", "is not a list of rules",
                             R"(write [[0, "num.0"], [20, "num.20 [>>]"]])");
            return;
        }
        for (std::size_t at = 0; at < rules->size(); ++at) {
            const json& rule = (*rules)[at];
            const std::string place = "/numbers/cardinal/rules/" + std::to_string(at);
            const bool formed = rule.is_array() && (rule.size() == 2 || rule.size() == 3) &&
                                rule[0].is_number_integer() && rule[1].is_string() &&
                                (rule.size() == 2 || rule[2].is_number_integer());
            if (!formed) {
                reader_.complain("voice.bad_number_rule", place, "is not a rule",
                                 R"(write [20, "num.20 [>>]"], a divisor may follow)");
                continue;
            }
            auto parsed = parse_number_rule(
                rule[0].get<std::int64_t>(), rule[1].get_ref<const std::string&>(),
                rule.size() == 3 ? rule[2].get<std::int64_t>() : std::int64_t{0});
            if (!parsed) {
                reader_.complain(parsed.problem(), place);
                continue;
            }
            parsed.value().listed = static_cast<int>(at);
            pack_.numbers.cardinal.push_back(std::move(parsed).value());
        }
        std::ranges::stable_sort(pack_.numbers.cardinal, {}, &NumberRule::base);
    }

    /// A sentence whose slots are among `slots`; empty when it is not.
    [[nodiscard]] std::optional<VoiceTemplate>
    read_template(const json& text, const std::string& place,
                  std::initializer_list<std::string_view> slots) {
        if (!text.is_string()) {
            reader_.complain("voice.wrong_kind", place, "is not a text",
                             "write a sentence of clip keys in quotation marks");
            return std::nullopt;
        }
        Result<VoiceTemplate> parsed = parse_voice_template(text.get_ref<const std::string&>());
        if (!parsed) {
            reader_.complain(parsed.problem(), place);
            return std::nullopt;
        }
        for (const TemplatePiece& piece : parsed.value()) {
            const bool slot = piece.kind == TemplatePiece::Kind::Slot;
            if (slot && std::ranges::find(slots, piece.name) == slots.end()) {
                reader_.complain("voice.bad_template", place,
                                 "{" + piece.name + "} stands for nothing here",
                                 meant(piece.name, std::span(slots.begin(), slots.size())).english);
                return std::nullopt;
            }
            if (slot && !piece.style.empty() && !number_style(piece.style)) {
                reader_.complain("voice.bad_template", place,
                                 "knows no number style \"" + piece.style + '"',
                                 meant(piece.style, number_styles).english);
                return std::nullopt;
            }
        }
        return std::move(parsed).value();
    }

    void read_sentences(const json& manifest) {
        if (const json* ticket = reader_.object(manifest, "", "ticket", needed())) {
            reader_.know(*ticket, "/ticket", {"plain", "hyphen"});
            for (const auto& [key, target] : {std::pair{"plain", &pack_.plain_ticket},
                                              std::pair{"hyphen", &pack_.hyphen_ticket}}) {
                *target = read_template(ticket->value(key, json()),
                                        PackReader::inside("/ticket", key), {"prefix", "number"})
                              .value_or(VoiceTemplate{});
            }
        }
        if (const json* destinations = reader_.object(manifest, "", "destinations", needed())) {
            for (const auto& [kind, text] : destinations->items()) {
                if (auto sentence = read_template(text, PackReader::inside("/destinations", kind),
                                                  {"n", "opd"})) {
                    pack_.destinations[kind] = *std::move(sentence);
                }
            }
        }
        if (const json* templates = reader_.object(manifest, "", "templates", needed())) {
            for (const auto& [name, attempts] : templates->items()) {
                read_attempts(name, attempts);
            }
            if (needed() == Need::Required && !templates->contains("call")) {
                reader_.complain("voice.missing", "/templates/call", "is missing",
                                 "without it the pack cannot call anybody");
            }
        }
    }

    /// A sentence, or a list of them: one for each attempt.
    void read_attempts(const std::string& name, const json& attempts) {
        const std::string place = PackReader::inside("/templates", name);
        const bool list = attempts.is_array();
        const std::size_t count = list ? attempts.size() : 1;
        for (std::size_t at = 0; at < count; ++at) {
            auto sentence = read_template(list ? attempts[at] : attempts,
                                          list ? place + '/' + std::to_string(at) : place,
                                          {"ticket", "prefix", "number", "dest", "opd", "n"});
            if (sentence) {
                pack_.templates[name].push_back(*std::move(sentence));
            }
        }
    }

    PackReader& reader_;
    VoicePack& pack_;
};

} // namespace

void read_voice_grammar(const json& manifest, PackReader& reader, VoicePack& pack) {
    GrammarReader(reader, pack).read(manifest);
}

} // namespace panggil::codec
