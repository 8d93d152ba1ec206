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
  std::size_t header_limit{16 << 10};
  int read_timeout_ms{15'000};
  int idle_timeout_ms{65'000};
  int answer_timeout_ms{120'000};
  int connections{2'000};
};

class Server {
public:
  /// Starts listening and serving; throws std::runtime_error with a Chinese message when the
  /// address is taken.
  Server(ServerOptions const& options, std::shared_ptr<RouteTable const> routes);
  ~Server();
  [[nodiscard]] std::uint16_t port() const;
  /// Stops accepting, lets requests in progress finish (`grace_ms` at most), then closes.
  void stop(int grace_ms = 10'000);

private:
  struct Body;
  std::unique_ptr<Body> m_body;
};

}  // namespace hangji::http
