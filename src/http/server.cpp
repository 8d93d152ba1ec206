// The only file that includes RESTinio: it costs half a minute to compile.
#include "http/server.h"

#include "http/dispatch.h"

#include <spdlog/spdlog.h>
#include <restinio/all.hpp>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <thread>

namespace hangji::http {

namespace {
struct Traits : restinio::default_traits_t {
  using request_handler_t =
      std::function<restinio::request_handling_status_t(restinio::request_handle_t)>;
  static constexpr bool use_connection_count_limiter = true;
};
using RestinioServer = restinio::http_server_t<Traits>;

std::string lower_case(std::string text) {
  for (auto& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return text;
}

std::size_t largest_body(RouteTable const& routes) {
  std::size_t largest = 0;
  for (auto const& route : routes.routes()) largest = std::max(largest, route.body_limit);
  return largest;
}

RawRequest raw_of(restinio::request_handle_t const& request) {
  RawRequest raw;
  raw.method = request->header().method().c_str();
  raw.target = request->header().request_target();
  request->header().for_each_field([&](restinio::http_header_field_t const& field) {
    raw.headers.emplace_back(lower_case(field.name()), field.value());
  });
  raw.body = request->body();
  raw.remote_address = request->remote_endpoint().address().to_string();
  return raw;
}

restinio::http_status_line_t status_line(int status) {
  auto const code = static_cast<std::uint16_t>(status);
  return {restinio::http_status_code_t{code}, status < 400 ? "OK" : "Refused"};
}
}  // namespace

struct Server::Body {
  std::shared_ptr<RouteTable const> routes;
  Pages pages;
  restinio::asio_ns::io_context io{};
  std::unique_ptr<RestinioServer> server{};
  std::vector<std::thread> threads{};
  std::atomic<std::uint16_t> port{0};
  std::mutex mutex{};
  std::condition_variable idle{};
  int in_progress{0};
  bool is_stopped{false};

  Body(std::shared_ptr<RouteTable const> table, std::string const& folder)
      : routes{std::move(table)}, pages{folder} {}

  void begin() {
    std::lock_guard const lock{mutex};
    ++in_progress;
  }
  void end() {
    std::lock_guard const lock{mutex};
    --in_progress;
    idle.notify_all();
  }
  void send(restinio::request_handle_t const& request, Response response);
  restinio::request_handling_status_t handle(restinio::request_handle_t const& request);
};

void Server::Body::send(restinio::request_handle_t const& request, Response response) {
  bool const is_head = request->header().method() == restinio::http_method_head();
  auto builder = request->create_response(status_line(response.status));
  builder.append_header(restinio::http_field::content_type, response.content_type);
  for (auto const& [name, value] : security_headers()) builder.append_header(name, value);
  for (auto const& [name, value] : response.headers) builder.append_header(name, value);
  if (!is_head) builder.set_body(std::move(response.body));
  builder.connection_keep_alive();
  // Counted until the answer is on the wire, so that a stop does not cut it off.
  builder.done([this](auto const&) { end(); });
}

restinio::request_handling_status_t Server::Body::handle(
    restinio::request_handle_t const& request) {
  begin();
  auto raw = raw_of(request);
  dispatch(*routes, pages, std::move(raw),
           [this, request](Response response) { send(request, std::move(response)); });
  return restinio::request_accepted();
}

Server::Server(ServerOptions const& options, std::shared_ptr<RouteTable const> routes)
    : m_body{std::make_unique<Body>(std::move(routes), options.pages)} {
  using std::chrono::milliseconds;
  auto* body = m_body.get();
  restinio::server_settings_t<Traits> settings;
  settings.address(options.address)
      .port(options.port)
      .acceptor_options_setter([](restinio::acceptor_options_t& acceptor) {
        acceptor.set_option(restinio::asio_ns::ip::tcp::acceptor::reuse_address{true});
      })
      .request_handler([body](restinio::request_handle_t request) { return body->handle(request); })
      .read_next_http_message_timelimit(milliseconds{options.idle_timeout_ms})
      .write_http_response_timelimit(milliseconds{options.read_timeout_ms})
      .handle_request_timeout(milliseconds{options.answer_timeout_ms})
      .max_pipelined_requests(16)
      .max_parallel_connections(static_cast<std::size_t>(options.connections))
      .incoming_http_msg_limits(restinio::incoming_http_msg_limits_t{}
                                    .max_url_size(options.header_limit)
                                    .max_field_name_size(256)
                                    .max_field_value_size(options.header_limit)
                                    .max_field_count(100)
                                    .max_body_size(largest_body(*body->routes) + (1 << 20)))
      .acceptor_post_bind_hook([body](restinio::asio_ns::ip::tcp::acceptor& acceptor) {
        body->port = acceptor.local_endpoint().port();
      });
  body->server = std::make_unique<RestinioServer>(restinio::external_io_context(body->io),
                                                  std::move(settings));
  try {
    body->server->open_sync();
  } catch (std::exception const& exception) {
    throw std::runtime_error{"不能在 " + options.address + ":" + std::to_string(options.port) +
                             " 上提供服务(地址已被占用?):" + exception.what()};
  }
  for (int i = 0; i < options.threads; ++i) body->threads.emplace_back([body] { body->io.run(); });
}

Server::~Server() { stop(0); }

std::uint16_t Server::port() const { return m_body->port; }

void Server::stop(int grace_ms) {
  auto* body = m_body.get();
  if (body->is_stopped) return;
  body->is_stopped = true;
  restinio::asio_ns::post(body->io, [body] { body->server->close_sync(); });
  {
    std::unique_lock lock{body->mutex};
    body->idle.wait_for(lock, std::chrono::milliseconds{grace_ms},
                        [body] { return body->in_progress == 0; });
  }
  body->io.stop();
  for (auto& thread : body->threads) thread.join();
}

}  // namespace hangji::http
