#include "foundation/result.h"

#include <cstdio>
#include <cstdlib>

namespace hangji {

void stop_at_bug(std::string_view what, std::source_location where) {
  std::fprintf(stderr, "hangji: bug at %s:%u (%s): %.*s does not hold\n", where.file_name(),
               where.line(), where.function_name(), static_cast<int>(what.size()), what.data());
  std::abort();
}

}  // namespace hangji
