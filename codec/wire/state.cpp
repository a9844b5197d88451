// SPDX-License-Identifier: MIT
// The records of the state, and what commands report. Both travel as flat records, which every
// client bears whatever is in them; these tables say what our hub puts there, and a test holds it
// to them.
#include "codec/wire/messages.hpp"
#include "codec/wire/tables_json.hpp"

namespace panggil::codec {

namespace {

Facts text(std::string name, std::string sentence, std::string example) {
    return {std::move(name), std::move(sentence), std::move(example), Kind::Text};
}

Facts whole(std::string name, std::string sentence, std::string example) {
    return {std::move(name), std::move(sentence), std::move(example), Kind::Whole};
}

Facts texts(std::string name, std::string sentence, std::string example) {
    return {std::move(name), std::move(sentence), std::move(example), Kind::Texts};
}

const std::vector<std::string_view> statuses{"closed", "open", "calling", "serving", "break"};

Facts at(std::string name, std::string sentence) {
    return whole(std::move(name), std::move(sentence), "1795491999123");
}

Facts order() {
    return whole("order", "place among its like, from 1", "1");
}

Facts priority() {
    return text("priority", "why it goes ahead", "lansia")
        .one_of({"", "lansia", "disabilitas", "ibu-hamil"});
}

ShapeFacts hall() {
    ShapeFacts shape{"hall",
                     "The hall itself. One record.",
                     {text("site", "which hall", "bolmut"),
                      text("name", "its name", "Mal Pelayanan Publik"),
                      text("place", "where", "Bolaang Mongondow Utara"),
                      text("place_short", "the same, shorter", "Bolmut"),
                      text("address", "its address", "Jl. Trans Sulawesi, Boroko"),
                      text("timezone", "for people", "Asia/Makassar"),
                      whole("utc_offset", "minutes to add to UTC", "480"),
                      text("clock_suffix", "what stands behind the time", "WITA"),
                      text("day", "the service day, in hall time", "2026-11-24"),
                      whole("closing_text_min",
                            "how long before its hours end it is told so; absent: never", "15"),
                      whole("break_text", "1: it is told when a break begins", "1")}};
    for (const auto* day : {"mon", "tue", "wed", "thu", "fri", "sat", "sun"}) {
        shape.fields.push_back(
            texts("hours_" + std::string(day), "opening hours of that day", R"(["08.00-12.00"])"));
    }
    return shape;
}

ShapeFacts counter() {
    return {
        "counter",
        "A counter, and the visitor in front of it.",
        {whole("number", "as people say it", "3").within(0, largest_place_number),
         text("place", "what it is called", "loket").such_as({"loket", "gerai"}),
         text("zone", "the acoustic zone of its calls", "lobi"),
         text("agency", "whose it is", "dukcapil"),
         texts("services", "which lines it serves", R"(["dukcapil"])"),
         texts("tags", "words by which layouts choose counters", R"(["utama"])"),
         order(),
         text("status", "what it does now", "calling").one_of(statuses),
         text("ticket", "the label of the one it calls or serves", "F018"),
         text("service", "the line of that ticket", "dukcapil"),
         text("call_id", "of its last call", "1795491167-1842"),
         whole("attempt", "which call of this ticket", "1"),
         at("called_at", "milliseconds since 1970"),
         priority(),
         text("reason", "why it is closed or on a break", "rapat"),
         text("until", "when it opens again, hall time", "13.00"),
         whole("ordinary_next", "1: a priority ticket went ahead, now one without has its turn",
               "1")
             .within(0, 1),
         texts("past",
               "the last ten tickets that were in front of it, newest first, each as "
               "TICKET/SERVICE/PRIORITY/LANGUAGE",
               R"(["F018/dukcapil//"])"),
         texts(
             "before",
             "while it calls: what `withdraw` brings back besides the place in the line; `owed` "
             "(an "
             "ordinary turn), from/STATE/COUNTER/ABSENT_AT/PLACE (of the called ticket), "
             "lost/ENTRY (of `past`), "
             "sent/TICKET/STATUS/CALL_ID/ATTEMPT/CALLED_AT/LINE/ISSUED/ATTEMPTS (who had to leave)",
             R"(["sent/F017/serving/1795491167-1839/1/1795491920000/1801/1795490000000/1"])"),
         at("armed", "since when it calls by itself whoever comes next, milliseconds since 1970"),
         whole("rev", "grows with each change of this record", "57")}};
}

ShapeFacts ticket() {
    return {"ticket",
            "A ticket of today that is not finished. A finished one is deleted.",
            {text("service", "its line", "dukcapil"),
             text("state", "where it is", "called")
                 .one_of({"waiting", "called", "serving", "held", "no_show"}),
             whole("line", "place in the line, lower first", "1839"),
             at("issued", "milliseconds since 1970"), priority(),
             text("lang", "language of its announcements", "id-ID"),
             text("counter", "who has it, or for whom it is kept", "3"),
             text("moved_from", "the counter that handed it on, until it is served again", "3"),
             whole("attempts", "how often it was called", "1"),
             at("absent_at", "since when it is a no-show")}};
}

ShapeFacts call() {
    return {"call",
            "One of the last 12 calls, newest key last; one entry for each ticket, a recall moves "
            "it to the end.",
            {text("call_id", "its announcement", "1795491167-1842"),
             text("ticket", "who was called", "F018"), text("counter", "whereto", "3"),
             text("agency", "of the counter", "dukcapil"),
             text("zone", "where it is heard", "lobi"), whole("attempt", "1 is the first", "1"),
             at("at", "milliseconds since 1970"), priority()}};
}

std::vector<RecordFacts> all_records() {
    return {
        {"hall", hall()},
        {"agency/ID",
         {"agency",
          "An office under this roof.",
          {text("short", "its name on a card", "Dukcapil"),
           text("label", "its name", "Dinas Kependudukan dan Pencatatan Sipil"),
           text("tagline", "a line beneath", "KTP, KK, akta"), text("kind", "what it is", "opd"),
           text("spoken", "its key in a voice pack", "dukcapil"), order()}}},
        {"service/ID",
         {"service",
          "A line that visitors stand in.",
          {text("agency", "whose", "dukcapil"), text("label", "what for", "KTP"),
           text("prefix", "the letters of its tickets", "F"),
           whole("digits", "how many digits they have", "3"),
           text("style", "how their numbers are read aloud", "auto")
               .such_as({"auto", "digits", "cardinal", "cardinal_then_digits"}),
           whole("last", "the last number given out today", "18"), order()}}},
        {"zone/ID",
         {"zone",
          "Where one loudspeaker is heard.",
          {text("label", "its name", "Ruang Tunggu"),
           text("speaker", "the screen that speaks there", "tv-1"),
           whole("relief", "1: another screen could go on in its place", "1"), order()}}},
        {"counter/ID", counter()},
        {"ticket/LABEL", ticket()},
        {"call/NUMBER", call()},
        {"notice/ID",
         {"notice",
          "A line for the ticker.",
          {text("text", "what it says", "Loket 3 pindah ke lantai dua."),
           at("at", "milliseconds since 1970")}}},
        {"alert/ID",
         {"alert",
          "An emergency.",
          {text("kind", "what happens", "gempa")
               .such_as({"gempa", "tsunami", "kebakaran", "listrik-padam"}),
           whole("drill", "1: an exercise", "1").within(0, 1),
           text("level", "of a tsunami", "awas").such_as({"waspada", "siaga", "awas"}),
           at("until", "milliseconds since 1970 at which it ends by itself"),
           at("at", "milliseconds since 1970")}}},
    };
}

ShapeFacts all_reports() {
    return {
        "report",
        "What a command that was done reports; each operation reports some of these.",
        {text("ticket", "the ticket it was about", "F018"),
         text("counter", "the counter's id", "3"), text("zone", "where it is heard", "lobi"),
         text("call_id", "the announcement it made", "1795491167-1842"),
         whole("attempt", "which call of this ticket", "1"),
         text("service", "the ticket's line", "dukcapil"),
         whole("ahead", "how many wait before it", "4"), priority(),
         text("previous", "the ticket that had to leave the counter", "F017"),
         text("previous_state", "what became of it", "finished").one_of({"finished", "no_show"}),
         text("back", "the ticket that a withdrawn call had sent away, and that is back", "F017"),
         text("day", "the service day from now on", "2026-11-24"),
         text("to", "who goes on with it", "teknik"), text("id", "of a notice or an alert", "1850"),
         text("kind", "of an alert", "gempa"),
         text("status", "of a counter, from now on", "open").one_of(statuses)}};
}

Problems faults(const ShapeFacts& shape, const std::string& where, const Record& record) {
    Problems problems;
    const Json object = to_json(record);
    for (const auto& [name, value] : object.items()) {
        const auto facts = std::ranges::find(shape.fields, name, &Facts::name);
        const std::string fault =
            facts == shape.fields.end() ? "is not in the table" : fault_of(*facts, &value);
        if (!fault.empty()) {
            problems.push_back({"bad_record", where + '/' + name, fault,
                                "see the tables in codec/wire/state.cpp", ""});
        }
    }
    return problems;
}

} // namespace

const std::vector<RecordFacts>& record_facts() {
    static const std::vector<RecordFacts> facts = all_records();
    return facts;
}

const ShapeFacts& report_facts() {
    static const ShapeFacts facts = all_reports();
    return facts;
}

Problems faults_of_record(std::string_view key, const Record& record) {
    const std::string_view kind = key.substr(0, key.find('/'));
    const auto found = std::ranges::find(record_facts(), kind, [](const RecordFacts& each) {
        return std::string_view(each.shape.name);
    });
    if (found == record_facts().end()) {
        return {{"bad_record", std::string(key), "is of no kind that is in the table",
                 "see the tables in codec/wire/state.cpp", ""}};
    }
    return faults(found->shape, std::string(key), record);
}

Problems faults_of_report(const Record& report) {
    return faults(report_facts(), "report", report);
}

const ShapeFacts& head_facts() {
    return shape<Head>().facts();
}

const ShapeFacts& envelope_facts() {
    return shape<Envelope>().facts();
}

} // namespace panggil::codec
