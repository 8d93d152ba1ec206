#include "application/commands.h"
#include "http/server.h"

#include <spdlog/spdlog.h>

#include <csignal>

namespace hangji::application {

sigset_t block_ending_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

int serve(Program& program, std::function<void(std::uint16_t port)> const& ready) {
  auto const claimed = program.database().claim();
  auto const signals = block_ending_signals();
  auto const& settings = program.settings();
  http::Server server{{.address = settings.address,
                       .port = settings.port,
                       .threads = settings.threads,
                       .pages = settings.pages.string(),
                       .is_behind_tls = settings.public_url.starts_with("https://")},
                      program.routes()};
  program.services().jobs.start(the_street);
  ready(server.port());

  int signal = 0;
  sigwait(&signals, &signal);
  spdlog::info("signal {}: finishing accepted requests", signal);
  server.stop();
  program.stop();
  return 0;
}

}  // namespace hangji::application
