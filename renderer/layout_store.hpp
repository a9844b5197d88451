// SPDX-License-Identifier: MIT
#pragma once
/// LayoutStore: the layouts of a site as they may be shown: read, checked, and the last good one
/// kept, also for the next start. A file that is broken, half written or gone never replaces what
/// is on the glass; what was wrong with it is told once for each version of it. Owns the layouts;
/// those it has given out stay valid while somebody holds them. Main thread only.

#include "codec/layout_codec.hpp"
#include "renderer/kept_files.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

namespace panggil::screen {

class LayoutStore {
public:
    struct News {
        bool accepted = false;
        std::string file;  ///< as people know it
        Problems problems; ///< of one that was refused; else advice
    };

    /// `kept`: the folder of the last good ones, made when it is needed; "" keeps none.
    explicit LayoutStore(std::filesystem::path site, std::filesystem::path kept = {})
        : site_(std::move(site)), files_(std::move(kept)) {}

    /// Never null: for a layout with faults the one that was good in an earlier life, else what is
    /// left of it, and the plain one when there is nothing at all.
    [[nodiscard]] std::shared_ptr<const Layout> get(const std::string& file,
                                                    const std::string& mode);

    /// Reads it before its time, as get() would, so that what is wrong with it is told now and the
    /// good one is known when it is asked for. That it was taken is told when it is given out.
    /// False when it is known already.
    bool read_ahead(const std::string& file, const std::string& mode);

    /// Files have changed: reads every layout anew that was given out. True when one of them is
    /// another now.
    bool reload();

    /// No other layouts than these are asked for any more: the rest is forgotten.
    void keep_only(const std::set<std::string>& files);

    /// What is wrong with a file in whose place another picture is shown; nothing when all of them
    /// were taken.
    [[nodiscard]] std::optional<Problem> refused() const;

    [[nodiscard]] std::vector<News> take_news();

private:
    using Key = std::pair<std::string, std::string>; ///< file, mode

    struct Kept {
        std::shared_ptr<const Layout> layout;
        Problems told;        ///< of the version that was refused last
        bool good = false;    ///< passed without an error
        bool refused = false; ///< the file as it is now
        bool untold = false;  ///< read ahead, without a word to say of it
    };

    struct Read {
        std::shared_ptr<const Layout> layout; ///< null when it is no layout at all
        Problems problems;
    };

    [[nodiscard]] Read read(const Key& key, const codec::ReadFile& read_file,
                            const codec::FileExists& exists = {}) const;
    /// As the files are now; a good one is kept for the next start.
    [[nodiscard]] Read read_now(const Key& key);
    [[nodiscard]] Read read_kept(const Key& key) const;
    [[nodiscard]] static bool is_good(const Read& read);
    [[nodiscard]] std::string shown(const std::string& file) const;
    void tell(Kept& kept, News news);
    /// For the first time in this life; what there is to tell of it.
    [[nodiscard]] News meet(const Key& key, Kept& kept);

    std::filesystem::path site_;
    KeptFiles files_;
    std::map<Key, Kept> kept_;
    std::vector<News> news_;
};

} // namespace panggil::screen
