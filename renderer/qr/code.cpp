// SPDX-License-Identifier: MIT
#include "renderer/qr/code.hpp"

#include <memory>
#include <qrencode.h>

namespace panggil::screen {

namespace {

struct FreeCode {
    void operator()(QRcode* code) const { QRcode_free(code); }
};

QRecLevel level_of(std::string_view correction) {
    return correction == "L"   ? QR_ECLEVEL_L
           : correction == "Q" ? QR_ECLEVEL_Q
           : correction == "H" ? QR_ECLEVEL_H
                               : QR_ECLEVEL_M;
}

} // namespace

QrCode qr_code(const std::string& text, std::string_view correction) {
    const std::unique_ptr<QRcode, FreeCode> made(
        QRcode_encodeString(text.c_str(), 0, level_of(correction), QR_MODE_8, 1));
    if (!made) {
        return {};
    }
    QrCode code{made->width, {}};
    for (int at = 0; at < code.side * code.side; ++at) {
        code.dark.push_back((made->data[at] & 1U) != 0);
    }
    return code;
}

} // namespace panggil::screen
