// The gate every request passes: session → right → transaction → handler → journal → commit →
// answer.
//
// Handlers are plain functions of what was asked; they never see a connection, a header or a
// status. The gate owns the transaction, commits only on success, answers after the commit is
// durable, remembers answers by idempotency key, and maps refusals and failures. It knows no
// feature.
#pragma once

#include "database/database.h"
#include "http/route.h"
#include "kernel/access/session.h"
#include "kernel/api/answers.h"
#include "kernel/journal/change.h"

#include <memory>

namespace hangji::rules {
class Rulebook;
class Rulebooks;
}  // namespace hangji::rules
namespace hangji::access {
class PasswordPool;
class Sessions;
}  // namespace hangji::access
namespace hangji::jobs {
class Jobs;
}  // namespace hangji::jobs
namespace hangji::documents {
class Originals;
}  // namespace hangji::documents
namespace hangji::secrets {
class Secrets;
}  // namespace hangji::secrets

namespace hangji::api {

struct Chapters;

/// What the program gives every handler; the application fills it at start.
struct Services {
  database::Database& database;
  Clock const& clock;
  rules::Rulebooks& rulebooks;
  access::Sessions& sessions;
  access::PasswordPool& passwords;
  secrets::Secrets const& secrets;
  documents::Originals& originals;
  documents::Originals& passing;  ///< of jobs, for days; no evidence
  jobs::Jobs& jobs;
  access::IsWithin is_within;
  /// What the chapters hand in (api/chapters.h); always there in the running program.
  Chapters const* chapters{nullptr};
};

/// What a handler of a question gets.
class Reading {
public:
  Reading(Services& all_services, database::Transaction& open_transaction,
          access::Session const& open_session, rules::Rulebook const& rules_of_tenant,
          http::Request const& asked)
      : services{all_services},
        transaction{open_transaction},
        session{open_session},
        rulebook{rules_of_tenant},
        request{asked} {}

  /// Refuses unless the person has the permission at the unit. Every handler asks this, or
  /// `own_record`, at least once: the gate refuses to answer when it was not asked.
  [[nodiscard]] Result<Done> require(access::Permission permission, UnitId unit);
  /// As `require`, or the record is the person's own and they may see their own.
  [[nodiscard]] Result<Done> require_or_own(access::Permission permission, UnitId unit,
                                            MemberId member);
  /// The units the person may list under the permission; refuses when there are none.
  [[nodiscard]] Result<std::vector<access::ReachedUnit>> reached(access::Permission permission);
  /// For what every signed-in person may see.
  void allow_everyone() { m_asked = true; }
  [[nodiscard]] bool was_asked() const { return m_asked; }
  [[nodiscard]] Date today() const { return transaction.today(); }

  Services& services;
  database::Transaction& transaction;
  access::Session const& session;
  rules::Rulebook const& rulebook;
  http::Request const& request;

private:
  bool m_asked{false};
};

/// What a handler of an operation gets.
class Writing : public Reading {
public:
  using Effects = std::vector<std::function<void()>>;
  Writing(Reading const& reading, journal::Change& wanted_change, Effects& effects)
      : Reading{reading}, change{wanted_change}, m_effects{effects} {}

  /// Runs once the operation is durable and not at all otherwise: forgetting what is remembered in
  /// memory.
  void after_commit(std::function<void()> effect) { m_effects.push_back(std::move(effect)); }
  /// The answer holds what must not lie in the database: it is not kept for a retry, which gets an
  /// empty answer instead.
  void keep_no_answer() { m_keeps_answer = false; }
  [[nodiscard]] bool keeps_answer() const { return m_keeps_answer; }

  journal::Change& change;

private:
  Effects& m_effects;
  bool m_keeps_answer{true};
};

using ReadWork = std::function<Result<http::Response>(Reading&)>;
using WriteWork = std::function<Result<http::Response>(Writing&)>;

/// Reads what was asked into the work of one request.
using PrepareQuestion = std::function<ReadWork(http::Request const&)>;
using PrepareOperation = std::function<WriteWork(http::Request const&)>;

/// Runs a question on a reader.
void answer_question(Services& services, access::Permission permission, ReadWork work,
                     std::shared_ptr<http::Request const> request, http::Answer answer);
/// Runs an operation on the writer; `operation` is `feature.verb`, the journal's word for it.
void answer_operation(Services& services, access::Permission permission, std::string_view operation,
                      WriteWork work, std::shared_ptr<http::Request const> request,
                      http::Answer answer);

/// What the head of every write must hold: told in the OpenAPI document, and looked at before a
/// large body is taken in. Routes of `Endpoints` are guarded already.
void guard_write(http::Route& route, Services& services, access::Permission permission);

/// The JSON object a described input is read from: query and path parameters (text form) or body
/// plus path parameters.
[[nodiscard]] Result<boost::json::value> input_of(http::Request const& request);

/// Refusal as JSON, with its rule's title, document and article when it names one.
[[nodiscard]] http::Response refusal_answer(Refusal const& refusal, rules::Rulebook const* rulebook,
                                            Date day);
[[nodiscard]] http::Response file_answer(File file);

template <class In> [[nodiscard]] Result<In> read_input(http::Request const& request) {
  auto value = input_of(request);
  if (!value) return std::unexpected{std::move(value.error())};
  return from_json<In>(*value,
                       request.method == http::Method::get ? JsonForm::text : JsonForm::typed);
}

template <class Out> [[nodiscard]] Result<http::Response> to_answer(Result<Out> result) {
  if (!result) return std::unexpected{std::move(result.error())};
  if constexpr (std::same_as<Out, File>) {
    return file_answer(std::move(*result));
  } else if constexpr (is_written<Out>) {
    return *result->answer;
  } else {
    http::Response response;
    write_json(response.body, *result);
    return response;
  }
}

/// Adds a feature's routes: `Endpoints e{table, services, "practice.dues"}`. The templates hold
/// only what depends on a handler's types: they are compiled for each route.
class Endpoints {
public:
  Endpoints(http::RouteTable& table, Services& services, std::string tag)
      : m_table{table}, m_services{services}, m_tag{std::move(tag)} {}

  /// `Result<Out> handler(Reading&, In const&)`
  template <class In, class Out>
  void question(std::string path, std::string summary, access::Permission permission,
                Result<Out> (*handler)(Reading&, In const&)) {
    add_question(described<In, Out>(), std::move(path), std::move(summary), permission,
                 [handler](http::Request const& request) -> ReadWork {
                   return [&request, handler](Reading& reading) -> Result<http::Response> {
                     auto input = read_input<In>(request);
                     if (!input) return std::unexpected{std::move(input.error())};
                     return to_answer(handler(reading, *input));
                   };
                 });
  }

  struct Verb {
    http::Method method{http::Method::post};
    std::string path{};
    /// `feature.verb`
    std::string operation{};
    std::string summary{};
    access::Permission permission{};
    http::BodyForm body{http::BodyForm::json};
    std::size_t body_limit{1 << 20};
  };

  /// `Result<Out> handler(Writing&, In const&)`
  template <class In, class Out> void operation(Verb verb,
                                                Result<Out> (*handler)(Writing&, In const&)) {
    add_operation(described<In, Out>(), std::move(verb),
                  [handler](http::Request const& request) -> WriteWork {
                    // Read here already: there is one writer for all.
                    auto input = std::make_shared<Result<In> const>(read_input<In>(request));
                    return [input, handler](Writing& writing) -> Result<http::Response> {
                      if (!*input) return std::unexpected{input->error()};
                      return to_answer(handler(writing, **input));
                    };
                  });
  }

  [[nodiscard]] http::RouteTable& table() { return m_table; }
  [[nodiscard]] Services& services() { return m_services; }

private:
  template <class In, class Out> static http::Route described() {
    http::Route route;
    route.takes = &object_schema<In>;
    if constexpr (std::same_as<Out, File>) {
      route.gives_type = "application/octet-stream";
    } else if constexpr (is_written<Out>) {
      route.gives = &schema_of<typename Out::Value>;
    } else {
      route.gives = &schema_of<Out>;
    }
    return route;
  }
  void add_question(http::Route route, std::string path, std::string summary,
                    access::Permission permission, PrepareQuestion prepare);
  void add_operation(http::Route route, Verb verb, PrepareOperation prepare);

  http::RouteTable& m_table;
  Services& m_services;
  std::string m_tag;
};

/// Input of a route without parameters.
struct Nothing {};
BOOST_DESCRIBE_STRUCT(Nothing, (), ())

}  // namespace hangji::api
