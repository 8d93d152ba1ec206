// With intake.h, the only place that includes RESTinio: it costs half a minute to compile.
#include "http/server.h"

#include "http/compression.h"
#include "http/dispatch.h"
#include "http/intake.h"

#include <spdlog/spdlog.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <future>
#include <thread>

namespace hangji::http {

namespace {
constexpr std::size_t read_buffer_size = 16 << 10;
constexpr auto longest_timer_step = std::chrono::milliseconds{1000};

struct Traits : restinio::default_traits_t {
  using request_handler_t =
      std::function<restinio::request_handling_status_t(restinio::request_handle_t)>;
  using http_methods_mapper_t = Methods;
  static constexpr bool use_connection_count_limiter = true;
};
using RestinioServer = restinio::http_server_t<Traits>;
using Settings = restinio::server_settings_t<Traits>;

std::string const& header_of(restinio::request_handle_t const& request,
                             restinio::http_field field) {
  static std::string const none;
  auto const* value = request->header().try_get_field(field);
  return value == nullptr ? none : *value;
}

restinio::http_status_line_t status_line(int status) {
  static std::map<int, char const*> const phrases{{200, "OK"},
                                                  {304, "Not Modified"},
                                                  {400, "Bad Request"},
                                                  {401, "Unauthorized"},
                                                  {403, "Forbidden"},
                                                  {404, "Not Found"},
                                                  {409, "Conflict"},
                                                  {422, "Unprocessable Content"},
                                                  {500, "Internal Server Error"},
                                                  {503, "Service Unavailable"}};
  auto const known = phrases.find(status);
  auto const* phrase = known != phrases.end() ? known->second : status < 400 ? "OK" : "Refused";
  return {restinio::http_status_code_t{static_cast<std::uint16_t>(status)}, phrase};
}

/// A line break in a value would begin a field of the sender's choice.
std::string field_value(std::string value) {
  for (auto& c : value) {
    if (c == '\r' || c == '\n' || c == '\0') c = ' ';
  }
  return value;
}

/// Requests that were handed over and whose answers are not on the wire yet.
class Progress {
public:
  void begin() { ++m_count; }
  void end() {
    if (--m_count > 0 || !m_is_awaited) return;
    std::lock_guard const lock{m_mutex};
    m_none_left.notify_all();
  }
  void wait(std::chrono::milliseconds most) {
    m_is_awaited = true;
    std::unique_lock lock{m_mutex};
    m_none_left.wait_for(lock, most, [this] { return m_count == 0; });
  }

private:
  std::atomic<int> m_count{0};
  std::atomic<bool> m_is_awaited{false};
  std::mutex m_mutex{};
  std::condition_variable m_none_left{};
};

/// What the transport adds to the fields of an answer.
void complete_fields(Response& response, bool is_behind_tls) {
  auto& fields = response.headers;
  if (response.status == 503) fields.emplace_back("Retry-After", "5");
  bool const is_kept =
      std::ranges::any_of(fields, [](auto const& field) { return field.first == "Cache-Control"; });
  // Answers about persons do not stay on the machines of others.
  if (!is_kept) fields.emplace_back("Cache-Control", "no-store");
  if (!is_behind_tls) return;
  for (auto& [name, value] : fields) {
    if (name == "Set-Cookie") value += "; Secure";
  }
  fields.emplace_back("Strict-Transport-Security", "max-age=31536000");
}

template <class Builder>
void add_fields(Builder& builder, Response& response) {
  builder.append_header(restinio::http_field::content_type, std::move(response.content_type));
  for (auto const& [name, value] : security_headers()) builder.append_header(name, value);
  for (auto& [name, value] : response.headers) {
    builder.append_header(std::move(name), field_value(std::move(value)));
  }
}

}  // namespace

/// Its queue can be let go before it goes itself.
struct Queue : restinio::asio_ns::io_context {
  using restinio::asio_ns::io_context::shutdown;
};

struct Server::Body {
  std::shared_ptr<RouteTable const> routes;
  Pages pages;
  BodyBudget budget;
  Intake limits;
  bool is_behind_tls;
  Progress progress{};
  std::atomic<bool> is_stopping{false};
  std::atomic<std::uint16_t> port{0};
  std::vector<std::thread> threads{};
  // Last, hence first to go: what it still holds reports to the members above.
  Queue io{};
  std::unique_ptr<RestinioServer> server{};

  Body(ServerOptions const& options, std::shared_ptr<RouteTable const> table)
      : routes{std::move(table)},
        pages{options.pages},
        budget{options.body_memory, std::chrono::milliseconds{options.read_timeout_ms}},
        limits{.routes = routes.get(), .header_limit = options.header_limit, .budget = &budget},
        is_behind_tls{options.is_behind_tls} {}
  /// Connections in the queue report to the server, whose own parts need the queue.
  ~Body() { io.shutdown(); }
  Body(Body const&) = delete;
  Body& operator=(Body const&) = delete;
};

namespace {
template <class Body> struct Sending {
  Body& body;
  restinio::request_handle_t request;
  bool must_close;

  void send(Response response) {
    try {
      compose(response);
    } catch (std::exception const& exception) {
      spdlog::error("an answer was lost: {}", exception.what());
      body.progress.end();
    }
  }

private:
  void compose(Response& response);
  template <class Builder> void finish(Builder builder);
};

template <class Body> void Sending<Body>::compose(Response& response) {
  complete_fields(response, body.is_behind_tls);
  compress(response, header_of(request, restinio::http_field::accept_encoding));
  // A 304 and the answer to HEAD tell the size of the body that they leave out.
  bool const is_bare =
      response.status == 304 || request->header().method() == restinio::http_method_head();
  if (is_bare) {
    auto builder = request->template create_response<restinio::user_controlled_output_t>(
        status_line(response.status));
    builder.set_content_length(response.body.size());
    add_fields(builder, response);
    finish(std::move(builder));
  } else {
    auto builder = request->create_response(status_line(response.status));
    add_fields(builder, response);
    builder.set_body(std::move(response.body));
    finish(std::move(builder));
  }
}

template <class Body> template <class Builder> void Sending<Body>::finish(Builder builder) {
  if (must_close || body.is_stopping) builder.connection_close();
  // Counted until the answer is on the wire or lost, so that a stop does not cut it off.
  builder.done([progress = &body.progress](auto const&) { progress->end(); });
}

/// One request until it is answered. Keeps the server's body alive, so that an answer that comes
/// after the server is gone finds its connection, and is dropped there.
template <class Body> struct Exchange {
  std::shared_ptr<Body> body;
  restinio::request_handle_t request;
  bool must_close{false};
  /// Of the memory for bodies.
  std::optional<std::uint64_t> part{};

  Exchange(std::shared_ptr<Body> owner, restinio::request_handle_t handle)
      : body{std::move(owner)}, request{std::move(handle)} {
    body->progress.begin();
  }
  ~Exchange() {
    if (request) body->progress.end();
    if (part) body->budget.give_back(*part);
  }
  Exchange(Exchange const&) = delete;
  Exchange& operator=(Exchange const&) = delete;

  [[nodiscard]] RawRequest raw();
  void answer(Response response);

private:
  void take_mark(restinio::http_header_field_t const& field, RawRequest& raw);
};

/// `401 {"code":…}`
Response refusal_in(std::string const& mark) {
  auto const space = mark.find(' ');
  return {.status = std::stoi(mark.substr(0, space)), .body = mark.substr(space + 1)};
}

template <class Body> RawRequest Exchange<Body>::raw() {
  auto const& header = request->header();
  RawRequest raw{.method = header.method().c_str(),
                 .target = header.request_target(),
                 .body = request->body(),
                 .remote_address = request->remote_endpoint().address().to_string()};
  raw.headers.reserve(header.fields_count());
  header.for_each_field([&](restinio::http_header_field_t const& field) {
    if (field.name().starts_with(':'))
      take_mark(field, raw);
    else
      raw.headers.emplace_back(lower_case(field.name()), field.value());
  });
  return raw;
}

/// What the hook of intake.h noted.
template <class Body>
void Exchange<Body>::take_mark(restinio::http_header_field_t const& field, RawRequest& raw) {
  if (field.name() == refusal_field) {
    raw.refusal = refusal_in(field.value());
  } else if (field.name() == budget_field) {
    part = std::stoull(field.value());
    body->budget.arrived(*part);
  } else {
    raw.fault = field.value() == fault_head ? Fault::head_too_large : Fault::body_too_large;
    must_close = field.value() != fault_body_dropped;
  }
}

/// From any thread, once; composed and sent by the server's own. RESTinio loses its place among
/// pipelined requests when an answer is given within its call of the handler: that call returns
/// first. What waits in the queue must not own the body, which owns the queue.
template <class Body> void Exchange<Body>::answer(Response response) {
  Sending<Body> sending{*body, std::move(request), must_close};
  restinio::asio_ns::defer(body->io,
                           [sending = std::move(sending), kept = std::move(response)]() mutable {
                             sending.send(std::move(kept));
                           });
}

template <class Body>
restinio::request_handling_status_t handle(std::shared_ptr<Body> const& body,
                                           restinio::request_handle_t request) {
  auto const exchange = std::make_shared<Exchange<Body>>(body, std::move(request));
  auto raw = exchange->raw();
  if (body->is_stopping) {
    exchange->answer(stopping_response());
  } else {
    dispatch(*body->routes, body->pages, std::move(raw),
             [exchange](Response response) { exchange->answer(std::move(response)); });
  }
  return restinio::request_accepted();
}

void set_limits(Settings& settings, ServerOptions const& options) {
  using std::chrono::milliseconds;
  auto const step = std::min(longest_timer_step, milliseconds{options.read_timeout_ms} / 2);
  settings.timer_manager(step)
      .read_next_http_message_timelimit(milliseconds{options.read_timeout_ms})
      .write_http_response_timelimit(milliseconds{options.write_timeout_ms})
      .handle_request_timeout(milliseconds{options.answer_timeout_ms})
      // One at a time: an unread body never lies before a request that is still to be parsed.
      .max_pipelined_requests(1)
      .max_parallel_connections(static_cast<std::size_t>(options.connections))
      .buffer_size(read_buffer_size)
      // Beyond what the hook in intake.h lets through; RESTinio's own limits cut without a word.
      .incoming_http_msg_limits(restinio::incoming_http_msg_limits_t{}
                                    .max_url_size(head_most)
                                    .max_field_name_size(head_most)
                                    .max_field_value_size(head_most)
                                    .max_field_count(head_most));
}
}  // namespace

Server::Server(ServerOptions const& options, std::shared_ptr<RouteTable const> routes)
    : m_body{std::make_shared<Body>(options, std::move(routes))} {
  auto* body = m_body.get();
  Settings settings;
  set_limits(settings, options);
  settings.address(options.address)
      .port(options.port)
      .acceptor_options_setter([](restinio::acceptor_options_t& acceptor) {
        acceptor.set_option(restinio::asio_ns::ip::tcp::acceptor::reuse_address{true});
      })
      .socket_options_setter([](restinio::socket_options_t& socket) {
        socket.set_option(restinio::asio_ns::ip::tcp::no_delay{true});
      })
      // Weak, for the body owns the server that owns this handler.
      .request_handler([weak = std::weak_ptr{m_body}](restinio::request_handle_t request) {
        auto const owner = weak.lock();
        return owner ? handle(owner, std::move(request)) : restinio::request_rejected();
      })
      .acceptor_post_bind_hook([body](restinio::asio_ns::ip::tcp::acceptor& acceptor) {
        body->port = acceptor.local_endpoint().port();
      });
  body->server = std::make_unique<RestinioServer>(restinio::external_io_context(body->io),
                                                  std::move(settings));
  try {
    body->server->open_sync();
  } catch (std::exception const& exception) {
    throw std::runtime_error{"不能在 " + options.address + ":" + std::to_string(options.port) +
                             " 上提供服务（地址已被占用?）：" + exception.what()};
  }
  for (int i = 0; i < options.threads; ++i) {
    body->threads.emplace_back([body] {
      intake = &body->limits;
      body->io.run();
    });
  }
}

Server::~Server() { stop(0); }

std::uint16_t Server::port() const { return m_body->port; }

void Server::stop(int grace_ms) {
  auto* body = m_body.get();
  if (body->is_stopping.exchange(true)) return;
  std::promise<void> closed;
  restinio::asio_ns::post(body->io, [&] {
    body->server->close_sync();
    closed.set_value();
  });
  closed.get_future().wait();  // else a caller would find the door open and nobody behind it
  body->progress.wait(std::chrono::milliseconds{grace_ms});
  body->io.stop();
  for (auto& thread : body->threads) thread.join();
}

}  // namespace hangji::http
