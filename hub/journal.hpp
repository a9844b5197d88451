// SPDX-License-Identifier: MIT
#pragma once
/// Journal: what the hall has decided, on disk. Each event is written together with the records it
/// changes and the answer it earned, in one transaction that reaches the disk before commit()
/// returns. Replaying the events that are kept gives the records. One process at a time holds a
/// journal; one thread. Failures are Problems (codes journal.*), and leave what was committed
/// before as it was.

#include "core/message.hpp"
#include "core/queue_state.hpp"
#include "core/result.hpp"
#include "hub/machine.hpp"

#include <memory>
#include <span>

namespace panggil::hub {

class Journal {
public:
    /// The answer to a request, kept so that the same request acts once.
    struct Reply {
        std::string device; ///< whose request it was; "" where there are no keys
        std::string request_id;
        std::string command; ///< canonical text of what was asked
        std::string ack;     ///< as encoded on the wire
    };

    /// An event as it was committed, with the hub's clock of that moment.
    struct Entry {
        Event event;
        std::string boot;
        HubMoment mono{};
    };

    /// Opens or creates the journal of a folder; the folder is made when it is not there. One that
    /// has held a journal and has none any more is damaged.
    [[nodiscard]] static Result<Journal> open(const std::string& folder);
    Journal(Journal&&) noexcept;
    Journal& operator=(Journal&&) noexcept;
    ~Journal();

    /// Begins a new life: a term that is higher than every earlier one and not lower than the time
    /// in seconds, so that even a restored backup can't reuse a call_id; and than `above`. On disk
    /// when it returns.
    [[nodiscard]] Result<std::int64_t> begin_term(UtcTime now, std::int64_t above = 0);

    /// To be called once it holds an event: a folder whose journal is lost after that is damaged,
    /// not new.
    [[nodiscard]] Result<Done> mark_begun();

    /// The state after the last event; a Problem when it is not what its events or its digest say.
    [[nodiscard]] Result<QueueState> load();

    /// The same while the hub runs: believes the file's structure, checks what it says.
    [[nodiscard]] Result<QueueState> reload();

    /// Asks the file for one row: Done when it answers.
    [[nodiscard]] Result<Done> probe();

    /// The state that the events alone give, up to and including `last`.
    [[nodiscard]] Result<QueueState> replay(Sequence last);

    /// Events after `seq`, oldest first.
    [[nodiscard]] Result<std::vector<Entry>> entries_after(Sequence seq);

    /// An event to be written, with the digest of the state that it leaves and the answer it
    /// earned.
    struct Write {
        Entry entry;
        std::uint64_t digest = 0;
        std::optional<Reply> reply;
    };

    /// Writes these events, their records and replies, or nothing at all: one sync for them all.
    [[nodiscard]] Result<Done> commit(std::span<const Write> writes, std::int64_t term);

    /// From now on the calls of all events so far count as said or missed. A restored backup knows
    /// nothing of what was said after it was made.
    [[nodiscard]] Result<Done> silence_calls();
    /// The last event whose call is not said any more for that reason, or 0.
    [[nodiscard]] Result<Sequence> silent_up_to();

    /// The reply to an earlier request of this device. One from the time before the hub had keys
    /// is anybody's: rather answered twice than done twice.
    [[nodiscard]] Result<std::optional<Reply>> find_reply(const std::string& device,
                                                          const std::string& request_id);

    /// Lets go of what happened before the last so many service days; a state takes the place of
    /// those events. Of the answers to requests those of the last three days are kept. Days are
    /// counted as they were begun, not by any clock: one that jumps by years takes nothing away.
    [[nodiscard]] Result<Done> forget_before_last(std::size_t days);

    /// Writes what screens told of their calls, all or nothing.
    [[nodiscard]] Result<Done> keep(std::span<const Receipt> receipts);

    /// The newest receipts, oldest first.
    [[nodiscard]] Result<std::vector<Receipt>> last_receipts(std::size_t most);

private:
    struct Impl;
    explicit Journal(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

} // namespace panggil::hub
