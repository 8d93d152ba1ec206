// What the chapters hand to the rest of the program, put together once at start.
#pragma once

#include "kernel/api/chapters.h"

namespace hangji::application {

[[nodiscard]] api::Chapters all_chapters(documents::Originals const& originals);

}  // namespace hangji::application
