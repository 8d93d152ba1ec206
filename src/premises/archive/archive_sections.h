// What the archive says in a bulletin: the gaps of each volume.
#pragma once

#include "kernel/records/sections.h"

namespace hangji::premises {

/// 档案缺项: a line a volume, and a line a gap, of the period.
void add_archive_sections(records::SectionOrder const& order, std::vector<records::Section>& into);

}  // namespace hangji::premises
