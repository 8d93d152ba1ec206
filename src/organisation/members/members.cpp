#include "organisation/members/members.h"

#include "foundation/text.h"

#include <array>

namespace hangji::organisation {

namespace {
template <class Value> struct Word {
  std::string_view word;
  Value value;
};

/// The value of the first word that the text contains: the narrower words come first.
template <class Value, std::size_t size>
std::optional<Value> find_word(std::array<Word<Value>, size> const& words, std::string_view text) {
  auto const plain = without_spaces(to_half_width(text));
  for (auto const& row : words) {
    if (plain.find(row.word) != std::string::npos) return row.value;
  }
  return std::nullopt;
}

constexpr std::array category_words{
    Word<MemberCategory>{"老弱病残", MemberCategory::old_weak_ill_disabled},
    Word<MemberCategory>{"年老体弱", MemberCategory::old_weak_ill_disabled},
    Word<MemberCategory>{"老龄", MemberCategory::old_weak_ill_disabled},
    Word<MemberCategory>{"流动", MemberCategory::floating},
    Word<MemberCategory>{"非公", MemberCategory::non_public},
    Word<MemberCategory>{"两新", MemberCategory::non_public},
    Word<MemberCategory>{"无职", MemberCategory::no_post},
    Word<MemberCategory>{"在职", MemberCategory::in_post}};

constexpr std::array state_words{Word<MemberState>{"开除", MemberState::expelled},
                                 Word<MemberState>{"死亡", MemberState::deceased},
                                 Word<MemberState>{"去世", MemberState::deceased},
                                 Word<MemberState>{"停止党籍", MemberState::suspended},
                                 Word<MemberState>{"停籍", MemberState::suspended},
                                 Word<MemberState>{"除名", MemberState::removed},
                                 Word<MemberState>{"出党", MemberState::removed},
                                 Word<MemberState>{"脱党", MemberState::removed},
                                 Word<MemberState>{"退党", MemberState::removed},
                                 Word<MemberState>{"转出", MemberState::transferred_out},
                                 Word<MemberState>{"转往", MemberState::transferred_out},
                                 Word<MemberState>{"正常", MemberState::active},
                                 Word<MemberState>{"恢复党籍", MemberState::active},
                                 Word<MemberState>{"在册", MemberState::active}};
}  // namespace

std::string_view label(MemberCategory category) {
  switch (category) {
    case MemberCategory::in_post: return "在职党员";
    case MemberCategory::no_post: return "无职党员";
    case MemberCategory::non_public: return "非公党员";
    case MemberCategory::floating: return "流动党员";
    case MemberCategory::old_weak_ill_disabled: return "老弱病残党员";
  }
  return "";
}

std::string_view label(Standing standing) {
  switch (standing) {
    case Standing::formal: return "正式党员";
    case Standing::probationary: return "预备党员";
  }
  return "";
}

std::string_view label(Registration registration) {
  switch (registration) {
    case Registration::registered: return "在册党员";
    case Registration::floating: return "流动党员";
  }
  return "";
}

std::string_view label(MemberState state) {
  switch (state) {
    case MemberState::active: return "正常";
    case MemberState::suspended: return "停止党籍";
    case MemberState::transferred_out: return "已转出";
    case MemberState::removed: return "出党";
    case MemberState::expelled: return "开除党籍";
    case MemberState::deceased: return "去世";
  }
  return "";
}

std::string_view label(MembershipReason reason) {
  switch (reason) {
    case MembershipReason::roster: return "名册";
    case MembershipReason::admitted: return "接收";
    case MembershipReason::transferred: return "转接组织关系";
    case MembershipReason::unit_merged: return "党组织合并";
    case MembershipReason::restored: return "恢复党籍";
  }
  return "";
}

std::string_view label(MemberEvent event) {
  switch (event) {
    case MemberEvent::admitted: return "接收";
    case MemberEvent::suspended: return "停止党籍";
    case MemberEvent::restored: return "恢复党籍";
    case MemberEvent::lost: return "失去联系";
    case MemberEvent::found: return "恢复联系";
    case MemberEvent::corrected: return "更正";
    case MemberEvent::left: return "离开";
    case MemberEvent::category_changed: return "调整类别";
    case MemberEvent::probation_extended: return "预备期延长至";
    case MemberEvent::probation_cancelled: return "取消预备党员资格";
  }
  return "";
}

std::string_view label(Sex sex) {
  switch (sex) {
    case Sex::male: return "男";
    case Sex::female: return "女";
  }
  return "";
}

std::optional<MemberCategory> parse_member_category(std::string_view text) {
  return find_word(category_words, text);
}

std::optional<Standing> parse_standing(std::string_view text) {
  static constexpr std::array words{Word<Standing>{"预备", Standing::probationary},
                                    Word<Standing>{"正式", Standing::formal},
                                    Word<Standing>{"中共党员", Standing::formal}};
  return find_word(words, text);
}

std::optional<MemberState> parse_member_state(std::string_view text) {
  return find_word(state_words, text);
}

std::optional<Sex> parse_sex(std::string_view text) {
  static constexpr std::array words{Word<Sex>{"男", Sex::male}, Word<Sex>{"女", Sex::female}};
  return find_word(words, text);
}

bool belongs(MemberState state) {
  return state == MemberState::active || state == MemberState::suspended;
}

Standing standing_on(std::optional<Date> full_member_on, Date day) {
  return full_member_on && *full_member_on <= day ? Standing::formal : Standing::probationary;
}

}  // namespace hangji::organisation
