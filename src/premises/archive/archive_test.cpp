#include "premises/archive/archive_operations.h"

#include "database/test_databases.h"
#include "kernel/access/permissions.h"
#include "kernel/facts/fact_kinds.h"
#include "kernel/journal/journal.h"
#include "kernel/originals/originals.h"
#include "kernel/rules/load.h"
#include "premises/archive/archive_sheets.h"
#include "premises/archive/archive_views.h"
#include "testing/world.h"

#include <gmock/gmock.h>

namespace hangji::premises {

/// What the archive reads of another chapter's rule: it must not need that chapter's type.
struct SomeActivityKind {
  static constexpr std::string_view rule_kind = "activity_kind";
  struct Field {
    std::string id{};
    std::string label{};
    std::string input{"line"};
    bool required{true};
  };
  obligations::Cadence cadence{};
  std::string volume{};
  std::optional<rules::Retention> retention{};
  std::vector<Field> record{};
};
BOOST_DESCRIBE_STRUCT(SomeActivityKind::Field, (), (id, label, input, required))
BOOST_DESCRIBE_STRUCT(SomeActivityKind, (), (cadence, volume, retention, record))

}  // namespace hangji::premises

template <> inline constexpr bool
    hangji::absent_members_keep_defaults<hangji::premises::SomeActivityKind::Field> = true;
template <> inline constexpr bool
    hangji::absent_members_keep_defaults<hangji::premises::SomeActivityKind> = true;

namespace hangji::premises {
namespace {

using testing::day;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using testing::World;

constexpr auto archive_rules_text = R"yaml(
- id: archive.volume.members
  kind: archive_volume
  title: 党员教育管理资料
  in_force: [2018-01-01, null]
  source: {document: 扎实开展规范化建设, article: 二、规范活动阵地}
  certainty: verified
  severity: advisory
  parameters:
    number: 5
    class_code: "005"
    retention: years_30
    collects:
      - {fact: member.joined_unit, topic: transferred, title: "{member}组织关系转入"}
      - {fact: member.left_unit, topic: transferred, title: "{member}组织关系转出"}
- id: archive.volume.theme_day
  kind: archive_volume
  title: 支部主题党日资料
  in_force: [2018-01-01, null]
  source: {document: 扎实开展规范化建设, article: 二、规范活动阵地}
  certainty: verified
  severity: advisory
  parameters: {number: 2, class_code: "002", retention: years_10}
- id: archive.volume.documents
  kind: archive_volume
  title: 文件资料
  in_force: [2018-01-01, null]
  source: {document: 扎实开展规范化建设, article: 二、规范活动阵地}
  certainty: verified
  severity: advisory
  parameters:
    number: 1
    class_code: "001"
    retention: permanent
    collects:
      - {fact: dues.reported, title: "{period}党费收缴月报"}
      - {fact: document.received}
      - {fact: document.issued}
- id: activity.theme_day
  kind: activity_kind
  title: 支部主题党日
  in_force: [2018-01-01, null]
  source: {document: 党支部工作条例, article: 第十六条}
  certainty: verified
  severity: advisory
  parameters:
    cadence: {every: month, grace_days: 5}
    volume: archive.volume.theme_day
    retention: years_30
    record:
      - {id: minutes, label: 活动记录, input: text}
      - {id: photo, label: 合影, input: files}
      - {id: extra, label: 附件, input: files, required: false}
- id: activity.volunteering
  kind: activity_kind
  title: 志愿服务
  in_force: [2018-01-01, null]
  source: {document: 党支部工作条例, article: 第十六条}
  certainty: verified
  severity: advisory
  parameters: {cadence: {every: year}, volume: archive.volume.theme_day}
)yaml";

rules::Rulebook rulebook_of(std::string_view text) {
  rules::RuleKinds kinds;
  kinds.add<ArchiveVolume>();
  kinds.add<ArchiveNumber>();
  kinds.add<SomeActivityKind>();
  auto rules = rules::read_rules({{"rules/tested.yaml", std::string{text}}}, kinds);
  verify(rules.has_value(), rules ? "" : rules::to_text(rules.error().front()));
  return {std::move(*rules), {}};
}

TEST(Archive, an_item_belongs_to_the_year_it_is_about) {
  auto const year = [](std::string_view topic, std::string_view on) {
    return year_of({.topic = std::string{topic}, .day = day(on)});
  };
  EXPECT_EQ(year("activity.theme_day", "2026-01-05"), 2026);
  EXPECT_EQ(year("2025-12", "2026-01-05"), 2025) << "the report on December made in January";
  EXPECT_EQ(year("2025", "2026-03-01"), 2025);
  EXPECT_EQ(year("2025-Q4", "2026-01-10"), 2025);
}

TEST(Archive, an_activity_goes_where_its_own_rule_says_and_other_facts_where_they_are_collected) {
  auto const rules = rulebook_of(archive_rules_text);
  Shelves const shelves{rules, day("2026-08-10")};
  auto const activity = shelves.place_of(facts::kind::activity_finished, "activity.theme_day");
  ASSERT_TRUE(activity);
  EXPECT_EQ(activity->volume.rule->id, "archive.volume.theme_day");
  EXPECT_EQ(activity->retention, rules::Retention::years_30) << "its own, not the volume's";
  EXPECT_THAT(activity->required_files, ElementsAre("合影"));
  auto const report = shelves.place_of(facts::kind::dues_reported, "2026-07");
  ASSERT_TRUE(report);
  EXPECT_EQ(report->volume.rule->id, "archive.volume.documents");
  EXPECT_EQ(report->retention, rules::Retention::permanent);
  EXPECT_FALSE(shelves.place_of(facts::kind::activity_held, "activity.theme_day"));
  EXPECT_FALSE(shelves.place_of(facts::kind::activity_finished, "activity.unknown"));
  EXPECT_EQ(shelves.volumes().front()->number, 1) << "in the order of their numbers";
}

TEST(Archive, a_title_says_period_member_and_what_was_noted) {
  auto const title = [](std::string_view pattern, ArchivedFact const& fact) {
    auto const rules = rulebook_of(archive_rules_text);
    Shelves const shelves{rules, day("2026-08-10")};
    return title_of(fact, {.volume = shelves.volumes().front(), .title = std::string{pattern}});
  };
  EXPECT_EQ(title("{period}党员积分月登记", {.topic = "2026-11", .note = "c0ffee"}),
            "2026年11月党员积分月登记");
  EXPECT_EQ(title("{period}党员积分公开表", {.topic = "2026-Q3"}), "2026年第三季度党员积分公开表");
  EXPECT_EQ(title("{member}组织关系转入", {.topic = "transferred", .member_name = "张三"}),
            "张三组织关系转入");
  EXPECT_EQ(title("表决：{note}", {.note = "通过年度计划"}), "表决：通过年度计划");
  EXPECT_EQ(title("支部主题党日：{note}", {}), "支部主题党日") << "nothing behind the colon";
  EXPECT_EQ(title("{note}", {.note = "关于{note}的通知"}), "关于{note}的通知");
  EXPECT_EQ(title("{note}", {}), "文件资料") << "of the volume, when nothing is known";
}

TEST(Archive, a_reference_is_made_as_the_standard_shows) {
  // DA/T 22-2015, the example in the notes on it.
  ArchiveItem const item{.year = 2018, .retention = rules::Retention::years_30, .number = 12};
  EXPECT_EQ(reference_of(ArchiveNumber{.permanent = "Y", .years_30 = "D30", .years_10 = "D10"},
                         "J001", item, "003"),
            "J001-WS·2018-D30-003-0012");
}

/// A community with two branches; today is 10 August 2026.
class Archives : public database::OnBothEngines {
protected:
  void SetUp() override {
    clock().set(day("2026-08-10"));
    m_world.emplace(database(), clock());
    m_community = m_world->community("甲社区");
    m_branch = m_world->branch(m_community, "甲社区第一支部");
    m_other = m_world->branch(m_community, "甲社区第二支部");
    m_sources.add([](rules::Rulebook const& rules, Date on, auto& into) {
      for (auto const& kind : rules.all<SomeActivityKind>(on)) {
        into.push_back({kind.rule,
                        {.cadence = kind->cadence,
                         .fact = std::string{facts::kind::activity_finished},
                         .topic = kind.rule->id,
                         .units = {"branch"}}});
      }
    });
  }

  World& world() { return *m_world; }
  DutyQuestion question(UnitId root) { return {m_rules, m_sources, root, clock().today()}; }
  FactId enter(std::string_view kind, std::string_view topic, UnitId unit, std::string_view on) {
    auto entered = world().change("test.enter", [&](journal::Change& change) {
      change.about(unit, "测试");
      return facts::append(change, {.kind = std::string{kind},
                                    .topic = std::string{topic},
                                    .day = day(on),
                                    .unit = unit,
                                    .source = change.new_id<SourceId>(),
                                    .note = fmt::format("{} 的记录", on)});
    });
    verify(entered.has_value(), "the fact is entered");
    return *entered;
  }
  FactId theme_day(UnitId unit, std::string_view on) {
    return enter(facts::kind::activity_finished, "activity.theme_day", unit, on);
  }
  std::vector<ArchiveItem> items(UnitId root, int year) {
    return world().read([&](database::Transaction& transaction) {
      return read_items(transaction, m_rules, root, year, clock().today());
    });
  }
  std::vector<Gap> gaps(UnitId root, std::string_view period) {
    return world().read([&](database::Transaction& transaction) {
      return read_gaps(transaction, question(root), *periods::parse_period(period));
    });
  }
  std::string settled(UnitId keeper, std::string_view code) {
    auto const done = world().change("archive.settle_fonds", [&](journal::Change& change) {
      return settle_fonds(change, question(keeper), code);
    });
    return done ? "" : done.error().code;
  }
  Result<RegisteredDocument> registered(UnitId unit, NewDocument const& wanted) {
    return world().change("archive.register_document", [&](journal::Change& change) {
      return register_document(change, unit, wanted);
    });
  }
  std::string withdrawn(FactId fact, std::string_view reason) {
    auto const done = world().change("archive.withdraw_document", [&](journal::Change& change) {
      return withdraw_document(change, fact, reason);
    });
    return done ? "" : done.error().code;
  }
  VolumeSheet box(UnitId unit, Box const& wanted) {
    auto sheet = world().read([&](database::Transaction& transaction) {
      return read_sheet(transaction, question(unit), wanted);
    });
    verify(sheet.has_value(), "the box is there");
    return *sheet;
  }
  Result<Filed> filed(UnitId keeper, int year) {
    return world().change("archive.file", [&](journal::Change& change) {
      return file_year(change, question(keeper), year);
    });
  }
  Result<FactId> sorted(UnitId unit, std::string_view period) {
    return world().change("archive.sort", [&](journal::Change& change) {
      return sort_archive(change, question(unit), *periods::parse_period(period));
    });
  }
  void attach(FactId fact) {
    auto attached =
        world().change("originals.attach", [&](journal::Change& change) -> Result<Done> {
          auto const row = facts::fact(change.transaction(), fact);
          change.about(row->unit_id, "附原件");
          std::ignore = originals::attach_original(change, {.source = row->source_id,
                                                            .name = "合影.jpg",
                                                            .media_type = "image/jpeg",
                                                            .stored = {"sha", "sm3", 7}});
          return Done{};
        });
    ASSERT_TRUE(attached);
  }

  rules::Rulebook m_rules{rulebook_of(archive_rules_text)};
  obligations::DutySources m_sources{};
  std::optional<World> m_world{};
  UnitId m_community{};
  UnitId m_branch{};
  UnitId m_other{};
};
HANGJI_ON_BOTH_ENGINES(Archives);

TEST_P(Archives, items_are_derived_from_facts_by_volume_and_day) {
  theme_day(m_branch, "2026-07-10");
  theme_day(m_other, "2026-06-10");
  enter(facts::kind::dues_reported, "2026-07", m_branch, "2026-08-03");
  enter(facts::kind::activity_held, "activity.theme_day", m_branch, "2026-07-10");
  std::vector<std::string> titles;
  for (auto const& item : items(m_community, 2026)) titles.push_back(item.title);
  EXPECT_THAT(titles, ElementsAre("2026年7月党费收缴月报", "支部主题党日：2026-06-10 的记录",
                                  "支部主题党日：2026-07-10 的记录"));
  EXPECT_THAT(items(m_branch, 2026), SizeIs(2));
  EXPECT_THAT(items(m_community, 2025), IsEmpty());
}

TEST_P(Archives, gaps_are_duties_not_done_and_files_not_there) {
  theme_day(m_branch, "2026-07-10");
  auto const found = gaps(m_community, "2026-07");
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_EQ(found[0].unit, m_other) << "第二 before 第一 in the order of pinyin";
  EXPECT_EQ(found[0].kind, GapKind::not_done);
  EXPECT_EQ(found[0].rule->article, "第十六条");
  EXPECT_EQ(found[1].what, "“支部主题党日：2026-07-10 的记录”缺合影");
  EXPECT_THAT(gaps(m_community, "2026-08"), IsEmpty()) << "August is not over";
}

TEST_P(Archives, an_original_closes_its_gap) {
  auto const fact = theme_day(m_branch, "2026-07-10");
  ASSERT_THAT(gaps(m_branch, "2026-07"), SizeIs(1));
  attach(fact);
  attach(fact);
  EXPECT_THAT(gaps(m_branch, "2026-07"), IsEmpty());
  EXPECT_EQ(items(m_branch, 2026).front().originals, 1) << "one copy is kept";
}

TEST_P(Archives, filing_gives_numbers_that_stay_and_later_items_come_behind) {
  clock().set(day("2027-02-10"));
  ASSERT_EQ(settled(m_community, "A001"), "");
  theme_day(m_branch, "2026-07-10");
  theme_day(m_other, "2026-06-10");
  auto const first = filed(m_community, 2026);
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_EQ(first->items, 2);
  auto before = items(m_community, 2026);
  EXPECT_EQ(before[0].reference, "A001-WS·2026-D30-002-0001");
  EXPECT_EQ(before[1].number, 2);
  theme_day(m_other, "2026-01-10");
  ASSERT_TRUE(filed(m_community, 2026));
  auto const after = items(m_community, 2026);
  ASSERT_THAT(after, SizeIs(3));
  EXPECT_EQ(after[0].fact, before[0].fact);
  EXPECT_EQ(after[1].fact, before[1].fact);
  EXPECT_EQ(after[2].number, 3) << "earlier by its day, later by its filing";
  EXPECT_EQ(filed(m_community, 2026).error().code, "archive.nothing_to_file");
}

TEST_P(Archives, filing_is_refused_in_order_and_nothing_is_journaled) {
  theme_day(m_branch, "2026-07-10");
  auto const before = world().journal_length();
  EXPECT_EQ(filed(UnitId{77}, 2025).error().code, "archive.unit_unknown");
  EXPECT_EQ(filed(m_branch, 2025).error().code, "archive.unit_keeps_none");
  EXPECT_EQ(filed(m_community, 2026).error().code, "archive.not_over");
  EXPECT_EQ(filed(m_community, 2025).error().code, "archive.fonds_missing");
  EXPECT_EQ(world().journal_length(), before);
  ASSERT_EQ(settled(m_community, "A001"), "");
  EXPECT_EQ(filed(m_community, 2025).error().code, "archive.nothing_to_file");
}

TEST_P(Archives, a_fonds_is_one_units_own_and_stays_once_something_stands_under_it) {
  clock().set(day("2027-02-10"));
  auto const second = world().community("乙社区");
  EXPECT_EQ(settled(UnitId{77}, "A001"), "archive.unit_unknown");
  EXPECT_EQ(settled(m_branch, "A001"), "archive.unit_keeps_none");
  for (auto const* code : {"", "A01", "A0011", "a001", "0000", "甲001"}) {
    EXPECT_EQ(settled(m_community, code), "archive.fonds_malformed") << code;
  }
  EXPECT_EQ(settled(m_community, "A001"), "");
  EXPECT_EQ(settled(second, "A001"), "archive.fonds_taken");
  EXPECT_EQ(settled(m_community, "A002"), "") << "nothing is filed yet";
  theme_day(m_branch, "2026-07-10");
  ASSERT_TRUE(filed(m_community, 2026));
  EXPECT_EQ(settled(m_community, "A003"), "archive.fonds_fixed");
  EXPECT_EQ(settled(m_community, "A002"), "") << "it is that already";
}

TEST_P(Archives, numbers_run_by_year_retention_and_class) {
  clock().set(day("2027-02-10"));
  ASSERT_EQ(settled(m_community, "A001"), "");
  theme_day(m_branch, "2026-06-10");
  enter(facts::kind::activity_finished, "activity.volunteering", m_branch, "2026-07-10");
  theme_day(m_branch, "2026-08-10");
  ASSERT_TRUE(filed(m_community, 2026));
  std::vector<std::string> references;
  for (auto const& item : items(m_community, 2026)) references.push_back(item.reference);
  EXPECT_THAT(references, ElementsAre("A001-WS·2026-D30-002-0001", "A001-WS·2026-D30-002-0002",
                                      "A001-WS·2026-D10-002-0001"))
      << "of one volume, each retention by itself";
  auto const ten_years = box(m_community, {2026, "archive.volume.theme_day", {}});
  EXPECT_THAT(ten_years.items, SizeIs(1));
  EXPECT_EQ(ten_years.retention_name, "定期10年");
  EXPECT_EQ(ten_years.fonds, "A001");
  EXPECT_THAT(box(m_branch, {2026, "archive.volume.theme_day", rules::Retention::years_30}).items,
              SizeIs(2));
  EXPECT_EQ(item_number({.item_digits = 3}, 12), "012");
}

TEST_P(Archives, a_document_is_registered_collected_and_stands_in_the_catalogue) {
  auto const done = registered(m_community, {.title = "关于开展主题教育的通知",
                                             .number = "渝中委发〔2026〕7号",
                                             .issuer = "渝中区委",
                                             .day = day("2026-07-01"),
                                             .secrecy = DocumentSecrecy::internal});
  ASSERT_TRUE(done) << done.error().message;
  ASSERT_TRUE(registered(
      m_community,
      {.direction = DocumentDirection::issued, .title = "年度要点", .day = day("2026-07-02")}));
  attach(done->fact);
  auto const found = items(m_community, 2026);
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_EQ(found[0].originals, 1);
  EXPECT_EQ(found[1].issuer, "甲社区") << "one's own is issued by oneself";
  auto const catalogue = catalogue_of(box(m_community, {2026, "archive.volume.documents", {}}));
  EXPECT_THAT(catalogue.parts[0].rows[0],
              ElementsAre("1", "", "渝中委发〔2026〕7号", "渝中区委", "关于开展主题教育的通知",
                          "20260701", "内部", "", "附原件 1 份"));
  EXPECT_EQ(withdrawn(done->fact, ""), "facts.reason_missing");
  EXPECT_EQ(withdrawn(done->fact, "登记重复"), "");
  EXPECT_THAT(items(m_community, 2026), SizeIs(1));
}

TEST_P(Archives, a_document_is_refused_in_order) {
  EXPECT_EQ(registered(UnitId{77}, {}).error().code, "archive.unit_unknown");
  EXPECT_EQ(registered(m_branch, {}).error().code, "archive.title_missing");
  EXPECT_EQ(registered(m_branch, {.title = "通知"}).error().code, "archive.issuer_missing");
  EXPECT_EQ(registered(m_branch, {.title = "通知", .issuer = "区委", .day = day("2026-08-11")})
                .error()
                .code,
            "facts.in_the_future");
  EXPECT_EQ(withdrawn(theme_day(m_branch, "2026-07-10"), "误登"), "archive.not_found");
}

TEST_P(Archives, papers_about_members_are_items_of_their_own_and_what_members_did_is_not) {
  auto const member = world().member(m_branch, "张三");
  auto const enter_about = [&](std::string_view kind, std::string_view topic) {
    auto entered = world().change("test.enter", [&](journal::Change& change) {
      change.about(m_branch, "测试");
      return facts::append(change, {.kind = std::string{kind},
                                    .topic = std::string{topic},
                                    .day = day("2026-07-10"),
                                    .unit = m_branch,
                                    .member = member,
                                    .source = SourceId{member.value}});
    });
    verify(entered.has_value(), "the fact is entered");
    return *entered;
  };
  auto const joined = enter_about(facts::kind::member_joined_unit, "transferred");
  enter_about(facts::kind::member_left_unit, "transferred");
  enter_about(facts::kind::activity_attended, "activity.theme_day");
  auto const before = items(m_community, 2026);
  ASSERT_THAT(before, SizeIs(2));
  EXPECT_EQ(before[0].title, "张三组织关系转入");
  EXPECT_EQ(before[0].retention, rules::Retention::years_30);
  EXPECT_EQ(before[0].source, SourceId{joined.value}) << "two papers of one person share nothing";
  auto const attached =
      world().change("originals.attach", [&](journal::Change& change) -> Result<Done> {
        change.about(m_branch, "附原件");
        std::ignore = originals::attach_original(change, {.source = before[0].source,
                                                          .name = "介绍信.jpg",
                                                          .media_type = "image/jpeg",
                                                          .stored = {"sha", "sm3", 7}});
        return Done{};
      });
  ASSERT_TRUE(attached);
  auto const after = items(m_community, 2026);
  EXPECT_EQ(after[0].originals, 1);
  EXPECT_EQ(after[1].originals, 0);
}

TEST(Archive, whoever_may_see_the_archive_may_see_its_members) {
  for (auto const& right : access::rights()) {
    if (right.permission != access::Permission::see_archive) continue;
    bool const sees_members = std::ranges::any_of(access::rights(), [&](auto const& other) {
      return other.role == right.role && other.permission == access::Permission::see_members &&
             other.reach == right.reach;
    });
    EXPECT_TRUE(sees_members) << "papers about members lie in a volume of it";
  }
}

TEST_P(Archives, the_street_files_only_what_lies_in_no_community) {
  clock().set(day("2027-02-10"));
  auto const direct = world().branch(world().street(), "机关支部");
  ASSERT_EQ(settled(world().street(), "A000"), "");
  ASSERT_EQ(settled(m_community, "A001"), "");
  theme_day(m_branch, "2026-07-10");
  theme_day(direct, "2026-07-10");
  auto const done = filed(world().street(), 2026);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->items, 1);
  EXPECT_EQ(filed(m_community, 2026)->items, 1);
}

TEST_P(Archives, a_period_is_looked_through_once_and_counts_its_items) {
  theme_day(m_branch, "2026-07-10");
  auto const done = sorted(m_community, "2026-07");
  ASSERT_TRUE(done) << done.error().message;
  auto const fact = world().read(
      [&](database::Transaction& transaction) { return facts::fact(transaction, *done); });
  EXPECT_EQ(fact->topic, "2026-07");
  EXPECT_EQ(fact->amount, 1);
  EXPECT_EQ(sorted(m_community, "2026-07").error().code, "archive.already_sorted");
  EXPECT_EQ(sorted(m_community, "2026-09").error().code, "archive.not_over");
  EXPECT_EQ(sorted(UnitId{77}, "2026-07").error().code, "archive.unit_unknown");
  EXPECT_TRUE(sorted(m_community, "2026-H1"));
  EXPECT_EQ(sorting_period("2026-Q3").error().code, "archive.period_unknown");
}

TEST_P(Archives, filed_rows_stand_as_the_journal_says) {
  clock().set(day("2027-02-10"));
  theme_day(m_branch, "2026-07-10");
  ASSERT_EQ(settled(m_community, "A001"), "");
  ASSERT_TRUE(
      registered(m_community, {.title = "通知", .issuer = "区委", .day = day("2026-07-01")}));
  ASSERT_TRUE(filed(m_community, 2026));
  auto const report = world().read([](database::Transaction& transaction) {
    std::array const tables{journal::journaled_table<FiledItemRow>(),
                            journal::journaled_table<FondsRow>(),
                            journal::journaled_table<DocumentRow>()};
    auto found = journal::verify_books(transaction, {tables});
    std::erase_if(found.faults, [](std::string const& fault) {
      return fault.find("archive_") == std::string::npos;
    });
    return found;
  });
  EXPECT_THAT(report.faults, IsEmpty());
}

TEST_P(Archives, volumes_count_items_and_gaps_and_items_come_in_pages) {
  theme_day(m_branch, "2026-07-10");
  theme_day(m_branch, "2026-06-10");
  theme_day(m_branch, "2026-05-10");
  auto const list = world().read([&](database::Transaction& transaction) {
    return volumes_of(transaction, question(m_branch), 2026);
  });
  ASSERT_THAT(list.rows, SizeIs(3));
  EXPECT_EQ(list.rows[1].items, 3);
  ASSERT_THAT(list.rows[1].boxes, SizeIs(1));
  EXPECT_EQ(list.rows[1].boxes[0].retention_name, "定期30年") << "the activity's own";
  EXPECT_EQ(list.rows[1].boxes[0].items, 3);
  // Four months without a theme day, three items without the photo.
  EXPECT_EQ(list.rows[1].gaps, 7);
  auto const first = page_of(items(m_branch, 2026), "archive.volume.theme_day", "", 2);
  EXPECT_THAT(first.rows, SizeIs(2));
  EXPECT_EQ(first.total, 3);
  auto const second = page_of(items(m_branch, 2026), "archive.volume.theme_day", first.next_key, 2);
  EXPECT_THAT(second.rows, SizeIs(1));
  EXPECT_EQ(second.next_key, "");
}

}  // namespace
}  // namespace hangji::premises
