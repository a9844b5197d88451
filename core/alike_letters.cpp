// SPDX-License-Identifier: MIT
#include "core/alike_letters.hpp"

#include "core/diagnosis.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace panggil {

namespace {

constexpr std::array<std::string_view, 4> alike{"BCDEGJPTVWY", "AHK", "FSX", "LMNR"};
/// From ten metres these are digits.
constexpr std::string_view like_digits = "BDGIOQSZ";

/// What is left to the ear of a prefix: each letter stands for its set.
std::string as_heard(std::string_view prefix) {
    std::string heard;
    for (const char sign : prefix) {
        const auto* const set = std::ranges::find_if(
            alike, [&](std::string_view letters) { return letters.find(sign) != letters.npos; });
        if (sign != '-') {
            heard += set == alike.end() ? sign : set->front();
        }
    }
    return heard;
}

/// Letters that neither eye nor ear confuses with one in use.
std::string free_letters(const std::map<std::string, std::vector<std::size_t>>& groups) {
    std::string letters;
    for (char letter = 'A'; letter <= 'Z'; ++letter) {
        if (like_digits.find(letter) == like_digits.npos &&
            !groups.contains(as_heard({&letter, 1}))) {
            letters += (letters.empty() ? "" : " ") + std::string(1, letter);
        }
    }
    return letters;
}

} // namespace

Problems alike_prefixes(const Hall& hall, std::string_view file) {
    std::map<std::string, std::vector<std::size_t>> groups;
    for (std::size_t at = 0; at < hall.services.size(); ++at) {
        groups[as_heard(hall.services[at].prefix)].push_back(at);
    }
    const std::string free = free_letters(groups);
    Problems problems;
    for (const auto& [heard, services] : groups) {
        if (heard.empty() || services.size() < 2) {
            continue;
        }
        std::string names;
        for (const std::size_t at : services) {
            names += (names.empty() ? "" : ", ") + hall.services[at].prefix;
        }
        constexpr const char* sets = "B C D E G J P T V W Y, A H K, F S X, L M N R";
        const Words2 advice = free.empty()
                                  ? Words2{std::string("one letter of each set ") + sets,
                                           std::string("satu huruf dari tiap kelompok ") + sets}
                                  : Words2{"better: " + free, "lebih baik: " + free};
        problems.push_back(
            diagnose("hall.alike_prefix",
                     std::string(file) + "#/services/" + std::to_string(services[1]) + "/prefix",
                     {names, advice}));
    }
    return problems;
}

} // namespace panggil
