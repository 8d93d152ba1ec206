#include "kernel/api/remembered.h"

#include "http/compression.h"
#include "kernel/journal/journal.h"

#include <fmt/format.h>

#include <mutex>
#include <unordered_map>

namespace hangji::api {

namespace {
struct Kept {
  std::string head{};
  std::shared_ptr<http::Response const> answer{};
};

struct Answers {
  static constexpr std::size_t most = 1024;
  std::mutex mutex{};
  std::unordered_map<std::string, Kept> kept{};
};

Answers& answers() {
  static Answers all;
  return all;
}

std::string_view accepted(Reading& reading) {
  return http::accepts_gzip(reading.request.header("accept-encoding")) ? "gzip" : "";
}

std::string key_of(Reading& reading) {
  auto key =
      fmt::format("{}/{}/{}/{}{}", reading.transaction.tenant().value, reading.session.user.value,
                  to_text(reading.today()), accepted(reading), reading.request.path);
  for (auto const& [name, value] : reading.request.parameters) {
    key += fmt::format("\n{}={}", name, value);
  }
  return key;
}
}  // namespace

std::shared_ptr<http::Response const> find_answer(Reading& reading) {
  auto const head = journal::head(reading.transaction).hash;
  auto const key = key_of(reading);
  auto& all = answers();
  std::lock_guard const lock{all.mutex};
  auto const found = all.kept.find(key);
  return found != all.kept.end() && found->second.head == head ? found->second.answer : nullptr;
}

std::shared_ptr<http::Response const> keep_answer(Reading& reading, std::string json) {
  http::Response response{.body = std::move(json)};
  http::compress(response, accepted(reading));
  auto answer = std::make_shared<http::Response const>(std::move(response));
  auto head = journal::head(reading.transaction).hash;
  // Books without an entry have no hash that tells them from others.
  if (head.empty()) return answer;
  auto key = key_of(reading);
  auto& all = answers();
  std::lock_guard const lock{all.mutex};
  if (all.kept.size() >= Answers::most) all.kept.clear();
  all.kept[std::move(key)] = {std::move(head), answer};
  return answer;
}

}  // namespace hangji::api
