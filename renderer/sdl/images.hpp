// SPDX-License-Identifier: MIT
#pragma once
/// ImageStore: pictures at the sizes in which they are shown, each read once; aside, so that nobody
/// waits, or at once. A file that cannot be read is reported once and paints nothing; one that has
/// changed is read anew while the old picture stays, also when the new one is broken. Main thread
/// only.

#include "renderer/sdl/picture_reader.hpp"
#include "renderer/sdl/pixels.hpp"
#include "renderer/sdl/reading.hpp"

#include <filesystem>
#include <map>
#include <memory>

namespace panggil::sdl {

class ImageStore {
public:
    ImageStore() = default;

    /// Aside: by a thread that rings the bell, which outlives the store.
    explicit ImageStore(film::Bell& bell) : reader_(std::make_unique<PictureReader>(bell)) {}

    /// The picture's own size; 0 x 0 while it is unknown, and when it cannot be read.
    [[nodiscard]] Size nominal(const std::string& path);
    /// Counts the pictures that were read: 0 while there is none of this size.
    [[nodiscard]] std::uint32_t version(const std::string& path, Size size);
    void draw(const Pixels& pixels, const ImageMark& mark, std::uint8_t opacity);
    /// Takes what was read meanwhile; once a turn.
    void collect();
    [[nodiscard]] Problems take_problems();
    /// Files may have changed: those that have are read anew at their next use.
    void forget();

private:
    using Key = std::pair<std::string, std::pair<int, int>>;

    struct File {
        Size own;
        bool asked = false;
        bool broken = false; ///< and told
        std::filesystem::file_time_type written;
    };

    struct Scaled {
        Surface surface;
        std::uint32_t version = 0;
        bool asked = false;
        std::uint64_t used = 0; ///< the turn of its last use
    };

    void wish(const std::string& path, Size size);
    void take(PictureAnswer answer);
    void make_room();

    std::unique_ptr<PictureReader> reader_; ///< null: at once
    std::map<std::string, File> files_;
    std::map<Key, Scaled> scaled_;
    std::size_t kept_bytes_ = 0;
    std::uint32_t read_ = 0;
    std::uint64_t turn_ = 0;
    Problems problems_;
};

} // namespace panggil::sdl
