# SPDX-License-Identifier: MIT
# Writes the hub's pages into a C++ file: cmake -DPAGES=DIR -DAPI=FILE -DOUT=FILE.cpp -P tools/embed.cmake
file(GLOB names RELATIVE ${PAGES} ${PAGES}/*.html ${PAGES}/*.css ${PAGES}/*.js ${PAGES}/*.svg)
list(SORT names)
set(bodies "")
set(table "")
set(number 0)

set(type_html "text/html; charset=utf-8")
set(type_css "text/css; charset=utf-8")
set(type_js "text/javascript; charset=utf-8")
set(type_svg "image/svg+xml")
set(type_json "application/json")

macro(add path file)
    file(READ ${file} hex HEX)
    file(SHA256 ${file} hash)
    string(SUBSTRING ${hash} 0 16 hash)
    string(REGEX REPLACE "(................................)" "\\1\n" hex "${hex}")
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," hex "${hex}")
    file(SIZE ${file} size)
    get_filename_component(ending ${file} LAST_EXT)
    string(SUBSTRING ${ending} 1 -1 ending)
    set(type ${type_${ending}})
    string(APPEND bodies "constexpr unsigned char page_${number}[] = {\n${hex}0};\n\n")
    string(APPEND table "    Page{\"${path}\", \"${type}\", \"\\\"${hash}\\\"\", text(page_${number}, ${size})},\n")
    math(EXPR number "${number} + 1")
endmacro()

foreach(name ${names})
    if(name STREQUAL "index.html")
        add("/" ${PAGES}/${name})
    elseif(name MATCHES "\\.html$")
        string(REGEX REPLACE "\\.html$" "" stem ${name})
        add("/${stem}" ${PAGES}/${name})
    else()
        add("/assets/${name}" ${PAGES}/${name})
    endif()
endforeach()
if(EXISTS ${API})
    add("/api" ${API})
endif()
file(WRITE ${OUT} "// Made by tools/embed.cmake from hub/web/pages.
#include \"hub/web/pages.hpp\"

#include <algorithm>
#include <vector>

namespace panggil::hub::web {

namespace {

[[maybe_unused]] std::string_view text(const unsigned char* bytes, std::size_t size) {
    return {reinterpret_cast<const char*>(bytes), size};
}

${bodies}const std::vector<Page> pages{
${table}};

} // namespace

std::span<const Page> all_pages() {
    return pages;
}

const Page* find_page(std::string_view path) {
    const auto found = std::ranges::find(pages, path, &Page::path);
    return found == pages.end() ? nullptr : &*found;
}

} // namespace panggil::hub::web
")
