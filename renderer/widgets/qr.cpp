// SPDX-License-Identifier: MIT
#include "renderer/drawing.hpp"
#include "renderer/fields.hpp"
#include "renderer/qr/code.hpp"

#include <algorithm>

namespace panggil::screen {

namespace {

constexpr FieldSpec own_fields[]{
    {"text", FieldKind::Text, "What a telephone reads: an address or a text."},
    {"ecc", FieldKind::Word, "How much of it may be damaged: 7, 15, 25 or 30 percent.", "M",
     "L M Q H"},
    {"quiet", FieldKind::Number, "Light modules around it.", "2", {}, 0, 8},
    fields::color,
    {"scanMetres", FieldKind::Number, "From how far it must be readable.", "0.5", {}, 0.2, 20},
};

void draw(Drawing& drawing, const Tree& properties, const Rect& place) {
    const QrCode code =
        qr_code(drawing.fill(properties.text_or("text")), properties.text_or("ecc", "M"));
    const int quiet = static_cast<int>(std::clamp(properties.number_or("quiet", 2), 0.0, 8.0));
    const int modules = code.side + 2 * quiet;
    const int module = std::min(place.width, place.height) / std::max(1, modules);
    if (code.side == 0 || module == 0) {
        return;
    }
    drawing.note(Survey::Fault::SmallCode, "", module * code.side,
                 properties.number_or("scanMetres", 0.5));
    const int left = place.x + (place.width - module * modules) / 2 + module * quiet;
    const int top = place.y + (place.height - module * modules) / 2 + module * quiet;
    const Color color = drawing.color(properties, "color", "ink");
    // One bar for each run of dark modules, so that nothing shows between them.
    for (int y = 0; y < code.side; ++y) {
        for (int x = 0; x < code.side;) {
            int end = x;
            while (end < code.side && code.at(end, y)) {
                ++end;
            }
            if (end > x) {
                drawing.add(
                    BoxMark{{left + x * module, top + y * module, (end - x) * module, module},
                            color,
                            {},
                            0,
                            {}});
            }
            x = end + 1;
        }
    }
}

} // namespace

extern const WidgetType qr;
const WidgetType qr{"qr", "A code that telephones read.", own_fields,
                    R"({"text": "https://www.lapor.go.id", "ecc": "M", "quiet": 2})", draw};

} // namespace panggil::screen
