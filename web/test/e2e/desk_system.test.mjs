// The pages of the organisation and of the system on the real program: from the first set-up over accounts, rosters and
// rules to the proof of the books.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'

import { open_desk } from './harness.mjs'
import { startDemo, startEmpty } from './program.mjs'
import { code_of } from './totp.mjs'

const password = 'Long-Enough-12'

const identity_weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
/** An invented identity number of no division. */
function identity_number(first_17) {
  const sum = identity_weights.reduce((total, weight, index) => total + weight * Number(first_17[index]), 0)
  return first_17 + '10X98765432'[sum % 11]
}

const csv = (name, lines) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n'), 'utf8') })
const units = csv('units.csv', [
  '党组织全称,党组织类别,上级党组织,成立日期',
  '中共晨光街道春和社区委员会,社区党委,中共某某市某某区晨光街道工作委员会,2012-05-01',
  '中共晨光街道春和社区第一支部委员会,党支部,中共晨光街道春和社区委员会,2012-06-01',
])
const members = csv('members.csv', [
  '姓名,公民身份号码,所在党支部,加入党组织日期,转为正式党员日期,联系电话,爱好',
  `王春和,${identity_number('99999919800101999')},中共晨光街道春和社区第一支部委员会,2005-07-01,2006-07-01,10000001111,书法`,
  `李无处,${identity_number('99999919810203998')},没有的支部,2005-07-01,2006-07-01,10000001112,`,
])

let program
const secrets = {}
before(async () => { program = await startEmpty() })
after(() => program?.stop())

const person = (t, login) =>
  open_desk(t, { url: program.url, login, password, ...(secrets[login] ? { totp: code_of(secrets[login]) } : {}) })

/** Binds an authenticator on the own page, which opens by itself for an administrator without one. */
async function enrol(desk, login) {
  await desk.page.getByRole('heading', { name: '我的账号' }).waitFor()
  await desk.page.getByRole('button', { name: '启用或更换验证器' }).click()
  await desk.page.getByAltText('动态口令密钥的二维码').waitFor()
  await desk.check_entry('account-enrol')
  secrets[login] = (await desk.page.locator('.secret').innerText()).replace(/\s/g, '')
  await desk.page.getByLabel('6 位数字').fill(code_of(secrets[login]))
  await desk.page.getByRole('button', { name: '启用', exact: true }).click()
  await desk.page.getByRole('heading', { name: '工作台' }).waitFor()
}

test('an empty program is set up from the page: street, three administrators, key file', async (t) => {
  const desk = await open_desk(t, { url: program.url })
  await desk.go('/')
  await desk.page.getByLabel('街道（镇）全称').fill('某某市某某区晨光街道')
  await desk.page.getByRole('button', { name: '下一步' }).click()
  await desk.page.getByText('口令 10 个字符以上').waitFor()
  for (const [index, login] of ['system', 'security', 'watcher'].entries()) {
    await desk.page.getByLabel('姓名').nth(index).fill(`管理员${index + 1}`)
    await desk.page.getByLabel('账号').nth(index).fill(login)
    await desk.page.getByLabel('口令').nth(index).fill(index === 2 ? 'too-weak-word' : password)
  }
  await desk.page.getByRole('button', { name: '建立' }).click()
  await desk.page.getByRole('alert').getByText('口令须').waitFor()
  await desk.page.getByLabel('口令').nth(2).fill(password)
  await desk.page.getByRole('button', { name: '建立' }).click()
  await desk.page.getByText('hangji.key').waitFor()
  await desk.check_entry('setup-key')
  await desk.page.getByLabel('已将密钥文件另存一份').check()
  await desk.page.getByRole('button', { name: '完成' }).click()
  await desk.page.getByRole('heading', { name: '登录' }).waitFor()
})

test('an account is added by one administrator, gets its role from another, and signs in', async (t) => {
  const system = await person(t, 'system')
  await system.go('/')
  await enrol(system, 'system')
  await system.go('/users')
  await system.page.getByRole('button', { name: '新增账号' }).click()
  await system.page.getByLabel('姓名', { exact: true }).fill('党建办甲')
  await system.page.getByLabel('账号（登录名）').fill('office')
  await system.page.getByLabel('初始口令').fill(password)
  await system.check_entry('users-add')
  await system.page.getByRole('button', { name: '新增', exact: true }).click()
  await system.page.getByText('未授予角色，不能办事。').waitFor()
  await system.check_entry('users-added')

  const security = await person(t, 'security')
  await security.go('/')
  await enrol(security, 'security')
  await security.go('/users')
  await security.page.getByRole('button', { name: '党建办甲' }).click()
  await security.page.getByLabel('授予角色').selectOption({ label: '街道党建办' })
  await security.page.getByLabel(/在哪个党组织/).fill('晨光')
  await security.page.getByRole('button', { name: /晨光街道/ }).click()
  await security.page.getByRole('button', { name: '授予', exact: true }).click()
  await security.page.getByText('已授予街道党建办。').waitFor()
  await security.check_entry('users-granted')

  const office = await open_desk(t, { url: program.url })
  await office.go('/')
  await office.page.getByLabel('账号').fill('office')
  await office.page.getByLabel('口令').fill(password)
  await office.page.keyboard.press('Enter')
  await office.page.getByRole('link', { name: '名册导入' }).waitFor()
  await office.go('/account')
  await office.page.getByLabel('原口令').fill(password)
  await office.page.getByLabel('新口令', { exact: true }).fill('Other-Horse-77')
  await office.page.getByLabel('再输一遍新口令').fill('Other-Horse-77')
  await office.page.getByRole('button', { name: '更改口令' }).click()
  // The first own password leads on to the workbench, which must have happened before anything else is opened.
  await office.page.getByRole('heading', { name: '工作台' }).waitFor()
  await office.go('/account')
  await office.page.getByLabel('原口令').fill('Other-Horse-77')
  await office.page.getByLabel('新口令', { exact: true }).fill(password)
  await office.page.getByLabel('再输一遍新口令').fill(password)
  await office.page.getByRole('button', { name: '更改口令' }).click()
  await office.page.getByText('口令已更改。').waitFor()
  await office.check_entry('account')
})

test('rosters are previewed, imported with one row refused, and that row comes back with its reason', async (t) => {
  const desk = await person(t, 'office')
  await desk.go('/import')
  await desk.page.getByLabel('党组织名册').setInputFiles(units)
  await desk.page.getByLabel('党员名册').setInputFiles(members)
  await desk.page.getByRole('button', { name: '预览' }).click()
  await desk.page.getByText('这是预览，数据没有改变。').waitFor()
  const of_members = desk.page.getByLabel('各名册的结果').getByRole('row', { name: /党员/ })
  assert.match((await of_members.innerText()).replace(/\s+/g, ' '), /^党员 2 1 0 0 1 .*爱好/)
  const rows = desk.page.getByLabel('逐行结果')
  await rows.getByText('李无处').waitFor()
  await rows.getByText('“没有的支部”不在册').first().waitFor()
  await desk.page.getByRole('button', { name: '新增 ' }).click()
  await rows.getByText('王春和').waitFor()
  await desk.check_entry('import-preview')
  await desk.page.getByRole('button', { name: '正式导入' }).click()
  await desk.page.getByText('已导入。').waitFor()
  await desk.page.getByLabel('逐行说明').getByText('没有的支部').first().waitFor()
  const download = desk.page.waitForEvent('download')
  await desk.page.getByRole('link', { name: /下载退回的 1 行/ }).click()
  const bytes = await readFile(await (await download).path())
  assert.equal(bytes.subarray(0, 2).toString(), 'PK', 'a workbook')
  await desk.check_entry('import-landed')

  await desk.go('/units')
  await desk.page.getByRole('button', { name: '王春和' }).click()
  await desk.page.getByRole('heading', { name: '沿革' }).waitFor()
  await desk.page.getByText('99999********').or(desk.page.getByText(/^999999\*+\d{3}/)).first().waitFor()
  await desk.page.getByRole('button', { name: '更正和变动' }).click()
  await desk.page.getByLabel('工作岗位').fill('教师')
  await desk.page.getByLabel('原因和依据').fill('本人提供聘任书')
  await desk.check_entry('member-edit')
  await desk.page.getByRole('button', { name: '保存', exact: true }).click()
  await desk.page.getByRole('definition').getByText('教师').waitFor()
})

test('the street lays a dated rule of its own over a shipped one and takes it back', async (t) => {
  const desk = await person(t, 'office')
  await desk.go('/rules')
  await desk.page.getByLabel('查找规则').fill('积分异议')
  await desk.page.getByRole('link', { name: '积分异议的答复时限' }).click()
  await desk.page.getByRole('button', { name: '另作规定' }).click()
  await desk.page.getByLabel('依据的文件').fill('晨光街道党工委会议纪要')
  await desk.page.getByLabel('条款').fill('第三项')
  await desk.page.getByLabel('理由').fill('本街道承诺更快答复')
  await desk.page.getByLabel('答复时限').fill('5')
  await desk.check_entry('rule-new')
  await desk.page.getByRole('button', { name: '保存规定' }).click()
  await desk.page.getByText('尚未施行').waitFor()
  await desk.page.getByRole('definition').getByText('5 天').waitFor()
  await desk.check_entry('rule-own')
  await desk.page.getByRole('button', { name: '撤回或定终止日' }).click()
  await desk.page.getByRole('button', { name: '撤回（从未施行）' }).click()
  await desk.page.getByText('已撤回').waitFor()
})

test('a list of a rule is edited as a table, and what the nation fixes is not offered', async (t) => {
  const desk = await person(t, 'office')
  await desk.go('/rules/points.standard.in_post')
  await desk.page.getByRole('button', { name: '另作规定' }).click()
  await desk.page.getByLabel('依据的文件').fill('晨光街道积分办法')
  await desk.page.getByLabel('条款').fill('第二条')
  await desk.page.getByLabel('理由').fill('增设一等')
  const grades = desk.page.getByRole('table', { name: '等次' })
  assert.equal(await grades.getByRole('row').count(), 5)
  assert.deepEqual(await grades.getByRole('columnheader').allInnerTexts(), ['达到（分）', '名称', '后果', '操作'])
  await desk.page.getByLabel('等次第 1 行达到（分）').fill('92.5')
  await desk.page.getByRole('button', { name: '删去等次第 2 行' }).click()
  await desk.page.getByRole('button', { name: '增加一行' }).click()
  await desk.page.getByRole('button', { name: '保存规定' }).click()
  await desk.page.getByText('“等次第 4 行”填写有误').waitFor()
  await desk.check_entry('rule-table')
  await desk.page.getByRole('button', { name: '删去等次第 4 行' }).click()
  await desk.page.getByRole('button', { name: '保存规定' }).click()
  await desk.page.getByRole('definition').getByText('92.5 分以上 优秀候选；60 分以上 合格').waitFor()

  await desk.go('/rules/vote.ordinary')
  await desk.page.getByText('街道不得放宽：').waitFor()
  await desk.page.getByRole('button', { name: '另作规定' }).click()
  await desk.page.getByLabel('依据的文件').fill('晨光街道办法')
  await desk.page.getByLabel('条款').fill('第一条')
  await desk.page.getByLabel('理由').fill('人少')
  assert.equal(await desk.page.getByLabel('过半的分母').count(), 0)
  await desk.page.getByLabel('到会要求分母').fill('3')
  await desk.page.getByRole('button', { name: '保存规定' }).click()
  await desk.page.getByText('《党支部工作条例（试行）》第十一条规定“到会要求”为“不少于二分之一”').waitFor()
  await desk.check_entry('rule-national')
  await desk.go('/rules')
  await desk.page.getByLabel('哪些规则').selectOption({ label: '尚未使用的' })
  await desk.page.getByRole('link', { name: '发展对象集中培训天数' }).waitFor()
  assert.equal(await desk.page.getByRole('link', { name: '警告的影响期' }).count(), 0)
})

test('the auditor proves the books and reads what an entry changed', async (t) => {
  const desk = await person(t, 'watcher')
  await desk.go('/')
  await enrol(desk, 'watcher')
  await desk.go('/journal')
  await desk.page.getByRole('button', { name: '核验', exact: true }).click()
  await desk.page.getByText('核验通过：账目与纪实一致。').waitFor()
  await desk.check_entry('journal')
  await desk.page.getByLabel('事项').selectOption({ label: '党员' })
  await desk.page.getByRole('button', { name: /更正/ }).first().click()
  await desk.page.getByText('本条内容与摘要一致。').waitFor()
  await desk.page.getByRole('row', { name: /工作岗位/ }).getByText('教师').waitFor()
  await desk.check_entry('journal-entry')
  await desk.go('/look-ups')
  await desk.check_entry('look-ups')
})

test('on the invented street: enterprises by filter, an event recorded, a request answered', async (t) => {
  const street = await startDemo()
  t.after(() => street.stop())
  const desk = await open_desk(t, { url: street.url, login: 'jiedao', password: street.password })
  await desk.go('/enterprises')
  await desk.page.getByLabel('登记状态').selectOption({ label: '在营' })
  await desk.page.getByLabel('覆盖情况').selectOption({ label: '未覆盖' })
  await desk.page.getByLabel('非公企业名录').getByText('未覆盖').first().waitFor()
  await desk.check_entry('enterprises')
  const name = await desk.page.locator('.el-table button.link').first().innerText()
  await desk.page.getByRole('button', { name, exact: true }).click()
  await desk.page.getByRole('button', { name: '登记关、停、并、转' }).click()
  await desk.page.getByLabel('变为').selectOption({ label: '停业' })
  await desk.page.getByLabel('原因和依据').fill('走访时已停业')
  await desk.page.getByRole('button', { name: '登记', exact: true }).click()
  await desk.page.getByText('在营 → 停业').waitFor()
  await desk.check_entry('enterprise-event')

  await desk.go('/units')
  await desk.page.getByLabel('查找党员').fill('zcm')
  await desk.page.keyboard.press('Enter')
  await desk.page.getByText(/在 .* 及其下级中查找/).waitFor()
  await desk.page.getByRole('button', { name: /春梅/ }).first().waitFor()
  await desk.check_entry('units-search')

  await desk.go('/requests')
  await desk.page.getByLabel('诉求', { exact: true }).locator('button.link').first().click()
  await desk.page.getByLabel('采纳', { exact: true }).check()
  await desk.page.getByLabel('答复和理由').fill('已按聘任书更正。')
  await desk.check_entry('request')
  await desk.page.getByRole('button', { name: '答复', exact: true }).click()
  await desk.page.getByText('已按聘任书更正。').waitFor()
})

test('a punishment shows how long it bears on the member and until when it is to be announced', async (t) => {
  const street = await startDemo()
  t.after(() => street.stop())
  const desk = await open_desk(t, { url: street.url, login: 'jiedao', password: street.password })
  await desk.go('/units')
  await desk.page.getByLabel('查找党员').fill('zcm')
  await desk.page.keyboard.press('Enter')
  await desk.page.getByRole('button', { name: /春梅/ }).first().click()
  await desk.page.getByRole('button', { name: '登记一条' }).click()
  await desk.page.getByLabel('种类').selectOption({ label: '党纪处分' })
  await desk.page.getByLabel('内容').selectOption({ label: '严重警告' })
  await desk.page.getByLabel('日期', { exact: true }).fill('2026-11-02')
  await desk.page.getByLabel('处分决定的文号').fill('晨纪〔2026〕3号')
  await desk.page.getByRole('button', { name: '登记', exact: true }).click()
  await desk.page.getByText('2026年11月2日起，至2028年5月2日前一日，不得提升职务').waitFor()
  await desk.page.getByText('2026年12月2日前向所在党组织全体党员和本人宣布').waitFor()
  await desk.check_entry('member-punished')
})
