// SPDX-License-Identifier: MIT
#include "hub/commands.hpp"

#include "hub/backup.hpp"
#include "hub/journal_day.hpp"
#include "hub/machine.hpp"
#include "hub/report_text.hpp"

#include <cstdio>
#include <memory>

namespace panggil::hub {

namespace {

struct Paths {
    std::string data;
    std::string file;
};

int tell(const Problem& problem) {
    std::fprintf(stderr, "panggil-hub: %s\n", to_line(problem).c_str());
    return 1;
}

int run_backup(const Paths& paths) {
    if (const auto done = back_up(paths.data, paths.file); !done) {
        return tell(done.problem());
    }
    std::printf("the journal of %s is in %s\n", paths.data.c_str(), paths.file.c_str());
    return 0;
}

int run_restore(const Paths& paths) {
    const auto restored = restore(paths.data, paths.file, read_clock().utc);
    if (!restored) {
        return tell(restored.problem());
    }
    std::printf("restored up to event %lld; start the hub again\n",
                static_cast<long long>(restored.value().seq));
    if (!restored.value().kept_old.empty()) {
        std::printf("what was there before is in %s\n", restored.value().kept_old.c_str());
    }
    return 0;
}

struct Wish {
    std::string data;
    std::string file;
    std::string day;
    bool json = false;
    bool deeds = false;
};

int run_report(const Wish& wish) {
    const std::string file = wish.file.empty() ? wish.data + "/journal.sqlite" : wish.file;
    const auto found = read_day(file, wish.day);
    if (!found) {
        return tell(found.problem());
    }
    const auto hall = found.value().records.find("hall");
    const Minutes offset(hall == found.value().records.end() ? 0
                                                             : hall->second.number("utc_offset"));
    const ReportForm form = wish.json    ? ReportForm::Json
                            : wish.deeds ? ReportForm::Long
                                         : ReportForm::Short;
    const DayReport report = report_day(found.value().records, found.value().events);
    for (const std::string& line : report_lines(report, wish.day, offset, form)) {
        std::printf("%s\n", line.c_str());
    }
    return 0;
}

} // namespace

void add_backup(CLI::App& app, int& code) {
    auto* backup =
        app.add_subcommand("backup", "Copies the journal into one file; the hub may run.");
    auto paths = std::make_shared<Paths>();
    backup->add_option("--data", paths->data, "The hub's folder")->required()->type_name("DIR");
    backup->add_option("--out", paths->file, "The new file")->required()->type_name("FILE");
    backup->footer("A running hub makes one each day by itself, in DIR/backup; the last 14 stay.\n"
                   "Example:\n"
                   "  panggil-hub backup --data /var/lib/panggil --out /media/usb/panggil.sqlite");
    backup->callback([paths, &code] { code = run_backup(*paths); });
}

void add_restore(CLI::App& app, int& code) {
    auto* restore = app.add_subcommand(
        "restore", "Puts a backup in the place of the journal; the hub must be stopped.");
    auto paths = std::make_shared<Paths>();
    restore->add_option("--data", paths->data, "The hub's folder")->required()->type_name("DIR");
    restore->add_option("--from", paths->file, "The backup")->required()->type_name("FILE");
    restore->footer(
        "The backup is read whole before anything is touched; the old journal is moved\n"
        "aside and kept. Screens take over the restored board by themselves.\n"
        "Example:\n"
        "  systemctl stop panggil-hub\n"
        "  panggil-hub restore --data /var/lib/panggil \\\n"
        "      --from /var/lib/panggil/backup/journal-2026-11-24.sqlite\n"
        "  systemctl start panggil-hub");
    restore->callback([paths, &code] { code = run_restore(*paths); });
}

void add_report(CLI::App& app, int& code) {
    auto* report = app.add_subcommand(
        "report", "Tells what a service day was like: how many came, how long they waited, who did "
                  "what when. The hub may run.");
    auto wish = std::make_shared<Wish>();
    auto* data = report->add_option("--data", wish->data, "The hub's folder")->type_name("DIR");
    report->add_option("--from", wish->file, "A backup, instead of the hub's folder")
        ->type_name("FILE")
        ->excludes(data);
    report->add_option("--day", wish->day, "The service day, in hall time")
        ->required()
        ->type_name("YYYY-MM-DD");
    report->add_flag("--deeds", wish->deeds, "Also each deed, with its time");
    report->add_flag("--json", wish->json, "Everything, one JSON object a line");
    report->footer("Example:\n"
                   "  panggil-hub report --data /var/lib/panggil --day 2026-11-24 --deeds");
    report->callback([wish, &code] {
        if (wish->data.empty() && wish->file.empty()) {
            throw CLI::RequiredError("--data or --from");
        }
        code = run_report(*wish);
    });
}

} // namespace panggil::hub
