// SPDX-License-Identifier: MIT
#include "core/file_fields.hpp"

namespace panggil {

namespace {

using enum FieldKind;

constexpr std::string_view day_words = "sun mon tue wed thu fri sat work mon-thu mon-fri weekend";

constexpr FieldSpec schema{"$schema", Note, "Where editors find what this file may hold.", "none"};
constexpr FieldSpec version{"version", Number, "Version of the format.", "the newest", {}, 0, 1000};
constexpr FieldSpec name{"name", Note, "What people call it.", "the file's name"};
constexpr FieldSpec note{"note", Note, "For the people who edit; never read.", "none"};

constexpr FieldSpec when[]{
    {"days", Words, "Days of the week; work is Monday to Friday.", "every day", day_words},
    {"from", ClockTime, "From this time of the day on.", "00.00"},
    {"to", ClockTime, "Until before this time; earlier than from: over midnight.", "24.00"},
    {"after", Date, "From this date on.", "always"},
    {"until", Date, "The last date.", "for ever"},
    {"daypart", Names, "In one of these parts of the day, as screens.json defines them.", "any"},
    {"holiday", Flag, "Only on holidays (true), or on none (false).", "both"},
    {"waiting", Number, "While so many or fewer wait in the whole hall.", "any", {}, 0, 9999},
};

constexpr FieldSpec item[]{
    {"text", Text, "A text.", "none"},
    {"image", Path, "A picture.", "none"},
    {"video", Path, "A film.", "none"},
    {"caption", Text, "Written under the picture.", "none"},
    {"seconds", Number, "How long it stands.", "as the widget says", {}, 2, 600},
    {"when", Object, "When it is shown.", "always", {}, 0, 0, when},
    note,
};

constexpr FieldSpec playlist[]{
    {"items", Objects, "Its items, in their order.", "none", {}, 0, 0, item},
    note,
};

constexpr FieldSpec layout[]{
    schema,
    version,
    name,
    {"kind", Note, "part for a file that others use.", "none"},
    note,
    {"extends", Path, "A layout that this one changes.", "none"},
    {"theme", Path, "The theme file.", "none"},
    {"canvas", Pair, "The drawing board in units.", "[1920, 1080]"},
    {"background", Color, "Colour behind everything.", "paper"},
    {"strings", Texts, "Texts by name, for {strings.name}.", "none"},
    {"playlists", Map, "Texts, pictures and films by name.", "none", {}, 0, 0, playlist},
    {"root", Widget, "The widget that fills the screen."},
};

constexpr FieldSpec font[]{
    {"face", Note, "Name of the face, as fonts/fonts.json has it.", "Lato Bold"},
    {"size", Number, "Height of the em in units.", "34", {}, 8, 2000},
    {"line", Number, "From one line to the next.", "1.2 sizes", {}, 8, 4000},
    {"tracking", Number, "Between letters.", "0", {}, -100, 100},
    note,
};

constexpr FieldSpec motion[]{
    {"kind", Word, "Comes slowly, or pulses by a frame.", "fade", "fade pulse"},
    {"ms", Number, "How long; a pulse is never shorter than 500.", "0", {}, 0, 5000},
    {"times", Number, "How many pulses.", "1", {}, 1, 5},
    {"ease", Word, "Fast first; the only one there is.", "out", "out in-out"},
    note,
};

constexpr FieldSpec arc[]{
    {"number", Number, "Of called numbers.", "16", {}, 0, 60},
    {"text", Number, "Of all other texts; 0 does not ask.", "0", {}, 0, 60},
};

constexpr FieldSpec legibility[]{
    {"screenInches", Number, "Diagonal of the television.", "43", {}, 10, 200},
    {"farthestMetres", Number, "The farthest seat.", "8", {}, 1, 50},
    {"minArcMinutes", Object, "How high letters must appear there.", "numbers 16", {}, 0, 0, arc},
    {"minContrast", Number, "Least contrast of text, by WCAG.", "4.5", {}, 1, 21},
};

constexpr FieldSpec mode[]{
    {"colors", Texts, "Colours that differ in this mode.", "none"},
    {"fonts", Map, "Fonts that differ.", "none", {}, 0, 0, font},
    {"motion", Map, "Motions that differ.", "none", {}, 0, 0, motion},
    note,
};

constexpr FieldSpec theme[]{
    schema,
    version,
    name,
    note,
    {"colors", Texts, "Colours by name: #RRGGBB, or #RRGGBBAA with opacity."},
    {"fonts", Map, "Fonts by name.", "none", {}, 0, 0, font},
    {"motion", Map, "Motions by name.", "none", {}, 0, 0, motion},
    {"legibility", Object, "Where people sit.", "43 inch, 8 m", {}, 0, 0, legibility},
    {"modes", Map, "What differs in a mode, by its name.", "none", {}, 0, 0, mode},
};

constexpr FieldSpec audio[]{
    {"keep_alive",
     Number,
     "Seconds after a call in which the sound device stays open; what is said later begins a "
     "second "
     "later, so that a television that fell asleep swallows nothing. 86400 is all day. From the "
     "next start on.",
     "600",
     {},
     0,
     86'400},
    note,
};

constexpr FieldSpec screen[]{
    {"output", Number, "Number of the television, from 0; from the next start on.", "0", {}, 0, 15},
    {"mode", Note, "Mode of the theme.", "terang"},
    {"rotate", Number, "Turned clockwise: 0, 90, 180 or 270; from the next start on.", "0",
     "0 90 180 270", 0, 270},
    {"safe", Number, "Percent of each edge that the television cuts off.", "0", {}, 0, 10},
    {"screenInches",
     Number,
     "Diagonal of this television; check then asks what can be read.",
     "the theme's",
     {},
     10,
     200},
    {"farthestMetres", Number, "The farthest seat before it.", "the theme's", {}, 1, 50},
    {"pixelShift", Flag, "Moves the picture by some pixels every 90 seconds.", "false"},
    {"zones", Names, "Zones of the hall that it shows and, unless run says others, speaks for.",
     "all"},
    {"only", Object, "Shows these instead of its zones.", "its zones", {}, 0, 0, bind_fields},
    {"audio", Object, "Its sound device.", "as it is", {}, 0, 0, audio},
    {"night", Lines, "Hours in which the television is dark, such as 18.00-07.00.", "none"},
    note,
};

constexpr FieldSpec rule[]{
    {"id", Note, "Its name, for people and for explain."},
    {"screens", Names, "For which screens.", "all"},
    {"show", Path, "The layout."},
    {"mode", Note, "Mode of the theme.", "the screen's"},
    {"when", Object, "When it holds.", "always", {}, 0, 0, when},
    {"as", Word, "An overlay lies over what else is chosen.", "layout", "layout overlay"},
    {"at", ClockTime, "Of an overlay: when it begins.", "none"},
    {"days", Words, "Of an overlay: on which days.", "every day", day_words},
    {"seconds", Number, "Of an overlay: how long it stays.", "60", {}, 1, 3600},
    {"after", Word, "Waits until the call on show has ended.", "at once", "current-call"},
    note,
};

constexpr FieldSpec ramadan[]{
    {"from", Date, "First day."},
    {"to", Date, "Last day."},
    {"dayparts", Note, "Parts of the day in these weeks, as in dayparts."},
};

constexpr FieldSpec hall_words[]{
    {"name", Note, "Name of the hall.", "as the hub says"},
    {"place", Note, "Its regency.", "as the hub says"},
    {"placeShort", Note, "The same, short.", "as the hub says"},
};

constexpr FieldSpec screens[]{
    schema,
    version,
    name,
    note,
    {"timezone", Note, "For people; the hub's offset is used.", "none"},
    {"hall", Object, "For people; the hub's words are shown.", "none", {}, 0, 0, hall_words},
    {"holidays", Path, "A file of dates and their names.", "none"},
    {"dayparts", Note, "Parts of the day by name: days and hours.", "none"},
    {"ramadan", Object, "Other parts of the day for these weeks.", "none", {}, 0, 0, ramadan},
    {"screens", Map, "The screens by name.", "any", {}, 0, 0, screen},
    {"pins", Paths, "A layout for a screen, by hand, before every rule.", "none"},
    {"rules", Objects, "Read from the top; the first that holds wins.", "none", {}, 0, 0, rule},
};

constexpr FieldSpec hours[]{
    {"mon", Lines, "Such as 08.00-12.00.", "closed"},
    {"tue", Lines, "Tuesday.", "closed"},
    {"wed", Lines, "Wednesday.", "closed"},
    {"thu", Lines, "Thursday.", "closed"},
    {"fri", Lines, "Friday.", "closed"},
    {"sat", Lines, "Saturday.", "closed"},
    {"sun", Lines, "Sunday.", "closed"},
};

constexpr FieldSpec rules[]{
    {"announcement_ttl_s", Number, "How long a call may wait for its voice.", "120", {}, 5, 600},
    {"recall_spacing_s", Number, "Between two calls of one number.", "0", {}, 0, 120},
    {"call_spacing_ms", Number, "Between two calls of one counter.", "0", {}, 0, 10'000},
    {"undo_window_s", Number, "How long a call can be taken back.", "0", {}, 0, 3600},
    {"late_comer_limit_min", Number, "How long a late number is good.", "0", {}, 0, 720},
    {"closing_text_min", Number, "Said so long before closing.", "0", {}, 0, 60},
    {"break_text", Word, "Whether the beginning of a break is said.", "none", "none said"},
    {"day_start", Word, "What counters are in the morning.", "closed", "closed open"},
};

constexpr FieldSpec agency[]{
    {"id", Note, "Small letters, digits and hyphens."},
    {"label", Note, "Its full name."},
    {"short", Note, "Its short name, for cards.", "the full one"},
    {"tagline", Note, "A second line.", "none"},
    {"kind", Word, "What kind of office.", "opd", "opd vertical bumn bumd private umkm"},
    {"spoken", Note, "Key of its name in the voice pack.", "not said"},
};

constexpr FieldSpec zone[]{
    {"id", Note, "Small letters, digits and hyphens."},
    {"label", Note, "Its name."},
    {"volume", Lines, "Quiet hours, such as 12.00-13.00 -9 (decibels).", "always full"},
};

constexpr FieldSpec service[]{
    {"id", Note, "Small letters, digits and hyphens."},
    {"agency", Note, "Id of its agency."},
    {"label", Note, "Its name."},
    {"prefix", Note, "Letters of its numbers, such as F or 4K-."},
    {"digits", Number, "How many digits.", "3", {}, 1, 4},
    {"style", Word, "How its numbers are read aloud.", "auto",
     "auto digits cardinal cardinal_then_digits"},
};

constexpr FieldSpec counter[]{
    {"id", Note, "Small letters, digits and hyphens."},
    {"number", Number, "Its number on the wall.", "", {}, 1, 999},
    {"place", Word, "What it is called.", "loket", "loket gerai"},
    {"zone", Note, "Id of its zone."},
    {"agency", Note, "Id of its agency."},
    {"services", Lines, "Ids of its services, the main one first."},
    {"tags", Lines, "Words by which a layout can choose counters, such as utama.", "none"},
};

constexpr FieldSpec accepted[]{
    {"D202", Note, "Why a prefix may look like a digit.", "none"},
    {"D203", Note, "Why prefixes may sound alike.", "none"},
};

constexpr FieldSpec hall[]{
    schema,
    {"schema", Word, "The format.", "hall/1", "hall/1"},
    {"site", Note, "Id of the site."},
    {"name", Note, "Name of the hall."},
    {"place", Note, "Its regency.", "none"},
    {"place_short", Note, "The same, short.", "none"},
    {"address", Note, "Its address.", "none"},
    {"timezone", Note, "Such as Asia/Makassar.", "none"},
    {"utc_offset_minutes", Number, "Minutes before UTC; 480 is WITA.", "", {}, -720, 840},
    {"clock_suffix", Note, "Written behind the clock: WITA.", "none"},
    {"hours", Object, "When it is open.", "none", {}, 0, 0, hours},
    {"rules", Object, "Times of the queue (docs/rules.md).", "none", {}, 0, 0, rules},
    {"accepted",
     Object,
     "Warnings to live with, each with the reason.",
     "none",
     {},
     0,
     0,
     accepted},
    {"agencies", Objects, "The offices.", "", {}, 0, 0, agency},
    {"zones", Objects, "Where one voice is heard.", "", {}, 0, 0, zone},
    {"services", Objects, "What people queue for.", "", {}, 0, 0, service},
    {"counters", Objects, "Where clerks serve.", "", {}, 0, 0, counter},
};

constexpr FieldSpec pack_audio[]{
    {"rate", Number, "Hertz, the same for all clips.", "48000", {}, 8'000, 192'000},
    {"channels", Number, "Always one.", "1", {}, 1, 1},
    {"loudness_lufs", Number, "Of a whole announcement.", "none", {}, -40, 0},
    {"true_peak_dbtp", Number, "The highest of the clips.", "none", {}, -40, 0},
};

constexpr FieldSpec pack_pause[]{
    {"gap_ms", Number, "Milliseconds of silence behind the clip.", "that of Panggil", {}, 0, 5'000},
};

constexpr FieldSpec pack_word_pause[]{
    {"gap_ms", Number, "Milliseconds of silence behind the clip.", "90", {}, 0, 5'000},
    {"fade_ms",
     Number,
     "How long the edge of a clip cut in mid-sound is faded.",
     "8",
     {},
     0,
     5'000},
};

constexpr FieldSpec pack_pair[]{
    {"after", Text, "Clip keys; * fits anything, ? one letter."},
    {"before", Text, "Clip keys; * fits anything, ? one letter."},
    {"gap_ms", Number, "Milliseconds of silence between the two.", "that of word", {}, 0, 5'000},
};

constexpr FieldSpec pack_joins[]{
    {"word", Object, "Behind a clip in mid-sentence.", "90 ms", {}, 0, 0, pack_word_pause},
    {",", Object, "Behind a comma.", "320 ms", {}, 0, 0, pack_pause},
    {".", Object, "Behind a full stop.", "650 ms", {}, 0, 0, pack_pause},
    {"chime", Object, "Behind the chime.", "250 ms", {}, 0, 0, pack_pause},
    {"rules",
     Objects,
     "For pairs of clips; the first that fits counts.",
     "none",
     {},
     0,
     0,
     pack_pair},
};

constexpr FieldSpec pack_order[]{
    {"m", Words, "What is taken for one in mid-sentence.", "m", "m c f"},
    {"c", Words, "What is taken before a comma.", "c", "m c f"},
    {"f", Words, "What is taken at the end.", "f", "m c f"},
};

constexpr FieldSpec pack_files[]{
    {"m", Path, "Spoken in mid-sentence.", "another melody"},
    {"c", Path, "Spoken before a comma: the voice rises.", "another melody"},
    {"f", Path, "Spoken at the end: the voice falls.", "another melody"},
};

constexpr FieldSpec pack_clip[]{
    {"text", Text, "The words that are heard; empty for a chime."},
    {"files",
     Object,
     "Its files inside the pack: WAV, FLAC or Ogg, mono.",
     "",
     {},
     0,
     0,
     pack_files},
    {"gain_db", Number, "How much louder it is made.", "0", {}, -24, 12},
};

constexpr std::string_view number_styles = "auto digits cardinal cardinal_then_digits";

constexpr FieldSpec pack_auto[]{
    {"leading_zero", Word, "For what is printed with a leading zero.", "digits", number_styles},
    {"else", Word, "For all others.", "cardinal", number_styles},
};

constexpr FieldSpec pack_digits[]{
    {"each", Text, "The key of a digit's clip; {d} is the digit."},
};

constexpr FieldSpec pack_cardinal[]{
    {"rules", Note, "[base, words, divisor]: see audio/README.md, Numbers."},
};

constexpr FieldSpec pack_numbers[]{
    {"default", Word, "For services that name no style.", "auto", number_styles},
    {"auto", Object, "What auto means.", "as printed", {}, 0, 0, pack_auto},
    {"digits", Object, "Digit by digit.", "", {}, 0, 0, pack_digits},
    {"cardinal", Object, "As a number.", "", {}, 0, 0, pack_cardinal},
};

constexpr FieldSpec pack_ticket[]{
    {"plain", Text, "F018: of {prefix} and {number}."},
    {"hyphen", Text, "4K-10: of {prefix} and {number}."},
};

constexpr FieldSpec pack[]{
    schema,
    {"schema", Word, "The format.", "voice-pack/1", "voice-pack/1"},
    {"id", Text, "Its id."},
    {"lang", Text, "Its language, such as id-ID."},
    {"name", Text, "Its name.", "none"},
    {"version", Text, "Its version.", "none"},
    {"licence", Text, "Its licence, by SPDX."},
    {"source", Text, "How it was made.", "none"},
    {"speaker", Text, "Who speaks; null for a synthetic voice.", "none"},
    {"consent", Text, "The file in which the speaker agrees: consent.json, or a scan.", "none"},
    {"falls_back_to", Text, "The folder beside this one that has what this pack lacks.", "none"},
    {"audio", Object, "Rate, channels and loudness of the clips.", "", {}, 0, 0, pack_audio},
    {"joins", Object, "Pauses between clips.", "those of Panggil", {}, 0, 0, pack_joins},
    {"variants",
     Object,
     "What stands in for a melody that a clip lacks.",
     "any",
     {},
     0,
     0,
     pack_order},
    {"clips", Map, "The clips by key.", "those of the pack it falls back to", {}, 0, 0, pack_clip},
    {"letters", Texts, "For each letter A to Z its clip.", "those of the pack it falls back to"},
    {"numbers",
     Object,
     "How numbers are read.",
     "as the pack it falls back to",
     {},
     0,
     0,
     pack_numbers},
    {"ticket",
     Object,
     "How tickets are read.",
     "as the pack it falls back to",
     {},
     0,
     0,
     pack_ticket},
    {"destinations", Texts, "How places are read: loket, gerai, opd_loket; of {n} and {opd}.",
     "as the pack it falls back to"},
    {"templates", Note,
     "The sentences: call, recall, transfer, priority, alert.KIND, each also as .compact and "
     ".merged; a list has one for each attempt.",
     "those of the pack it falls back to"},
};

constexpr FieldSpec consent[]{
    schema,
    {"speaker", Text, "Who speaks, as in pack.json."},
    {"agreed_on", Date, "The day of the signature."},
    {"scope", Text, "What the voice may be used for, and where."},
    {"until", Date, "The last day on which it may be used; null for without end.", "without end"},
    {"scan", Text, "The scan of the signed page, beside this file."},
};

} // namespace

std::span<const FieldSpec> when_fields() {
    return when;
}

std::span<const FieldSpec> layout_file_fields() {
    return layout;
}

std::span<const FieldSpec> theme_file_fields() {
    return theme;
}

std::span<const FieldSpec> screens_file_fields() {
    return screens;
}

std::span<const FieldSpec> hall_file_fields() {
    return hall;
}

std::span<const FieldSpec> pack_file_fields() {
    return pack;
}

std::span<const FieldSpec> consent_file_fields() {
    return consent;
}

} // namespace panggil
