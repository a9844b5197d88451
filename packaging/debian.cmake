# SPDX-License-Identifier: MIT
# The parts that only a Debian system has, and the control files. `cmake --install` leaves them out (EXCLUDE_FROM_ALL);
# cpack takes them.
install_site(/etc/panggil/site EXCLUDE_FROM_ALL)
install(FILES hub.conf DESTINATION /etc/panggil COMPONENT hub EXCLUDE_FROM_ALL)
install(FILES screen.conf DESTINATION /etc/panggil COMPONENT screen EXCLUDE_FROM_ALL)
foreach(component hub screen)
    install(FILES systemd/panggil.sysusers DESTINATION lib/sysusers.d RENAME panggil-${component}.conf COMPONENT ${component}
        EXCLUDE_FROM_ALL)
endforeach()

# A voice is too large to be copied for each office: the site's folder leads to the shipped one until the office makes its own.
set(links ${CMAKE_CURRENT_BINARY_DIR}/links)
file(MAKE_DIRECTORY ${links})
foreach(pack en-US id-ID kzp mog)
    file(CREATE_LINK /usr/share/panggil/audio/${pack} ${links}/${pack} SYMBOLIC)
    install(FILES ${links}/${pack} DESTINATION /etc/panggil/site/audio COMPONENT voice EXCLUDE_FROM_ALL)
endforeach()

# Every package: a copyright file, a changelog.
string(TIMESTAMP RFC_DATE "%a, %d %b %Y %H:%M:%S +0000" UTC)
set(documents ${CMAKE_CURRENT_BINARY_DIR}/documents)
set(packages hub screen tools voice layouts)
set(name_hub panggil-hub)
set(name_screen panggil-screen)
set(name_tools panggil-tools)
set(name_voice panggil-voice-id)
set(name_layouts panggil-layouts)
foreach(component ${packages})
    set(PACKAGE ${name_${component}})
    configure_file(debian/changelog.in ${documents}/${component}/changelog @ONLY)
    execute_process(COMMAND gzip -9nf ${documents}/${component}/changelog)
    install(FILES ${documents}/${component}/changelog.gz debian/copyright
        DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${PACKAGE} COMPONENT ${component} EXCLUDE_FROM_ALL)
endforeach()
# Debian wants its manual pages compressed.
foreach(component hub screen tools)
    install(CODE [[
        file(GLOB_RECURSE pages "$ENV{DESTDIR}${CMAKE_INSTALL_PREFIX}/share/man/*.[18]")
        foreach(page ${pages})
            execute_process(COMMAND gzip -9nf ${page} COMMAND_ERROR_IS_FATAL ANY)
        endforeach()
    ]] COMPONENT ${component} EXCLUDE_FROM_ALL)
endforeach()

set(CPACK_GENERATOR DEB)
set(CPACK_SET_DESTDIR ON)
set(CPACK_INSTALL_PREFIX /usr)
set(CPACK_PACKAGE_NAME panggil)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "display and voice of a public-service waiting hall")
set(CPACK_PACKAGE_VENDOR "The Panggil founders")
set(CPACK_PACKAGE_CONTACT "The Panggil founders <panggil@example.org>")
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_COMPONENTS_ALL ${packages})
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION misc)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

# A component's package: its name, what it needs beside the libraries found in its programs, and what it is.
function(panggil_package COMPONENT DEPENDS SUMMARY TEXT)
    string(TOUPPER ${COMPONENT} upper)
    set(CPACK_DEBIAN_${upper}_PACKAGE_NAME ${name_${COMPONENT}} PARENT_SCOPE)
    set(CPACK_DEBIAN_${upper}_PACKAGE_DEPENDS "${DEPENDS}" PARENT_SCOPE)
    set(CPACK_DEBIAN_${upper}_DESCRIPTION "${SUMMARY}\n${TEXT}" PARENT_SCOPE)
    if(COMPONENT STREQUAL "voice" OR COMPONENT STREQUAL "layouts")
        set(CPACK_DEBIAN_${upper}_PACKAGE_ARCHITECTURE all PARENT_SCOPE)
    else()
        set(CPACK_DEBIAN_${upper}_PACKAGE_SHLIBDEPS ON PARENT_SCOPE)
    endif()
    file(GLOB scripts ${CMAKE_CURRENT_SOURCE_DIR}/debian/${COMPONENT}/*)
    if(COMPONENT STREQUAL "layouts")
        list(APPEND scripts ${PANGGIL_CONFFILES})
    endif()
    set(CPACK_DEBIAN_${upper}_PACKAGE_CONTROL_EXTRA "${scripts}" PARENT_SCOPE)
endfunction()

# Each file of the office's site is a conffile: an upgrade never overwrites what was edited. The list is made when the
# package is, of what is in it.
set(PANGGIL_CONFFILES ${CMAKE_CURRENT_BINARY_DIR}/layouts/conffiles)
file(WRITE ${PANGGIL_CONFFILES} "")
configure_file(conffiles.cmake.in ${CMAKE_CURRENT_BINARY_DIR}/conffiles.cmake @ONLY)
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_BINARY_DIR}/conffiles.cmake)

panggil_package(hub "panggil-layouts, adduser, systemd | systemd-standalone-sysusers"
    "hub of a waiting hall: keeps the queue and tells the screens"
    "It decides who is called where, writes everything to its journal before\nit answers, and sends each change to all screens.")
# FFmpeg is loaded with the first film, so that nothing in the program names it.
set(films "")
foreach(library avcodec avformat avutil swresample swscale)
    string(REGEX MATCH "^[0-9]+" soname "${FFMPEG_lib${library}_VERSION}")
    string(APPEND films ", lib${library}${soname}")
endforeach()
# SDL looks for EGL and OpenGL ES only when it opens a display without a desktop, or in cage. A sound card is mute until
# alsa-utils' rule turns it on.
panggil_package(screen "panggil-layouts, panggil-voice-id${films}, libegl1, libgles2, alsa-utils, fonts-lato, fonts-noto-core, systemd | systemd-standalone-sysusers"
    "screen and voice of a waiting hall"
    "Shows the numbers of all counters on a television, says each call once\nin Indonesian, and checks and draws layouts.")
panggil_package(tools "panggil-layouts"
    "command for the staff of a waiting hall: call, recall, watch"
    "For clerks, scripts and other systems that speak to the hub of a hall.")
panggil_package(voice ""
    "voices of a waiting hall: Indonesian, English, and two of North Sulawesi"
    "Clips and phrases with which panggil-screen announces numbers and counters.")
panggil_package(layouts ""
    "layouts, faces and pictures of a waiting hall's screens"
    "The office's copy is in /etc/panggil/site and stays as it was edited;\nthe originals are in /usr/share/panggil.")
include(CPack)
