// SPDX-License-Identifier: MIT
#include "codec/fonts_codec.hpp"

#include "codec/strict_json.hpp"

#include <optional>

namespace panggil::codec {
namespace {

constexpr std::size_t most_bytes = std::size_t{256} << 10;
constexpr int most_depth = 6;

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

std::string inside(const std::string& place, const std::string& key) {
    return place + "/" + key;
}

/// One entry of "sources": adds its faces, or says what is wrong with it.
std::optional<Problem> add_source(FontFaces& faces, const nlohmann::json& entry,
                                  const std::string& place) {
    if (!entry.is_object() || !entry.contains("licence") || !entry.contains("faces")) {
        return wrong(place, "a source has at least a licence and faces");
    }
    const std::string faces_place = inside(place, "faces");
    FontOrigin source;
    for (const auto& [key, value] : entry.items()) {
        if (key == "package" || key == "licence") {
            if (!value.is_string()) {
                return wrong(inside(place, key), "a text is expected here");
            }
            (key == "package" ? source.package : source.licence) = value.get<std::string>();
        } else if (key != "faces") {
            return wrong(inside(place, key), "this field is not known");
        } else if (!value.is_object()) {
            return wrong(faces_place, "a table of faces is expected here");
        }
    }
    for (const auto& [face, files] : entry["faces"].items()) {
        Result<std::vector<std::string>> names = file_names(files, inside(faces_place, face));
        if (!names) {
            return names.problem();
        }
        if (!faces.files.emplace(face, std::move(names).value()).second) {
            return wrong(inside(faces_place, face), "this face already has its files");
        }
        faces.origins.emplace(face, source);
    }
    return std::nullopt;
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
    if (!table.is_object() || !table.contains("sources") || !table["sources"].is_array()) {
        return wrong("/sources", "the list of sources is missing");
    }
    FontFaces faces;
    for (const auto& [key, value] : table.items()) {
        if (key == "sources") {
            for (std::size_t at = 0; at < value.size(); ++at) {
                if (auto problem = add_source(faces, value[at], "/sources/" + std::to_string(at))) {
                    return *std::move(problem);
                }
            }
        } else if (key == "fallback") {
            Result<std::vector<std::string>> names = file_names(value, "/fallback");
            if (!names) {
                return names.problem();
            }
            faces.fallback = std::move(names).value();
        } else {
            return wrong("/" + key, "this field is not known");
        }
    }
    return faces;
}

} // namespace panggil::codec
