// SPDX-License-Identifier: MIT
#pragma once
/// A scene as text, one mark a line, for golden files and for failures that people can read.

#include "core/scene.hpp"

#include <sstream>

namespace panggil::testing {

class SceneWriter {
public:
    std::string write(const Scene& scene) {
        out_ << scene.size.width << 'x' << scene.size.height << " on " << color(scene.background)
             << '\n';
        for (const Node& node : scene.nodes) {
            out_ << node.key << '\n';
            for (const Mark& mark : node.marks) {
                std::visit([this](const auto& what) { put(what); }, mark.what);
                if (mark.opacity != 255) {
                    out_ << " opacity " << int{mark.opacity};
                }
                out_ << '\n';
            }
        }
        return out_.str();
    }

private:
    static std::string color(Color color) {
        std::ostringstream text;
        text << '#' << std::hex << std::uppercase;
        for (const int part : {color.red, color.green, color.blue}) {
            text << (part < 16 ? "0" : "") << part;
        }
        if (color.alpha != 255) {
            text << '/' << std::dec << int{color.alpha};
        }
        return text.str();
    }

    void put(const Rect& rect) {
        out_ << " [" << rect.x << ' ' << rect.y << ' ' << rect.width << ' ' << rect.height << ']';
    }

    void put(const std::array<int, 4>& radii) {
        if (radii != std::array<int, 4>{}) {
            out_ << " radii " << radii[0] << ' ' << radii[1] << ' ' << radii[2] << ' ' << radii[3];
        }
    }

    void put(const FilmMark& film) {
        out_ << "  film";
        put(film.rect);
        out_ << " frame " << film.frame;
    }

    void put(const BoxMark& box) {
        out_ << "  box";
        put(box.rect);
        out_ << ' ' << color(box.fill);
        put(box.radii);
        if (box.border > 0) {
            out_ << " border " << box.border << ' ' << color(box.border_color);
        }
    }

    void put(const TextMark& text) {
        std::string visible;
        for (std::size_t at = 0; at < text.text.size(); ++at) {
            if (std::string_view(text.text).substr(at).starts_with("\u200C")) {
                visible += '|';
                at += 2;
            } else {
                visible += text.text[at];
            }
        }
        out_ << "  text \"" << visible << "\" " << text.font.face << ' ' << text.font.pixels
             << " at " << text.origin.x << ' ' << text.origin.y << ' ' << color(text.color);
    }

    void put(const SecondsMark& seconds) {
        put(seconds.line);
        out_ << " counts";
    }

    void put(const RunMark& run) {
        put(run.line);
        out_ << " runs through";
        put(run.place);
        out_ << " way " << run.way << " step " << run.step;
    }

    void put(const ShapeMark& shape) {
        out_ << "  shape " << static_cast<int>(shape.kind);
        put(shape.rect);
        out_ << ' ' << color(shape.color) << " stroke " << shape.stroke;
        put(shape.radii);
    }

    void put(const ImageMark& image) {
        out_ << "  image " << image.path.substr(image.path.rfind('/') + 1);
        put(image.rect);
    }

    std::ostringstream out_;
};

inline std::string to_text(const Scene& scene) {
    return SceneWriter().write(scene);
}

} // namespace panggil::testing
