// SPDX-License-Identifier: MIT
#include "renderer/look_check.hpp"

#include "core/diagnosis.hpp"
#include "renderer/survey.hpp"
#include "renderer/view.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace panggil::screen {

namespace {

constexpr double smallest_units = 26;
/// WCAG's large text: from here on the lower contrast does.
constexpr double large_units = 32;
constexpr double contrast_of_large = 3;
constexpr double nearest_to_edge = 12;
constexpr double minutes_in_radian = 3437.75;

std::string rounded(double number, int digits) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.*f", digits, number);
    return text.data();
}

std::string in_short(std::string text) {
    constexpr std::size_t most = 40;
    while (text.size() > most || (!text.empty() && (text.back() & 0xC0) == 0x80)) {
        text.pop_back();
    }
    return text;
}

/// One picture and what is wrong with it.
class Look {
public:
    Look(const Layout& layout, const Board& board, Size glass, TextMetrics& metrics,
         const std::string& file, double safe, Problems& problems)
        : layout_(&layout), file_(&file), problems_(&problems), glass_(glass), metrics_(&metrics),
          unit_(unit_of(layout, {static_cast<int>(glass.width * (1 - safe / 50)),
                                 static_cast<int>(glass.height * (1 - safe / 50))})) {
        PatchedCards patched;
        // Long after every entrance, so that nothing is half faded in.
        scene_ = present(
            layout, board,
            {UtcTime(std::chrono::hours(11'000 * 24)), Moment{std::chrono::milliseconds(1500)}},
            glass, metrics, patched, &survey_, nullptr, Frame{safe, {}});
    }

    void judge() {
        for (const Survey::Note& note : survey_.notes) {
            judge_note(note);
        }
        for (const Survey::Text& text : survey_.texts) {
            const Mark& mark = scene_.nodes[text.node].marks[text.mark];
            if (const TextMark* written = text_of(mark); written != nullptr) {
                judge_size(text, *written);
                judge_contrast(text, *written);
                judge_edge(text, *written);
            }
        }
    }

private:
    void tell(std::string_view name, std::uint32_t place, std::initializer_list<Words2> words) {
        std::string where = to_text(layout_->places.at(place));
        Problem problem = diagnose(name, where.empty() ? *file_ : std::move(where), words);
        const bool known = std::ranges::any_of(*problems_, [&](const Problem& each) {
            return each.code == problem.code && each.where == problem.where;
        });
        if (!known) {
            problems_->push_back(std::move(problem));
        }
    }

    void judge_note(const Survey::Note& note) {
        const std::string text = in_short(note.text);
        const std::string measure = rounded(note.measure, 0);
        const std::string limit = rounded(note.limit, 0);
        switch (note.fault) {
        case Survey::Fault::Cut:
            tell("look.cut_text", note.place, {text});
            break;
        case Survey::Fault::Shrunk:
            tell("look.shrunk_text", note.place, {text, measure});
            break;
        case Survey::Fault::MustFit:
            tell("look.must_fit", note.place, {text});
            break;
        case Survey::Fault::Tall:
            tell("look.tall_text", note.place, {text, measure, limit});
            break;
        case Survey::Fault::NoPlace:
            tell("look.empty_place", note.place, {});
            break;
        case Survey::Fault::SmallCards:
            tell("look.cards_too_small", note.place, {measure, limit});
            break;
        case Survey::Fault::ManyCards:
            tell("look.too_many_cards", note.place, {measure, limit});
            break;
        case Survey::Fault::SmallCode:
            judge_code(note);
            break;
        case Survey::Fault::FastTicker:
            tell("look.fast_ticker", note.place, {rounded(note.measure, 1)});
            break;
        case Survey::Fault::ShortPage:
            tell("look.short_page", note.place,
                 {text, rounded(note.measure, 1), rounded(note.limit, 1)});
            break;
        }
    }

    [[nodiscard]] double millimetres(double pixels) const {
        const double diagonal = std::hypot(glass_.width, glass_.height);
        return pixels * layout_->theme.legibility.screen_inches * 25.4 / diagonal;
    }

    /// A code is read from as far as ten times its side.
    void judge_code(const Survey::Note& note) {
        const double side = millimetres(note.measure);
        if (side * 10 < note.limit * 1000) {
            tell("look.small_qr", note.place,
                 {rounded(side, 0), rounded(side / 100, 1), rounded(note.limit * 100, 0),
                  rounded(note.limit, 1)});
        }
    }

    [[nodiscard]] bool is_in_proportion() const {
        const double own = static_cast<double>(layout_->canvas.width) / layout_->canvas.height;
        const double found = static_cast<double>(glass_.width) / glass_.height;
        return std::abs(found / own - 1) < 0.02;
    }

    void judge_size(const Survey::Text& text, const TextMark& mark) {
        const Legibility& seats = layout_->theme.legibility;
        const double units = mark.font.pixels / unit_;
        const double half_a_pixel = 0.5 / unit_; // fonts come in whole ones
        if (units < smallest_units - half_a_pixel) {
            tell("look.tiny_text", text.place, {rounded(units, 0)});
        }
        if (!is_in_proportion()) {
            return; // the theme's inches are of a television of the layout's own proportions
        }
        const double height = millimetres(metrics_->extent(mark.font).cap_height);
        const double minutes = minutes_in_radian * height / (seats.farthest_metres * 1000);
        const double least = text.number ? seats.number_minutes : seats.text_minutes;
        if (minutes < least) {
            tell("look.small_text", text.place,
                 {rounded(minutes, 1),
                  {rounded(seats.farthest_metres, 0) + " metres",
                   rounded(seats.farthest_metres, 0) + " m"},
                  rounded(seats.screen_inches, 0),
                  rounded(least, 0)});
        }
    }

    /// What lies under a text: the last opaque box under its middle, and what was drawn upon that.
    struct Ground {
        std::vector<Color> colors;
        bool picture = false; ///< or a film: nobody knows its colours
    };

    static void lay(Ground& ground, const Mark& mark, const Rect& ink) {
        const Rect middle{ink.x + ink.width / 2, ink.y + ink.height / 2, 1, 1};
        const auto reaches = [&](const Rect& rect, const Rect& text) {
            return !intersect(intersect(rect, mark.clip), text).empty();
        };
        if (const auto* box = std::get_if<BoxMark>(&mark.what); box != nullptr) {
            if (box->fill.alpha == 255 && mark.opacity == 255 && reaches(box->rect, middle)) {
                ground = {{fill_at(*box, middle.x - box->rect.x, middle.y - box->rect.y)}, false};
            }
        } else if (const auto* shape = std::get_if<ShapeMark>(&mark.what); shape != nullptr) {
            const bool swell = shape->kind == ShapeKind::Swell;
            const bool filled = swell || shape->kind == ShapeKind::Circle;
            if (filled && reaches(shape->rect, swell ? ink : middle)) {
                ground.colors.push_back(shape->color);
            }
        } else if (const auto* image = std::get_if<ImageMark>(&mark.what); image != nullptr) {
            ground.picture = ground.picture || reaches(image->rect, ink);
        } else if (const auto* film = std::get_if<FilmMark>(&mark.what); film != nullptr) {
            ground.picture = ground.picture || reaches(film->rect, ink);
        }
    }

    [[nodiscard]] Ground ground_of(const Survey::Text& text, const TextMark& mark) const {
        Ground ground{{scene_.background}, false};
        for (std::size_t node = 0; node <= text.node; ++node) {
            const auto& marks = scene_.nodes[node].marks;
            const std::size_t end = node == text.node ? text.mark : marks.size();
            for (std::size_t at = 0; at < end; ++at) {
                lay(ground, marks[at], mark.ink);
            }
        }
        return ground;
    }

    void judge_contrast(const Survey::Text& text, const TextMark& mark) {
        const Ground under = ground_of(text, mark);
        if (under.picture) {
            tell("look.text_on_picture", text.place, {in_short(mark.text)});
            return;
        }
        const Color ground = *std::ranges::min_element(
            under.colors, {}, [&](Color each) { return contrast(mark.color, each); });
        const double found = contrast(mark.color, ground);
        const double units = mark.font.pixels / unit_;
        const double least = units >= large_units
                                 ? std::min(contrast_of_large, layout_->theme.legibility.contrast)
                                 : layout_->theme.legibility.contrast;
        if (found < least) {
            tell("look.contrast", text.place,
                 {in_short(mark.text), name_of(ground), rounded(found, 2), rounded(least, 1)});
        }
    }

    [[nodiscard]] std::string name_of(Color color) const {
        for (const auto& [name, each] : layout_->theme.colors) {
            if (each == color) {
                return '"' + name + '"';
            }
        }
        std::array<char, 16> text{};
        std::snprintf(text.data(), text.size(), "#%02X%02X%02X", color.red, color.green,
                      color.blue);
        return text.data();
    }

    void judge_edge(const Survey::Text& text, const TextMark& mark) {
        const int nearest = std::min({mark.ink.x, mark.ink.y, glass_.width - mark.ink.right(),
                                      glass_.height - mark.ink.bottom()});
        if (nearest < nearest_to_edge * unit_) {
            tell("look.near_edge", text.place,
                 {rounded(nearest / unit_, 0), rounded(nearest_to_edge, 0)});
        }
    }

    const Layout* layout_;
    const std::string* file_;
    Problems* problems_;
    Size glass_;
    TextMetrics* metrics_;
    double unit_;
    Survey survey_;
    Scene scene_;
};

/// Everybody's card with the widest number that a service can print.
Card widest_card(const Hall& hall, const Counter& counter) {
    Card card;
    card.counter = counter.id;
    card.zone = counter.zone;
    card.number = card.numbers = std::to_string(counter.number);
    card.place = counter.place == "gerai" ? "Gerai" : "Loket";
    card.tags = counter.tags;
    const auto agency = std::ranges::find(hall.agencies, counter.agency, &Agency::id);
    if (agency != hall.agencies.end()) {
        card.agency_id = agency->id;
        card.agency_short = agency->short_name;
        card.agency_label = agency->label;
        card.agency_tagline = agency->tagline;
        card.agency_kind = agency->kind;
    }
    const std::string main = counter.services.empty() ? "" : counter.services.front();
    const auto service = std::ranges::find(hall.services, main, &Service::id);
    if (service != hall.services.end()) {
        card.service = service->id;
        card.service_label = service->label;
        card.ticket = service->prefix + std::string(static_cast<std::size_t>(service->digits), '0');
        card.prefix = service->prefix;
        card.queues = {{service->id, service->label, 88, service->prefix}};
    }
    card.attempt = 1;
    card.until = "13.00";
    return card;
}

} // namespace

std::vector<Board> trial_boards(const Hall& hall) {
    Board plain;
    plain.hall_name = hall.name;
    plain.hall_place = hall.place;
    plain.hall_place_short = hall.place_short;
    plain.hall_address = hall.address;
    plain.clock_suffix = hall.clock_suffix;
    plain.utc_offset = hall.utc_offset;
    plain.hours = hall.hours;
    for (const Counter& counter : hall.counters) {
        plain.cards.push_back(widest_card(hall, counter));
    }
    const auto words = [](const Card& card) {
        return card.agency_label.size() + card.agency_tagline.size();
    };
    if (!plain.cards.empty()) {
        plain.call = *std::ranges::max_element(plain.cards, {}, words);
        plain.call->states = {CardState::Called};
    }
    plain.history = plain.cards;
    plain.reopens = UtcTime(std::chrono::hours(100));
    std::vector<Board> boards{plain};
    for (const CardState state : all_card_states) {
        Board board = plain;
        for (Card& card : board.cards) {
            card.states = {state};
        }
        if (state == CardState::Stale) {
            board.health = LinkHealth::Stale;
            board.heard_at = UtcTime(std::chrono::hours(100));
        }
        if (state == CardState::Priority && board.call) {
            board.call->states.insert(state);
            board.call->attempt = 3;
        }
        if (state == CardState::Empty) {
            board.call.reset();
            for (Card& card : board.cards) {
                card.ticket.clear();
            }
        }
        boards.push_back(std::move(board));
    }
    Board free_day = plain;
    free_day.holiday = "Wafat Yesus Kristus";
    boards.push_back(std::move(free_day));
    for (const char* kind : {"gempa", "tsunami", "kebakaran", "listrik-padam"}) {
        Board board = plain;
        board.alerts = {{"1", kind, std::string_view(kind) == "tsunami" ? "awas" : "", true, 0, 0}};
        boards.push_back(std::move(board));
    }
    return boards;
}

double contrast(Color one, Color other) {
    const auto light = [](Color color) {
        const auto part = [](std::uint8_t byte) {
            const double level = byte / 255.0;
            return level <= 0.04045 ? level / 12.92 : std::pow((level + 0.055) / 1.055, 2.4);
        };
        return 0.2126 * part(color.red) + 0.7152 * part(color.green) + 0.0722 * part(color.blue);
    };
    const double brighter = std::max(light(one), light(other));
    const double darker = std::min(light(one), light(other));
    return (brighter + 0.05) / (darker + 0.05);
}

Problems check_look(const Layout& layout, const Hall& hall, std::span<const Size> glasses,
                    TextMetrics& metrics, const std::string& file, double safe) {
    Problems problems;
    const std::vector<Board> boards = trial_boards(hall);
    for (const Size glass : glasses) {
        for (const Board& board : boards) {
            Look(layout, board, glass, metrics, file, safe, problems).judge();
        }
    }
    return problems;
}

} // namespace panggil::screen
