// SPDX-License-Identifier: MIT
#include "core/diagnosis.hpp"

#include "core/nearest_name.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace panggil {

namespace {

// Classes: S syntax, L layout, T theme, D data of the hall, K legibility and motion, P media,
// R schedule. Never to be given again: L119, T109.
constexpr Diagnosis table[]{
    {"S101", "syntax.missing_comma", "a comma is missing behind this", "put a comma here",
     "koma kurang di sini", "tulis koma sesudah nilai ini"},
    {"S102", "syntax.missing_colon", "a colon is missing behind this name", "write \"name\": value",
     "titik dua kurang sesudah nama ini", "tulis \"nama\": nilai"},
    {"S103", "syntax.missing_quote", "a text begins here and does not end in its line",
     "close it with a quote", "teks mulai di sini dan tidak ditutup di baris ini",
     "tutup dengan tanda kutip"},
    {"S104", "syntax.not_closed", "the file ends before everything is closed",
     "a } or ] is missing; look at the indentation above", "berkas berakhir sebelum semua ditutup",
     "ada } atau ] yang kurang; lihat kerapian baris di atas"},
    {"S105", "syntax.closed_early", "this bracket closes something else than was opened",
     "compare it with the bracket that it belongs to",
     "kurung ini tidak cocok dengan kurung pembukanya", "bandingkan dengan kurung pembukanya"},
    {"S106", "syntax.missing_name", "a name in quotes is expected here", "write \"name\": value",
     "di sini harus ada nama dalam tanda kutip", "tulis \"nama\": nilai"},
    {"S107", "syntax.empty", "the file is empty", "restore it from a copy", "berkas kosong",
     "kembalikan dari salinan"},
    {"S108", "syntax.too_deep", "is nested deeper than 64", "a layout needs about ten levels",
     "bertingkat lebih dalam dari 64", "tata letak biasa hanya sekitar sepuluh tingkat"},
    {"S109", "syntax.not_json", "is not valid JSON here",
     "texts stand in quotes; true, false and numbers do not", "di sini bukan JSON yang benar",
     "teks memakai tanda kutip; true, false, dan angka tidak"},
    {"S201", "syntax.twice", "\"$1\" stands twice here; the last one holds", "take one of them out",
     "\"$1\" tertulis dua kali; yang terakhir yang berlaku", "hapus salah satu"},

    {"L101", "layout.wrong_kind", "is not what belongs here", "write $1",
     "bukan yang seharusnya di sini", "tulis $1"},
    {"L102", "layout.unknown_key", "\"$1\" is no key of this file", "$2",
     "\"$1\" bukan kunci berkas ini", "$2"},
    {"L103", "layout.unknown_field", "\"$1\" is no field of \"$2\"", "$3",
     "\"$1\" bukan bagian dari \"$2\"", "$3"},
    {"L104", "layout.unknown_widget", "widget \"$1\" is unknown", "$2",
     "widget \"$1\" tidak dikenal", "$2"},
    {"L105", "layout.no_widget", "names no widget", "$1", "tidak menyebut widget", "$1"},
    {"L106", "layout.unknown_word", "\"$1\" is no $2", "$3", "\"$1\" bukan $2", "$3"},
    {"L107", "layout.bad_number", "is $1", "allowed $2 to $3", "bernilai $1",
     "yang boleh $2 sampai $3"},
    {"L108", "layout.unknown_state", "\"$1\" is no state of a card", "$2",
     "\"$1\" bukan keadaan kartu", "$2"},
    {"L110", "layout.bad_canvas", "is not [width, height] between 100 and 16384",
     "1920 by 1080 is used", "bukan [lebar, tinggi] antara 100 dan 16384", "dipakai 1920 x 1080"},
    {"L111", "layout.no_root", "is missing: this is not a layout",
     "a layout has \"root\": { \"widget\": … }", "tidak ada: ini bukan tata letak",
     "tata letak punya \"root\": { \"widget\": … }"},
    {"L112", "layout.too_new", "is newer than this program understands",
     "update panggil-screen, or write version $1", "lebih baru dari program ini",
     "perbarui panggil-screen, atau tulis version $1"},
    {"L113", "layout.missing_file", "\"$1\" does not exist",
     "looked beside the file that names it and in the site folder", "\"$1\" tidak ada",
     "dicari di samping berkas yang menyebutnya dan di folder situs"},
    {"L114", "layout.outside_site", "\"$1\" leads out of the site",
     "put the file into the site folder and name it relatively", "\"$1\" keluar dari folder situs",
     "taruh berkas di dalam folder situs dan tulis nama relatifnya"},
    {"L115", "layout.cycle", "goes round in a circle: $1", "take one of these references out",
     "berputar-putar: $1", "hapus salah satu rujukan"},
    {"L116", "layout.long_chain", "makes a chain of more than 8 files: $1",
     "take one of these references out", "menjadi rantai lebih dari 8 berkas: $1",
     "hapus salah satu rujukan"},
    {"L117", "layout.too_many_parts", "is one part more than 500",
     "parts that use parts multiply: take some out", "melebihi 500 bagian",
     "bagian yang memakai bagian berlipat ganda: kurangi"},
    {"L118", "layout.part_no_root", "\"$1\" has no \"root\"",
     "a part has \"root\": { \"widget\": … }", "\"$1\" tidak punya \"root\"",
     "bagian punya \"root\": { \"widget\": … }"},
    {"L120", "layout.bad_track", "is no track", "write units, \"1fr\" or \"auto\"",
     "bukan ukuran baris atau kolom", "tulis angka, \"1fr\", atau \"auto\""},
    {"L121", "layout.bad_areas", "\"$1\" is no rectangle", "its cells must stand together",
     "area \"$1\" bukan persegi panjang", "sel-selnya harus menyatu"},
    {"L122", "layout.area_lines", "has $1 lines", "the grid has $2 rows", "punya $1 baris",
     "grid punya $2 rows"},
    {"L123", "layout.area_names", "has $1 names", "the grid has $2 columns", "punya $1 nama",
     "grid punya $2 cols"},
    {"L124", "layout.zone_without_area", "no line of areas names \"$1\"", "$2",
     "tidak ada baris areas yang menyebut \"$1\"", "$2"},
    {"L125", "layout.area_without_zone", "\"$1\" has no zone", "add it to zones, or write a dot",
     "\"$1\" tidak punya zona", "tambahkan di zones, atau tulis titik"},
    {"L126", "layout.video_twice", "is the second video of this layout",
     "a small machine plays one: use a slideshow here", "video kedua di tata letak ini",
     "mesin kecil memutar satu saja: pakai slideshow di sini"},
    {"L201", "layout.two_texts", "\"text\" is not shown where \"runs\" are", "take one of them out",
     "\"text\" tidak tampil bila ada \"runs\"", "hapus salah satu"},

    {"T101", "layout.unknown_color", "the theme has no colour \"$1\"", "$2",
     "tema tidak punya warna \"$1\"", "$2"},
    {"T102", "layout.unknown_font", "the theme has no font \"$1\"", "$2",
     "tema tidak punya huruf \"$1\"", "$2"},
    {"T103", "layout.unknown_motion", "the theme has no motion \"$1\"", "$2",
     "tema tidak punya gerak \"$1\"", "$2"},
    {"T104", "theme.bad_color", "is no colour", "write #RRGGBB, or #RRGGBBAA with its opacity",
     "bukan warna", "tulis #RRGGBB, atau #RRGGBBAA dengan ketebalannya"},
    {"T105", "theme.bad_number", "is not a number it can be", "allowed $1 to $2",
     "bukan angka yang boleh", "yang boleh $1 sampai $2"},
    {"T106", "theme.unknown_mode", "the theme has no mode \"$1\"", "its own colours are used",
     "tema tidak punya mode \"$1\"", "dipakai warna dasarnya"},
    {"T107", "theme.unknown_motion", "\"$1\" is no motion", "fade or pulse", "\"$1\" bukan gerak",
     "fade atau pulse"},
    {"T108", "layout.no_theme", "gives no colours", "the plain screen is shown",
     "tidak memberi warna", "ditampilkan layar polos"},
    {"T110", "font.none", "no font was found on this machine; text is not drawn", "$1",
     "tidak ada huruf di mesin ini; teks tidak tampil", "$1"},
    {"T111", "font.unreadable", "the font cannot be read: $1", "install the font again",
     "berkas huruf tidak dapat dibaca: $1", "pasang lagi huruf itu"},
    {"T201", "font.replaced", "the face was not found; $1 is used instead", "$2",
     "huruf ini tidak ditemukan; dipakai $1", "$2"},
    {"T202", "font.no_letter", "no font of this machine has the letter \"$1\" ($2); a gap is left",
     "write it in other words, or install a font that has it",
     "tidak ada huruf di mesin ini yang punya \"$1\" ($2); tempatnya dibiarkan kosong",
     "tulis dengan kata lain, atau pasang huruf yang memilikinya"},

    {"D101", "layout.unknown_placeholder", "\"{$1}\" is unknown", "$2", "\"{$1}\" tidak dikenal",
     "$2"},
    {"D102", "layout.unknown_playlist", "the layout has no playlist \"$1\"", "$2",
     "tata letak tidak punya daftar \"$1\"", "$2"},
    {"D103", "data.unknown_agency", "agency \"$1\" is not in the hall", "$2",
     "OPD \"$1\" tidak ada di data balai", "$2"},
    {"D104", "data.unknown_counter", "counter \"$1\" is not in the hall", "$2",
     "loket \"$1\" tidak ada di data balai", "$2"},
    {"D105", "data.unknown_zone", "zone \"$1\" is not in the hall", "$2",
     "zona \"$1\" tidak ada di data balai", "$2"},
    {"D106", "data.bad_table", "\"$1\" is no table: $2", "see layouts/README.md, data files",
     "\"$1\" bukan tabel: $2", "lihat layouts/README.md, berkas data"},
    {"D110", "hall.bad_json", "is no JSON that a hall may have: $1", "$2",
     "bukan JSON yang benar untuk data balai: $1", "$2"},
    {"D111", "hall.wrong_kind", "is not what belongs here", "write $1",
     "bukan yang seharusnya di sini", "tulis $1"},
    {"D112", "hall.bad_value", "is $1", "$2", "bernilai $1", "$2"},
    {"D113", "hall.unknown_key", "\"$1\" is not known", "$2", "\"$1\" tidak dikenal", "$2"},
    {"D114", "hall.missing", "\"$1\" is missing", "$2", "\"$1\" tidak ada", "$2"},
    {"D115", "hall.duplicate", "$1 is taken by $2 too", "$3", "$1 sudah dipakai $2", "$3"},
    {"D116", "hall.unknown_reference", "\"$1\" does not exist", "$2", "\"$1\" tidak ada", "$2"},
    {"D201", "data.unshown_counter", "counter $1 of zone \"$2\" is on none of its screens",
     "add it to a layout of that zone, or leave out bind",
     "loket $1 di zona \"$2\" tidak tampil di layar mana pun",
     "tambahkan pada tata letak zona itu, atau hapus bind"},
    {"D202", "hall.confusable_prefix", "\"$1\" looks like a digit from afar",
     "A C F H J K L P R U are told apart best", "\"$1\" dari jauh mirip angka",
     "A C F H J K L P R U paling mudah dibedakan"},
    {"D203", "hall.alike_prefix", "\"$1\" sound alike in a noisy hall", "$2",
     "\"$1\" terdengar mirip di ruang yang ramai", "$2"},
    {"D204", "hall.unserved_service", "no counter serves \"$1\"", "add it to a counter's services",
     "tidak ada loket yang melayani \"$1\"", "tambahkan pada services sebuah loket"},
    {"D205", "hall.none", "no hall was found: what needs its names was not checked",
     "name it with --hall, or put it into hub/halls of the site",
     "data balai tidak ditemukan: yang memakai namanya tidak diperiksa",
     "sebutkan dengan --hall, atau taruh di hub/halls dalam folder situs"},

    {"K120", "look.must_fit", "\"$1\" does not fit, and fit is error",
     "more room, a shorter text, or another fit", "\"$1\" tidak muat, padahal fit: error",
     "beri tempat lebih luas, teks lebih pendek, atau fit lain"},
    {"K161", "look.too_many_cards", "$1 do not fit on one page of $2, and overflow is error",
     "more room, smaller cards, or pages",
     "$1 tidak muat di satu halaman berisi $2, padahal overflow: error",
     "beri tempat lebih luas, kartu lebih kecil, atau pakai halaman"},
    {"K201", "look.contrast", "\"$1\" on $2 has a contrast of $3 : 1", "at least $4",
     "kontras \"$1\" di atas $2 $3 : 1", "minimum $4"},
    {"K202", "look.text_on_picture", "\"$1\" stands on a picture or a film",
     "put it beside it, or give it a filled box", "\"$1\" berada di atas gambar atau video",
     "taruh di sampingnya, atau beri kotak berwarna di bawahnya"},
    {"K210", "look.small_text", "letters are $1 minutes of arc high from $2 ($3 inch)",
     "at least $4: a larger font, or a nearer seat in the theme's legibility",
     "tinggi huruf $1 menit busur dari $2 ($3 inci)", "minimum $4: perbesar huruf"},
    {"K211", "look.tiny_text", "letters of $1 units are too small for a wall", "at least 26",
     "huruf $1 satuan terlalu kecil untuk layar dinding", "minimum 26"},
    {"K220", "look.cut_text", "\"$1\" does not fit and is cut", "more room, or a shorter text",
     "\"$1\" tidak muat dan terpotong", "beri tempat lebih, atau pendekkan"},
    {"K221", "look.shrunk_text", "\"$1\" shrinks to $2 % to fit", "more room, or a smaller font",
     "\"$1\" mengecil menjadi $2 % supaya muat", "beri tempat lebih, atau huruf lebih kecil"},
    {"K222", "look.tall_text", "\"$1\" is $2 units high in a place of $3", "a taller row",
     "\"$1\" setinggi $2 satuan di tempat setinggi $3", "tinggikan barisnya"},
    {"K223", "look.empty_place", "has a place of no size", "make room for it",
     "tidak mendapat tempat", "beri ruang"},
    {"K230", "look.flash", "flashes $1 times a second", "at most 3: flashing harms people",
     "berkedip $1 kali per detik", "maksimum 3: kedipan membahayakan orang"},
    {"K240", "look.fast_ticker", "runs at $1 letters a second", "at most 8; 6 is read best",
     "berjalan $1 huruf per detik", "maksimum 8; paling mudah dibaca 6"},
    {"K241", "look.short_page", "\"$1\" stands $2 seconds", "at least $3: people have to read it",
     "\"$1\" hanya tampil $2 detik", "minimum $3 supaya terbaca"},
    {"K250", "look.small_qr", "the code is $1 mm wide: read from $2 m at most",
     "at least $3 mm for scanMetres $4", "kode selebar $1 mm: terbaca sampai $2 m",
     "minimum $3 mm untuk scanMetres $4"},
    {"K260", "look.near_edge", "stands $1 units from the edge; a television may cut it off",
     "at least $2 units, or set safe in screens.json",
     "hanya $1 satuan dari tepi; televisi bisa memotongnya",
     "minimum $2 satuan, atau atur safe di screens.json"},
    {"K261", "look.cards_too_small", "cards of $1 x $2 units are smaller than minCard",
     "fewer columns, or pages", "kartu $1 x $2 satuan lebih kecil dari minCard",
     "kurangi kolom, atau pakai halaman"},

    {"P101", "media.broken", "\"$1\" cannot be shown: $2",
     "a picture is PNG, JPEG, WebP or SVG, a video MP4 or WebM",
     "\"$1\" tidak dapat ditampilkan: $2", "gambar: PNG, JPEG, WebP, SVG; video: MP4, WebM"},
    {"P102", "media.too_large", "\"$1\" is $2 x $3 pixels", "at most $4",
     "\"$1\" berukuran $2 x $3 piksel", "maksimum $4"},
    {"P105", "media.no_sound", "the sound of \"$1\" cannot be played: $2",
     "save it again with its sound as AAC, Opus or MP3", "suara \"$1\" tidak dapat diputar: $2",
     "simpan ulang dengan suara AAC, Opus, atau MP3"},
    {"P103", "file.cannot_read", "cannot be read: $1",
     "check the name and that this user may read it", "tidak dapat dibaca",
     "periksa nama berkas dan izinnya"},
    {"P104", "file.too_large", "is larger than $1 MiB", "this is not such a file",
     "lebih besar dari $1 MiB", "ini bukan berkas semacam itu"},
    {"P201", "media.expired", "has ended on $1 and is not shown any more", "take it out",
     "sudah berakhir $1 dan tidak tampil lagi", "hapus"},

    {"R101", "schedule.unknown_screen", "there is no screen \"$1\"", "$2", "layar \"$1\" tidak ada",
     "$2"},
    {"R102", "schedule.last_rule", "the last rule has a condition: at some hour nothing would hold",
     "end with a rule for all screens without \"when\"",
     "aturan terakhir bersyarat: pada jam tertentu tidak ada yang berlaku",
     "akhiri dengan aturan untuk semua layar tanpa \"when\""},
    {"R103", "schedule.bad_time", "\"$1\" is no $2", "write $3", "\"$1\" bukan $2", "tulis $3"},
    {"R104", "schedule.unknown_daypart", "there is no daypart \"$1\"", "$2",
     "bagian hari \"$1\" tidak ada", "$2"},
    {"R105", "schedule.twice", "two rules are called \"$1\"", "give each its own id",
     "dua aturan bernama \"$1\"", "beri id masing-masing"},
    {"R106", "schedule.no_rules", "has no rules", "at least {\"id\": …, \"show\": …}",
     "tidak punya aturan", "paling sedikit {\"id\": …, \"show\": …}"},
    {"R107", "schedule.unknown_days", "\"$1\" names no days", "$2", "\"$1\" bukan nama hari", "$2"},
    {"R201", "schedule.never", "\"$1\" can never hold: $2", "put it higher, or take it out",
     "\"$1\" tidak pernah berlaku: $2", "naikkan urutannya, atau hapus"},
};

std::string filled(std::string_view sentence, std::initializer_list<Words2> words,
                   std::string Words2::*language) {
    std::string text;
    for (std::size_t at = 0; at < sentence.size(); ++at) {
        const bool named = sentence[at] == '$' && at + 1 < sentence.size() &&
                           sentence[at + 1] >= '1' && sentence[at + 1] <= '4';
        if (!named) {
            text += sentence[at];
            continue;
        }
        const auto index = static_cast<std::size_t>(sentence[++at] - '1');
        if (index < words.size()) {
            text += (words.begin() + index)->*language;
        }
    }
    return text;
}

} // namespace

std::span<const Diagnosis> all_diagnoses() {
    return table;
}

const Diagnosis* find_diagnosis(std::string_view name) {
    const auto* found = std::ranges::find(table, name, &Diagnosis::name);
    return found == std::end(table) ? nullptr : found;
}

Problem diagnose(std::string_view name, std::string where, std::initializer_list<Words2> words) {
    const Diagnosis* known = find_diagnosis(name);
    if (known == nullptr) {
        return {std::string(name), std::move(where), std::string(name), "", ""};
    }
    const std::string advice = filled(known->indonesian_hint, words, &Words2::indonesian);
    return {std::string(name), std::move(where), filled(known->english, words, &Words2::english),
            filled(known->english_hint, words, &Words2::english),
            filled(known->indonesian, words, &Words2::indonesian) +
                (advice.empty() ? "" : " (" + advice + ")")};
}

Words2 meant(std::string_view wrong, std::span<const std::string_view> known) {
    if (const std::string guess(nearest_name(wrong, known)); !guess.empty()) {
        return {"did you mean \"" + guess + "\"?", "maksud Anda \"" + guess + "\"?"};
    }
    std::string list;
    for (const std::string_view name : known) {
        list += (list.empty() ? "" : ", ") + std::string(name);
    }
    return {"known: " + list, "yang ada: " + list};
}

bool only_warnings(const Problems& problems) {
    return std::ranges::all_of(problems, [](const Problem& problem) {
        const Diagnosis* known = find_diagnosis(problem.code);
        return known != nullptr && known->is_warning();
    });
}

} // namespace panggil
