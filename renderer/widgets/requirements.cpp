// SPDX-License-Identifier: MIT
#include "renderer/card_selection.hpp"
#include "renderer/data_row.hpp"
#include "renderer/fields.hpp"
#include "renderer/text_block.hpp"
#include "renderer/turns.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace panggil::screen {

namespace {

constexpr FieldSpec own_fields[]{
    fields::bind,
    {"table", FieldKind::Path,
     "Data file: agency, service, requirements, procedure, time, fee, product, complaint."},
    {"secondsPerItem", FieldKind::Number, "Seconds of each service.", "12", {}, 4, 600},
    {"showFee", FieldKind::Flag, "Shows what it costs.", "true"},
    {"showDuration", FieldKind::Flag, "Shows how long it takes.", "true"},
    {"enter", FieldKind::Motion, "How the next one comes.", "at once"},
    {"titleFont", FieldKind::Font, "Font of the service's name.", "title"},
    {"labelColor", FieldKind::Color, "Colour of the names of the parts.", "ink2"},
    fields::font,
    fields::color,
};

/// The six published parts of a service standard, as the law names them.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> parts{{
    {"requirements", "Persyaratan"},
    {"procedure", "Prosedur"},
    {"time", "Waktu"},
    {"fee", "Biaya"},
    {"product", "Produk"},
    {"complaint", "Pengaduan"},
}};

bool is_wanted(const Tree& row, const Tree& bind) {
    Card card;
    card.agency_id = row.text_or("agency");
    return passes(card, bind);
}

void draw(Drawing& drawing, const Tree& properties, const Rect& place) {
    std::vector<const Tree*> rows;
    const Tree::List* all = data_rows(drawing, properties);
    for (std::size_t at = 0; all != nullptr && at < all->size(); ++at) {
        if (is_wanted((*all)[at], properties.at("bind"))) {
            rows.push_back(&(*all)[at]);
        }
    }
    if (rows.empty()) {
        return;
    }
    const double seconds = std::clamp(properties.number_or("secondsPerItem", 12), 4.0, 600.0);
    const std::vector<Millis> times(rows.size(), Millis(static_cast<int>(seconds * 1000)));
    const Turn turn = turn_of(drawing, properties, times);
    const Drawing::Faded faded(drawing, turn.opacity);
    const Tree& row = *rows[turn.index];

    TextStyle title = drawing.text_style(properties, "titleFont");
    const TextBlock heading{{{title, row.text_or("service")}}, "left", "top", Fit::Shrink, {}};
    draw_block(drawing, heading, {place.x, place.y, place.width, title.line});

    TextBlock body = text_block(drawing, properties);
    const TextStyle plain = body.pieces.front().style;
    TextStyle label = plain;
    label.color = drawing.color(properties, "labelColor", "ink2");
    body.pieces.clear();
    for (const auto& [key, name] : parts) {
        const bool left_out = (key == "fee" && properties.at("showFee").truth() != nullptr &&
                               !properties.is_true("showFee")) ||
                              (key == "time" && properties.at("showDuration").truth() != nullptr &&
                               !properties.is_true("showDuration"));
        const std::string text = row.text_or(key);
        if (!text.empty() && !left_out) {
            body.pieces.push_back(
                {label, (body.pieces.empty() ? "" : "\n") + std::string(name) + ": "});
            body.pieces.push_back({plain, text});
        }
    }
    body.fit = Fit::Wrap;
    const int below = title.line + drawing.px(12);
    draw_block(drawing, std::move(body),
               {place.x, place.y + below, place.width, place.height - below});
}

} // namespace

extern const WidgetType requirements;
const WidgetType requirements{
    "requirements",
    "The service standards, one after the other: what to bring, how long, what it costs.",
    own_fields, R"({"secondsPerItem": 12, "font": "meta"})", draw};

} // namespace panggil::screen
