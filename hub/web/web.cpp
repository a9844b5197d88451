// SPDX-License-Identifier: MIT
#include "hub/web/web.hpp"

#include "codec/secrets.hpp"
#include "hub/web/api.hpp"
#include "hub/web/session_file.hpp"
#include "hub/web/words.hpp"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <thread>

namespace panggil::hub::web {

namespace {

constexpr Millis sweep_pace{500};
constexpr Millis access_pace{1000};
/// What others may leave here before it is thrown away: requests are refused, and of the hub's
/// words the next heartbeat tells what was missed.
constexpr std::size_t most_letters = 4000;
constexpr std::size_t most_lines = 200;

struct Gone {
    std::uint64_t id = 0;
};

struct PinChecked {
    std::uint64_t id = 0;
    bool fits = false;
};

using Letter = std::variant<HttpRequest, Gone, PinChecked, Door::Word>;

} // namespace

struct Web::Impl {
    Settings settings;
    std::unique_ptr<HttpServer> http;
    std::unique_ptr<Door> hub_door;
    std::unique_ptr<PinChecker> pins;
    std::unique_ptr<Api> api;

    std::mutex mutex;
    std::condition_variable bell;
    std::deque<Letter> letters;
    std::vector<LogLine> lines;
    bool stopping = false;

    std::int64_t access_seen = 0;
    std::int64_t access_refused = 0; ///< the version whose fault was told
    Credentials access;
    std::thread thread;

    /// False when there is no room. What ends something is always taken.
    bool post(Letter letter) {
        {
            const std::lock_guard lock(mutex);
            const bool must = std::holds_alternative<Gone>(letter);
            if (stopping || (letters.size() >= most_letters && !must)) {
                return false;
            }
            letters.push_back(std::move(letter));
        }
        bell.notify_one();
        return true;
    }

    void log(LogLevel level, std::string event, Record fields) {
        const Now now = read_clock();
        const std::lock_guard lock(mutex);
        if (lines.size() < most_lines) {
            lines.push_back({now.utc, now.mono, level, std::move(event), std::move(fields)});
        }
    }

    void take(HttpRequest request) {
        const std::uint64_t id = request.id;
        if (!post(std::move(request))) {
            http->answer(id, refusal({web_problem("busy"), Millis{1000}, std::nullopt}));
        }
    }

    /// Who cannot be stored signs in again after a restart, and nothing else is lost.
    void keep(const Sessions& sessions) const {
        if (!access.pins.empty()) {
            (void)write_sessions(settings.data, sessions, access, read_clock());
        }
    }

    void look_at_access() {
        const std::int64_t version = access_version(settings.data);
        if (version == access_seen) {
            return;
        }
        auto read = read_access(settings.data);
        if (read) {
            access_seen = version;
            access = read.value();
            api->use(std::move(read).value());
        } else if (version != access_refused) { // tried again each time, told once
            access_refused = version;
            log(LogLevel::Error, read.problem().code, fields_of(read.problem()));
        }
    }

    void handle(Letter letter, Now now) {
        if (auto* request = std::get_if<HttpRequest>(&letter)) {
            api->take(std::move(*request), now);
        } else if (const auto* gone = std::get_if<Gone>(&letter)) {
            api->gone(gone->id);
        } else if (const auto* checked = std::get_if<PinChecked>(&letter)) {
            api->pin_checked(checked->id, checked->fits, now);
        } else {
            api->hear(std::get<Door::Word>(letter), now);
        }
    }

    void run() {
        Moment next_sweep{};
        Moment next_access{};
        Moment next_tick{};
        std::unique_lock lock(mutex);
        while (!stopping) {
            if (letters.empty()) {
                const Micros pause = next_tick - read_clock().mono;
                bell.wait_for(lock, std::max(pause, Micros{0}),
                              [this] { return stopping || !letters.empty(); });
            }
            std::deque<Letter> taken;
            taken.swap(letters);
            lock.unlock();
            for (Letter& letter : taken) {
                handle(std::move(letter), read_clock());
            }
            const Now now = read_clock();
            if (now.mono >= next_access) {
                look_at_access();
                next_access = now.mono + access_pace;
            }
            if (now.mono >= next_tick) {
                api->tick(now);
                next_tick = api->next_tick(now.mono);
            }
            if (now.mono >= next_sweep) {
                http->sweep(now.mono);
                next_sweep = now.mono + sweep_pace;
            }
            next_tick = std::min(next_tick, api->next_tick(now.mono));
            lock.lock();
        }
        lock.unlock();
        api->stop();
    }
};

Web::Web(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Result<std::unique_ptr<Web>> Web::open(Settings settings) {
    auto impl = std::make_unique<Impl>();
    Impl& self = *impl;
    self.settings = std::move(settings);
    self.hub_door =
        std::make_unique<Door>([&self](Door::Word word) { (void)self.post(std::move(word)); });
    self.pins = std::make_unique<PinChecker>([&self](std::uint64_t id, bool fits) {
        (void)self.post(PinChecked{id, fits});
    });
    auto http = HttpServer::open(
        self.settings.place, {[&self](HttpRequest request) { self.take(std::move(request)); },
                              [&self](std::uint64_t id) { (void)self.post(Gone{id}); },
                              [](std::string_view code) {
                                  return refusal({web_problem(code), std::nullopt, std::nullopt});
                              },
                              codec::web::largest_body});
    if (!http) {
        return http.problem();
    }
    self.http = std::move(http).value();
    self.api = std::make_unique<Api>(
        Api::Settings{self.settings.site, self.settings.version, self.settings.rules,
                      !self.settings.place.certificate.empty()},
        Api::Outside{
            self.http.get(),
            [&self](Door::Question question) { return self.hub_door->ask(std::move(question)); },
            [&self](PinChecker::Check check) { return self.pins->ask(std::move(check)); },
            [&self](LogLevel level, std::string event, Record fields) {
                self.log(level, std::move(event), std::move(fields));
            },
            codec::new_secret, [&self](const Sessions& sessions) { self.keep(sessions); }});
    if (const auto access = read_access(self.settings.data)) {
        self.api->restore(read_sessions(self.settings.data, access.value(), read_clock()));
    }
    self.look_at_access();
    self.thread = std::thread([&self] { self.run(); });
    return std::unique_ptr<Web>(new Web(std::move(impl)));
}

Web::~Web() {
    {
        const std::lock_guard lock(impl_->mutex);
        impl_->stopping = true;
    }
    impl_->bell.notify_all();
    impl_->thread.join();
    impl_->pins.reset();
    impl_->http->stop(); // its thread may still be handing something over, and answer by it
}

Door& Web::door() {
    return *impl_->hub_door;
}

const HttpPlace& Web::place() const {
    return impl_->http->place();
}

void Web::tell(Log& log) {
    std::vector<LogLine> lines;
    {
        const std::lock_guard lock(impl_->mutex);
        lines.swap(impl_->lines);
    }
    for (const LogLine& line : lines) {
        log.write(line);
    }
}

} // namespace panggil::hub::web
