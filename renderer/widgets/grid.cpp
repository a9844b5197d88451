// SPDX-License-Identifier: MIT
#include "renderer/drawing.hpp"
#include "renderer/tracks.hpp"

#include <algorithm>

namespace panggil::screen {

namespace {

constexpr FieldSpec own_fields[]{
    {"cols", FieldKind::Tracks,
     "Columns: units, \"1fr\" for a share of the rest, \"auto\" for the content's width.",
     "[\"1fr\"]"},
    {"rows", FieldKind::Tracks, "Rows, in the same words.", "[\"1fr\"]"},
    {"gap", FieldKind::Lengths, "Space between tracks: one number, or [rows, columns].", "0"},
    {"padding", FieldKind::Lengths,
     "Space at the edges: one number, [vertical, horizontal], or [top, right, bottom, left].", "0"},
    {"areas", FieldKind::Areas,
     "One line of names for each row; a name over several cells makes one zone, a dot stays "
     "empty."},
    {"zones", FieldKind::Zones, "The widget of each name."},
};

struct Gaps {
    int rows;
    int cols;
};

Gaps gaps_of(Drawing& drawing, const Tree& gap) {
    const auto edges = drawing.edges(gap); // [rows, columns] reads as top and right
    return {edges[0], edges[1]};
}

enum class Axis { Cols, Rows };

/// The content's wish of a track: the largest of the zones that lie in it alone.
int wish(Drawing& drawing, const Tree& properties, const std::vector<Area>& areas, std::size_t at,
         Axis axis) {
    int most = 0;
    for (const Area& area : areas) {
        const std::size_t first = axis == Axis::Cols ? area.first_col : area.first_row;
        const std::size_t last = axis == Axis::Cols ? area.last_col : area.last_row;
        if (first == at && last == at) {
            const Size size = drawing.natural(properties.at("zones").at(area.name));
            most = std::max(most, axis == Axis::Cols ? size.width : size.height);
        }
    }
    return most;
}

void draw(Drawing& drawing, const Tree& properties, const Rect& place) {
    const auto padding = drawing.edges(properties.at("padding"));
    const Rect inner{place.x + padding[3], place.y + padding[0],
                     place.width - padding[1] - padding[3], place.height - padding[0] - padding[2]};
    const Gaps gaps = gaps_of(drawing, properties.at("gap"));
    const std::vector<Area> areas = areas_of(properties.at("areas"));
    const auto cols =
        tracks(properties.at("cols"), inner.width, gaps.cols, drawing.unit(),
               [&](std::size_t at) { return wish(drawing, properties, areas, at, Axis::Cols); });
    const auto rows =
        tracks(properties.at("rows"), inner.height, gaps.rows, drawing.unit(),
               [&](std::size_t at) { return wish(drawing, properties, areas, at, Axis::Rows); });
    for (const Area& area : areas) {
        if (area.last_col >= cols.size() || area.last_row >= rows.size()) {
            continue; // said by the checker
        }
        const int left = cols[area.first_col].start;
        const int top = rows[area.first_row].start;
        const Rect zone{inner.x + left, inner.y + top,
                        cols[area.last_col].start + cols[area.last_col].length - left,
                        rows[area.last_row].start + rows[area.last_row].length - top};
        drawing.child(properties.at("zones").at(area.name), zone, area.name);
    }
}

Size natural(Drawing& drawing, const Tree& properties) {
    const auto padding = drawing.edges(properties.at("padding"));
    const Gaps gaps = gaps_of(drawing, properties.at("gap"));
    const std::vector<Area> areas = areas_of(properties.at("areas"));
    const auto total = [&](const Tree& definition, int gap, Axis axis) {
        const auto spans = tracks(definition, 0, gap, drawing.unit(), [&](std::size_t at) {
            return wish(drawing, properties, areas, at, axis);
        });
        return spans.back().start + spans.back().length;
    };
    return {total(properties.at("cols"), gaps.cols, Axis::Cols) + padding[1] + padding[3],
            total(properties.at("rows"), gaps.rows, Axis::Rows) + padding[0] + padding[2]};
}

} // namespace

extern const WidgetType grid;
const WidgetType grid{
    "grid",
    "Divides its place into rows and columns and names their areas.",
    own_fields,
    R"({"cols": [200, "1fr"], "areas": ["a ."], "zones": {"a": {"widget": "text", "text": "A"}}})",
    draw,
    natural};

} // namespace panggil::screen
