#include "organisation/units/units.h"

#include <gtest/gtest.h>

namespace hangji::organisation {

TEST(UnitKinds, a_full_name_tells_the_kind_behind_its_street_and_community) {
  std::string const street = "中共重庆市渝中区解放碑街道";
  for (auto const& [name, kind] : {std::pair{"工作委员会", UnitKind::street},
                                   {"党工委", UnitKind::street},
                                   {"民生路社区委员会", UnitKind::community},
                                   {"民生路社区党委", UnitKind::community},
                                   {"民生路社区总支部委员会", UnitKind::community},
                                   {"民生路社区国贸总支部委员会", UnitKind::general_branch},
                                   {"民生路社区第一支部委员会", UnitKind::branch},
                                   {"民生路社区国贸联合支部委员会", UnitKind::joint_branch},
                                   {"民生路社区流动党员支部委员会", UnitKind::mobile_branch},
                                   {"民生路社区居民委员会党支部", UnitKind::branch},
                                   {"机关总支部委员会", UnitKind::general_branch},
                                   {"商会委员会", UnitKind::committee},
                                   {"民生路社区第一支部第二党小组", UnitKind::group}}) {
    EXPECT_EQ(kind_of_name(street + name), kind) << name;
  }
  EXPECT_EQ(kind_of_name("中共某某公司总支部委员会"), UnitKind::general_branch);
  EXPECT_FALSE(kind_of_name("某某公司"));
}

TEST(UnitKinds, are_known_by_the_words_that_rosters_use) {
  struct Case {
    std::string_view text;
    UnitKind kind;
  };
  constexpr Case cases[] = {
      {"街道党工委", UnitKind::street},
      {"党工委", UnitKind::street},
      {"社区党委", UnitKind::community},
      {"社区党总支", UnitKind::community},
      {"社区党组织", UnitKind::community},
      {"党委", UnitKind::committee},
      {"机关党委", UnitKind::committee},
      {"党的基层委员会", UnitKind::committee},
      {"党总支", UnitKind::general_branch},
      {" 党 总 支 部 ", UnitKind::general_branch},
      {"党支部", UnitKind::branch},
      {"网格党支部", UnitKind::branch},
      {"非公企业党支部", UnitKind::branch},
      {"社区党支部", UnitKind::branch},
      {"联合党支部", UnitKind::joint_branch},
      {"流动党员党支部", UnitKind::mobile_branch},
      {"流动党支部", UnitKind::mobile_branch},
      {"临时党支部", UnitKind::temporary_branch},
      {"党小组", UnitKind::group},
  };
  for (auto const& [text, kind] : cases) EXPECT_EQ(parse_unit_kind(text), kind) << text;
  EXPECT_FALSE(parse_unit_kind("工会"));
  EXPECT_FALSE(parse_unit_kind(""));
}

TEST(UnitKinds, read_their_own_labels) {
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<UnitKind>>([](auto enumerator) {
    EXPECT_EQ(parse_unit_kind(label(enumerator.value)), enumerator.value) << enumerator.name;
  });
}

// Working regulations of branches, article 4 and 5: members belong to branches; groups are within.
TEST(UnitKinds, stand_under_what_is_above_them) {
  struct Case {
    UnitKind child;
    UnitKind parent;
    bool may;
  };
  using enum UnitKind;
  constexpr Case cases[] = {
      {community, street, true},
      {committee, street, true},
      {committee, community, true},
      {committee, committee, true},
      {general_branch, committee, true},
      {branch, street, true},
      {branch, community, true},
      {branch, general_branch, true},
      {joint_branch, community, true},
      {group, branch, true},
      {group, joint_branch, true},
      {street, community, false},
      {street, street, false},
      {community, community, false},
      {community, committee, false},
      {branch, branch, false},
      {general_branch, branch, false},
      {group, community, false},
      {group, group, false},
      {branch, group, false},
  };
  for (auto const& [child, parent, may] : cases) {
    EXPECT_EQ(may_be_under(child, parent), may) << label(child) << " 在 " << label(parent) << " 下";
  }
}

TEST(UnitKinds, have_each_its_own_code_in_rules) {
  EXPECT_EQ(rule_code(UnitKind::branch), "branch");
  EXPECT_EQ(rule_code(UnitKind::mobile_branch), "mobile_branch");
  EXPECT_EQ(rule_code(UnitKind::temporary_branch), "temporary_branch");
  EXPECT_EQ(rule_code(UnitKind::joint_branch), "joint_branch");
  EXPECT_EQ(rule_code(UnitKind::group), "group");
}

TEST(UnitNames, are_shortened_by_what_every_unit_of_the_street_has) {
  using enum UnitKind;
  EXPECT_EQ(short_name_of(street, "中共重庆市渝中区解放碑街道工作委员会"),
            "重庆市渝中区解放碑街道");
  EXPECT_EQ(short_name_of(community, "中共重庆市渝中区解放碑街道民生路社区委员会"), "民生路社区");
  EXPECT_EQ(short_name_of(branch, "中共重庆市渝中区解放碑街道民生路社区第二支部委员会"),
            "民生路社区第二支部");
  EXPECT_EQ(short_name_of(joint_branch, "中共国贸大厦联合支部委员会"), "国贸大厦联合支部");
  EXPECT_EQ(short_name_of(branch, "中共委员会"), "委员会");
}

TEST(UnitPlaces, hold_the_line_from_the_root) {
  auto const street = path_of("", UnitId{1});
  auto const branch = path_of(street, UnitId{0x2a});
  EXPECT_EQ(branch, "0000000000000001000000000000002a");
  EXPECT_TRUE(is_on_path(branch, UnitId{1}));
  EXPECT_TRUE(is_on_path(branch, UnitId{0x2a}));
  EXPECT_FALSE(is_on_path(branch, UnitId{2}));
  // The digits of 0x10 occur across the border of two steps, which is no unit.
  EXPECT_FALSE(is_on_path(branch, UnitId{0x10}));
  EXPECT_LT(branch, path_end(street));
  EXPECT_GT(path_of("", UnitId{2}), path_end(street));
}

}  // namespace hangji::organisation
