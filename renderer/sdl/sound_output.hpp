// SPDX-License-Identifier: MIT
#pragma once
/// SoundOutput: a device that takes samples. All its members may block for as long as the device
/// likes, so they are called by the output keeper's thread alone.

#include <memory>
#include <optional>
#include <span>
#include <string>

namespace panggil::sdl {

/// Who fills the blocks. Shared with the device, which may outlive its player when it is stuck.
class SampleSource {
public:
    virtual ~SampleSource() = default;
    /// The device's thread: fills the whole block (left, right, left, ...), at once.
    virtual void pull(std::span<float> stereo) = 0;
};

class SoundOutput {
public:
    virtual ~SoundOutput() = default;
    /// Opens the default device: from now on its thread pulls. Answers why it cannot be opened.
    [[nodiscard]] virtual std::optional<std::string>
    open(const std::shared_ptr<SampleSource>& source) = 0;
    virtual void close() = 0;
    /// Somebody can hear it, once it is open: it is no dummy.
    [[nodiscard]] virtual bool audible() const = 0;
    /// Another device is the default now than when it was opened.
    [[nodiscard]] virtual bool is_outdated() = 0;
};

} // namespace panggil::sdl
