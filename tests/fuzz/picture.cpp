// SPDX-License-Identifier: MIT
// The bytes of a picture, on the way of every picture: measured, then read at the size in which it
// is shown. What begins as a drawing is read as one.
#include "renderer/sdl/picture_reader.hpp"
#include "tests/fuzz/scratch.hpp"
#include "tests/fuzz/target.hpp"

using namespace panggil;
using panggil::fuzz::must;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const fuzz::Scratch scratch;
    const auto bytes = fuzz::text_of(data, size);
    const bool is_drawing = bytes.starts_with('<');
    const std::string path = scratch.write(is_drawing ? "uji.svg" : "uji.png", bytes);
    const sdl::PictureAnswer own = sdl::answer_to({path, {}});
    must(own.problem.has_value() == (own.own == Size{}), "a picture has a size, or a fault");
    const Size wanted{48, 32};
    const sdl::PictureAnswer shown = sdl::answer_to({path, wanted});
    if (shown.surface) {
        must(shown.surface->w == wanted.width && shown.surface->h == wanted.height,
             "a picture is as large as it was wanted");
    }
    must(shown.problem.has_value() == !shown.surface, "a picture can be shown, or has a fault");
    return 0;
}
