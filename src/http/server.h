// The HTTP server: RESTinio on its own I/O threads. Parses, limits, finds the route, serves the
// built pages; whatever a route does runs elsewhere and answers when it is done.
#pragma once

#include "http/route.h"

#include <cstdint>
#include <memory>
#include <string>

namespace hangji::http {

struct ServerOptions {
  std::string address{"127.0.0.1"};
  /// 0: any free port, see `Server::port`.
  std::uint16_t port{8080};
  int threads{2};
  /// Folder of the built pages; empty: none are served.
  std::string pages{};
  /// Browsers come over TLS, which a proxy ends: they are told to come so alone.
  bool is_behind_tls{false};
  /// Target and header fields together; 80 kB is the most.
  std::size_t header_limit{16 << 10};
  /// From the end of an answer to the last byte of the next request: idle time and slow senders
  /// together.
  int read_timeout_ms{90'000};
  /// For a route to answer.
  int answer_timeout_ms{120'000};
  /// For the client to take one answer; large exports go over slow lines.
  int write_timeout_ms{300'000};
  /// For all large bodies that come in or are worked on; more are asked to come again (503).
  std::uint64_t body_memory{512 << 20};
  /// More wait in the system's queue until one ends.
  int connections{2'000};
};

class Server {
public:
  /// Starts listening and serving; throws std::runtime_error with a Chinese message when the
  /// address is taken.
  Server(ServerOptions const& options, std::shared_ptr<RouteTable const> routes);
  ~Server();
  Server(Server const&) = delete;
  Server& operator=(Server const&) = delete;
  [[nodiscard]] std::uint16_t port() const;
  /// Stops accepting, lets requests in progress finish (`grace_ms` at most), then closes. Requests
  /// that still come in are asked to come again (503). Answers after that are dropped.
  void stop(int grace_ms = 10'000);

private:
  struct Body;
  std::shared_ptr<Body> m_body;
};

}  // namespace hangji::http
