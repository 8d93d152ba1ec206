#include "application/export_sink.h"

#include <algorithm>

namespace hangji::application {

namespace {
using documents::OutCell;

class CsvSink final : public ExportSink {
public:
  void begin(std::string const&, std::vector<std::string> const& columns) override {
    m_csv.add_row({columns.begin(), columns.end()});
  }
  void add(std::vector<OutCell> const& cells, std::string const&) override { m_csv.add_row(cells); }
  std::string finish() override { return m_csv.finish(); }

private:
  documents::CsvWriter m_csv{documents::ByteOrderMark::on};
};

class WorkbookSink final : public ExportSink {
public:
  void begin(std::string const& table, std::vector<std::string> const& columns) override {
    documents::OutSheet sheet{.name = table};
    for (auto const& column : columns) sheet.columns.push_back({.heading = column, .width = 16});
    m_book.add_sheet(sheet);
  }
  void add(std::vector<OutCell> const& cells, std::string const&) override {
    m_book.add_row(cells);
  }
  std::string finish() override { return m_book.finish(); }

private:
  documents::WorkbookWriter m_book{};
};

struct Heading {
  std::string_view column;
  std::string_view word;
};
constexpr Heading headings[] = {
    {"id", "编号"},
    {"kind", "类别"},
    {"full_name", "全称"},
    {"short_name", "简称"},
    {"parent_id", "上级编号"},
    {"community_id", "社区编号"},
    {"external_code", "党组织代码"},
    {"host_name", "依托单位"},
    {"host_credit_code", "依托单位信用代码"},
    {"founded_on", "成立日期"},
    {"term_ends_on", "任期届满"},
    {"members", "党员数"},
    {"unit_id", "党组织编号"},
    {"unit_name", "党组织"},
    {"name", "名称"},
    {"sex", "性别"},
    {"ethnicity", "民族"},
    {"born_on", "出生日期"},
    {"education", "学历"},
    {"category", "党员类别"},
    {"standing", "正式或预备"},
    {"registration", "在册或流动"},
    {"state", "状态"},
    {"joined_on", "入党日期"},
    {"full_member_on", "转正日期"},
    {"identity_number", "身份证号"},
    {"phone", "电话"},
    {"lost_since", "失去联系自"},
    {"credit_code", "统一社会信用代码"},
    {"state_since", "状态自"},
    {"industry", "行业"},
    {"employees", "从业人数"},
    {"party_members", "党员人数"},
    {"formal_members", "正式党员"},
    {"building", "楼宇"},
    {"liaison", "党建指导员"},
    {"month", "月份"},
    {"closed_on", "登记日期"},
    {"reported_on", "月报日期"},
    {"member_id", "党员编号"},
    {"member_name", "姓名"},
    {"base", "基数（基础积分）"},
    {"daily", "日常积分"},
    {"review", "评议积分"},
    {"correction", "更正"},
    {"total", "总分"},
    {"grade", "等次"},
    {"red_line", "红线"},
    {"population", "交纳类别"},
    {"relief", "减免"},
    {"owed", "应交"},
    {"paid", "实交"},
    {"arrears_months", "欠交月数"},
    {"arrears", "欠交"},
    {"rule", "规则编号"},
    {"title", "题名"},
    {"period", "周期"},
    {"due_on", "应办日期"},
    {"grace_until", "补办截止"},
    {"needed", "应办次数"},
    {"done_on", "办结日期"},
    {"year", "年度"},
    {"volume", "资料卷编号"},
    {"number", "件号"},
    {"reference", "档号"},
    {"day", "日期"},
    {"retention", "保管期限"},
    {"keeper_id", "保管单位编号"},
    {"fact_id", "事实编号"},
    {"originals", "原件数"},
    {"missing", "缺少的原件"},
};

std::string heading_of(std::string const& column) {
  auto const* found = std::ranges::find(headings, column, &Heading::column);
  return found == std::end(headings) ? column : std::string{found->word};
}

class ReadableBook final : public ExportSink {
public:
  void begin(std::string const& table, std::vector<std::string> const& columns) override {
    std::vector<std::string> words;
    for (auto const& column : columns) words.push_back(heading_of(column));
    m_book.begin(table, words);
  }
  void add(std::vector<OutCell> const& cells, std::string const& json) override {
    m_book.add(cells, json);
  }
  std::string finish() override { return m_book.finish(); }
  [[nodiscard]] bool wants_words() const override { return true; }

private:
  WorkbookSink m_book{};
};

/// An array, a row a line.
class JsonSink final : public ExportSink {
public:
  void begin(std::string const&, std::vector<std::string> const&) override { m_text = "["; }
  void add(std::vector<OutCell> const&, std::string const& json) override {
    m_text += m_text.size() == 1 ? "\n" : ",\n";
    m_text += json;
  }
  std::string finish() override { return std::move(m_text) + "\n]\n"; }
  [[nodiscard]] bool wants_json() const override { return true; }

private:
  std::string m_text{};
};
}  // namespace

std::unique_ptr<ExportSink> readable_book() { return std::make_unique<ReadableBook>(); }

std::unique_ptr<ExportSink> export_sink(ExportFormat format) {
  switch (format) {
    case ExportFormat::csv: return std::make_unique<CsvSink>();
    case ExportFormat::xlsx: return std::make_unique<WorkbookSink>();
    case ExportFormat::json: return std::make_unique<JsonSink>();
  }
  return nullptr;
}

}  // namespace hangji::application
