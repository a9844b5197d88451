// SPDX-License-Identifier: MIT
#include "console/operation_verbs.hpp"

#include "console/verb_texts.hpp"
#include "core/operation.hpp"
#include "core/request_id.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <set>

namespace panggil::console {

namespace {

/// "alert" for "alert-raise" when another operation begins with "alert-" too, else "".
std::string family_of(std::string_view name) {
    const auto hyphen = name.find('-');
    if (hyphen == std::string_view::npos) {
        return "";
    }
    const std::string_view stem = name.substr(0, hyphen + 1);
    const auto relatives = std::ranges::count_if(
        all_operations(), [&](const Operation& each) { return each.name.starts_with(stem); });
    return relatives > 1 ? std::string(name.substr(0, hyphen)) : "";
}

bool stands_alone(const Operation& operation, const Parameter& parameter) {
    const auto first = std::ranges::find(operation.parameters, Need::Required, &Parameter::need);
    return first != operation.parameters.end() && first->key == parameter.key &&
           parameter.words.empty();
}

std::string placeholder(std::string_view key) {
    std::string name(key);
    std::ranges::transform(name, name.begin(), [](char letter) {
        return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
    });
    return name;
}

/// Where CLI11 puts what it reads, until the whole line is known to be good.
struct Typed {
    std::map<std::string, std::string> texts;
    std::map<std::string, bool> flags;
    Operate operate;
    bool wait = false;
};

void add_parameter(CLI::App& verb, const Operation& operation, const Parameter& parameter,
                   Typed& typed, Language language) {
    const std::string key(parameter.key);
    const std::string sentence(sentence_of(parameter, language));
    if (parameter.kind == ParameterKind::Flag) {
        verb.add_flag("--" + key, typed.flags[key], sentence);
        return;
    }
    const bool alone = stands_alone(operation, parameter);
    CLI::Option* option = verb.add_option(alone ? key : "--" + key, typed.texts[key], sentence);
    option->type_name(alone ? "" : placeholder(parameter.key));
    if (!parameter.words.empty()) {
        option->check(CLI::IsMember(
            std::vector<std::string>(parameter.words.begin(), parameter.words.end())));
    }
    if (parameter.need == Need::Required) {
        option->required();
    }
}

Operate operate_of(const Typed& typed) {
    Operate operate = typed.operate;
    for (const auto& [key, text] : typed.texts) {
        operate.args.set(key, text);
    }
    for (const auto& [key, flag] : typed.flags) {
        operate.args.set(key, std::int64_t{flag ? 1 : 0});
    }
    operate.until = typed.wait ? Until::Heard : Until::Answered;
    return operate;
}

void add_common(CLI::App& verb, Typed& typed, Language language) {
    const auto say = [&](std::string_view indonesian, std::string_view english) {
        return std::string(in(language, indonesian, english));
    };
    verb.add_option("--request-id", typed.operate.request_id,
                    say("nomor permintaan: yang sama dua kali hanya dijalankan sekali",
                        "the same id twice acts once and answers the same"))
        ->type_name("ID")
        ->check([wrong = say("bukan nomor permintaan: 1 sampai 64 huruf dan angka tanpa spasi",
                             "is not a request id: 1 to 64 letters and digits without spaces")](
                    const std::string& text) { return is_request_id(text) ? "" : wrong; });
    verb.add_option("--if-rev", typed.operate.if_rev,
                    say("hanya bila revisi loket (rev) masih ini",
                        "only if the counter's revision (rev) is still this"))
        ->type_name("REV");
    verb.add_option("--actor", typed.operate.actor,
                    say("siapa yang meminta, untuk catatan hub", "who asks, for the hub's journal"))
        ->type_name("NAME");
    verb.add_flag("--wait", typed.wait,
                  say("tunggu sampai panggilannya terdengar di zonanya",
                      "wait until the call was heard in its zone"));
}

CLI::App& family(CLI::App& app, const std::string& name, Language language) {
    for (CLI::App* existing : app.get_subcommands({})) {
        if (existing->get_name() == name) {
            return *existing;
        }
    }
    CLI::App* verb = app.add_subcommand(name, std::string(family_sentence(name, language)));
    verb->require_subcommand(1);
    verb->fallthrough();
    return *verb;
}

} // namespace

void add_operation_verbs(CLI::App& app, Language language, std::function<void(Operate)> chosen) {
    // "notice-clear" is no relative of "notice", which is a verb by itself.
    for (const Operation& operation : all_operations()) {
        std::string stem = family_of(operation.name);
        if (find_operation(stem) != nullptr) {
            stem.clear();
        }
        CLI::App& parent = stem.empty() ? app : family(app, stem, language);
        const std::string_view name =
            stem.empty() ? operation.name : operation.name.substr(stem.size() + 1);
        CLI::App* verb = parent.add_subcommand(
            std::string(name), std::string(in(language, operation.kalimat, operation.sentence)));
        verb->fallthrough();
        verb->footer(footer_of(operation.name, language));
        const auto typed = std::make_shared<Typed>();
        typed->operate.op = operation.name;
        for (const Parameter& parameter : operation.parameters) {
            add_parameter(*verb, operation, parameter, *typed, language);
        }
        add_common(*verb, *typed, language);
        verb->callback([typed, chosen] { chosen(operate_of(*typed)); });
    }
}

} // namespace panggil::console
