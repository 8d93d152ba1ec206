// A small blocking client for one host on loopback: API tests, the crash test and benchmarks talk
// through it.
#pragma once

#include "http/route.h"

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hangji::http {

/// The connection could not be made or broke. A server that says nothing for a minute is another
/// failure, a plain std::runtime_error.
class ClientFailure : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

struct ClientResponse {
  int status{0};
  /// Names in lower case.
  std::vector<std::pair<std::string, std::string>> headers{};
  std::string body{};

  [[nodiscard]] std::string_view header(std::string_view lower_case_name) const;
};

/// Keeps its connection and the session cookie between requests. One thread at a time.
class Client {
public:
  explicit Client(std::uint16_t port, std::string host = "127.0.0.1");
  ~Client();
  Client(Client&& other) noexcept;

  using Headers = std::vector<std::pair<std::string, std::string>>;
  /// `method` as on the wire: GET, POST … Reconnects once when the kept connection was closed while
  /// idle.
  ClientResponse send(std::string_view method, std::string_view target, std::string_view body = {},
                      Headers const& headers = {});
  ClientResponse get(std::string_view target, Headers const& headers = {});
  /// With a body of JSON.
  ClientResponse post(std::string_view target, std::string_view json, Headers headers = {});
  ClientResponse put(std::string_view target, std::string_view json, Headers headers = {});
  ClientResponse remove(std::string_view target, Headers const& headers = {});
  /// A form by POST: `fields` as text, `files` as files.
  ClientResponse upload(std::string_view target, std::vector<Upload> const& files,
                        Headers const& fields = {}, Headers headers = {});
  /// Bytes as they are; the answer to them. For tests of what no proper client sends.
  ClientResponse send_raw(std::string const& message);
  /// Bytes as they are, part of a message.
  void write(std::string const& message);
  /// The next answer on the connection.
  ClientResponse receive();
  [[nodiscard]] std::string const& cookie() const { return m_cookie; }

private:
  void connect();
  void disconnect();
  ClientResponse exchange(std::string const& message, bool has_body);
  ClientResponse receive(bool has_body);
  void read_more();

  std::uint16_t m_port;
  std::string m_host;
  int m_socket{-1};
  std::string m_buffer{};
  std::string m_cookie{};
};

}  // namespace hangji::http
