#include "kernel/rules/rule_dictionary.h"

#include <algorithm>
#include <span>

namespace hangji::rules {

namespace {
struct Word {
  std::string_view name;
  std::string_view word;
};

std::string_view find(std::span<Word const> words, std::string_view name) {
  auto const found = std::ranges::find(words, name, &Word::name);
  return found == words.end() ? std::string_view{} : found->word;
}

struct Key {
  std::string_view name;
  std::string_view label;
  std::string_view measure{};
  /// Empty: in every kind.
  std::string_view kind{};
};

// What is said for one kind comes before what is said for all.
constexpr Key keys[] = {
    {"at_least", "不少于", "fen", "dues_large_payment"},
    {"most", "总分不超过", "points", "points_red_line"},
    {"unit", "计到", "fen", "dues_rate"},
    {"months", "连续月数", "个月", "dues_arrears"},
    {"least", "最少", "人", "committee_seats"},
    {"most", "最多", "人", "committee_seats"},
    {"usual_most", "一般不超过", "人", "committee_seats"},
    {"usual_most", "每月一般不超过", "fen", "dues_rate"},
    {"form", "请求种类", "", "request_deadline"},
    {"form", "表决种类", "", "vote_rule"},
    {"category", "档案门类代码", "", "archive_number"},
    {"retention", "保管期限代码", "", "archive_number"},
    {"topic", "事项", "", "points_item"},
    {"from", "自何时交纳", "", "dues_start"},

    {"action", "处置"},
    {"amount", "分值", "points"},
    {"answer_within", "答复时限", "天"},
    {"approved_by", "批准"},
    {"at_least", "达到", "points"},
    {"audience", "参加范围"},
    {"award", "记分方式"},
    {"ballots_returned_not_above_issued", "收回不得多于发出"},
    {"bands", "档次"},
    {"base", "计算基数"},
    {"base_full", "基础积分满分", "points"},
    {"basis", "过半的分母"},
    {"branch_meeting_needed", "须支部大会讨论"},
    {"branch_studies", "须支部研究"},
    {"cadence", "频次"},
    {"candidate_margin_percent", "差额比例", "%"},
    {"cap", "封顶", "points"},
    {"category", "类别"},
    {"class_code", "机构(问题)代码"},
    {"close_within_days", "月末后登记时限", "天"},
    {"collects", "自动归入"},
    {"consequence", "后果"},
    {"counted", "计日"},
    {"counts_as_learning", "计入学习时长"},
    {"daily_can_be_waived", "日常积分可由支部大会免计"},
    {"daily_full", "日常积分满分", "points"},
    {"due_day", "截止日", "日"},
    {"due_day_after", "期末后截止", "天"},
    {"evaluation", "测评题目"},
    {"every", "每"},
    {"evidence_required", "须附材料或说明"},
    {"excluded_from_expected", "可不计入应到"},
    {"exclusion_needs_approval", "不计入须经批准"},
    {"excused_topics", "不计的事项"},
    {"fact", "依据的事实"},
    {"fixed", "定额", "fen"},
    {"fixed_least", "定额最低", "fen"},
    {"fixed_most", "定额最高", "fen"},
    {"floating", "流动党员", "points"},
    {"floor", "最低分", "points"},
    {"form", "形式"},
    {"format", "格式"},
    {"from", "起"},
    {"grace_days", "宽限", "天"},
    {"grades", "等次"},
    {"id", "编号"},
    {"in_post", "在职党员", "points"},
    {"input", "填写方式"},
    {"item_digits", "件号位数", "位"},
    {"label", "名称"},
    {"least", "最少"},
    {"least_months", "最短", "个月"},
    {"made_within", "提出时限", "天"},
    {"majority", "过半要求"},
    {"may_be_combined_with", "可与之合开"},
    {"method", "计算方法"},
    {"minutes", "时长", "分钟"},
    {"mode", "舍入"},
    {"months", "影响期", "个月"},
    {"most", "最多"},
    {"most_a_month", "每月最多", "points"},
    {"most_a_quarter", "每季最多", "points"},
    {"most_a_year", "每年最多", "points"},
    {"most_months", "最长", "个月"},
    {"most_times", "最多次数", "次"},
    {"name", "名称"},
    {"no_post", "无职党员", "points"},
    {"non_public", "非公党员", "points"},
    {"number", "卷号"},
    {"old_weak_ill_disabled", "老弱病残党员", "points"},
    {"once_per", "计分次数"},
    {"one_by_one", "逐个表决"},
    {"page", "办理页面"},
    {"part", "所属部分"},
    {"per", "每满", "分钟"},
    {"period_of", "所属期间取自"},
    {"permanent", "永久"},
    {"population", "适用人员"},
    {"probationary_line", "预备党员提醒线", "points"},
    {"publish_days", "公开天数", "天"},
    {"quorum", "到会要求"},
    {"rate_per_100000", "比例", "rate"},
    {"record", "记录内容"},
    {"remind_months_before", "提前提醒", "个月"},
    {"required", "必填"},
    {"retention", "保管期限"},
    {"review_before_first", "尚无评议时评议积分", "points"},
    {"review_full", "评议积分满分", "points"},
    {"review_valid_months", "评议等次有效期", "个月"},
    {"rounding", "尾数"},
    {"scope", "归档范围"},
    {"secret", "无记名投票"},
    {"share", "比例"},
    {"short_name", "简称"},
    {"steps", "步骤"},
    {"successive", "须连续"},
    {"successive_months", "连续月数", "个月"},
    {"text", "题目"},
    {"times", "次数", "次"},
    {"topic", "事项"},
    {"unit", "单位"},
    {"units", "适用组织"},
    {"up_to", "不超过", "fen"},
    {"usual_most", "一般不超过"},
    {"value", "数值"},
    {"volume", "归入资料卷"},
    {"vote_rule", "表决规则"},
    {"without_margin", "等额选举"},
    {"written_opinions_counted", "书面意见计入"},
    {"years", "任期", "年"},
    {"years_10", "10 年"},
    {"years_30", "30 年"},
};

constexpr Word values[] = {
    // Periods and measures.
    {"month", "月"},
    {"quarter", "季度"},
    {"half_year", "半年"},
    {"year", "年"},
    {"occurrence", "每次"},
    {"persons", "人"},
    {"units", "个"},
    {"days", "天"},
    {"months", "个月"},
    {"years", "年"},
    {"percent", "%"},
    {"count", "次"},
    {"hours", "小时"},
    {"minutes", "分钟"},
    {"calendar", "自然日"},
    {"working", "工作日"},
    {"day", "发生之日"},
    {"topic", "事项"},
    {"permanent", "永久"},
    {"years_30", "30 年"},
    {"years_10", "10 年"},
    // Units, members, posts.
    {"street", "街道党工委"},
    {"community", "社区党委"},
    {"committee", "党委"},
    {"general_branch", "党总支"},
    {"branch", "党支部"},
    {"joint_branch", "联合党支部"},
    {"mobile_branch", "流动党支部"},
    {"temporary_branch", "临时党支部"},
    {"group", "党小组"},
    {"in_post", "在职党员"},
    {"no_post", "无职党员"},
    {"non_public", "非公党员"},
    {"floating", "流动党员"},
    {"old_weak_ill_disabled", "老弱病残党员"},
    {"secretary", "书记"},
    {"deputy_secretary", "副书记"},
    // Activities.
    {"all_members", "全体党员"},
    {"formal_members", "正式党员"},
    {"branch_committee", "支部委员"},
    {"party_group", "党小组"},
    {"named", "指定人员"},
    {"set_theme", "确定主题"},
    {"mobilise", "组织发动"},
    {"on_site", "现场实践"},
    {"evaluate", "实效测评"},
    {"line", "一行文字"},
    {"text", "文字"},
    {"number", "数字"},
    {"person", "人员"},
    {"files", "材料和照片"},
    {"scale_5", "五级评分"},
    {"yes_no", "是或否"},
    // Dues.
    {"salaried", "按月领取工资"},
    {"annual_salary", "年薪制"},
    {"self_employed", "个体经营等不按月取得收入"},
    {"retired", "离退休"},
    {"farmer", "农民"},
    {"student", "学生"},
    {"unemployed", "下岗失业"},
    {"subsidised", "依靠抚恤或救济、领取低保"},
    {"whole_base", "全部基数按所在档次的比例"},
    {"fixed", "定额"},
    {"half_up", "四舍五入"},
    {"down", "舍去"},
    {"up", "进位"},
    {"remind", "提醒"},
    {"warn", "批评教育"},
    {"propose_removal", "提请除名"},
    {"month_of_acceptance", "通过接收的当月"},
    {"month_after_acceptance", "通过接收的次月"},
    // Points.
    {"base", "基础积分"},
    {"daily", "日常积分"},
    {"review", "民主评议积分"},
    {"derived", "由事实得出"},
    {"proposed", "申报并由第二人确认"},
    {"excellent", "优秀"},
    {"qualified", "合格"},
    {"basically_qualified", "基本合格"},
    {"unqualified", "不合格"},
    // Votes and requests.
    {"ordinary", "一般表决"},
    {"admission", "接收党员"},
    {"election", "选举"},
    {"expected", "应到人数"},
    {"present", "实到人数"},
    {"incapacity", "患有精神疾病等不能表达意志"},
    {"self_funded_abroad", "自费出国半年以上"},
    {"serving_sentence", "服刑"},
    {"bedridden", "长期卧病、年老体弱不能到会"},
    {"transfer_outstanding", "外出半年以上未转组织关系"},
    {"correction", "更正"},
    {"objection", "异议"},
    {"complaint", "投诉"},
    {"appeal", "申诉"},
    // Facts.
    {"activity.held", "活动已举行"},
    {"activity.attended", "参加活动"},
    {"activity.on_leave", "活动请假"},
    {"activity.absent", "活动无故缺席"},
    {"activity.spoke", "讲课或领学"},
    {"activity.evaluated", "参加测评"},
    {"activity.finished", "活动记录完成"},
    {"dues.paid", "交纳党费"},
    {"dues.unpaid", "欠交党费"},
    {"dues.reported", "党费月报"},
    {"dues.lapsed", "连续六个月未交党费"},
    {"points.confirmed", "申报积分已确认"},
    {"points.register_closed", "积分月登记"},
    {"points.published", "积分季公开"},
    {"review.graded", "民主评议等次"},
    {"inspection.issued", "月督查"},
    {"bulletin.issued", "通报"},
    {"archive.sorted", "资料整理"},
    {"archive.filed", "年度归档"},
    {"vote.held", "表决"},
    {"request.made", "提出请求"},
    {"request.answered", "答复请求"},
    {"member.joined_unit", "转入"},
    {"member.left_unit", "转出"},
    {"member.disciplined", "受党纪处分"},
    {"member.convicted", "受刑事处罚"},
    {"member.reported", "流动党员报到"},
    {"unit.founded", "组织成立"},
    {"unit.dissolved", "组织撤销"},
    // Pages.
    {"archive/filing", "年度归档"},
    {"archive/gaps", "归档缺项"},
    {"dues", "党费"},
    {"duty/bulletin", "通报"},
    {"duty/inspection", "督查"},
    {"points/publication", "积分公开"},
    {"points/register", "积分登记"},
    {"points/review", "积分评审"},
};

constexpr Word kinds[] = {
    {"threshold", "数量界限"},
    {"share_limit", "比例界限"},
    {"duty", "按期要办的事"},
    {"request_deadline", "答复时限"},
    {"term", "任期"},
    {"probation_extension", "延长预备期"},
    {"committee_seats", "委员职数"},
    {"activity_kind", "活动种类"},
    {"vote_rule", "表决规则"},
    {"dues_rate", "党费标准"},
    {"dues_arrears", "欠交处置"},
    {"dues_back_payment", "补交"},
    {"dues_start", "开始交纳"},
    {"dues_large_payment", "大额党费"},
    {"dues_relief", "少交和免交"},
    {"points_standard", "积分标准"},
    {"points_item", "积分项目"},
    {"points_red_line", "积分红线"},
    {"points_register", "积分登记"},
    {"archive_volume", "资料卷"},
    {"archive_number", "档号"},
};

constexpr Word chapters[] = {
    {"activities", "组织生活和活动"},
    {"archive", "资料归档"},
    {"discipline", "纪律处分"},
    {"dues", "党费"},
    {"duties", "按期要办的事"},
    {"organisation", "组织和党员管理"},
    {"points", "党员积分"},
    {"recruitment", "发展党员"},
    {"requests", "更正、异议、投诉、申诉"},
    {"votes", "表决"},
};

Key const* key_of(std::string_view kind, std::string_view name) {
  for (auto const& key : keys) {
    if (key.name == name && (key.kind.empty() || key.kind == kind)) return &key;
  }
  return nullptr;
}
}  // namespace

std::string_view label_of(std::string_view kind, std::string_view name) {
  auto const* key = key_of(kind, name);
  return key == nullptr ? name : key->label;
}

std::string_view measure_of(std::string_view kind, std::string_view name) {
  auto const* key = key_of(kind, name);
  return key == nullptr ? std::string_view{} : key->measure;
}

std::string_view word_of_value(std::string_view value) { return find(values, value); }
std::string_view word_of_kind(std::string_view kind) { return find(kinds, kind); }
std::string_view word_of_chapter(std::string_view chapter) { return find(chapters, chapter); }

}  // namespace hangji::rules
