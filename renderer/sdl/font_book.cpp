// SPDX-License-Identifier: MIT
#include "renderer/sdl/font_book.hpp"

#include "core/diagnosis.hpp"
#include "renderer/sdl/font_file.hpp"

#include <fontconfig/fontconfig.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <system_error>

namespace panggil::sdl {
namespace {

namespace fs = std::filesystem;

/// A wall uses about four faces; names in other scripts bring some more.
constexpr std::size_t most_open = 8;

/// In letters that were asked for: a file that is no font may be one by then.
constexpr std::uint64_t tried_again_after = 500;

/// No letter is higher than a 4K glass; a layout that asks for more gets this and keeps its memory.
constexpr int most_pixels = 2160;

/// Letters of other scripts whose font is remembered.
constexpr std::size_t most_letters = 1000;

bool is_font(const fs::path& path) {
    const std::string extension = path.extension().string();
    return extension == ".ttf" || extension == ".otf" || extension == ".ttc";
}

/// The first file of a name wins; sorted, so that the choice is the same on every run.
void collect(const fs::path& folder, std::map<std::string, std::string>& on_disk) {
    std::error_code error;
    std::vector<std::string> found;
    fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied,
                                        error);
    for (; !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
        if (is_font(at->path())) {
            found.push_back(at->path().string());
        }
    }
    std::sort(found.begin(), found.end());
    for (const std::string& path : found) {
        on_disk.emplace(fs::path(path).filename().string(), path);
    }
}

/// Asks fontconfig for a family and a style ("Noto Sans:style=Bold"); empty when its best answer
/// is another family.
std::string ask_fontconfig(const std::string& family, const std::string& style) {
    const std::string request = style.empty() ? family : family + ":style=" + style;
    const auto* text = reinterpret_cast<const FcChar8*>(request.c_str());
    FcPattern* wanted = FcNameParse(text);
    if (wanted == nullptr) {
        return {};
    }
    FcConfigSubstitute(nullptr, wanted, FcMatchPattern);
    FcDefaultSubstitute(wanted);
    FcResult result = FcResultNoMatch;
    FcPattern* match = FcFontMatch(nullptr, wanted, &result);
    std::string file;
    FcChar8* path = nullptr;
    FcChar8* got = nullptr;
    if (match != nullptr && FcPatternGetString(match, FC_FILE, 0, &path) == FcResultMatch &&
        FcPatternGetString(match, FC_FAMILY, 0, &got) == FcResultMatch) {
        const bool same = family == "sans" || family == reinterpret_cast<const char*>(got);
        if (same) {
            file = reinterpret_cast<const char*>(path);
        }
    }
    if (match != nullptr) {
        FcPatternDestroy(match);
    }
    FcPatternDestroy(wanted);
    return file;
}

/// "Noto Sans Bold" is the family "Noto Sans" in the style "Bold", or a family of that whole name.
std::string by_family(const std::string& face) {
    const std::size_t space = face.rfind(' ');
    if (space != std::string::npos) {
        std::string file = ask_fontconfig(face.substr(0, space), face.substr(space + 1));
        if (!file.empty()) {
            return file;
        }
    }
    return ask_fontconfig(face, {});
}

/// A font of outlines on this machine that has this letter (Noto, where it is installed); empty
/// when there is none.
std::string ask_fontconfig_for(Uint32 letter) {
    FcPattern* wanted = FcPatternCreate();
    FcCharSet* letters = FcCharSetCreate();
    FcCharSetAddChar(letters, letter);
    FcPatternAddCharSet(wanted, FC_CHARSET, letters);
    FcPatternAddBool(wanted, FC_SCALABLE, FcTrue);
    FcPatternAddBool(wanted, FC_COLOR, FcFalse);
    FcConfigSubstitute(nullptr, wanted, FcMatchPattern);
    FcDefaultSubstitute(wanted);
    FcResult result = FcResultNoMatch;
    FcPattern* match = FcFontMatch(nullptr, wanted, &result);
    std::string file;
    FcChar8* path = nullptr;
    FcCharSet* has = nullptr;
    FcBool outlines = FcFalse;
    if (match != nullptr && FcPatternGetString(match, FC_FILE, 0, &path) == FcResultMatch &&
        FcPatternGetCharSet(match, FC_CHARSET, 0, &has) == FcResultMatch &&
        FcPatternGetBool(match, FC_SCALABLE, 0, &outlines) == FcResultMatch && outlines == FcTrue &&
        FcCharSetHasChar(has, letter) == FcTrue) {
        file = reinterpret_cast<const char*>(path);
    }
    if (match != nullptr) {
        FcPatternDestroy(match);
    }
    FcCharSetDestroy(letters);
    FcPatternDestroy(wanted);
    return file;
}

/// "U+1F6A8"
std::string code_of(Uint32 letter) {
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "U+%04X", static_cast<unsigned>(letter));
    return text.data();
}

} // namespace

FontBook::FontBook(FontFaces faces, const fs::path& site_fonts, const fs::path& system_fonts)
    : faces_(std::move(faces)) {
    TTF_Init(); // counted by SDL_ttf; it fails only without memory, and then no font opens
    collect(site_fonts, on_disk_);
    collect(system_fonts, on_disk_);
}

FontBook::~FontBook() {
    open_.clear();
    FcFini(); // nothing when it was never asked
    TTF_Quit();
}

std::string FontBook::search(const std::vector<std::string>& names) const {
    for (const std::string& name : names) {
        const auto found = on_disk_.find(name);
        if (found != on_disk_.end()) {
            return found->second;
        }
    }
    return {};
}

std::string FontBook::fallback_file() {
    if (fallback_.empty()) {
        fallback_ = search(faces_.fallback);
    }
    if (fallback_.empty()) {
        fallback_ = ask_fontconfig("sans", {});
    }
    if (fallback_.empty() && !on_disk_.empty()) {
        fallback_ = on_disk_.begin()->second;
    }
    return fallback_;
}

std::string FontBook::file_of(const std::string& face) {
    const auto known = chosen_.find(face);
    if (known != chosen_.end()) {
        return known->second;
    }
    const auto listed = faces_.files.find(face);
    std::string file = listed != faces_.files.end() ? search(listed->second) : std::string();
    if (file.empty()) {
        file = by_family(face);
    }
    if (file.empty()) {
        file = fallback_file();
        const auto origin = faces_.origins.find(face);
        const bool packaged = origin != faces_.origins.end() && !origin->second.package.empty();
        const std::string& package = packaged ? origin->second.package : face;
        const Words2 remedy =
            packaged ? Words2{"install the package " + package, "pasang paket " + package}
                     : Words2{"put the file of the face into the site's fonts folder and name it "
                              "in fonts.json",
                              "taruh berkas hurufnya di folder fonts dan sebutkan di fonts.json"};
        problems_.push_back(file.empty() ? diagnose("font.none", face, {remedy})
                                         : diagnose("font.replaced", face,
                                                    {fs::path(file).filename().string(), remedy}));
    }
    chosen_.emplace(face, file);
    return file;
}

/// What was not used for longest goes.
void FontBook::make_room() {
    if (open_.size() >= most_open) {
        open_.erase(
            std::ranges::min_element(open_, {}, [](const auto& each) { return each.second.used; }));
    }
}

TTF_Font* FontBook::refused(const std::string& file) {
    broken_.insert(file);
    if (told_broken_.insert(file).second) {
        problems_.push_back(diagnose("font.unreadable", file, {std::string(TTF_GetError())}));
    }
    return nullptr;
}

FontBook::OpenFont* FontBook::opened(const std::string& file, int pixels) {
    if (const auto known = open_.find(file); known != open_.end()) {
        return &known->second;
    }
    SDL_RWops* content = open_font_file(file);
    OpenFont font;
    font.font.reset(content != nullptr ? TTF_OpenFontRW(content, 1, pixels) : nullptr);
    font.pixels = pixels;
    if (!font.font) {
        return nullptr;
    }
    told_broken_.erase(file);
    // Compared at 26 to 40 pixels: without hinting the horizontal strokes are soft, with any
    // other hinting letters stand on whole pixels and their distances look uneven ("illi").
    // This one sharpens upwards only and places letters at fractions of a pixel.
    TTF_SetFontHinting(font.font.get(), TTF_HINTING_LIGHT_SUBPIXEL);
    TTF_SetFontKerning(font.font.get(), 1);
    make_room();
    return &open_.emplace(file, std::move(font)).first->second;
}

TTF_Font* FontBook::open_file(const std::string& file, int pixels) {
    if (file.empty() || pixels <= 0) {
        return nullptr;
    }
    pixels = std::min(pixels, most_pixels);
    if (++turn_ % tried_again_after == 0) {
        broken_.clear(); // a disk may have failed for a moment
    }
    if (broken_.contains(file)) {
        return nullptr;
    }
    OpenFont* font = opened(file, pixels);
    if (font == nullptr) {
        return refused(file);
    }
    font->used = turn_;
    if (font->pixels != pixels) {
        if (TTF_SetFontSize(font->font.get(), pixels) != 0) {
            open_.erase(file);
            return refused(file);
        }
        font->pixels = pixels;
    }
    return font->font.get();
}

TTF_Font* FontBook::open(const std::string& face, int pixels) {
    TTF_Font* font = open_file(file_of(face), pixels);
    return font != nullptr ? font : open_fallback(pixels);
}

TTF_Font* FontBook::open_fallback(int pixels) {
    return open_file(fallback_file(), pixels);
}

bool FontBook::has(const std::string& file, Uint32 letter, int pixels) {
    TTF_Font* font = open_file(file, pixels);
    return font != nullptr && TTF_GlyphIsProvided32(font, letter) != 0;
}

std::string FontBook::file_with(const std::string& face, const Letter& letter, int pixels) {
    const std::string own = file_of(face);
    if (has(own, letter.code, pixels)) {
        return own;
    }
    if (const std::string spare = fallback_file(); has(spare, letter.code, pixels)) {
        return spare;
    }
    const auto known = stand_ins_.find(letter.code);
    if (known != stand_ins_.end()) {
        return known->second;
    }
    if (stand_ins_.size() >= most_letters) {
        stand_ins_.clear();
    }
    std::string file = ask_fontconfig_for(letter.code);
    file = has(file, letter.code, pixels) ? file : std::string();
    if (file.empty() && untold_ > 0) {
        --untold_;
        problems_.push_back(diagnose("font.no_letter", face, {letter.bytes, code_of(letter.code)}));
    }
    return stand_ins_.emplace(letter.code, file).first->second;
}

Problems FontBook::take_problems() {
    return std::exchange(problems_, {});
}

} // namespace panggil::sdl
