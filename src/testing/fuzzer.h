// Makes inputs by changing good ones by chance and tries a reader with them. A build with
// `-fsanitize-coverage=trace-pc` (tools/fuzz) keeps those that reach new code and goes on from
// there. HANGJI_FUZZ_SECONDS says how long each reader is tried. For one file of a test program.
#pragma once

#include "foundation/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <random>
#include <string>
#include <vector>

namespace {
/// Edges of the code that were passed since it was cleared, by chance of their address.
constexpr std::size_t edges = 1U << 15U;
unsigned char passed[edges];
}  // namespace

/// Called by every block of code compiled for it; nothing is in the plain build.
extern "C" void __sanitizer_cov_trace_pc();
extern "C" void __sanitizer_cov_trace_pc() {
  auto const at = reinterpret_cast<std::uintptr_t>(__builtin_return_address(0));
  passed[(at ^ (at >> 16U)) % edges] = 1;
}

namespace hangji::testing {

using Inputs = std::vector<std::string>;

/// The input being tried, for who finds the program dead.
inline std::string const* trying = nullptr;
inline char const* const left_behind = "fuzz-crash";

extern "C" inline void leave_input_behind(int signal) {
  if (trying != nullptr) std::ofstream{left_behind, std::ios::binary} << *trying;
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

class Fuzzer {
public:
  Fuzzer(Inputs seeds, std::string_view words, std::uint32_t seed)
      : m_inputs{std::move(seeds)}, m_words{words}, m_dice{seed} {
    for (auto const signal : {SIGABRT, SIGSEGV, SIGFPE}) std::signal(signal, leave_input_behind);
  }

  /// Tries inputs for the time there is; returns how many.
  template <class Reader> std::int64_t run(Reader const& reader) {
    auto const* wanted = std::getenv("HANGJI_FUZZ_SECONDS");
    std::chrono::milliseconds const budget{wanted == nullptr ? 700 : std::atoi(wanted) * 1000};
    auto const end = std::chrono::steady_clock::now() + budget;
    std::int64_t tried = 0;
    for (auto const& seed : Inputs{m_inputs}) (void)reaches_new_code(reader, seed);
    for (; std::chrono::steady_clock::now() < end; ++tried) {
      auto input = changed();
      if (reaches_new_code(reader, input)) m_inputs.push_back(std::move(input));
    }
    fmt::print("{} inputs, {} kept\n", tried, m_inputs.size());
    return tried;
  }

private:
  template <class Reader> bool reaches_new_code(Reader const& reader, std::string const& input) {
    std::ranges::fill(passed, 0);
    trying = &input;
    reader(input);
    trying = nullptr;
    bool is_new = false;
    for (std::size_t i = 0; i < edges; i += sizeof(std::uint64_t)) {
      std::uint64_t now = 0;
      std::uint64_t known = 0;
      std::memcpy(&now, passed + i, sizeof now);
      std::memcpy(&known, m_known.data() + i, sizeof known);
      if ((now & ~known) == 0) continue;
      is_new = true;
      known |= now;
      std::memcpy(m_known.data() + i, &known, sizeof known);
    }
    return is_new;
  }
  std::size_t below(std::size_t limit) { return limit == 0 ? 0 : m_dice() % limit; }
  std::string changed() {
    auto input = m_inputs[below(m_inputs.size())];
    for (auto changes = 1 + below(4); changes > 0; --changes) change(input);
    if (input.size() > 20'000) input.resize(20'000);
    return input;
  }
  void change(std::string& input) {
    static constexpr char telling[] = "\0\x01\xff\x7f\x80\"'<>&;:,=/%{}[]0-9\r\n\t ";
    auto const at = below(input.size() + 1);
    auto const length = std::min(below(12), input.size() - at);
    switch (below(7)) {
      case 0: input.erase(at, length); break;
      case 1: input.insert(at, 1, telling[below(sizeof telling - 1)]); break;
      case 2: input.insert(at, word()); break;
      case 3: input.insert(at, input.substr(at, length)); break;
      case 4: splice(input, at); break;
      case 5: input.replace(at, length, word()); break;
      default:
        if (at < input.size()) input[at] = static_cast<char>(m_dice());
    }
  }
  /// The beginning of one and the end of another.
  void splice(std::string& input, std::size_t at) {
    auto const& other = m_inputs[below(m_inputs.size())];
    input = input.substr(0, at) + other.substr(below(other.size() + 1));
  }
  std::string word() {
    auto const words = split(m_words, ' ');
    return std::string{words[below(words.size())]};
  }

  Inputs m_inputs;
  std::string_view m_words;
  std::minstd_rand m_dice;
  std::vector<unsigned char> m_known = std::vector<unsigned char>(edges, 0);
};

}  // namespace hangji::testing
