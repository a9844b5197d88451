// SPDX-License-Identifier: MIT
#pragma once
/// PictureReader: the thread that reads pictures, one after the other in the order of asking, and
/// rings the bell for each.

#include "renderer/film/bell.hpp"
#include "renderer/sdl/picture_file.hpp"

#include <condition_variable>
#include <list>
#include <mutex>
#include <optional>
#include <thread>

namespace panggil::sdl {

/// Size 0 x 0: only how large it is by itself.
struct PictureWish {
    std::string path;
    Size size;
};

struct PictureAnswer {
    PictureWish wish;
    Size own;
    Surface surface;
    std::optional<Problem> problem;
};

/// The work of one wish.
[[nodiscard]] PictureAnswer answer_to(PictureWish wish);

class PictureReader {
public:
    /// The bell outlives it.
    explicit PictureReader(film::Bell& bell);
    ~PictureReader();
    PictureReader(const PictureReader&) = delete;
    PictureReader& operator=(const PictureReader&) = delete;

    void ask(PictureWish wish);
    [[nodiscard]] std::list<PictureAnswer> take();

private:
    void run();

    film::Bell* bell_;
    std::mutex mutex_;
    std::condition_variable woken_;
    std::list<PictureAnswer> wishes_; ///< yet to be read
    std::list<PictureAnswer> answers_;
    bool stop_ = false;
    std::thread thread_; ///< last: it begins when all else is there
};

} // namespace panggil::sdl
