// SPDX-License-Identifier: MIT
// Orders on the wire: what one side writes the other reads, and nothing else.
#include "codec/base64.hpp"
#include "codec/wire.hpp"
#include "tests/catch.hpp"

using namespace panggil;
using namespace panggil::codec;

namespace {

std::string every_byte(std::size_t count) {
    std::string bytes;
    for (std::size_t at = 0; at < count; ++at) {
        bytes += static_cast<char>(at % 256);
    }
    return bytes;
}

HubMessage said(decltype(HubMessage::body) body) {
    return {{"bolmut", "9f00000000000001", 7, "a1b2c3d4", 1842, 1, HubMoment(Millis(5)), {}},
            std::move(body)};
}

template <class Request>
Request sent(const Request& request) {
    const auto read = decode_control_request(encode(ControlRequest(request), "bolmut"), "bolmut");
    REQUIRE(read.ok());
    return std::get<Request>(read.value());
}

bool is_refused(const std::string& flat) {
    return !decode_control_request(R"({"v":1,"site":"bolmut",)" + flat + '}', "bolmut").ok();
}

} // namespace

TEST_CASE("bytes become text and come back, and what is no such text is none", "[wire]") {
    for (const std::size_t count : {0, 1, 2, 3, 4, 255, 10'800}) {
        const std::string bytes = every_byte(count);
        const std::string text = to_base64(bytes);
        CHECK(text.size() == base64_length(count));
        CHECK(from_base64(text) == bytes);
    }
    CHECK(to_base64("Panggil") == "UGFuZ2dpbA==");
    for (const char* wrong : {"UGFuZ2dpbA", "UGFuZ2dpbA=", "UG Fu", "UGFuZ2dpbA==x", "****", "A"}) {
        INFO(wrong);
        CHECK_FALSE(from_base64(wrong));
    }
}

TEST_CASE("an order and its fate come through the wire as they were", "[wire]") {
    const Order order{12, "test-voice", Millis(3000), 1};
    const auto heard = decode_hub_message(encode(said(order)), "bolmut");
    REQUIRE(heard.ok());
    CHECK(std::get<Order>(heard.value().body) == order);

    OrderFate fate;
    fate.rid = 7;
    fate.screen = "tv-1";
    fate.deed = "picture";
    fate.picture = every_byte(largest_picture);
    const auto told = decode_hub_message(encode(said(fate)), "bolmut");
    REQUIRE(told.ok());
    CHECK(std::get<OrderFate>(told.value().body) == fate);
    fate.picture += 'x';
    CHECK_FALSE(decode_hub_message(encode(said(fate)), "bolmut").ok());
    fate.picture.clear();
    fate.refused = Problem{"dark", "screen", "is dark", "ask again", "Layar padam."};
    CHECK(std::get<OrderFate>(decode_hub_message(encode(said(fate)), "bolmut").value().body) ==
          fate);
}

TEST_CASE("a screen's word about an order fits into what a hub takes", "[wire]") {
    OrderReport report;
    report.order = 12;
    report.screen = std::string(64, 's');
    report.bytes = largest_picture;
    report.at = largest_picture - largest_part;
    report.part = every_byte(largest_part);
    CHECK(encode(ControlRequest(report), std::string(32, 'b')).size() < 16U << 10U);
    CHECK(sent(report) == report);
    report.part += 'x';
    CHECK_FALSE(decode_control_request(encode(ControlRequest(report), "bolmut"), "bolmut").ok());

    const auto asked = sent(OrderRequest{7, "tv-1", "identify", 0});
    CHECK(asked.screen == "tv-1");
    CHECK(asked.deed == "identify");
    // A newer hub may know more of them: it is the screen that says that it does not.
    CHECK(sent(OrderRequest{7, "tv-1", "dance", 0}).deed == "dance");
}

TEST_CASE("an order that is not as its table says is refused", "[wire]") {
    CHECK(is_refused(R"("type":"order?","rid":7,"screen":"tv-1")"));
    CHECK(is_refused(R"("type":"order?","rid":7,"screen":"","deed":"picture")"));
    CHECK(is_refused(R"("type":"order?","rid":7,"screen":7,"deed":"picture")"));
    CHECK(is_refused(R"("type":"did","screen":"tv-1")"));
    CHECK(is_refused(R"("type":"did","order":1,"screen":"tv-1","bytes":262145)"));
    CHECK(is_refused(R"("type":"did","order":1,"screen":"tv-1","at":-1)"));
    CHECK(is_refused(R"("type":"did","order":1,"screen":"tv-1","part":"not base64")"));
    CHECK_FALSE(is_refused(R"("type":"did","order":1,"screen":"tv-1","part":"UGFuZ2dpbA==")"));
    const std::string order = encode(said(Order{12, "identify", Millis(3000), 0}));
    const auto with_life = [&](const std::string& life) {
        std::string other = order;
        other.replace(other.find("3000"), 4, life);
        return decode_hub_message(other, "bolmut").ok();
    };
    CHECK(with_life("60000"));
    CHECK_FALSE(with_life("60001"));
    CHECK_FALSE(with_life("0"));
}
