// SPDX-License-Identifier: MIT
// What stands in every message, in every message of the hub, and in every refusal.
#include "codec/strict_json.hpp"
#include "codec/wire/tables_json.hpp"

namespace panggil::codec {

namespace {

/// Terms are seconds since 1970, or a little more: this is the year 5138.
constexpr std::int64_t largest_term = 100'000'000'000;
/// Milliseconds of three centuries: sums of times within it do not overflow.
constexpr std::int64_t longest_time = 10'000'000'000'000;
constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

Problem problem(std::string code, std::string what) {
    return {std::move(code), "", std::move(what), "", ""};
}

} // namespace

template <>
const Shape<Head>& shape<Head>() {
    static const Shape<Head> table{
        "head",
        "What stands in every message.",
        {field(Facts{"v", "the major of this protocol", "1"}.required(), &Head::version),
         field(
             Facts{"site",
                   "which hall; a client that has not learnt it yet says \"\" on the control plane",
                   "bolmut"}
                 .required(),
             &Head::site),
         field(Facts{"type", "what kind of message it is", "hb"}.required(), &Head::type)}};
    return table;
}

template <>
const Shape<Envelope>& shape<Envelope>() {
    static const Shape<Envelope> table{
        "envelope",
        "What every message of the hub states about itself, beside its head.",
        {field(Facts{"hub", "16 hex digits, new with each start of the hub", "9f00000000000001"}
                   .required(),
               &Envelope::hub),
         field(Facts{"term",
                     "number of the hub's life; a lower one than known is ignored, a higher one "
                     "begins anew",
                     "1795491167"}
                   .required()
                   .within(0, largest_term),
               &Envelope::term),
         field(Facts{"boot", "which boot of the hub's machine `mono` counts from", "a1b2c3d4"},
               &Envelope::boot),
         field(Facts{"seq",
                     "the last committed event; in an event its own number. Gap-free, from 1, goes "
                     "on over restarts",
                     "1842"}
                   .required()
                   .within(0, most),
               &Envelope::seq),
         field(Facts{"dg", "digest of the state after `seq`", "5e00000000000001"},
               &Envelope::digest),
         field(Facts{"mono", "the hub's monotonic clock in milliseconds when this was made",
                     "90233112"}
                   .required()
                   .within(0, longest_time),
               &Envelope::mono),
         field(Facts{"utc", "milliseconds since 1970, for people; decides nothing", "1795491999123"}
                   .within(-longest_time, longest_time),
               &Envelope::utc)}};
    return table;
}

template <>
const Shape<Problem>& shape<Problem>() {
    static const Shape<Problem> table{
        "refusal",
        "Why something is not done.",
        {field(Facts{"err", "a stable code", "closed"}.required(), &Problem::code),
         field(Facts{"where", "the place", "counter 3"}, &Problem::where),
         field(Facts{"what", "what is wrong there, in English", "is closed"}, &Problem::what),
         field(Facts{"hint", "the remedy, in English", "open it first"}, &Problem::hint),
         field(Facts{"pesan", "the same for the clerk, in Indonesian", "Loket 3 masih tutup."},
               &Problem::pesan)}};
    return table;
}

Problem wrong_site(std::string_view its_site, std::string_view site) {
    return problem("wrong_site", "is for site \"" + std::string(its_site) + "\", this is \"" +
                                     std::string(site) + '"');
}

Result<Opened> open_message(std::string_view bytes, std::string_view site, std::size_t most_bytes,
                            int most_depth) {
    Result<Json> parsed = parse_strictly(bytes, most_bytes, most_depth);
    if (!parsed) {
        return parsed.problem();
    }
    Opened opened{std::move(parsed).value(), {}};
    const Json* version = opened.json.is_object() ? member_of(opened.json, "v") : nullptr;
    if (version != nullptr && version->is_number_integer() && *version != opened.head.version) {
        return problem("wrong_version", "speaks major " + version->dump() + ", this is " +
                                            std::to_string(opened.head.version));
    }
    Complaint complaint;
    shape<Head>().read(opened.json, opened.head, complaint, "");
    if (!complaint.ok()) {
        return complaint.problem();
    }
    if (!site.empty() && opened.head.site != site) {
        return wrong_site(opened.head.site, site);
    }
    return opened;
}

} // namespace panggil::codec
