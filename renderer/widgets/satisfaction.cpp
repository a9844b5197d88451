// SPDX-License-Identifier: MIT
#include "renderer/data_row.hpp"
#include "renderer/fields.hpp"
#include "renderer/text_block.hpp"

#include <cstdlib>

namespace panggil::screen {

namespace {

constexpr FieldSpec own_fields[]{
    {"table", FieldKind::Path, "Data file: one row with score, respondents, period."},
    {"show", FieldKind::Words, "Which parts.", "all", "score grade respondents period"},
    {"title", FieldKind::Text, "Written above.", "Indeks Kepuasan Masyarakat"},
    {"scoreFont", FieldKind::Font, "Font of the score.", "title"},
    fields::font,
    fields::color,
};

/// By PermenPAN-RB 14/2017.
std::string grade_of(double score) {
    return score >= 88.31   ? "A, sangat baik"
           : score >= 76.61 ? "B, baik"
           : score >= 65.0  ? "C, kurang baik"
                            : "D, tidak baik";
}

/// "82,4" or 82.4
double score_of(const Tree& row) {
    if (const double* number = row.at("score").number(); number != nullptr) {
        return *number;
    }
    std::string text = row.text_or("score");
    for (char& letter : text) {
        letter = letter == ',' ? '.' : letter;
    }
    return std::atof(text.c_str());
}

void draw(Drawing& drawing, const Tree& properties, const Rect& place) {
    const Tree::List* all = data_rows(drawing, properties);
    if (all == nullptr || all->empty()) {
        return;
    }
    const Tree& row = all->front();
    TextBlock block = text_block(drawing, properties);
    const TextStyle plain = block.pieces.front().style;
    const TextStyle large = drawing.text_style(properties, "scoreFont");
    block.pieces = {{plain, properties.text_or("title", "Indeks Kepuasan Masyarakat")}};
    const double score = score_of(row);
    if (shows(properties, "score")) {
        const int tenths = static_cast<int>(score * 100 + 0.5);
        block.pieces.push_back({large, "\n" + std::to_string(tenths / 100) + ',' +
                                           std::to_string(tenths / 10 % 10) +
                                           std::to_string(tenths % 10)});
    }
    if (shows(properties, "grade")) {
        block.pieces.push_back({plain, "  " + grade_of(score)});
    }
    std::string below;
    if (shows(properties, "respondents") && !cell(row, "respondents").empty()) {
        below = cell(row, "respondents") + " responden";
    }
    if (shows(properties, "period") && !cell(row, "period").empty()) {
        below += (below.empty() ? "" : ", ") + cell(row, "period");
    }
    if (!below.empty()) {
        block.pieces.push_back({plain, "\n" + below});
    }
    draw_block(drawing, std::move(block), place);
}

} // namespace

extern const WidgetType satisfaction;
const WidgetType satisfaction{"satisfaction", "The public's verdict: score, grade, how many, when.",
                              own_fields, R"({"show": ["score", "grade"], "font": "meta"})", draw};

} // namespace panggil::screen
