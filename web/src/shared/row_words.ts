// What the members of rows in the books are called: for the journal, which shows rows before and after a change.

const words: Record<string, string> = {
  id: '编号', login: '账号', name: '姓名或名称', member_id: '党员编号', password_hash: '口令', totp_secret: '动态口令', state: '状态',
  password_changed_at: '口令更改时间', user_id: '账号编号', role: '角色', unit_id: '党组织编号', from_day: '起', until_day: '止',
  rule_id: '规则编号', kind: '种类', title: '名称', document: '文件', article: '条款', note: '说明', parameters: '内容',
  form: '形式', about: '关于', about_id: '所关于的编号', about_user: '所关于的账号', text: '内容', late_reason: '迟提原因',
  channel: '来路', made_on: '提出日期', made_by: '提出的账号', closed_on: '办结日期', closed_by: '办结的账号', outcome: '结果', answer: '答复',
  full_name: '全称', short_name: '简称', initials: '拼音首字母', external_code: '外部代码', community_id: '社区编号',
  host_name: '所在单位', host_credit_code: '单位信用代码', contact: '联系人', contact_phone: '联系电话', founded_on: '成立日期',
  dissolved_on: '撤销日期', term_ends_on: '届满日期', approval: '批准文号', notes: '备注', parent_id: '上级编号', adjustment: '调整',
  day: '日期', reason: '原因', former_kind: '原种类', former_full_name: '原全称', former_short_name: '原简称', successor_id: '承接者编号',
  post: '职务', sex: '性别', ethnicity: '民族', born_on: '出生日期', education: '学历', category: '类别', registration: '组织关系',
  state_since: '状态起始', joined_on: '加入党组织日期', full_member_on: '转正日期', occupation: '工作岗位', identity_sealed: '公民身份号码',
  identity_hash: '公民身份号码（查对码）', identity_tail: '证件末四位', phone_sealed: '联系电话', phone_hash: '联系电话（查对码）',
  phone_tail: '电话末四位', fixed_phone_sealed: '固定电话', address_sealed: '家庭住址', lost_since: '失去联系日期',
  floating_destination: '外出流向', event: '变动', group_id: '党小组编号', credit_code: '信用代码', credit_code_doubtful: '信用代码存疑',
  legal_person: '法定代表人', established_on: '成立日期', industry: '行业', employees: '从业人数', party_members: '党员人数',
  formal_members: '正式党员人数', address: '地址', phone: '电话', building: '楼宇', liaison: '党建指导员', enterprise_id: '企业编号',
  former_state: '原状态', fact_id: '事实编号', keeper_id: '保管组织编号', year: '年度', volume: '卷', number: '件号', reference: '档号',
  retention: '保管期限', item: '项目', amount: '数额', evidence: '佐证', proposed_by: '申报的账号', decided_by: '确认的账号',
  decided_at: '确认时间', activity_id: '活动编号', question: '题目', month: '月份', also_kinds: '兼作', minutes: '时长（分钟）', place: '地点',
  title_origin: '主题来源', named: '指定人员', code: '签到码', record: '记录', from_month: '起始月份', until_month: '终止月份',
  population: '适用人员', base: '基数', relief: '减免', reduced_to: '减至', subject: '表决事项', seats: '名额', expected: '应到',
  expected_note: '应到说明', present: '实到', issued: '发出票', returned: '收回票', valid: '有效票', excluded: '不计入', options: '得票',
  annulled_note: '作废说明', source_id: '来源编号', media_type: '文件类型', size: '大小', sha256: '文件摘要（SHA-256）', sm3: '文件摘要（SM3）',
  added_by: '上传的账号', added_at: '上传时间',
}

export function row_member_word(member: string): string {
  return words[member] ?? member
}

const values: Record<string, string> = {
  active: '正常', disabled: '停用', suspended: '停止', transferred_out: '已转出', removed: '除名', expelled: '开除党籍', deceased: '去世',
  male: '男', female: '女', formal: '正式', probationary: '预备', registered: '在册', floating: '流动',
  in_post: '在职党员', no_post: '无职党员', non_public: '非公党员', old_weak_ill_disabled: '老弱病残党员',
  correction: '更正', objection: '异议', complaint: '投诉', appeal: '申诉', own_record: '本人资料', fact: '一条记录', record: '一份资料',
  person: '某人', matter: '某事', page: '页面', paper: '纸质件', import: '导入', open: '等待答复', answered: '已答复', withdrawn: '已撤回',
  upheld: '采纳', partly_upheld: '部分采纳', rejected: '不采纳', in_force: '有效',
  street: '街道党工委', community: '社区党委', committee: '党委', general_branch: '党总支', branch: '党支部', joint_branch: '联合党支部',
  mobile_branch: '流动党员党支部', temporary_branch: '临时党支部', group: '党小组',
  secretary: '书记', deputy_secretary: '副书记', organisation: '组织委员', publicity: '宣传委员', discipline: '纪检委员',
  united_front: '统战委员', women: '妇女委员', youth: '青年委员', committee_member: '委员',
  founded: '成立', renamed: '更名', converted: '改建', moved: '调整隶属', merged: '合并', dissolved: '撤销', term_set: '确定届期',
  operating: '在营', closed: '关闭', transformed: '转出', cancelled: '取消或注销',
  planned: '已安排', mobilised: '已通知', finished: '已办结', proposed: '已申报', confirmed: '已确认', declined: '不予确认', annulled: '已作废',
  permanent: '永久', years_30: '30年', years_10: '10年', roster: '名册', admitted: '接收', transferred: '转入', unit_merged: '随组织合并',
  restored: '恢复', lost: '失去联系', found: '恢复联系', corrected: '更正', left: '离开', category_changed: '调整类别', probation_extended: '预备期延长至', probation_cancelled: '取消预备党员资格',
  salaried: '按月领取工资', annual_salary: '年薪制', all_members: '全体党员',
  member: '党员', branch_secretary: '支部书记', branch_committee_member: '支部委员', community_worker: '社区党务工作者', street_office: '街道党建办', liaison: '党建指导员',
  system_administrator: '系统管理员', security_administrator: '安全管理员', auditor: '审计员',
}

/** A value of a row as one line of text. */
export function row_value_text(value: unknown): string {
  if (value === null || value === undefined || value === '') return '（无）'
  if (typeof value === 'boolean') return value ? '是' : '否'
  return typeof value === 'object' ? JSON.stringify(value) : (values[String(value)] ?? String(value))
}
