// SPDX-License-Identifier: MIT
// A path as the manifest of a voice states it: no clip, no consent and no other pack is looked for
// outside the folder of the voices.
#include "codec/tree_codec.hpp"
#include "codec/voice_pack_codec.hpp"
#include "renderer/sound/clip_store.hpp"
#include "tests/fuzz/scratch.hpp"
#include "tests/fuzz/target.hpp"

#include <algorithm>

using namespace panggil;
using panggil::fuzz::must;

namespace fs = std::filesystem;

namespace {

/// By its words alone: who lays a link into a pack means it.
bool is_below(const fs::path& folder, const fs::path& path) {
    const fs::path plain = (folder / path).lexically_normal();
    return std::ranges::mismatch(folder, plain).in1 == folder.end();
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const fuzz::Scratch scratch;
    static const fs::path voices = scratch.folder() / "audio";
    static const bool prepared = [] {
        static_cast<void>(scratch.write("audio/uji/clips/satu.wav", "RIFF"));
        static_cast<void>(scratch.write("rahasia.wav", "RIFF"));
        return true;
    }();
    static_cast<void>(prepared);
    const Tree path(std::string(fuzz::text_of(data, size)));
    const std::string manifest = codec::encode_tree(Tree(Tree::Object{
        {"consent", path},
        {"falls_back_to", path},
        {"clips", Tree::Object{{"num.1", Tree::Object{{"text", "satu"},
                                                      {"files", Tree::Object{{"m", path}}}}}}}}));
    auto pack = codec::decode_voice_pack(manifest, "uji/pack.json").pack;
    must(is_below(voices / "uji", pack.consent), "a consent is in its pack");
    const fs::path other = (voices / pack.falls_back_to).lexically_normal();
    must(pack.falls_back_to.empty() || other.parent_path() == voices,
         "the other pack is beside this one");
    for (const auto& [key, clip] : pack.clips) {
        for (const auto& [variant, file] : clip.files) {
            must(!file.empty() && is_below(voices / "uji", file), "a clip is in its pack");
        }
    }
    screen::ClipStore store(voices / "uji", 48'000);
    static_cast<void>(store.survey(pack));
    return 0;
}
