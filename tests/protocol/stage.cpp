// SPDX-License-Identifier: MIT
#include "tests/protocol/stage.hpp"

#include "codec/wire.hpp"

namespace panggil::tests {

namespace {

constexpr const char* phases[] = {"connecting", "syncing", "live", "stale"};

std::string name_of(LinkHealth health) {
    switch (health) {
    case LinkHealth::Connecting:
        return "nothing";
    case LinkHealth::Live:
        return "numbers";
    case LinkHealth::Stale:
        return "old numbers";
    case LinkHealth::Lost:
        return "no numbers";
    }
    return "";
}

/// The message of a step: written out, or as bytes when it is none, perhaps padded.
std::string bytes_of(const Step& said) {
    std::string bytes = said.contains("bytes") ? said.at("bytes").get<std::string>()
                                               : nlohmann::json(said.at("message")).dump();
    if (said.contains("pad_to")) {
        bytes.resize(said.at("pad_to").get<std::size_t>(), ' ');
    }
    return bytes;
}

} // namespace

Follower::DigestOf Stage::codec_digest() {
    return [](const QueueState& state) { return codec::digest(state); };
}

std::vector<Step> Stage::script_of(const std::vector<Step>& steps) {
    std::vector<Step> script;
    for (Step step : steps) {
        if (step.contains("hub") || step.contains("lost") || step.contains("changed")) {
            continue;
        }
        step.erase("then");
        script.push_back(std::move(step));
    }
    return script;
}

void Stage::open_hub() {
    answers_.reset();
    hub_.reset();
    const hub::Identity identity{"9f0000000000000" + std::to_string(++lives_), "a1b2c3d4"};
    auto journal = hub::Journal::open(folder_.path());
    REQUIRE(journal.ok());
    auto started =
        hub::Hub::start(std::move(journal).value(), small_hall(), log_, now_, 0, identity);
    REQUIRE(started.ok());
    hub_.emplace(std::move(started).value());
    answers_.emplace(*hub_, log_);
    hub_->publish_to([this](const HubMessage& message) { publish("e", message); });
}

void Stage::publish(const std::string& kind, const HubMessage& message) {
    outbox_.push_back({"events", "q1.uji." + kind, codec::encode(message), ""});
}

/// What happens in the world, or what the hub does when its clock says so.
void Stage::act(const std::string& deed) {
    if (deed == "heartbeat") {
        publish("h", hub_->message(hub_->heartbeat(), now_));
    } else if (deed == "keyframe") {
        publish("k", hub_->message(hub_->snapshot(0, now_), now_));
    } else if (deed == "turn") {
        hub_->turn(now_);
    } else if (deed == "restart the hub") {
        open_hub();
    } else if (deed == "lose the next message") {
        ++to_lose_;
    } else if (deed == "the disk fails") {
        full_disk_.emplace(folder_.path());
        (*full_disk_)("CREATE TRIGGER full BEFORE INSERT ON events BEGIN SELECT RAISE(FAIL, "
                      "'database or disk is full'); END");
    } else if (deed == "the disk heals") {
        (*full_disk_)("DROP TRIGGER full");
        full_disk_.reset();
    } else if (deed == "restart the hub on a damaged journal") {
        answers_.reset();
        hub_.reset();
        hub_.emplace(hub::Hub::start_without_journal(
            {"journal.damaged", "journal.sqlite", "row 7 missing from index", "", ""}, small_hall(),
            log_, now_.utc.time_since_epoch().count() / 1000, now_,
            {"9f0000000000000" + std::to_string(++lives_), "a1b2c3d4"}));
        answers_.emplace(*hub_, log_);
    } else {
        REQUIRE(deed == "wait");
    }
}

void Stage::ask(const Step& step) {
    const Step& said = step.at("client");
    const std::string to = said.value("who", "");
    const std::string bytes = bytes_of(said);
    const bool ours = to.empty() && said.contains("message");
    if (ours && said.at("message").contains("rid") && said.at("message").at("rid").is_number()) {
        follower_.asked(said.at("message").at("rid").get<std::int64_t>(), now_.mono);
    }
    const hub::Answers::Request request{
        bytes, KeyHolder{"", Role::Admin, {}, false}, {"peer " + to, 0}};
    if (said.at("plane") == "commands") {
        const auto answers = answers_->commands({&request, 1}, now_);
        if (answers.front()) {
            outbox_.push_back({"commands", "", *answers.front(), to});
        }
    } else if (const auto answer = answers_->control(request, {5561, 5562}, now_)) {
        outbox_.push_back({"control", "", *answer, to});
    }
}

Step Stage::shown(const FollowerSteps& steps) const {
    Step then;
    then["link"] = phases[static_cast<std::size_t>(follower_.phase())];
    then["shows"] = name_of(follower_.health(now_.mono));
    then["seq"] = follower_.state().seq;
    then["dg"] = codec::digest_text(follower_.digest());
    Step numbers = Step::object();
    for (const auto& [key, counter] : records_under(follower_.state(), "counter/")) {
        if (!counter->text("ticket").empty()) {
            numbers[std::string(id_of(key))] = counter->text("ticket");
        }
    }
    then["counters"] = std::move(numbers);
    if (steps.ask) {
        then["ask"] = *steps.ask;
    }
    for (const FollowerSteps::Call& call : steps.calls) {
        then["calls"].push_back(call.announcement.call_id);
    }
    for (const std::string& alarm : steps.alarms) {
        then["alarms"].push_back(alarm);
    }
    return then;
}

Step Stage::hear(std::string_view bytes) {
    const auto message = codec::decode_hub_message(bytes, "uji");
    if (!message) {
        Step then = shown({});
        then["ignored"] = message.problem().code;
        return then;
    }
    return shown(follower_.hear(message.value(), now_.mono));
}

/// One message of the hub on its way to a client.
Step Stage::arrives(const Said& said) {
    Step message = Step::parse(said.bytes);
    const char* kind = "hub";
    if (to_lose_ > 0) {
        --to_lose_;
        kind = "lost";
    } else if (to_change_) {
        message.merge_patch(*to_change_);
        to_change_.reset();
        kind = "changed";
    }
    Step step{{"at", at_}, {kind, {{"plane", said.plane}}}};
    if (!said.to.empty()) {
        step[kind]["to"] = said.to;
    }
    if (!said.topic.empty()) {
        step[kind]["topic"] = said.topic;
    }
    step[kind]["message"] = message;
    if (step.contains("lost") || !said.to.empty() || said.plane == "commands") {
        return step;
    }
    step["then"] = hear(nlohmann::json(message).dump());
    return step;
}

void Stage::deliver() {
    if (answers_) {
        for (hub::Answers::Letter& letter : answers_->take_letters(now_)) {
            outbox_.push_back({"control", "", std::move(letter.body),
                               letter.to.peer.substr(std::string_view("peer ").size())});
        }
    }
    for (const Said& said : std::exchange(outbox_, {})) {
        played_.push_back(arrives(said));
    }
}

std::vector<Step> Stage::play(const std::vector<Step>& steps) {
    for (const Step& step : steps) {
        at_ = step.value("at", at_);
        now_ = at(Millis{at_});
        if (!hub_ && step.contains("at")) {
            open_hub();
        }
        played_.push_back(step);
        if (step.contains("change the next message")) {
            to_change_ = step.at("change the next message");
        } else if (step.contains("do")) {
            act(step.at("do").get<std::string>());
            if (step.at("do") == "wait") {
                played_.back()["then"] = shown(follower_.tick(now_.mono));
            }
        } else if (step.contains("client")) {
            ask(step);
        } else if (step.contains("stranger")) {
            played_.back()["then"] = hear(bytes_of(step.at("stranger")));
        }
        deliver();
    }
    return played_;
}

} // namespace panggil::tests
