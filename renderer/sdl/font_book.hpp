// SPDX-License-Identifier: MIT
#pragma once
/// FontBook: fonts by face name and size. A face is searched in the site's folder, in the system's
/// folders by file name, then by fontconfig, and is at last replaced by a fall-back: text is always
/// drawn with something. What was replaced is a Problem, once. An open font takes a third of a
/// megabyte: each file is opened once, and set to the size that is asked for. Main thread only.

#include "core/font_faces.hpp"
#include "core/result.hpp"

#include <SDL_ttf.h>

#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <utility>

namespace panggil::sdl {

class FontBook {
public:
    FontBook(FontFaces faces, const std::filesystem::path& site_fonts,
             const std::filesystem::path& system_fonts = "/usr/share/fonts");
    ~FontBook();
    FontBook(const FontBook&) = delete;
    FontBook& operator=(const FontBook&) = delete;

    /// Null only when the machine has no font at all. Valid until the next call of open().
    [[nodiscard]] TTF_Font* open(const std::string& face, int pixels);
    /// The font for letters that a face lacks; null when there is none.
    [[nodiscard]] TTF_Font* open_fallback(int pixels);

    /// A letter as a number and as its bytes.
    struct Letter {
        Uint32 code = 0;
        std::string bytes;
    };

    /// The file that draws this letter in this face: the face's own, else the fall-back's, else one
    /// of the machine that has it. Empty, and a Problem, when no font has it: a gap is left then.
    [[nodiscard]] std::string file_with(const std::string& face, const Letter& letter, int pixels);
    /// Null for a file that is no font. Valid, and of this size, until something else is opened.
    [[nodiscard]] TTF_Font* open_file(const std::string& file, int pixels);
    /// The file that draws this face; empty when there is none.
    [[nodiscard]] std::string file_of(const std::string& face);
    [[nodiscard]] Problems take_problems();

    /// How many fonts are open.
    [[nodiscard]] std::size_t open_fonts() const { return open_.size(); }

private:
    struct CloseFont {
        void operator()(TTF_Font* font) const { TTF_CloseFont(font); }
    };

    struct OpenFont {
        std::unique_ptr<TTF_Font, CloseFont> font;
        int pixels = 0;
        std::uint64_t used = 0; ///< the turn of its last use
    };

    /// Null for a file that is no font.
    [[nodiscard]] OpenFont* opened(const std::string& file, int pixels);
    [[nodiscard]] TTF_Font* refused(const std::string& file);
    void make_room();

    [[nodiscard]] bool has(const std::string& file, Uint32 letter, int pixels);
    [[nodiscard]] std::string search(const std::vector<std::string>& names) const;
    [[nodiscard]] std::string fallback_file();

    FontFaces faces_;
    std::map<std::string, std::string> on_disk_; ///< file name to path
    std::map<std::string, std::string> chosen_;  ///< face to path
    std::map<std::string, OpenFont> open_;       ///< by their paths
    std::uint64_t turn_ = 0;
    std::set<std::string> broken_;            ///< files that could not be opened, for a while
    std::set<std::string> told_broken_;       ///< and those that were told
    std::map<Uint32, std::string> stand_ins_; ///< for letters that neither face nor fall-back has
    int untold_ =
        20; ///< letters without a font that are still told: a text in a strange script has many
    std::string fallback_;
    Problems problems_;
};

} // namespace panggil::sdl
