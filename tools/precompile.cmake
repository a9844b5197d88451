# SPDX-License-Identifier: MIT
# With PANGGIL_PRECOMPILE, headers that many files read are read once for all of them: a build of everything, tests too, takes two
# thirds of the time. Then nobody notices a file that forgot to include one of them, and a compiler cache helps less: so it is off by
# default, and ./test asks for it where nothing comes from a cache. ./run, the packages and the sanitizers build without.
# A group's headers can be used by all targets that are compiled with the same definitions; the compiler says when they are not.
option(PANGGIL_PRECOMPILE "Read the headers of others once for many files" OFF)

# panggil_headers(std_headers HEADERS <string> LINK panggil_options): a group.
function(panggil_headers NAME)
    if(NOT PANGGIL_PRECOMPILE)
        return()
    endif()
    cmake_parse_arguments(ARG "" "" "HEADERS;LINK" ${ARGN})
    file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/${NAME}.cpp CONTENT "// A group of headers wants a file.\n")
    add_library(${NAME} OBJECT ${CMAKE_CURRENT_BINARY_DIR}/${NAME}.cpp)
    target_link_libraries(${NAME} PRIVATE ${ARG_LINK})
    target_precompile_headers(${NAME} PRIVATE ${ARG_HEADERS})
endfunction()

# panggil_uses_headers(std_headers core widgets): these targets read the group's.
function(panggil_uses_headers NAME)
    if(NOT PANGGIL_PRECOMPILE)
        return()
    endif()
    foreach(target ${ARGN})
        target_precompile_headers(${target} REUSE_FROM ${NAME})
    endforeach()
endfunction()

# g++ forgets that what it finds there lies in headers of the system, and warns of what the optimiser makes of them.
if(PANGGIL_PRECOMPILE AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-Wno-array-bounds -Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread -Wno-maybe-uninitialized)
endif()

set(STD_HEADERS <algorithm> <array> <charconv> <chrono> <cstdint> <deque> <filesystem> <fstream> <functional> <map> <memory>
    <mutex> <optional> <set> <span> <sstream> <string> <string_view> <thread> <utility> <variant> <vector>)
