#include "application/commands.h"
#include "http/server.h"

#include <spdlog/spdlog.h>

#include <csignal>

namespace hangji::application {

int serve(Program& program, std::function<void(std::uint16_t port)> const& ready) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);

  auto const& settings = program.settings();
  http::Server server{{.address = settings.address,
                       .port = settings.port,
                       .threads = settings.threads,
                       .pages = settings.pages.string()},
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
