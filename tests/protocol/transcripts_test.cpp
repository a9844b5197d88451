// SPDX-License-Identifier: MIT
#include "tests/golden.hpp"
#include "tests/protocol/stage.hpp"

#include <algorithm>
#include <sstream>

using namespace panggil;
using namespace panggil::tests;

namespace {

const std::filesystem::path folder =
    std::filesystem::path(PANGGIL_SOURCE_DIR) / "docs/protocol/transcripts";

std::vector<std::filesystem::path> transcripts() {
    std::vector<std::filesystem::path> files;
    for (const auto& file : std::filesystem::directory_iterator(folder)) {
        if (file.path().extension() == ".jsonl") {
            files.push_back(file.path());
        }
    }
    std::ranges::sort(files);
    return files;
}

std::vector<Step> read(const std::filesystem::path& file) {
    std::ifstream lines(file);
    std::vector<Step> steps;
    for (std::string line; std::getline(lines, line);) {
        steps.push_back(Step::parse(line));
    }
    return steps;
}

} // namespace

TEST_CASE("hub and follower speak as the transcripts say, byte for byte", "[protocol]") {
    const auto files = transcripts();
    CHECK(files.size() >= 12);
    for (const auto& file : files) {
        Stage stage;
        std::string text;
        for (const Step& step : stage.play(Stage::script_of(read(file)))) {
            text += step.dump() + '\n';
        }
        testing::check_golden("docs/protocol/transcripts/" + file.filename().string(), text);
    }
}
