// SPDX-License-Identifier: MIT
// The bytes of a clip, on the way of every clip: its head looked at, read into memory and played
// unheard, then as samples.
#include "renderer/sound/clip_store.hpp"
#include "tests/fuzz/scratch.hpp"
#include "tests/fuzz/target.hpp"

#include <cmath>

using namespace panggil;
using panggil::fuzz::must;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const fuzz::Scratch scratch;
    static_cast<void>(scratch.write("uji.wav", fuzz::text_of(data, size)));
    VoicePack pack;
    pack.clips["num.1"] = {"satu", {{Variant::Middle, "uji.wav"}}};
    VoicePack of_heads = pack;
    const screen::ClipStore from_disk(scratch.folder(), pack.rate);
    static_cast<void>(from_disk.survey(of_heads));
    screen::ClipStore store(scratch.folder(), pack.rate);
    screen::ClipFiles files;
    const Problems problems = store.take_in(pack, files);
    const auto samples = store.samples("uji.wav");
    must(problems.empty() == samples.ok(), "a clip can be played, or has a fault");
    if (samples) {
        must(samples.value().size() <= 20U * 48'000U, "a clip lasts up to 20 s");
        for (const float sample : samples.value()) {
            must(std::abs(sample) <= 1.0F, "a sample is within its range");
        }
    }
    return 0;
}
