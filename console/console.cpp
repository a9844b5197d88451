// SPDX-License-Identifier: MIT
#include "console/console.hpp"

#include "codec/key_files.hpp"
#include "codec/wire.hpp"
#include "console/answer.hpp"
#include "link/keys.hpp"

namespace panggil::console {

namespace {

struct Dispatch {
    const Desk& desk;

    int operator()(const Operate& operation) const { return operate(operation, desk); }

    int operator()(const ShowState&) const { return show_state(desk); }

    int operator()(const ShowScreens&) const { return show_screens(desk); }

    int operator()(const OrderScreen& wish) const { return order(wish, desk); }

    int operator()(const QueryCommand& asked) const { return query(asked, desk); }

    int operator()(const Watch& request) const { return watch(request, desk); }

    int operator()(const Simulate& day) const { return simulate(day, desk); }
};

int code_of(const Problem& problem) {
    if (problem.code == "link.bad_endpoint") {
        return WrongUsage;
    }
    const bool nobody_there = problem.code == "hub_unreachable" || problem.code == "no_answer" ||
                              problem.code == "not_understood" || problem.code == "key_differs" ||
                              problem.code.starts_with("link.");
    return nobody_there ? Unreachable : Refused;
}

Result<ClientKeys> read_keys(const std::string& folder) {
    auto keys = codec::read_client_keys(folder, link::new_key_pair);
    if (keys && !link::are_usable(keys.value())) {
        return Problem{"key.bad_file", folder, "does not hold a pair of keys",
                       "copy the folder from the hub once more",
                       "Kunci di folder ini rusak. Salin lagi dari server."};
    }
    return keys;
}

} // namespace

int give_up(const Problem& problem, const std::string& request_id, const Desk& desk) {
    desk.output.complain("panggil: " + complaint(problem, desk.common.language));
    if (desk.common.form == Form::Json) {
        desk.output.say(codec::encode(refusal_record(problem, request_id)));
    }
    return code_of(problem);
}

Result<Sight> look(HubLine& line) {
    Result<HubMessage> answer = line.ask(SnapshotRequest{});
    if (!answer) {
        return answer.problem();
    }
    HubMessage& message = answer.value();
    auto* snapshot = std::get_if<Snapshot>(&message.body);
    if (snapshot == nullptr) {
        return Problem{"not_understood", line.control().text(), "did not answer with a snapshot",
                       "is this a hub of the same version?", "Jawaban hub tidak dimengerti."};
    }
    Sight sight{{message.envelope.term, message.envelope.seq, std::move(snapshot->records)},
                std::move(snapshot->recent)};
    if (codec::digest(sight.state) != message.envelope.digest) {
        return Problem{"divergence", line.control().text(),
                       "what arrived is not what the hub holds: the digests differ",
                       "ask again; if it stays, restart the hub",
                       "Data yang diterima tidak sama dengan data hub. Coba lagi."};
    }
    return sight;
}

int run(const CommandLine& line, const Output& output, const std::function<bool()>& stopped) {
    const Result<link::Endpoint> endpoint = link::parse_endpoint(line.common.hub);
    if (!endpoint) {
        output.complain("panggil: --hub " + complaint(endpoint.problem(), line.common.language));
        return WrongUsage;
    }
    std::optional<ClientKeys> keys;
    if (!line.common.keys.empty()) {
        auto read = read_keys(line.common.keys);
        if (!read) {
            output.complain("panggil: --keys " + complaint(read.problem(), line.common.language));
            return Refused;
        }
        keys = std::move(read).value();
    }
    link::Context context(keys);
    HubLine hub(context, endpoint.value(), stopped);
    if (keys) {
        // What could not be stored is learnt again the next time.
        hub.use({codec::fingerprint(keys->own.public_key),
                 {keys->hub_key, keys->next_hub_key},
                 [&line](const HubTrust& trust) {
                     (void)codec::keep_hub_trust(line.common.keys, trust);
                 }});
    }
    const Desk desk{context, hub, line.common, output, stopped};
    return std::visit(Dispatch{desk}, line.request);
}

} // namespace panggil::console
