#include "http/client.h"

#include "foundation/text.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace hangji::http {

namespace {
std::string lower_case(std::string_view text) {
  std::string lower{text};
  for (auto& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return lower;
}

void parse_head(std::string_view head, ClientResponse& response) {
  bool is_first = true;
  for (auto line : split(head, '\n')) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (is_first) {
      std::int64_t status = 0;
      if (line.size() < 12 || !parse_integer(line.substr(9, 3), status))
        throw ClientFailure{"no HTTP answer"};
      response.status = static_cast<int>(status);
      is_first = false;
    } else if (auto const colon = line.find(':'); colon != std::string_view::npos) {
      response.headers.emplace_back(lower_case(line.substr(0, colon)),
                                    trim(line.substr(colon + 1)));
    }
  }
}
}  // namespace

std::string_view ClientResponse::header(std::string_view lower_case_name) const {
  for (auto const& [name, value] : headers) {
    if (name == lower_case_name) return value;
  }
  return {};
}

Client::Client(std::uint16_t port, std::string host) : m_port{port}, m_host{std::move(host)} {}

Client::~Client() { disconnect(); }

Client::Client(Client&& other) noexcept
    : m_port{other.m_port},
      m_host{std::move(other.m_host)},
      m_socket{std::exchange(other.m_socket, -1)},
      m_buffer{std::move(other.m_buffer)},
      m_cookie{std::move(other.m_cookie)} {}

void Client::connect() {
  m_socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(m_port);
  ::inet_pton(AF_INET, m_host.c_str(), &address.sin_addr);
  if (::connect(m_socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    disconnect();
    throw ClientFailure{
        fmt::format("cannot connect to {}:{}: {}", m_host, m_port, std::strerror(errno))};
  }
  int const on = 1;
  ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  timeval const patience{.tv_sec = 60, .tv_usec = 0};
  ::setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
}

void Client::disconnect() {
  if (m_socket >= 0) ::close(m_socket);
  m_socket = -1;
  m_buffer.clear();
}

void Client::read_more() {
  char bytes[16384];
  auto const got = ::recv(m_socket, bytes, sizeof bytes, 0);
  if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
    throw std::runtime_error{"no answer within a minute"};
  }
  if (got <= 0) throw ClientFailure{"the connection was closed"};
  m_buffer.append(bytes, static_cast<std::size_t>(got));
}

void Client::write(std::string const& message) {
  if (m_socket < 0) connect();
  std::size_t sent = 0;
  while (sent < message.size()) {
    auto const wrote = ::send(m_socket, message.data() + sent, message.size() - sent, MSG_NOSIGNAL);
    if (wrote <= 0) throw ClientFailure{"the connection was closed"};
    sent += static_cast<std::size_t>(wrote);
  }
}

ClientResponse Client::receive() { return receive(true); }

/// `has_body`: not so for the answer to HEAD, which tells a length and sends nothing.
ClientResponse Client::receive(bool has_body) {
  ClientResponse response;
  std::size_t head_end = 0;
  while ((head_end = m_buffer.find("\r\n\r\n")) == std::string::npos) read_more();
  parse_head(std::string_view{m_buffer}.substr(0, head_end), response);
  std::int64_t length = 0;
  if (has_body && response.status != 304) {
    (void)parse_integer(response.header("content-length"), length);
  }
  auto const end = head_end + 4 + static_cast<std::size_t>(length);
  while (m_buffer.size() < end) read_more();
  response.body = m_buffer.substr(head_end + 4, static_cast<std::size_t>(length));
  m_buffer.erase(0, end);
  if (lower_case(response.header("connection")) == "close") disconnect();
  if (auto const set = response.header("set-cookie"); !set.empty())
    m_cookie = set.substr(0, set.find(';'));
  return response;
}

ClientResponse Client::exchange(std::string const& message, bool has_body) {
  write(message);
  return receive(has_body);
}

ClientResponse Client::send_raw(std::string const& message) { return exchange(message, true); }

ClientResponse Client::send(std::string_view method, std::string_view target, std::string_view body,
                            Headers const& headers) {
  auto message = fmt::format("{} {} HTTP/1.1\r\nHost: {}:{}\r\nContent-Length: {}\r\n", method,
                             target, m_host, m_port, body.size());
  if (!m_cookie.empty()) message += fmt::format("Cookie: {}\r\n", m_cookie);
  for (auto const& [name, value] : headers) message += fmt::format("{}: {}\r\n", name, value);
  message += "\r\n";
  message += body;
  bool const was_kept = m_socket >= 0;
  bool const has_body = method != "HEAD";
  try {
    return exchange(message, has_body);
  } catch (ClientFailure const&) {
    disconnect();
    // A write is not sent twice: nobody knows whether it arrived.
    if (!was_kept || (method != "GET" && method != "HEAD")) throw;
    return exchange(message, has_body);
  }
}

ClientResponse Client::get(std::string_view target, Headers const& headers) {
  return send("GET", target, {}, headers);
}

ClientResponse Client::post(std::string_view target, std::string_view json, Headers headers) {
  headers.emplace_back("Content-Type", "application/json");
  return send("POST", target, json, headers);
}

ClientResponse Client::put(std::string_view target, std::string_view json, Headers headers) {
  headers.emplace_back("Content-Type", "application/json");
  return send("PUT", target, json, headers);
}

ClientResponse Client::remove(std::string_view target, Headers const& headers) {
  return send("DELETE", target, {}, headers);
}

ClientResponse Client::upload(std::string_view target, std::vector<Upload> const& files,
                              Headers const& fields, Headers headers) {
  constexpr std::string_view boundary = "hangji-7c1e0b9a4d52f836";
  std::string body;
  for (auto const& [name, value] : fields) {
    body += fmt::format("--{}\r\nContent-Disposition: form-data; name=\"{}\"\r\n\r\n{}\r\n",
                        boundary, name, value);
  }
  for (auto const& file : files) {
    body += fmt::format(
        "--{}\r\nContent-Disposition: form-data; name=\"{}\"; filename=\"{}\"\r\n"
        "Content-Type: application/octet-stream\r\n\r\n",
        boundary, file.field, file.name);
    body += file.bytes;
    body += "\r\n";
  }
  body += fmt::format("--{}--\r\n", boundary);
  headers.emplace_back("Content-Type", fmt::format("multipart/form-data; boundary={}", boundary));
  return send("POST", target, body, headers);
}

}  // namespace hangji::http
