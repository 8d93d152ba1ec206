#include "organisation/enterprises/enterprises.h"

#include "foundation/text.h"

#include <array>

namespace hangji::organisation {

namespace {
struct StateWord {
  std::string_view word;
  EnterpriseState state;
};
/// The narrower before the wider: 吊销未注销 is 吊销, 停业清算 is 停业.
constexpr std::array state_words{StateWord{"注销", EnterpriseState::cancelled},
                                 StateWord{"吊销", EnterpriseState::cancelled},
                                 StateWord{"撤销", EnterpriseState::cancelled},
                                 StateWord{"合并", EnterpriseState::merged},
                                 StateWord{"并购", EnterpriseState::merged},
                                 StateWord{"被并", EnterpriseState::merged},
                                 StateWord{"并入", EnterpriseState::merged},
                                 StateWord{"转型", EnterpriseState::transformed},
                                 StateWord{"转制", EnterpriseState::transformed},
                                 StateWord{"改制", EnterpriseState::transformed},
                                 StateWord{"转产", EnterpriseState::transformed},
                                 StateWord{"转让", EnterpriseState::transformed},
                                 StateWord{"迁出", EnterpriseState::transformed},
                                 StateWord{"关闭", EnterpriseState::closed},
                                 StateWord{"停业", EnterpriseState::closed},
                                 StateWord{"清算", EnterpriseState::closed},
                                 StateWord{"倒闭", EnterpriseState::closed},
                                 StateWord{"歇业", EnterpriseState::suspended},
                                 StateWord{"停产", EnterpriseState::suspended},
                                 StateWord{"存续", EnterpriseState::operating},
                                 StateWord{"在营", EnterpriseState::operating},
                                 StateWord{"开业", EnterpriseState::operating},
                                 StateWord{"在业", EnterpriseState::operating},
                                 StateWord{"在册", EnterpriseState::operating},
                                 StateWord{"确立", EnterpriseState::operating},
                                 StateWord{"正常", EnterpriseState::operating},
                                 StateWord{"营业", EnterpriseState::operating},
                                 StateWord{"登记成立", EnterpriseState::operating},
                                 StateWord{"迁入", EnterpriseState::operating}};

/// The roster's one-character words: 关、停、并、转.
constexpr std::array short_words{
    StateWord{"关", EnterpriseState::closed}, StateWord{"停", EnterpriseState::suspended},
    StateWord{"并", EnterpriseState::merged}, StateWord{"转", EnterpriseState::transformed}};
}  // namespace

std::string_view label(EnterpriseState state) {
  switch (state) {
    case EnterpriseState::operating: return "在营";
    case EnterpriseState::closed: return "关闭";
    case EnterpriseState::suspended: return "停业";
    case EnterpriseState::merged: return "合并";
    case EnterpriseState::transformed: return "转出";
    case EnterpriseState::cancelled: return "注销";
  }
  return "";
}

std::optional<EnterpriseState> parse_enterprise_state(std::string_view text) {
  auto const words = without_spaces(to_half_width(text));
  for (auto const& row : short_words) {
    if (words == row.word) return row.state;
  }
  for (auto const& row : state_words) {
    if (words.find(row.word) != std::string::npos) return row.state;
  }
  return std::nullopt;
}

bool is_alive(EnterpriseState state) {
  return state == EnterpriseState::operating || state == EnterpriseState::suspended;
}

std::string_view label(Coverage coverage) {
  switch (coverage) {
    case Coverage::own_branch: return "单独建立党支部";
    case Coverage::joint_branch: return "建立或加入联合党支部";
    case Coverage::liaison: return "选派党建指导员";
    case Coverage::none: return "不需覆盖";
  }
  return "";
}

Coverage coverage_asked(EnterpriseRow const& enterprise, std::int64_t branch_members) {
  if (!is_alive(enterprise.state)) return Coverage::none;
  if (enterprise.formal_members >= branch_members) return Coverage::own_branch;
  return enterprise.party_members > 0 ? Coverage::joint_branch : Coverage::liaison;
}

bool is_covered(EnterpriseRow const& enterprise, Coverage asked) {
  switch (asked) {
    case Coverage::own_branch:
    case Coverage::joint_branch: return !enterprise.unit_id.is_none();
    case Coverage::liaison: return !enterprise.unit_id.is_none() || !enterprise.liaison.empty();
    case Coverage::none: return true;
  }
  return true;
}

}  // namespace hangji::organisation
