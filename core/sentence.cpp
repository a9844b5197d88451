// SPDX-License-Identifier: MIT
#include "core/sentence.hpp"

#include "core/ticket_code.hpp"

#include <algorithm>
#include <charconv>

namespace panggil {

namespace {

using Kind = TemplatePiece::Kind;

/// A sentence holds a destination or a ticket, these hold no further ones.
constexpr int deepest_template = 2;

/// Fills the slots of a template: from the announcement to clip keys and punctuation.
class Writer {
public:
    Writer(const Announcement& announcement, const TicketCode& ticket, const VoicePack& pack,
           PhraseForm form, Chime chime)
        : announcement_(announcement), ticket_(ticket), pack_(pack), form_(form), chime_(chime) {}

    void add(const VoiceTemplate& pieces, int depth = 0) {
        for (const TemplatePiece& piece : pieces) {
            switch (piece.kind) {
            case Kind::Clip:
                add_clip(piece.name);
                break;
            case Kind::Chime:
                if (chime_ == Chime::Rings) {
                    add_clip(std::string(chime_clip));
                }
                break;
            case Kind::Comma:
                add_mark(Punctuation::Comma);
                break;
            case Kind::Stop:
                add_mark(Punctuation::Stop);
                break;
            case Kind::Slot:
                add_slot(piece, depth);
                break;
            }
        }
    }

    [[nodiscard]] Sentence take() {
        return {std::move(spoken_), std::move(problems_), std::move(missing_)};
    }

private:
    void add_slot(const TemplatePiece& slot, int depth) {
        if (slot.name == "prefix") {
            add_prefix();
        } else if (slot.name == "number") {
            add_number(ticket_.digits, style_of_ticket(slot.style));
        } else if (slot.name == "n") {
            add_number(std::to_string(announcement_.place_number),
                       number_style(slot.style).value_or(NumberStyle::Cardinal));
        } else if (slot.name == "opd") {
            add_clip(agency_clip());
        } else if (slot.name == "ticket" && depth < deepest_template) {
            add(ticket_.hyphen.empty() ? pack_.plain_ticket : pack_.hyphen_ticket, depth + 1);
        } else if (slot.name == "dest" && depth < deepest_template) {
            add_destination(depth + 1);
        } else {
            miss("{" + slot.name + '}', "templates", "nothing fills {" + slot.name + "} there");
        }
    }

    void add_prefix() {
        for (const char sign : ticket_.prefix) {
            if (const auto letter = pack_.letters.find(sign); letter != pack_.letters.end()) {
                add_clip(letter->second);
            } else if (sign >= '0' && sign <= '9') {
                add_digits({&sign, 1});
            } else {
                miss(std::string("letter.") + sign, "letters",
                     std::string("no clip for the letter ") + sign);
            }
        }
    }

    /// Auto is decided by what is printed, CardinalThenDigits by how often it was said.
    [[nodiscard]] NumberStyle style_of_ticket(const std::string& wanted) const {
        const VoiceNumbers& numbers = pack_.numbers;
        NumberStyle style = number_style(wanted).value_or(
            number_style(announcement_.number_style).value_or(numbers.usual));
        if (style == NumberStyle::Auto) {
            style = ticket_.digits.starts_with('0') ? numbers.with_leading_zero
                                                    : numbers.without_leading_zero;
        }
        if (style == NumberStyle::CardinalThenDigits) {
            style = announcement_.attempt > 1 ? NumberStyle::Digits : NumberStyle::Cardinal;
        }
        return style;
    }

    /// `printed` is 1 to 4 digits: a ticket's own, or a place's number, which make_sentence()
    /// checked.
    void add_number(std::string_view printed, NumberStyle style) {
        if (style == NumberStyle::Digits) {
            add_digits(printed);
            return;
        }
        int number = 0;
        std::from_chars(printed.data(), printed.data() + printed.size(), number);
        const Result<ClipKeys> keys = cardinal(pack_.numbers.cardinal, number);
        if (!keys) {
            Problem failed = keys.problem();
            failed.where = pack_.id + "#/" + failed.where;
            note(std::move(failed));
            add_digits(printed);
            return;
        }
        std::ranges::for_each(keys.value(), [this](const std::string& key) { add_clip(key); });
    }

    void add_digits(std::string_view printed) {
        for (std::string& key : digit_by_digit(pack_.numbers.each_digit, printed)) {
            add_clip(std::move(key));
        }
    }

    /// The agency's name comes first where there is time and a clip for it. A kind of place that
    /// the pack cannot name is left out, its number is not.
    void add_destination(int depth) {
        const auto& known = pack_.destinations;
        if (form_ == PhraseForm::Full && pack_.clips.contains(agency_clip())) {
            if (const auto found = known.find("opd_" + announcement_.place); found != known.end()) {
                add(found->second, depth);
                return;
            }
        }
        if (const auto found = known.find(announcement_.place); found != known.end()) {
            add(found->second, depth);
            return;
        }
        miss(announcement_.place, "destinations", "no way to say \"" + announcement_.place + "\"");
        add_number(std::to_string(announcement_.place_number), NumberStyle::Cardinal);
    }

    [[nodiscard]] std::string agency_clip() const {
        return std::string(agency_clips) + announcement_.agency;
    }

    void add_clip(std::string key) {
        const auto clip = pack_.clips.find(key);
        if (clip == pack_.clips.end() || clip->second.files.empty()) {
            miss(key, "clips/" + key, "no clip to say it");
            return;
        }
        spoken_.push_back({std::move(key), Punctuation::Word});
    }

    void add_mark(Punctuation mark) {
        if (!spoken_.empty()) {
            spoken_.back().mark = std::max(spoken_.back().mark, mark);
        }
    }

    void miss(const std::string& key, std::string_view where, std::string what) {
        Problem problem{"voice.missing_clip", pack_.id + "#/" + std::string(where),
                        std::move(what) + ", it is left out", "check the pack", ""};
        if (note(std::move(problem))) {
            missing_.push_back(key);
        }
    }

    /// True when it was not told before.
    bool note(Problem problem) {
        const bool is_new = std::ranges::find(problems_, problem) == problems_.end();
        if (is_new) {
            problems_.push_back(std::move(problem));
        }
        return is_new;
    }

    const Announcement& announcement_;
    const TicketCode& ticket_;
    const VoicePack& pack_;
    PhraseForm form_;
    Chime chime_;
    std::vector<SpokenClip> spoken_;
    Problems problems_;
    TextList missing_;
};

bool is_call(const Announcement& announcement) {
    return announcement.kind == "call" || announcement.kind == "recall" ||
           announcement.kind == "transfer";
}

/// "alert.tsunami.awas" is said as "alert.tsunami" by a voice that knows no levels; a drill only by
/// a sentence that says that it is one.
std::vector<std::string> kinds_of_text(const std::string& kind) {
    constexpr std::string_view drill = ".drill";
    std::vector<std::string> kinds{kind};
    const std::string_view end = kind.ends_with(drill) ? drill : "";
    const std::string plain = kind.substr(0, kind.size() - end.size());
    const std::size_t group = plain.find('.');
    const std::size_t level = plain.rfind('.');
    if (group != level) {
        kinds.push_back(plain.substr(0, level) + std::string(end));
    }
    return kinds;
}

/// A kind that is no call is said by its own sentence or not at all: it must not sound like a call.
/// A pack without a special call uses the plain one.
std::vector<std::string> kinds_of_sentence(const Announcement& announcement) {
    if (!is_call(announcement)) {
        return kinds_of_text(announcement.kind);
    }
    std::vector<std::string> kinds;
    if (announcement.attempt > 1 || announcement.kind == "recall") {
        kinds = {"recall", "call"};
    } else if (announcement.kind == "transfer") {
        kinds = {"transfer", "call"};
    } else if (announcement.priority.empty()) {
        return {"call"};
    } else {
        return {"priority", "call"};
    }
    if (!announcement.priority.empty()) {
        kinds.insert(kinds.begin(), kinds.front() + ".priority");
    }
    return kinds;
}

/// The names of the sentences that may stand for an announcement, the best one first. A form that
/// the pack has no sentence for is said in the next longer one.
std::vector<std::string> template_names(const Announcement& announcement, PhraseForm form) {
    std::vector<std::string> names;
    for (const std::string& kind : kinds_of_sentence(announcement)) {
        if (form == PhraseForm::Merged) {
            names.push_back(kind + ".merged");
        }
        if (form != PhraseForm::Full) {
            names.push_back(kind + ".compact");
        }
        names.push_back(kind);
    }
    return names;
}

/// After the "last call" there is none that may say so: it is only said once more.
const std::vector<VoiceTemplate>* after_the_last(const std::vector<VoiceTemplate>& listed,
                                                 std::size_t call, const VoicePack& pack) {
    const auto again = pack.templates.find("repeat");
    const bool over = listed.size() > 1 && call >= listed.size();
    return over && again != pack.templates.end() && !again->second.empty() ? &again->second
                                                                           : nullptr;
}

const VoiceTemplate* find_template(const Announcement& announcement, const VoicePack& pack,
                                   PhraseForm form) {
    for (const std::string& name : template_names(announcement, form)) {
        const auto found = pack.templates.find(name);
        if (found != pack.templates.end() && !found->second.empty()) {
            const auto call = static_cast<std::size_t>(std::max(announcement.attempt - 2, 0));
            const auto* again = after_the_last(found->second, call, pack);
            return again != nullptr ? &again->front()
                                    : &found->second[std::min(call, found->second.size() - 1)];
        }
    }
    return nullptr;
}

} // namespace

Result<Sentence> make_sentence(const Announcement& announcement, const VoicePack& pack,
                               PhraseForm form, Chime chime) {
    const bool ticketless = !is_call(announcement) && announcement.ticket.empty();
    const Result<TicketCode> ticket =
        ticketless ? Result<TicketCode>(TicketCode{}) : parse_ticket_code(announcement.ticket);
    if (!ticket) {
        return ticket.problem();
    }
    if (announcement.place_number < 0 || announcement.place_number > largest_place_number) {
        return Problem{"voice.bad_place", "/announce/place_number",
                       std::to_string(announcement.place_number) + " is no number of a counter",
                       "give counters numbers from 1 to " + std::to_string(largest_place_number),
                       ""};
    }
    const VoiceTemplate* pieces = find_template(announcement, pack, form);
    if (pieces == nullptr) {
        const std::string name = is_call(announcement) ? "call" : announcement.kind;
        return Problem{"voice.no_template", pack.id + "#/templates/" + name, "is missing",
                       "give the pack a sentence for this kind of announcement", ""};
    }
    Writer writer(announcement, ticket.value(), pack, form, chime);
    writer.add(*pieces);
    Sentence sentence = writer.take();
    if (sentence.clips.empty()) {
        return Problem{"voice.nothing_to_say", pack.id, "none of the clips of this call is there",
                       "check the pack", ""};
    }
    return sentence;
}

} // namespace panggil
