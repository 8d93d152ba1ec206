#include "practice/votes/votes_record.h"

#include <gmock/gmock.h>

namespace hangji::practice {
namespace {

using ::testing::ElementsAre;

TEST(VotesRecord, counts_and_judgement_stand_on_the_sheet_in_chinese) {
  VoteView vote{.day = *parse_date("2026-07-19"),
                .form_name = "选举",
                .subject = "选举支部委员会",
                .post = "committee_member",
                .seats = 1,
                .expected = 4,
                .present = 4,
                .issued = 4,
                .returned = 4,
                .valid = 4,
                .approval = "街道党工委〔2026〕3号",
                .verdict_name = "当选"};
  vote.options.push_back({.name = "张一", .yes = 3, .no = 1, .in_favour = 3});
  api::Explanation const judged{
      .steps = {{.text = "应到会的有表决权党员 4 人",
                 .rule = rules::RuleCitation{.document = "选举工作条例", .article = "第十八条"}},
                {.text = "张一：赞成 3，反对 1，弃权 0；当选"}}};
  auto const sheet = vote_sheet(vote, judged, "第一支部", {{"李四", "长期患病"}});
  EXPECT_EQ(sheet.title, "选举记录");
  EXPECT_EQ(sheet.parts[0].entries[4].text, "委员，应选 1 人");
  EXPECT_EQ(sheet.parts[0].entries.back().text, "当选");
  EXPECT_EQ(sheet.parts[1].entries[0].label, "李四");
  EXPECT_EQ(sheet.parts[1].text, "批准：街道党工委〔2026〕3号");
  EXPECT_THAT(sheet.parts[2].rows,
              ElementsAre(ElementsAre("张一", "3", "1", "0", "0", "0", "0", "3")));
  EXPECT_EQ(sheet.parts[3].text, "应到会的有表决权党员 4 人\n张一：赞成 3，反对 1，弃权 0；当选\n");
  EXPECT_EQ(sheet.footer, "依据：《选举工作条例》第十八条");
}

}  // namespace
}  // namespace hangji::practice
