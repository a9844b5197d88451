// SPDX-License-Identifier: MIT
// Runs a fuzz target without a fuzzer, in any build: every input of the folders that are named,
// then changes of them by chance from a fixed seed, always the same. What fails, or takes a second
// of the processor, is written where the command says, so that it can be looked at.
//   fuzz_layout [--changes N] [--keep FILE] [--found FOLDER] FOLDER...
#include "tests/fuzz/target.hpp"

#include <algorithm>
#include <csignal>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <unistd.h>

namespace fs = std::filesystem;

namespace {

std::string current; ///< the input that runs
std::string keep_in; ///< file for an input that fails; "" = nowhere

/// Only what a signal handler may do.
void keep_current(int signal) {
    const int file =
        keep_in.empty() ? -1 : ::open(keep_in.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (file >= 0 && ::write(file, current.data(), current.size()) >= 0) {
        constexpr std::string_view said = "the input that failed is kept: ";
        static_cast<void>(!::write(2, said.data(), said.size()));
        static_cast<void>(!::write(2, keep_in.data(), keep_in.size()));
        static_cast<void>(!::write(2, "\n", 1));
    }
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

/// What one input may take of the processor, whatever else the machine does; sanitizers take their
/// own share.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr double most_seconds = 10;
#else
constexpr double most_seconds = 1;
#endif

double slowest = 0;

void run(std::string input) {
    current = std::move(input);
    // A copy that ends where it ends: reading on is seen by a sanitizer.
    const std::vector<std::uint8_t> bytes(current.begin(), current.end());
    const std::clock_t begun = std::clock();
    LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
    const double took = static_cast<double>(std::clock() - begun) / CLOCKS_PER_SEC;
    slowest = std::max(slowest, took);
    if (took > most_seconds) {
        std::fprintf(stderr, "one input took %.1f s of the processor\n", took);
        std::abort();
    }
}

/// As a fuzzer changes inputs, in small.
class Chance {
public:
    std::string changed(const std::vector<std::string>& all) {
        std::string text = all[below(all.size())];
        for (std::size_t times = 1 + below(4); times > 0; --times) {
            change(text, all[below(all.size())]);
        }
        constexpr std::size_t longest = 32U << 10U;
        text.resize(std::min(text.size(), longest));
        return text;
    }

private:
    void change(std::string& text, const std::string& other) {
        const std::size_t at = below(text.size() + 1);
        const std::size_t length = below(std::min<std::size_t>(text.size() - at, 64) + 1);
        constexpr std::string_view letters = "{}[]\",:\\/.%-+019aeEntfu\x00\xff\xc3\n <>=&?#";
        switch (below(7)) {
        case 0:
            text.erase(at, length);
            break;
        case 1:
            text.insert(at, 1 + below(8), letters[below(letters.size())]);
            break;
        case 2:
            if (at < text.size()) {
                text[at] = static_cast<char>(below(256));
            }
            break;
        case 3:
            text.insert(at, text.substr(below(text.size() + 1), 64));
            break;
        case 4: { // a piece of another input
            const std::size_t from = below(other.size() + 1);
            text.replace(at, length, other, from, below(256));
            break;
        }
        case 5: { // a number that nobody means
            const std::size_t digit = text.find_first_of("0123456789", at);
            if (digit != text.npos) {
                constexpr const char* numbers[]{"-1", "9223372036854775807", "1e308", "65536"};
                text.replace(digit, 1, numbers[below(4)]);
            }
            break;
        }
        default:
            text.resize(at);
        }
    }

    std::size_t below(std::size_t most) { return chance_() % most; } // the same everywhere

    std::mt19937 chance_{20261128};
};

std::vector<std::string> inputs_of(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            files.push_back(entry.path());
        }
    }
    std::ranges::sort(files);
    std::vector<std::string> inputs;
    for (const fs::path& path : files) {
        std::ifstream file(path, std::ios::binary);
        inputs.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    return inputs;
}

} // namespace

int main(int count, char** words) {
    std::size_t changes = 0;
    std::vector<std::string> inputs{""};
    for (int at = 1; at < count; ++at) {
        const std::string_view word = words[at];
        if (word == "--changes" && at + 1 < count) {
            changes = std::strtoul(words[++at], nullptr, 10);
        } else if (word == "--keep" && at + 1 < count) {
            keep_in = words[++at];
        } else if (word == "--found" && at + 1 < count) {
            const fs::path found = words[++at]; // not there while nothing was found
            std::ranges::move(fs::is_directory(found) ? inputs_of(found)
                                                      : std::vector<std::string>{},
                              std::back_inserter(inputs));
        } else if (fs::is_directory(word)) {
            std::ranges::move(inputs_of(word), std::back_inserter(inputs));
        } else {
            std::fprintf(stderr, "%s: no folder\n", words[at]);
            return 2;
        }
    }
    for (const int signal : {SIGABRT, SIGSEGV, SIGFPE, SIGBUS, SIGILL}) {
        std::signal(signal, keep_current);
    }
    for (const std::string& input : inputs) {
        run(input);
    }
    Chance chance;
    for (std::size_t done = 0; done < changes; ++done) {
        run(chance.changed(inputs));
    }
    std::printf("%zu inputs and %zu changes of them; the slowest took %.0f ms\n", inputs.size() - 1,
                changes, 1000 * slowest);
    return inputs.size() > 1 ? 0 : 1;
}
