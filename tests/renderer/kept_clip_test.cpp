// SPDX-License-Identifier: MIT
/// What a voice was when it was accepted, and what becomes of it on a disk.
#include "renderer/sound/clip_store.hpp"
#include "renderer/sound/kept_clip.hpp"
#include "renderer/sound/wav_file.hpp"
#include "tests/catch.hpp"
#include "tests/temporary_folder.hpp"

#include <csignal>
#include <dlfcn.h>
#include <fstream>
#include <iterator>
#include <optional>
#include <sys/resource.h>
#include <sys/statvfs.h>

using namespace panggil;
using namespace panggil::screen;
namespace fs = std::filesystem;

namespace {

/// What every disk says to have left, while there is a number.
std::optional<std::uint64_t> bytes_left;

} // namespace

// In the place of the C library's: a disk that fills while it is written to.
extern "C" int fstatvfs(int descriptor, struct statvfs* about) noexcept {
    using Real = int (*)(int, struct statvfs*);
    static const auto real = reinterpret_cast<Real>(dlsym(RTLD_NEXT, "fstatvfs"));
    const int status = real(descriptor, about);
    if (bytes_left) {
        about->f_frsize = 1;
        about->f_bavail = *bytes_left;
    }
    return status;
}

namespace {

class DiskWith {
public:
    explicit DiskWith(std::uint64_t left) { bytes_left = left; }

    ~DiskWith() { bytes_left.reset(); }

    DiskWith(const DiskWith&) = delete;
    DiskWith& operator=(const DiskWith&) = delete;

    void has(std::uint64_t left) { bytes_left = left; }
};

/// The spool's file, as only this process still reaches it; empty when the folder took none.
fs::path nameless_file_in(const fs::path& folder) {
    for (const auto& each : fs::directory_iterator("/proc/self/fd")) {
        std::error_code failed;
        const std::string target = fs::read_symlink(each.path(), failed).string();
        if (target.starts_with(fs::canonical(folder).string()) &&
            target.find("(deleted)") != std::string::npos) {
            return each.path();
        }
    }
    return {};
}

/// No file of this process may grow beyond so many bytes.
class SmallDisk {
public:
    explicit SmallDisk(rlim_t most) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
        getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit little{most, before_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &little);
    }

    ~SmallDisk() {
        setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handler_);
    }

    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

private:
    void (*handler_)(int);
    rlimit before_{};
};

} // namespace

TEST_CASE("a clip is given back as it was taken, from the disk and from memory", "[kept_clip]") {
    const test::TemporaryFolder folder;
    const auto spool = ClipSpool::open(folder.path() / "made/for/it");
    const std::string one(100'000, 'a');
    const std::string two = "another one";
    const KeptClip first(one, spool);
    const KeptClip second(two, spool);
    const KeptClip here(two, nullptr);
    CHECK(first.is_on_disk() == (spool != nullptr)); // not where the folder is in memory
    CHECK_FALSE(here.is_on_disk());
    for (int times = 0; times < 2; ++times) {
        CHECK(*first.bytes() == one);
        CHECK(*second.bytes() == two);
        CHECK(*here.bytes() == two);
    }
    CHECK(second == here);
    CHECK_FALSE(first == second);
    CHECK_FALSE(KeptClip("another two", nullptr) == here);
}

TEST_CASE("a spool has no name, and outlives its folder", "[kept_clip]") {
    const test::TemporaryFolder folder;
    const auto home = folder.path() / "home";
    const KeptClip clip("as it was", ClipSpool::open(home));
    CHECK(fs::is_empty(home));
    fs::remove_all(home);
    CHECK(*clip.bytes() == "as it was");
}

TEST_CASE("what the disk has changed is not given back", "[kept_clip]") {
    const test::TemporaryFolder folder;
    const KeptClip clip("as it was", ClipSpool::open(folder.path()));
    const KeptClip other("another", nullptr);
    const fs::path file = nameless_file_in(folder.path());
    if (file.empty()) {
        CHECK_FALSE(clip.is_on_disk());
        return;
    }
    std::ofstream(file, std::ios::in | std::ios::out) << "AS";
    CHECK(clip.bytes() == nullptr);
    fs::resize_file(file, 3);
    CHECK(clip.bytes() == nullptr);
    CHECK(*other.bytes() == "another");
}

TEST_CASE("what the disk does not take is kept in memory", "[kept_clip]") {
    const test::TemporaryFolder folder;
    const auto spool = ClipSpool::open(folder.path());
    const SmallDisk full(1'000);
    const KeptClip fits(std::string(900, 'a'), spool);
    const KeptClip too_much(std::string(900, 'b'), spool);
    CHECK(fits.is_on_disk() == (spool != nullptr));
    CHECK_FALSE(too_much.is_on_disk());
    CHECK(*fits.bytes() == std::string(900, 'a'));
    CHECK(*too_much.bytes() == std::string(900, 'b'));
}

TEST_CASE("a disk that fills while a voice is unpacked keeps what others need, and loses no word",
          "[kept_clip]") {
    const test::TemporaryFolder folder;
    constexpr std::uint64_t others = ClipSpool::left_to_others;
    DiskWith disk(others);
    CHECK(ClipSpool::open(folder.path()) == nullptr); // nothing could go there
    disk.has(others + 2'000);
    const auto spool = ClipSpool::open(folder.path());
    const KeptClip before(std::string(900, 'a'), spool);
    CHECK(before.is_on_disk() == (spool != nullptr)); // not where the folder is in memory
    disk.has(others + 900);                           // somebody else has written meanwhile
    const KeptClip larger(std::string(901, 'b'), spool);
    const KeptClip as_large(std::string(900, 'c'), spool);
    CHECK_FALSE(larger.is_on_disk());
    CHECK_FALSE(as_large.is_on_disk());
    disk.has(others + 901);
    const KeptClip after(std::string(900, 'd'), spool);
    CHECK(after.is_on_disk() == (spool != nullptr));
    disk.has(0);
    CHECK(*before.bytes() == std::string(900, 'a'));
    CHECK(*larger.bytes() == std::string(901, 'b'));
    CHECK(*as_large.bytes() == std::string(900, 'c'));
    CHECK(*after.bytes() == std::string(900, 'd'));
}

TEST_CASE("no folder, no spool", "[kept_clip]") {
    CHECK(ClipSpool::open({}) == nullptr);
    CHECK(ClipSpool::open("/proc/no/such/folder") == nullptr);
    CHECK(KeptClip("here", nullptr).bytes() != nullptr);
}

TEST_CASE("a word that the disk did not give once is asked of it again", "[kept_clip]") {
    const test::TemporaryFolder folder;
    constexpr int rate = 8'000;
    REQUIRE(write_wav(folder.path() / "kata.wav", Sound{rate, std::vector<float>(800, 0.25F)}));
    VoicePack pack;
    pack.rate = rate;
    pack.clips["kata"] = {"kata", {{Variant::Middle, "kata.wav"}}, 0};
    ClipStore clips(folder.path(), rate);
    ClipFiles files;
    files.spool = ClipSpool::open(folder.path());
    REQUIRE(clips.take_in(pack, files).empty());
    const fs::path file = nameless_file_in(folder.path());
    if (file.empty()) {
        CHECK(files.spool == nullptr);
        return;
    }
    std::ifstream stream(file, std::ios::binary);
    const std::string whole(std::istreambuf_iterator<char>(stream), {});
    fs::resize_file(file, 3);
    CHECK_FALSE(clips.samples("kata.wav"));
    CHECK_FALSE(clips.length("kata.wav"));
    std::ofstream(file, std::ios::in | std::ios::out | std::ios::binary) << whole;
    const auto again = clips.samples("kata.wav");
    REQUIRE(again);
    CHECK(again.value().size() == 800);
}
