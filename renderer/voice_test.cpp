// SPDX-License-Identifier: MIT
#include "renderer/voice_test.hpp"

#include "renderer/sound/volume.hpp"

namespace panggil::screen {

namespace {

constexpr const char* sentence = "text.test";

Problem unheard(std::string code, std::string what, std::string hint, std::string pesan) {
    return {std::move(code), "voice", std::move(what), std::move(hint), std::move(pesan)};
}

} // namespace

Result<Done> VoiceTest::begin(Voice& voice, int volume_db, Now now) {
    Announcement announcement;
    announcement.kind = sentence;
    auto utterance = voice.utter(announcement, PhraseForm::Full);
    if (!utterance) {
        return unheard("no_sentence", "the voice pack has no test sentence (text.test)",
                       "add the template text.test to its pack.json",
                       "Paket suara layar ini belum punya kalimat uji (text.test).");
    }
    log_->write({now.utc, now.mono, LogLevel::Info, "voice_test.started",
                 Record{{"words", utterance.value().words}}});
    ends_ = now.mono + utterance.value().length + player_patience;
    player_->play(sentence, at_volume(utterance.value().sound, volume_db));
    return Done{};
}

void VoiceTest::look(bool heard, Now now) {
    if (!is_speaking()) {
        return;
    }
    const auto played = player_->finished();
    const bool ended = played && played->call_id == sentence;
    if (!ended && now.mono < *ends_) {
        return;
    }
    if (ended && !played->broken && heard) {
        end({Millis{static_cast<std::int64_t>(played->samples) * 1000 / 48'000}, std::nullopt},
            now);
        return;
    }
    player_->drop();
    end({Millis{0}, unheard("unheard", "no sound device took the sentence to its end",
                            "look at the loudspeaker, its cable, and the sound settings",
                            "Tidak terdengar. Periksa pengeras suara dan kabelnya.")},
        now);
}

void VoiceTest::break_off(Now now) {
    if (is_speaking()) {
        player_->drop();
        end({Millis{0}, unheard("broken_off", "a call came, and goes first",
                                "listen to the call, or test again",
                                "Uji suara dihentikan: ada panggilan. Coba lagi nanti.")},
            now);
    }
}

void VoiceTest::end(Outcome outcome, Now now) {
    Record line{{"audible_ms", outcome.audible.count()}};
    if (outcome.refused) {
        line.set("reason", outcome.refused->what);
    }
    log_->write({now.utc, now.mono, outcome.refused ? LogLevel::Warning : LogLevel::Info,
                 "voice_test.ended", std::move(line)});
    outcome_ = std::move(outcome);
    ends_.reset();
}

} // namespace panggil::screen
