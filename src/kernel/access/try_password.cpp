#include "kernel/access/try_password.h"

#include "kernel/access/password_pool.h"
#include "kernel/access/sessions.h"
#include "kernel/api/gate.h"

#include <spdlog/spdlog.h>

namespace hangji::access {

namespace {
void try_now(Trial& trial, Tried& tried) {
  tried.fits = password_fits(tried.found, trial.password);
  if (tried.fits && trial.wanted) tried.chosen.emplace(std::move(*trial.wanted));
}

std::unexpected<Refusal> busy() {
  return refuse(AccessRefusal::busy, "同时登录的人太多，请稍后重试", {.status = 503});
}
}  // namespace

void try_password(
    api::Services& services, Trial trial,
    std::function<void(Result<std::shared_ptr<Tried>>, std::exception_ptr failure)> then) {
  struct State {
    Trial trial{};
    std::shared_ptr<Tried> tried{std::make_shared<Tried>()};
    Result<Done> found{};
  };
  auto const state = std::make_shared<State>(State{.trial = std::move(trial)});
  auto const& tenant = state->trial.tenant;
  auto try_it = [state, then] {
    std::exception_ptr failure;
    try {
      try_now(state->trial, *state->tried);
    } catch (...) { failure = std::current_exception(); }
    then(state->tried, failure);
  };
  services.database.submit_read(
      tenant,
      [&services, state](database::Transaction& transaction) {
        state->tried->limits = services.sessions.limits(transaction);
        auto found = state->trial.find(transaction);
        state->found = found ? Result<Done>{} : std::unexpected{found.error()};
        if (found) state->tried->found = std::move(*found);
      },
      [&services, state, then, try_it](std::exception_ptr failure) {
        if (failure) return then(state->tried, failure);
        if (!state->found) return then(std::unexpected{state->found.error()}, nullptr);
        if (services.passwords.submit(try_it)) return;
        then(busy(), nullptr);
      });
}

void choose_passwords(api::Services& services, std::vector<std::string> texts,
                      std::function<void(Result<std::vector<ChosenPassword>>)> then) {
  auto const choose = [texts = std::move(texts), then] {
    Result<std::vector<ChosenPassword>> chosen;
    try {
      for (auto const& text : texts) chosen->emplace_back(text);
    } catch (std::exception const& failure) {
      spdlog::error("a password could not be hashed: {}", failure.what());
      chosen = busy();
    }
    then(std::move(chosen));
  };
  if (!services.passwords.submit(choose)) then(busy());
}

}  // namespace hangji::access
