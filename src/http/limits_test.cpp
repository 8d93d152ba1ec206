#include "http/body_budget.h"
#include "http/test_server.h"

#include <thread>

namespace hangji::http {
namespace {

constexpr auto ask = "GET /api/empty HTTP/1.1\r\nHost: a\r\n\r\n";

std::string post(std::string const& fields, std::string const& body = {}) {
  return "POST /api/echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n" + fields +
         "\r\n" + body;
}

void expect_refused(ClientResponse const& answer, int status, std::string_view code) {
  EXPECT_EQ(answer.status, status);
  EXPECT_NE(answer.body.find(code), std::string::npos) << answer.body;
}

TEST(Limits, a_body_beyond_the_limit_of_its_route_is_refused_and_the_connection_goes_on) {
  TestServer const test;  // 1000 bytes a route
  auto client = test.client();
  EXPECT_EQ(client.post("/api/echo", std::string(1000, 'x')).body.size(), 1000U);
  expect_refused(client.post("/api/echo", std::string(1001, 'x')), 413, "http.body_too_large");
  expect_refused(client.post("/api/echo", std::string(3'000'000, 'x')), 413, "http.body_too_large");
  EXPECT_EQ(client.send_raw(ask).body, "{}") << "on the same connection";
}

TEST(Limits, a_client_that_asks_first_is_refused_before_it_sends_the_body) {
  TestServer const test;
  auto client = test.client();
  auto const answer = client.send_raw(post("Content-Length: 1001\r\nExpect: 100-continue\r\n"));
  expect_refused(answer, 413, "http.body_too_large");
  EXPECT_EQ(answer.header("connection"), "close");
}

TEST(Limits, a_huge_body_is_refused_by_its_announced_length) {
  TestServer const test;
  auto const answer = test.client().send_raw(post("Content-Length: 99999999999\r\n"));
  expect_refused(answer, 413, "http.body_too_large");
  EXPECT_EQ(answer.header("connection"), "close");
}

TEST(Limits, an_unread_body_is_never_taken_for_a_request) {
  TestServer const test;
  auto client = test.client();
  auto const refused = client.send_raw(post("Content-Length: 99999999999\r\n", ask));
  EXPECT_EQ(refused.status, 413);
  EXPECT_THROW((void)client.receive(), ClientFailure);
}

TEST(Limits, a_body_in_chunks_is_counted_while_it_comes) {
  TestServer const test;
  auto client = test.client();
  std::string const small = "5\r\n{\"a\":\r\n2\r\n1}\r\n0\r\n\r\n";
  EXPECT_EQ(client.send_raw(post("Transfer-Encoding: chunked\r\n", small)).body, "{\"a\":1}");
  std::string chunks;
  for (int i = 0; i < 11; ++i) chunks += "64\r\n" + std::string(100, 'x') + "\r\n";
  expect_refused(client.send_raw(post("Transfer-Encoding: chunked\r\n", chunks + "0\r\n\r\n")), 413,
                 "http.body_too_large");
  EXPECT_EQ(client.send_raw(ask).body, "{}");
}

TEST(Limits, a_body_for_an_unknown_address_is_dropped) {
  TestServer const test;
  auto client = test.client();
  expect_refused(client.post("/api/nothing", std::string(100'000, 'x')), 404, "http.not_found");
  EXPECT_EQ(client.send_raw(ask).body, "{}");
}

std::string guarded(std::size_t length, std::string_view more = "") {
  return fmt::format(
      "POST /api/guarded HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
      "Content-Length: {}\r\n{}\r\n",
      length, more);
}
constexpr std::string_view known = "X-Known: yes\r\n";

TEST(Limits, a_large_body_of_somebody_unknown_is_refused_by_its_head) {
  TestServer test;
  auto client = test.client();
  auto const asked = client.send_raw(guarded(5'000'000, "Expect: 100-continue\r\n"));
  expect_refused(asked, 401, "test.unknown");
  EXPECT_EQ(asked.header("connection"), "close");
  auto other = test.client();
  expect_refused(other.send_raw(guarded(5'000'000) + std::string(5'000'000, ' ')), 401,
                 "test.unknown");
  EXPECT_EQ(other.send_raw(ask).body, "{}") << "the connection goes on";
  std::string const chunk = "20000\r\n" + std::string(0x20000, ' ') + "\r\n0\r\n\r\n";
  expect_refused(other.send_raw("POST /api/guarded HTTP/1.1\r\nHost: a\r\nContent-Type: "
                                "application/json\r\nTransfer-Encoding: chunked\r\n\r\n" +
                                chunk),
                 401, "test.unknown");
  EXPECT_EQ(test.m_handled, 0);
  EXPECT_EQ(other.send_raw(guarded(5'000'000, known) + std::string(5'000'000, ' ')).body,
            "5000000");
}

TEST(Limits, a_body_for_which_no_memory_is_left_is_asked_to_come_again) {
  TestServer const test{{.threads = 1, .body_memory = 1'000'000}};
  std::string const half(300'000, ' ');
  auto slow = test.client();
  auto other = test.client();
  for (auto* client : {&slow, &other}) EXPECT_EQ(client->send_raw(ask).body, "{}");
  slow.write(guarded(600'000, known) + half);
  auto const refused = other.send_raw(guarded(600'000, known) + half + half);
  expect_refused(refused, 503, "http.busy");
  EXPECT_EQ(refused.header("retry-after"), "5");
  EXPECT_EQ(other.post("/api/guarded", "{}").body, "2") << "small ones come in";
  EXPECT_EQ(slow.send_raw(half).body, "600000");
  EXPECT_EQ(other.send_raw(guarded(600'000, known) + half + half).body, "600000");
}

TEST(Limits, memory_for_a_body_that_never_came_is_given_back) {
  BodyBudget budget{100, std::chrono::milliseconds{50}};
  BodyBudget::Clock::time_point const now{};
  using std::chrono::milliseconds;
  auto const lost = budget.take(60, now);
  auto const whole = budget.take(40, now);
  ASSERT_TRUE(lost && whole);
  budget.arrived(*whole);
  EXPECT_FALSE(budget.take(1, now + milliseconds{50}));
  EXPECT_TRUE(budget.take(60, now + milliseconds{51})) << "the lost one's";
  EXPECT_FALSE(budget.take(1, now + milliseconds{52})) << "what arrived is kept";
  budget.give_back(*lost);
  EXPECT_FALSE(budget.take(1, now + milliseconds{53})) << "given back once only";
  budget.give_back(*whole);
  EXPECT_TRUE(budget.take(40, now + milliseconds{54}));
}

TEST(Limits, a_head_beyond_the_limit_is_refused) {
  TestServer const test;
  std::string many;
  for (int i = 0; i < 101; ++i) many += "X-A: 1\r\n";
  for (auto const& message :
       {"GET /" + std::string(17'000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nCookie: " + std::string(17'000, 'a') + "\r\n\r\n",
        "GET / HTTP/1.1\r\n" + many + "\r\n"}) {
    auto client = test.client();
    auto const answer = client.send_raw(message);
    expect_refused(answer, 431, "http.head_too_large");
    EXPECT_EQ(answer.header("connection"), "close");
  }
  EXPECT_EQ(test.client().get("/api/empty", {{"X-A", std::string(15'000, 'a')}}).status, 200);
}

TEST(Limits, a_head_without_end_is_cut) {
  TestServer const test;
  EXPECT_THROW((void)test.client().send_raw("GET / HTTP/1.1\r\nX: " + std::string(100'000, 'a')),
               ClientFailure);
}

TEST(Limits, nobody_sends_the_mark_of_a_fault) {
  TestServer const test;
  EXPECT_THROW(
      (void)test.client().send_raw("GET /api/empty HTTP/1.1\r\nHost: a\r\n:fault: head\r\n\r\n"),
      ClientFailure);
}

TEST(Limits, a_client_that_never_finishes_its_request_is_cut_off) {
  TestServer const test{{.read_timeout_ms = 100}};
  EXPECT_THROW((void)test.client().send_raw("GET /api/empty HTTP/1.1\r\nX-Slow: "), ClientFailure);
  EXPECT_THROW((void)test.client().send_raw(post("Content-Length: 10\r\n", "123")), ClientFailure);
}

TEST(Limits, pipelined_requests_are_answered_in_order) {
  TestServer const test;
  auto client = test.client();
  std::string const bodies = post("Content-Length: 1\r\n", "1") +
                             post("Content-Length: 1\r\n", "2") + ask +
                             post("Content-Length: 1\r\n", "3");
  EXPECT_EQ(client.send_raw(bodies).body, "1");
  EXPECT_EQ(client.receive().body, "2");
  EXPECT_EQ(client.receive().body, "{}");
  EXPECT_EQ(client.receive().body, "3");
}

TEST(Limits, a_client_that_asks_for_the_end_of_the_connection_gets_it) {
  TestServer const test;
  auto client = test.client();
  auto const answer = client.get("/api/empty", {{"Connection", "close"}});
  EXPECT_EQ(answer.header("connection"), "close");
}

TEST(Limits, many_connections_are_served_side_by_side) {
  TestServer const test;
  std::vector<Client> clients;
  for (int i = 0; i < 300; ++i) clients.push_back(test.client());
  for (int round = 0; round < 2; ++round) {
    for (auto& client : clients) EXPECT_EQ(client.get("/api/empty").status, 200);
  }
}

TEST(Limits, connections_beyond_the_limit_wait_their_turn) {
  TestServer const test{{.connections = 4}};
  std::atomic<int> answered{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 20; ++i) {
    threads.emplace_back([&] {
      if (test.client().get("/api/empty").status == 200) ++answered;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(answered, 20);
}

TEST(Limits, noise_is_cut_and_harms_nobody) {
  TestServer const test;
  for (auto const* noise :
       {"\r\n\r\n\r\n!", "GET\r\n\r\n", "\x16\x03\x01\x02", "GET / HTTP/9\r\n\r\n"}) {
    EXPECT_THROW((void)test.client().send_raw(noise + std::string(100, '\n') + "x"), ClientFailure)
        << noise;
  }
  EXPECT_EQ(test.client().get("/api/empty").status, 200);
}

}  // namespace
}  // namespace hangji::http
