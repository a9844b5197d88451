// SPDX-License-Identifier: MIT
#include "codec/fonts_codec.hpp"

#include "codec/strict_json.hpp"

namespace panggil::codec {
namespace {

constexpr std::size_t most_bytes = std::size_t{256} << 10;
constexpr int most_depth = 4;

Problem wrong(std::string place, std::string what) {
    return {
        "fonts.invalid", "fonts.json#" + std::move(place), std::move(what),
        R"(write {"faces": {"Lato Bold": ["Lato-Bold.ttf"]}, "fallback": ["NotoSans-Regular.ttf"]})",
        "daftar huruf salah tulis"};
}

/// A list of bare file names; folders are not the table's business.
Result<std::vector<std::string>> file_names(const nlohmann::json& value, const std::string& place) {
    if (!value.is_array() || value.empty()) {
        return wrong(place, "a list of file names is expected here");
    }
    std::vector<std::string> names;
    for (const nlohmann::json& name : value) {
        if (!name.is_string() || name.get_ref<const std::string&>().empty() ||
            name.get_ref<const std::string&>().find('/') != std::string::npos) {
            return wrong(place, "each entry is the bare name of a font file, without a folder");
        }
        names.push_back(name.get<std::string>());
    }
    return names;
}

} // namespace

Result<FontFaces> read_font_faces(std::string_view bytes) {
    const Result<nlohmann::json> parsed = parse_strictly(bytes, most_bytes, most_depth);
    if (!parsed) {
        Problem problem = parsed.problem();
        problem.where = "fonts.json";
        return problem;
    }
    const nlohmann::json& table = parsed.value();
    if (!table.is_object() || !table.contains("faces") || !table["faces"].is_object()) {
        return wrong("/faces", "the table of faces is missing");
    }
    FontFaces faces;
    for (const auto& entry : table.items()) {
        if (entry.key() == "faces") {
            for (const auto& face : entry.value().items()) {
                Result<std::vector<std::string>> names =
                    file_names(face.value(), "/faces/" + face.key());
                if (!names) {
                    return names.problem();
                }
                faces.files.emplace(face.key(), std::move(names).value());
            }
        } else if (entry.key() == "fallback") {
            Result<std::vector<std::string>> names = file_names(entry.value(), "/fallback");
            if (!names) {
                return names.problem();
            }
            faces.fallback = std::move(names).value();
        } else {
            return wrong("/" + entry.key(), "this field is not known");
        }
    }
    return faces;
}

} // namespace panggil::codec
