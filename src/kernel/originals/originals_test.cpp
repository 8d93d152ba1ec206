#include "kernel/originals/originals.h"

#include "database/test_databases.h"
#include "kernel/facts/facts.h"
#include "kernel/originals/originals_store.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

namespace hangji::originals {
namespace {

using ::testing::SizeIs;

TEST(OriginalFiles, the_media_type_is_what_the_bytes_are_whatever_the_name_says) {
  struct Row {
    std::string_view bytes;
    std::string_view media_type;
  };
  using std::string_view_literals::operator""sv;
  Row const table[] = {
      {"%PDF-1.7 …", "application/pdf"},
      {"\xFF\xD8\xFF\xE0 JFIF", "image/jpeg"},
      {"\x89PNG\r\n\x1A\n....", "image/png"},
      {"RIFF....WEBPVP8 ", "image/webp"},
      {"PK\x03\x04.... OFD.xml", "application/ofd"},
      {"PK\x03\x04.... xl/workbook.xml",
       "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
      {"会议记录\n第一项", "text/plain; charset=utf-8"},
      {"MZ\x90\x00 program"sv, ""},
      {"<script>alert(1)</script>", ""},
      {"PK\x03\x04.... anything.exe", ""},
      {"\xFF\xFE\x00", ""},
  };
  for (auto const& row : table) {
    EXPECT_EQ(media_type_of(row.bytes).value_or(""), row.media_type) << row.bytes;
  }
}

TEST(OriginalFiles, a_file_is_refused_when_it_is_missing_too_large_or_of_no_kept_kind) {
  EXPECT_EQ(check_file("").error().code, "originals.file_missing");
  EXPECT_EQ(check_file(std::string(largest_original + 1, 'a')).error().code, "originals.too_large");
  EXPECT_EQ(check_file("MZ\x90program").error().code, "originals.media_unknown");
  EXPECT_EQ(*check_file("%PDF-1.4"), "application/pdf");
}

TEST(OriginalFiles, a_name_loses_its_path_and_what_cannot_be_printed) {
  EXPECT_EQ(file_name_of("C:\\文件\\合影.jpg"), "合影.jpg");
  EXPECT_EQ(file_name_of("../../etc/passwd"), "passwd");
  EXPECT_EQ(file_name_of("a\r\nb.pdf"), "ab.pdf");
  EXPECT_EQ(file_name_of(""), "附件");
  EXPECT_EQ(file_name_of("\xFF"), "附件");
  std::string longest;
  for (int i = 0; i < 200; ++i) longest += "长";
  EXPECT_EQ(file_name_of(longest).size(), 360U) << "120 characters of three bytes";
}

class Originals : public database::OnBothEngines {
protected:
  template <class Work> auto change(Work work) {
    return database().change(tenant(), [&](database::Transaction& transaction) {
      journal::Change open{transaction, {UserId{1}, "测试员"}, "test.originals"};
      open.about(UnitId{5}, "测试");
      auto result = work(open);
      if (result) open.finish();
      return result;
    });
  }
  template <class Work> auto read(Work work) { return database().read(tenant(), work); }
};
HANGJI_ON_BOTH_ENGINES(Originals);

TEST_P(Originals, one_copy_of_a_file_is_kept_for_a_record) {
  NewOriginal const file{SourceId{9}, "照片.jpg", "image/jpeg", {"abc", "def", 3}};
  auto const attach = [&](NewOriginal const& each) {
    return *change(
        [&](journal::Change& open) -> Result<OriginalId> { return attach_original(open, each); });
  };
  auto const first = attach(file);
  EXPECT_EQ(attach(file), first);
  auto elsewhere = file;
  elsewhere.source = SourceId{10};
  EXPECT_NE(attach(elsewhere), first);
  auto const kept = read(
      [](database::Transaction& transaction) { return originals_of(transaction, SourceId{9}); });
  ASSERT_THAT(kept, SizeIs(1));
  EXPECT_EQ(kept[0].name, "照片.jpg");
  EXPECT_EQ(kept[0].added_by, UserId{1});
}

TEST_P(Originals, a_file_that_is_gone_or_altered_is_a_fault_of_the_books) {
  auto pattern = (std::filesystem::temp_directory_path() / "hangji-originals.XXXXXX").string();
  std::filesystem::path const folder = ::mkdtemp(pattern.data());
  documents::Originals const files{folder};
  auto const attach = [&](std::string_view name, std::string_view bytes) {
    auto const stored = files.store(bytes);
    (void)change([&](journal::Change& open) -> Result<OriginalId> {
      return attach_original(open, {SourceId{9}, std::string{name}, "text/plain", stored});
    });
    auto const& digest = stored.sha256;
    return folder / digest.substr(0, 2) / digest.substr(2, 2) / digest;
  };
  auto const minutes = attach("记录.txt", "会议记录");
  auto const list = attach("名单.txt", "签到名单");
  auto const faults = [&] {
    return read([&](database::Transaction& t) { return original_faults(t, files); });
  };
  EXPECT_THAT(faults(), SizeIs(0));
  std::filesystem::remove(minutes);
  std::filesystem::permissions(list, std::filesystem::perms::owner_all);
  std::ofstream{list, std::ios::app} << "补一人";
  EXPECT_THAT(faults(), ::testing::ElementsAre(::testing::HasSubstr("“记录.txt”不在原件目录中"),
                                               ::testing::HasSubstr("“名单.txt”的内容已被改动")));
  std::filesystem::remove_all(folder);
}

TEST_P(Originals, a_record_belongs_to_the_unit_of_its_facts_or_of_the_chapter_that_knows_it) {
  auto const fact = *change([](journal::Change& open) {
    return facts::append(open, {.kind = "dues.reported",
                                .topic = "2026-07",
                                .day = open.today(),
                                .unit = UnitId{5},
                                .source = SourceId{11}});
  });
  std::vector<OwnerSource> const sources{
      [](database::Transaction&, SourceId source) -> std::optional<UnitId> {
        if (source == SourceId{12}) return UnitId{6};
        return std::nullopt;
      }};
  auto const owner = [&](SourceId source) {
    return read([&](database::Transaction& transaction) {
      return owner_of(transaction, source, sources).value_or(UnitId{});
    });
  };
  EXPECT_EQ(owner(SourceId{11}), UnitId{5});
  EXPECT_EQ(owner(SourceId{fact.value}), UnitId{5}) << "a record that is one fact";
  EXPECT_EQ(owner(SourceId{12}), UnitId{6});
  EXPECT_EQ(owner(SourceId{13}), UnitId{});
}

}  // namespace
}  // namespace hangji::originals
