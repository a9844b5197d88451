// SPDX-License-Identifier: MIT
#include "console/answer.hpp"

#include "console/hall_text.hpp"
#include "core/joined.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace panggil::console {

namespace {

struct Sentence {
    std::string_view op;
    std::string_view indonesian;
    std::string_view english;
};

// {field} is a field of what the operation reported.
constexpr std::array sentences{
    Sentence{"issue", "{ticket}", "{ticket}"},
    Sentence{"call", "{ticket} dipanggil ke loket {counter}",
             "{ticket} called to counter {counter}"},
    Sentence{"recall", "{ticket} dipanggil lagi ke loket {counter}, panggilan {attempt}",
             "{ticket} called again to counter {counter}, call {attempt}"},
    Sentence{"withdraw", "panggilan {ticket} dibatalkan, semuanya seperti sebelumnya",
             "call of {ticket} withdrawn, all is as it was before"},
    Sentence{"serve", "{ticket} dilayani di loket {counter}", "{ticket} is served at {counter}"},
    Sentence{"finish", "{ticket} selesai", "{ticket} is done"},
    Sentence{"no-show", "{ticket} tidak hadir", "{ticket} did not come"},
    Sentence{"hold", "{ticket} ditunda", "{ticket} is on hold"},
    Sentence{"resume", "{ticket} dilanjutkan di loket {counter}", "{ticket} goes on at {counter}"},
    Sentence{"transfer", "{ticket} dipindahkan ke {to}", "{ticket} handed on to {to}"},
    Sentence{"requeue", "{ticket} kembali ke antrean", "{ticket} is back in the line"},
    Sentence{"cancel", "{ticket} dibatalkan", "{ticket} is cancelled"},
    Sentence{"open", "loket {counter} buka", "counter {counter} is open"},
    Sentence{"close", "loket {counter} tutup", "counter {counter} is closed"},
    Sentence{"break", "loket {counter} istirahat", "counter {counter} is on a break"},
    Sentence{"arm", "loket {counter} siaga: nomor berikutnya dipanggil otomatis",
             "counter {counter} is armed: the next who comes is called"},
    Sentence{"disarm", "loket {counter} tidak siaga lagi", "counter {counter} is no longer armed"},
    Sentence{"notice", "pengumuman {id} ditampilkan", "notice {id} is shown"},
    Sentence{"notice-clear", "pengumuman {id} dihapus", "notice {id} is gone"},
    Sentence{"alert-raise", "peringatan {id} ({kind}) ditampilkan", "alert {id} ({kind}) is up"},
    Sentence{"alert-clear", "peringatan {id} diakhiri", "alert {id} has ended"},
    Sentence{"day-reset", "hari layanan sekarang {day}", "the service day is {day} now"},
};

std::string value_text(const Value& value) {
    if (const auto* text = std::get_if<std::string>(&value); text != nullptr) {
        return *text;
    }
    if (const auto* number = std::get_if<std::int64_t>(&value); number != nullptr) {
        return std::to_string(*number);
    }
    return joined(std::get<TextList>(value), ",");
}

std::string fill(std::string text, const Record& fields) {
    for (const auto& [field, value] : fields.fields()) {
        const std::string mark = '{' + field + '}';
        const std::string words = value_text(value);
        for (auto at = text.find(mark); at != std::string::npos;
             at = text.find(mark, at + words.size())) {
            text.replace(at, mark.size(), words);
        }
    }
    return text;
}

/// An operation that has no sentence here yet: what it reported, as it is.
std::string plain_fields(const Record& fields) {
    std::string text;
    for (const auto& [field, value] : fields.fields()) {
        text += (text.empty() ? "" : " ") + field + '=' + value_text(value);
    }
    return text;
}

} // namespace

std::string answer_text(const std::string& op, const Ack& ack, Language language) {
    const auto found = std::ranges::find(sentences, op, &Sentence::op);
    return found == sentences.end()
               ? plain_fields(ack.result)
               : fill(std::string(in(language, found->indonesian, found->english)), ack.result);
}

Record answer_record(const Ack& ack) {
    Record record = ack.result;
    record.set("ok", std::int64_t{1}).set("request_id", ack.request_id).set("seq", ack.seq);
    record.set("repeated", ack.repeated);
    return record;
}

Record refusal_record(const Problem& problem, const std::string& request_id) {
    Record record{{"error", problem.code},
                  {"where", problem.where},
                  {"what", problem.what},
                  {"hint", problem.hint},
                  {"pesan", problem.pesan}};
    return record.set("request_id", request_id);
}

std::string event_text(const Event& event, const QueueState& state) {
    std::string text =
        clock_text(event.utc, state) + " #" + std::to_string(event.seq) + ' ' + event.cause;
    if (event.announce) {
        text += ' ' + event.announce->ticket + " → " + counter_name(event.announce->counter, state);
        if (event.announce->attempt > 1) {
            text += " (" + std::to_string(event.announce->attempt) + ')';
        }
    } else {
        // What changed, by name: the reader knows the operation, the rest is in --json.
        for (const auto& [key, record] : event.set) {
            if (key.starts_with("counter/")) {
                text += ' ' + counter_name(id_of(key), state) +
                        (record.text("ticket").empty() ? "" : ' ' + record.text("ticket"));
            } else if (key.starts_with("ticket/")) {
                text += ' ' + std::string(id_of(key));
            } else if (key.starts_with("notice/")) {
                text += " \"" + record.text("text") + '"';
            } else if (key.starts_with("alert/")) {
                text += ' ' + record.text("kind");
            } else if (key.starts_with("zone/")) {
                text += ' ' + zone_name(id_of(key), state) + ": " + record.text("speaker");
            }
        }
        for (const Key& key : event.del) {
            if (key.starts_with("notice/") || key.starts_with("alert/")) {
                text += ' ' + key;
            }
        }
    }
    return text + "  [" + event.actor + ']';
}

Record screen_record(const ScreenStatus& screen) {
    char digest[17];
    std::snprintf(digest, sizeof digest, "%016llx", static_cast<unsigned long long>(screen.digest));
    Record record{{"screen", screen.screen},
                  {"zones", screen.zones},
                  {"health", screen.health},
                  {"seq", screen.seq},
                  {"state_digest", std::string(digest)},
                  {"last_shown", screen.last_shown},
                  {"last_said", screen.last_said},
                  {"audio_ok", screen.audio_ok},
                  {"alarm", screen.alarm},
                  {"layout", screen.layout},
                  {"version", screen.version},
                  {"voice", screen.voice},
                  {"voice_fault", screen.voice_fault},
                  {"memory_kb", screen.memory_kb},
                  {"cpu_percent", screen.cpu_percent},
                  {"silence_ms", std::int64_t{screen.silence.count()}}};
    return record;
}

} // namespace panggil::console
