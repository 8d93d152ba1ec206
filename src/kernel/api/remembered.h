// Answers that many ask for and that change seldom, kept as JSON for as long as the journal's head
// stands still, whatever process wrote the next entry.
#pragma once

#include "kernel/api/gate.h"

namespace hangji::api {

/// What is kept for the person, the request and the day; null when the books have moved on since.
[[nodiscard]] std::shared_ptr<std::string const> find_answer(Reading& reading);
void keep_answer(Reading& reading, std::shared_ptr<std::string const> text);

/// What was answered to the same question of the same books, or what `make()` gives now. All that
/// `make` reads must be journaled; whether the person may ask is asked before.
template <class Make> [[nodiscard]] auto remembered(Reading& reading, Make const& make) {
  using Value = std::remove_cvref_t<decltype(make())>;
  if (auto text = find_answer(reading)) return Written<Value>{std::move(text)};
  auto text = std::make_shared<std::string const>(to_json(make()));
  keep_answer(reading, text);
  return Written<Value>{std::move(text)};
}

}  // namespace hangji::api
