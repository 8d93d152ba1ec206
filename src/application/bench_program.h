// The real program on the demonstration street, asked over loopback by wrk: what the benchmarks of
// reads and writes share. HANGJI_BENCH_DATA names a folder with the street's books, which are
// changed; without it a street is built first.
#pragma once

#include "application/demo_simulation.h"
#include "application/program.h"
#include "http/client.h"
#include "http/server.h"

#include <benchmark/benchmark.h>
#include <botan/mem_ops.h>
#include <fmt/format.h>
#include <boost/json/parse.hpp>

#include <unistd.h>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>

namespace hangji::application {

/// Somebody who is signed in.
struct BenchPerson {
  std::string cookie{};
  std::string csrf{};
};

class BenchProgram {
public:
  static constexpr std::string_view empty_route = "/api/empty";

  BenchProgram() {
    auto const* given = std::getenv("HANGJI_BENCH_DATA");
    if (given != nullptr) {
      m_data = given;
    } else {
      auto pattern = (std::filesystem::temp_directory_path() / "hangji-bench.XXXXXX").string();
      m_data = m_own = ::mkdtemp(pattern.data());
      simulate(settings(), {.today = SystemClock{}.today()}, [](std::string const&) {});
    }
    m_program = std::make_unique<Program>(settings());
    m_server = std::make_unique<http::Server>(http::ServerOptions{.port = 0}, routes());
  }
  ~BenchProgram() {
    m_server.reset();
    m_program.reset();
    std::error_code ignored;
    if (!m_own.empty()) std::filesystem::remove_all(m_own, ignored);
  }
  BenchProgram(BenchProgram const&) = delete;
  BenchProgram& operator=(BenchProgram const&) = delete;
  static BenchProgram& get() {
    Botan::initialize_allocator();  // goes after the threads whose digests lie in it
    static BenchProgram only;
    return only;
  }

  [[nodiscard]] Program& program() { return *m_program; }
  [[nodiscard]] std::uint16_t port() const { return m_server->port(); }
  [[nodiscard]] BenchPerson sign_in(std::string_view login) const {
    http::Client client{port()};
    auto const answer = client.post(
        "/api/session", fmt::format(R"({{"login":"{}","password":"{}"}})", login, demo_password));
    verify(answer.status == 200, answer.body);
    auto const session = boost::json::parse(client.get("/api/session").body);
    return {client.cookie(), std::string{session.at("csrf").as_string()}};
  }

private:
  [[nodiscard]] Settings settings() const {
    return {.data = m_data, .rules = std::filesystem::path{__FILE__}.parent_path() / "../../rules"};
  }
  /// Every route of the program, and one that answers `{}` at once: the limit of the server.
  [[nodiscard]] std::shared_ptr<http::RouteTable> routes() const {
    auto table = std::make_shared<http::RouteTable>();
    for (auto const& route : m_program->routes()->routes()) table->add(route);
    http::Route empty;
    empty.path = empty_route;
    empty.handle = [](auto const&, auto const& answer) { answer({.body = "{}"}); };
    table->add(std::move(empty));
    return table;
  }

  std::filesystem::path m_data{};
  std::filesystem::path m_own{};
  std::unique_ptr<Program> m_program{};
  std::unique_ptr<http::Server> m_server{};
};

/// What wrk says of some seconds of asking.
struct LoadReport {
  std::int64_t requests{0};
  std::int64_t milliseconds{0};
};

inline int bench_seconds() {
  auto const* wanted = std::getenv("HANGJI_BENCH_SECONDS");
  return wanted != nullptr ? std::atoi(wanted) : 5;
}

/// Runs wrk with one thread; stops the program when a single answer was not 200.
inline LoadReport load(std::string const& arguments) {
  auto const command =
      fmt::format("wrk -t1 -d{}s --timeout 10s {} 2>&1", bench_seconds(), arguments);
  std::FILE* const pipe = ::popen(command.c_str(), "r");
  verify(pipe != nullptr, "wrk starts");
  std::string text;
  char part[4096];
  for (std::size_t got = 0; (got = std::fread(part, 1, sizeof part, pipe)) > 0;)
    text.append(part, got);
  bool const has_ended = ::pclose(pipe) == 0;
  // What was still under way when wrk hung up ends before the program goes on, perhaps to its exit.
  std::this_thread::sleep_for(std::chrono::milliseconds{300});
  bool const is_good = has_ended && text.find("Non-2xx") == std::string::npos &&
                       text.find("Socket errors") == std::string::npos;
  verify(is_good, text);
  // `  181038 requests in 5.10s, 54.21MB read`
  LoadReport report;
  auto const at = text.find(" requests in ");
  verify(at != std::string::npos, text);
  auto const line = text.rfind('\n', at) + 1;
  long long requests = 0;
  long long seconds = 0;
  int hundredths = 0;
  std::sscanf(text.c_str() + line, "%lld requests in %lld.%2ds", &requests, &seconds, &hundredths);
  report = {requests, seconds * 1000 + hundredths * 10LL};
  verify(report.requests > 0 && report.milliseconds > 0, text);
  return report;
}

/// The time of one request and how many a second.
inline void note(benchmark::State& state, LoadReport const& report) {
  state.counters["per_second"] = static_cast<decltype(benchmark::Counter::value)>(report.requests) *
                                 1000 / report.milliseconds;
  state.SetIterationTime(1 / state.counters["per_second"].value);
}

}  // namespace hangji::application
