// SPDX-License-Identifier: MIT
#pragma once
/// TextCache: how large text is and how it looks, each run made once and kept while there is room.
/// What it measures is what it draws: no pixel is painted outside the stated ink. Main thread only.

#include "core/clock_text.hpp"
#include "core/text_metrics.hpp"
#include "renderer/sdl/media.hpp"
#include "renderer/sdl/text_run.hpp"

#include <deque>
#include <list>
#include <map>
#include <unordered_map>

namespace panggil::sdl {

class TextCache final : public TextMetrics {
public:
    /// Room for the text of this picture, and for as much that comes again: text covers a quarter
    /// of a wall at most, a byte a pixel.
    [[nodiscard]] static constexpr std::size_t budget_for(Size picture) {
        constexpr std::size_t least = std::size_t{256} << 10;
        return std::max(least, static_cast<std::size_t>(picture.width) *
                                   static_cast<std::size_t>(picture.height) * 3 / 2);
    }

    TextCache(FontBook& fonts, Media& media, std::size_t budget_bytes = budget_for({1920, 1080}))
        : fonts_(&fonts), media_(&media), budget_(budget_bytes) {}

    [[nodiscard]] TextExtent measure(const Font& font, std::string_view text) override;
    [[nodiscard]] FontExtent extent(const Font& font) override;
    [[nodiscard]] Size picture(const std::string& path) override;
    [[nodiscard]] std::uint32_t picture_version(const std::string& path, Size size) override;
    [[nodiscard]] FilmLook film(const std::string& path, Size size) override;
    [[nodiscard]] FilmChoice films(const std::string& name, std::span<const FilmTurn> films,
                                   Size size) override;

    void draw(const Pixels& pixels, const TextMark& mark, std::uint8_t opacity);

    [[nodiscard]] std::size_t kept_bytes() const { return kept_; }

private:
    struct Key {
        Font font;
        std::string text;
    };

    /// As a key, of what somebody else owns: to be looked for only.
    struct KeyView {
        const Font* font;
        std::string_view text;

        KeyView(const Font& of, std::string_view what) : font(&of), text(what) {}

        KeyView(const Key& key) : font(&key.font), text(key.text) {}
    };

    struct KeyHash {
        using is_transparent = void;
        std::size_t operator()(KeyView key) const;
    };

    struct KeyEqual {
        using is_transparent = void;

        bool operator()(KeyView one, KeyView other) const {
            return one.text == other.text && *one.font == *other.font;
        }
    };

    struct Entry {
        Key key;
        TextRun run;
    };

    using Index = std::unordered_map<Key, std::list<Entry>::iterator, KeyHash, KeyEqual>;

    [[nodiscard]] const TextRun& run_of(const Font& font, std::string_view text);
    /// Of a clock that is drawn whole.
    [[nodiscard]] TextRun run_of(const Font& font, const ClockText& clock);
    /// What stands before a clock's seconds. A minute later nobody needs it, so only a few are
    /// kept.
    [[nodiscard]] const TextRun& head_of(const Font& font, const ClockText& clock);
    /// Where the pen is between a clock's two parts: whatever its seconds are, they are drawn as
    /// far behind the separator as a zero would be, and stay where they are.
    [[nodiscard]] int pen_of(const Font& font, const ClockText& clock);
    void keep(Key key, TextRun run);
    void forget(Index::iterator which);

    FontBook* fonts_;
    Media* media_;
    std::size_t budget_;
    std::size_t kept_ = 0;
    std::list<Entry> recent_; ///< the last used first
    Index index_;
    std::deque<Key> heads_; ///< of clocks: the last made last
    std::map<std::pair<std::string, int>, FontExtent> extents_;
};

} // namespace panggil::sdl
