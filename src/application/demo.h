// The demo: `hangji demo` builds an invented street on its first start and serves it;
// `hangji demo-workbooks` writes the rosters it begins with.
#pragma once

#include "application/commands.h"

namespace hangji::application {

/// Builds when the books are empty, then serves.
[[nodiscard]] Command demo_command();
[[nodiscard]] Command demo_workbooks_command();

}  // namespace hangji::application
