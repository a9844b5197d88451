// SPDX-License-Identifier: MIT
#pragma once

/// A hub may be named instead of numbered, and a name server that is switched off answers nothing.
/// libzmq asks it in the thread that serves all sockets, which hears nothing meanwhile and cannot
/// be ended: with the C library's usual patience (resolv.conf(5): twice five seconds for each
/// server and search domain, for each socket) a screen took 22 s to end.

namespace panggil::link {

/// One second for each server, once; who finds no hub asks again by itself. Before the first
/// thread of a program that connects. What the machine's owner has set in RES_OPTIONS stays.
void ask_name_servers_briefly();

} // namespace panggil::link
