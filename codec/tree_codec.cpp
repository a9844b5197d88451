// SPDX-License-Identifier: MIT
#include "codec/tree_codec.hpp"

#include "codec/plain_json.hpp"
#include "core/diagnosis.hpp"
#include "core/whole.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace panggil::codec {

namespace {

using Json = nlohmann::json;

constexpr std::size_t deepest = 64;

/// A key as JSON pointers write it.
std::string escaped(const std::string& key) {
    std::string safe;
    for (const char letter : key) {
        safe += letter == '~' ? "~0" : letter == '/' ? "~1" : std::string(1, letter);
    }
    return safe;
}

/// Follows the library through the text: it tells the values in their order but not their places.
class Walk {
public:
    explicit Walk(std::string_view text) : text_(text) {}

    /// Steps over the next token.
    Stretch next() {
        move_to(std::min(text_.find_first_not_of(" \t\r\n,:", at_), text_.size()));
        const Stretch start{line_, column_, 0};
        move_to(end_of_token());
        return {start.line, start.column, line_ == start.line ? column_ - start.column : 1};
    }

    /// Where the last token ended: what is wrong stands between here and the next.
    [[nodiscard]] Stretch here() const { return {line_, column_, 1}; }

private:
    [[nodiscard]] std::size_t end_of_token() const {
        if (at_ >= text_.size()) {
            return at_;
        }
        if (text_[at_] == '"') {
            std::size_t end = at_ + 1;
            while (end < text_.size() && text_[end] != '"') {
                end += text_[end] == '\\' ? 2U : 1U;
            }
            return std::min(end + 1, text_.size());
        }
        constexpr std::string_view of_words = "+-.0123456789abcdefghijklmnopqrstuvwxyzE";
        const std::size_t end = std::min(text_.find_first_not_of(of_words, at_), text_.size());
        return std::max(end, at_ + 1);
    }

    void move_to(std::size_t where) {
        for (; at_ < where; ++at_) {
            if (text_[at_] == '\n') {
                ++line_;
                column_ = 1;
            } else if ((static_cast<unsigned char>(text_[at_]) & 0xC0U) != 0x80U) {
                ++column_;
            }
        }
    }

    std::string_view text_;
    std::size_t at_ = 0;
    int line_ = 1;
    int column_ = 1;
};

/// Builds the tree while the library reads; nothing recurses, whatever the depth of the text.
class Grower final : public nlohmann::json_sax<Json> {
public:
    Grower(std::string_view text, const std::string& file, Places& places, Problems* twice)
        : walk_(text), file_(&file), places_(&places), twice_(twice) {}

    bool null() override { return take(Tree{}); }

    bool boolean(bool truth) override { return take(truth); }

    bool number_integer(number_integer_t number) override {
        return take(static_cast<double>(number));
    }

    bool number_unsigned(number_unsigned_t number) override {
        return take(static_cast<double>(number));
    }

    bool number_float(number_float_t number, const string_t&) override { return take(number); }

    bool string(string_t& text) override { return take(std::move(text)); }

    bool binary(binary_t&) override { return false; }

    bool start_object(std::size_t) override { return open(Tree(Tree::Object{})); }

    bool start_array(std::size_t) override { return open(Tree(Tree::List{})); }

    bool end_object() override { return close(); }

    bool end_array() override { return close(); }

    bool key(string_t& name) override {
        Level& level = levels_.back();
        level.key = std::move(name);
        level.key_place = walk_.next();
        if (twice_ != nullptr && level.tree.object()->contains(level.key)) {
            twice_->push_back(
                diagnose("syntax.twice", to_text({*file_, "", level.key_place, {}}), {level.key}));
        }
        return true;
    }

    bool parse_error(std::size_t, const std::string&,
                     const nlohmann::detail::exception& error) override {
        problem = of_syntax(error.what());
        return false;
    }

    Tree tree;
    std::optional<Problem> problem;

private:
    struct Level {
        Tree tree;
        std::string pointer;
        std::string key = {};
        Stretch key_place = {};
        std::size_t items = 0;
    };

    [[nodiscard]] std::string pointer_of_next() const {
        if (levels_.empty()) {
            return "";
        }
        const Level& level = levels_.back();
        return level.pointer + '/' +
               (level.tree.object() != nullptr ? escaped(level.key) : std::to_string(level.items));
    }

    void settle(Tree& value) {
        const bool member = !levels_.empty() && levels_.back().tree.object() != nullptr;
        value.set_place(static_cast<std::uint32_t>(places_->size()));
        places_->push_back({*file_, pointer_of_next(), walk_.next(),
                            member ? levels_.back().key_place : Stretch{}});
    }

    void put(Tree value) {
        if (levels_.empty()) {
            tree = std::move(value);
            return;
        }
        Level& level = levels_.back();
        if (Tree::Object* members = level.tree.object(); members != nullptr) {
            members->insert_or_assign(level.key, std::move(value));
        } else {
            level.tree.list()->push_back(std::move(value));
            ++level.items;
        }
    }

    bool take(Tree value) {
        settle(value);
        put(std::move(value));
        return true;
    }

    bool open(Tree value) {
        if (levels_.size() >= deepest) {
            problem = diagnose("syntax.too_deep", to_text({*file_, "", walk_.next(), {}}), {});
            return false;
        }
        std::string pointer = pointer_of_next();
        settle(value);
        levels_.push_back({std::move(value), std::move(pointer)});
        return true;
    }

    bool close() {
        walk_.next();
        Tree done = std::move(levels_.back().tree);
        levels_.pop_back();
        put(std::move(done));
        return true;
    }

    /// The library's own words are for programmers; what people forget has few forms.
    Problem of_syntax(std::string_view said) {
        const Stretch end = walk_.here();
        const Stretch next = walk_.next();
        const auto says = [&](std::string_view words) {
            return said.find(words) != std::string_view::npos;
        };
        const auto at = [&](const Stretch& where) { return to_text({*file_, "", where, {}}); };
        if (says("unexpected end of input")) {
            return levels_.empty() ? diagnose("syntax.empty", at(end), {})
                                   : diagnose("syntax.not_closed", at(end), {});
        }
        if (says("unexpected '}'") || says("unexpected ']'")) {
            return diagnose("syntax.closed_early", at(next), {});
        }
        if (says("expected ':'")) {
            return diagnose("syntax.missing_colon", at(end), {});
        }
        if (says("missing closing quote") || says("must be escaped")) {
            return diagnose("syntax.missing_quote", at(next), {});
        }
        if ((says("expected '}'") || says("expected ']'")) && !says("invalid literal")) {
            return diagnose("syntax.missing_comma", at(end), {});
        }
        if (says("while parsing object key")) {
            return diagnose("syntax.missing_name", at(next), {});
        }
        return diagnose("syntax.not_json", at(next), {});
    }

    Walk walk_;
    const std::string* file_;
    Places* places_;
    Problems* twice_;
    std::vector<Level> levels_;
};

nlohmann::ordered_json json_of(const Tree& tree) {
    if (const bool* truth = tree.truth(); truth != nullptr) {
        return *truth;
    }
    if (const double* number = tree.number(); number != nullptr) {
        const std::int64_t whole = whole_of(*number);
        return static_cast<double>(whole) == *number ? nlohmann::ordered_json(whole)
                                                     : nlohmann::ordered_json(*number);
    }
    if (const std::string* text = tree.text(); text != nullptr) {
        return *text;
    }
    if (const Tree::List* list = tree.list(); list != nullptr) {
        auto json = nlohmann::ordered_json::array();
        for (const Tree& item : *list) {
            json.push_back(json_of(item));
        }
        return json;
    }
    if (const auto* object = tree.object(); object != nullptr) {
        auto json = nlohmann::ordered_json::object();
        for (const auto& [key, value] : *object) {
            json[key] = json_of(value);
        }
        return json;
    }
    return nullptr;
}

/// The same values, with the names of each object in the order in which they stand there.
nlohmann::ordered_json in_order(nlohmann::ordered_json json, const nlohmann::ordered_json& order) {
    if (json.is_array() && order.is_array()) {
        for (std::size_t at = 0; at < std::min(json.size(), order.size()); ++at) {
            json[at] = in_order(std::move(json[at]), order[at]);
        }
    }
    if (!json.is_object() || !order.is_object()) {
        return json;
    }
    auto ordered = nlohmann::ordered_json::object();
    for (const auto& [key, value] : order.items()) {
        if (json.contains(key)) {
            ordered[key] = in_order(json[key], value);
        }
    }
    for (auto& [key, value] : json.items()) {
        if (!ordered.contains(key)) {
            ordered[key] = value;
        }
    }
    return ordered;
}

} // namespace

Result<Tree> decode_tree(std::string_view text, const std::string& file, Places& places,
                         Problems* twice) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text.starts_with(byte_order_mark)) {
        text.remove_prefix(byte_order_mark.size());
    }
    std::string plain = plain_json(text);
    // For the library a NUL ends the text, whatever follows; this it refuses at its place.
    std::ranges::replace(plain, '\0', '\x01');
    Grower grower(plain, file, places, twice);
    if (Json::sax_parse(plain, &grower)) {
        return std::move(grower.tree);
    }
    return grower.problem.value_or(diagnose("syntax.not_json", file, {}));
}

std::string encode_tree_like(const Tree& tree, std::string_view older) {
    const auto order = nlohmann::ordered_json::parse(plain_json(older), nullptr, false);
    return in_order(json_of(tree), order).dump(2, ' ', false, Json::error_handler_t::replace) +
           '\n';
}

std::string encode_tree(const Tree& tree) {
    return json_of(tree).dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

} // namespace panggil::codec
