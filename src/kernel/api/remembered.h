// Answers that many ask for and that change seldom, kept as they go out (compressed for those who
// take it) for as long as the journal's head stands still, whatever process wrote the next entry.
#pragma once

#include "kernel/api/gate.h"

namespace hangji::api {

/// What is kept for the person, the request and the day; null when the books have moved on since.
[[nodiscard]] std::shared_ptr<http::Response const> find_answer(Reading& reading);
[[nodiscard]] std::shared_ptr<http::Response const> keep_answer(Reading& reading, std::string json);

/// What was answered to the same question of the same books, or what `make()` gives now. All that
/// `make` reads must be journaled; whether the person may ask is asked before.
template <class Make> [[nodiscard]] auto remembered(Reading& reading, Make const& make) {
  using Value = std::remove_cvref_t<decltype(make())>;
  if (auto kept = find_answer(reading)) return Written<Value>{std::move(kept)};
  return Written<Value>{keep_answer(reading, to_json(make()))};
}

}  // namespace hangji::api
