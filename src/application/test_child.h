// The real program as a child of the test, to be killed, starved and asked: what no server inside
// the test's own process can be. For tests only.
#pragma once

#include "foundation/prelude.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <string>
#include <vector>

namespace hangji::application {

/// The program of this build: it lies beside the test program.
inline std::string program_file() {
  return std::filesystem::read_symlink("/proc/self/exe").parent_path() / "hangji";
}

/// One running command of the program. Ends with the object, without mercy.
class Child {
public:
  /// Its log goes to the end of `log`.
  Child(std::vector<std::string> words, std::filesystem::path const& log) {
    int ends[2];
    verify(::pipe2(ends, O_CLOEXEC) == 0, "a pipe to the child");
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, log.c_str(),
                                     O_WRONLY | O_CREAT | O_APPEND, 0600);
    // Should the test itself die, the kernel ends the child.
    words.insert(words.begin(), {"setpriv", "--pdeathsig", "KILL", program_file()});
    std::vector<char*> typed;
    typed.reserve(words.size() + 1);
    for (auto& word : words) typed.push_back(word.data());
    typed.push_back(nullptr);
    auto const failed =
        ::posix_spawnp(&m_process, typed[0], &actions, nullptr, typed.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    m_output = ends[0];
    verify(failed == 0, "setpriv of util-linux starts the program");
  }
  ~Child() {
    if (m_process > 0) kill();
    ::close(m_output);
  }
  Child(Child const&) = delete;
  Child& operator=(Child const&) = delete;

  [[nodiscard]] pid_t process() const { return m_process; }
  /// At once and for good, as when the power fails for the program alone.
  void kill() {
    ::kill(m_process, SIGKILL);
    (void)wait();
  }
  /// Its exit code; -1 when a signal ended it.
  int wait() {
    int status = 0;
    ::waitpid(m_process, &status, 0);
    m_process = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  /// Up to and without `end`; what there was when the output ended before.
  std::string read_until(std::string_view end) {
    std::string text;
    char byte = 0;
    while (!text.ends_with(end)) {
      auto const got = ::read(m_output, &byte, 1);
      if (got <= 0) return text;
      text += byte;
    }
    return text.substr(0, text.size() - end.size());
  }

private:
  pid_t m_process{-1};
  int m_output{-1};
};

}  // namespace hangji::application
