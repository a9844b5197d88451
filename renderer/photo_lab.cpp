// SPDX-License-Identifier: MIT
#include "renderer/photo_lab.hpp"

#include <sys/eventfd.h>
#include <system_error>
#include <unistd.h>

namespace panggil::screen {

namespace {

Problem unmade(const std::string& why) {
    return {"picture.not_made", "picture", "could not be made: " + why, "try again in a moment",
            "Gambar layar tidak bisa dibuat. Coba lagi sebentar."};
}

} // namespace

PhotoLab::PhotoLab() : ready_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {}

PhotoLab::~PhotoLab() {
    if (thread_.joinable()) {
        thread_.join();
    }
    if (ready_ >= 0) {
        close(ready_);
    }
}

void PhotoLab::begin(Photo photo) {
    std::promise<Result<std::string>> promise;
    picture_ = promise.get_future();
    const auto make = [this](const Photo& how, std::promise<Result<std::string>>& made) {
        try {
            made.set_value(how());
        } catch (const std::exception& failure) { // no memory
            made.set_value(unmade(failure.what()));
        }
        const std::uint64_t once = 1;
        const auto written = write(ready_, &once, sizeof once);
        (void)written;
    };
    try {
        thread_ = std::thread([make, photo = std::move(photo),
                               made = std::move(promise)]() mutable { make(photo, made); });
    } catch (const std::system_error& failure) { // no thread
        std::promise<Result<std::string>> at_once;
        picture_ = at_once.get_future();
        at_once.set_value(unmade(failure.what()));
    }
}

std::optional<Result<std::string>> PhotoLab::take() {
    if (!picture_.valid() ||
        picture_.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
        return std::nullopt;
    }
    if (thread_.joinable()) {
        thread_.join();
    }
    std::uint64_t rung = 0;
    const auto silenced = read(ready_, &rung, sizeof rung);
    (void)silenced;
    return picture_.get();
}

} // namespace panggil::screen
