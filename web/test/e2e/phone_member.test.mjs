// What a member does on the phone: sees the own record, contests a point and an attendance, asks for a correction, writes to
// the complaint box, checks in, evaluates, changes the password; and what the secretary makes of it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { open_phone } from './harness.mjs'
import { startDemo } from './program.mjs'

let street
before(async () => {
  street = await startDemo()
})
after(() => street?.stop())

const sign_in = (t, login, password = street.password) => open_phone(t, { url: street.url, login, password })

/** Fills the request form that is open and reads the day an answer is due. */
async function ask(phone, text) {
  const sheet = phone.page.getByRole('dialog')
  await sheet.locator('textarea[name="request"]').fill(text)
  await sheet.getByRole('button', { name: '提交', exact: true }).tap()
  const told = sheet.getByRole('status')
  await told.waitFor()
  await phone.axe()
  const due = /答复期限 (\S+?)，/.exec(await told.innerText())?.[1]
  await sheet.getByRole('button', { name: '关闭' }).tap()
  return due
}

test('the own record is masked, and what is wrong is asked to be corrected', async (t) => {
  const phone = await sign_in(t, 'dangyuan')
  await phone.go('/me')
  await phone.page.getByRole('link', { name: /^我的资料/ }).tap()
  await phone.page.getByText(/^999999\*{8}\w{4}$/).waitFor()
  await phone.page.getByText(/^100\*{4}\d{4}$/).waitFor()
  await phone.check('own-record')
  await phone.page.getByRole('button', { name: '更正学历' }).tap()
  assert.equal(await ask(phone, '研究生'), '2026年12月5日', 'fifteen days')
})

test('an entry of the own points is contested and the answer has a day', async (t) => {
  const phone = await sign_in(t, 'dangyuan')
  await phone.go('/me/points')
  await phone.page.getByRole('heading', { name: '每一分的来历' }).waitFor()
  await phone.check('own-points')
  await phone.page.getByRole('button', { name: '异议', exact: true }).first().tap()
  assert.equal(await ask(phone, '当天在现场，请核对签到表。'), '2026年11月27日', 'seven days')
  await phone.page.getByText('已提异议，2026年11月27日前答复').waitFor()
  await phone.check('own-points-contested')
  await phone.go('/me/dues')
  await phone.page.getByText('应交').first().waitFor()
  await phone.check('own-dues')
  await phone.go('/me/published?quarter=2026-Q3')
  await phone.page.getByText('支部已于2026年10月8日公开').waitFor()
  await phone.check('own-quarter')
})

test('the complaint box goes past the branch, and own requests are listed with their state', async (t) => {
  const phone = await sign_in(t, 'dangyuan')
  await phone.go('/me')
  await phone.page.getByRole('link', { name: /^意见箱/ }).tap()
  await phone.check('complaint-box')
  await ask(phone, '同一张表一个月报了三次。')
  await phone.page.getByText('同一张表一个月报了三次。').waitFor()
  await phone.page.getByText('当天在现场，请核对签到表。').waitFor()
  await phone.check('own-requests')
  const secretary = await sign_in(t, 'shuji')
  await secretary.go('/requests')
  await secretary.page.getByText('当天在现场，请核对签到表。').waitFor()
  assert.equal(await secretary.page.getByText('同一张表一个月报了三次。').count(), 0)
  await secretary.check('requests')
})

test('the secretary answers from the workbench and the member reads it there', async (t) => {
  const secretary = await sign_in(t, 'shuji')
  await secretary.go('/')
  await secretary.page.getByRole('listitem').filter({ hasText: '提出的更正' }).filter({ hasText: '单诗涵' }).getByRole('button', { name: '去办' }).tap()
  await secretary.page.locator('textarea[name="answer"]').fill('已按毕业证更正。')
  await secretary.check('request')
  await secretary.page.getByRole('button', { name: '答复', exact: true }).tap()
  await secretary.page.getByText('采纳', { exact: true }).first().waitFor()
  await secretary.check('request-answered')
  const member = await sign_in(t, 'dangyuan')
  await member.go('/')
  await member.page.getByText('已按毕业证更正。').waitFor()
  await member.check('member-workbench')
})

test('a member checks in with the code of the day and evaluates without a name', async (t) => {
  const secretary = await sign_in(t, 'shuji')
  await secretary.go('/activities/new?kind=activity.theme_day')
  await secretary.page.getByRole('button', { name: '安排并发出通知' }).and(secretary.page.locator(':enabled')).tap()
  const code = await secretary.page.locator('code.code').innerText()
  const id = new URL(secretary.page.url()).hash.split('/').pop()

  const member = await sign_in(t, 'dangyuan')
  await member.go(`/me/activities/${id}`)
  await member.page.getByLabel('现场公布的六位签到码').fill(code === '000000' ? '000001' : '000000')
  await member.page.getByRole('button', { name: '签到', exact: true }).tap()
  await member.page.getByRole('alert').waitFor()
  await member.page.getByLabel('现场公布的六位签到码').fill(code)
  await member.page.getByRole('button', { name: '签到', exact: true }).tap()
  await member.page.getByText('您的登记：').waitFor()
  await member.check('evaluation')
  for (const label of await member.page.getByText('很好', { exact: true }).all()) await label.tap()
  await member.page.getByRole('button', { name: '提交测评' }).tap()
  await member.page.getByText('您已经作过实效测评').waitFor()
  await member.go('/me/activities')
  await member.page.getByText('学习党的创新理论').first().waitFor()
  await member.check('own-activities')
})

test('guests and the time of a finished activity are put right', async (t) => {
  const phone = await sign_in(t, 'shuji')
  const read = async (path) => (await phone.page.request.get(street.url + path)).json()
  const { roles } = await read('/api/session')
  const unit = roles.find((one) => one.role === 'branch_secretary').unit
  const { rows } = await read(`/api/activities?unit=${unit}&from=2026-10&until=2026-10`)
  const { id, day } = rows.find((one) => one.kind === 'activity.theme_day' && one.state === 'finished')
  const form = phone.page.getByRole('dialog')
  const amend = async (what) => {
    await phone.page.getByRole('button', { name: '更正记录' }).tap()
    await form.getByLabel('更正哪一项').selectOption(what)
  }
  const done = async (why) => {
    await form.getByLabel('理由').fill(why)
    await phone.check(`amended-${why}`)
    await form.getByRole('button', { name: '更正', exact: true }).tap()
    await form.waitFor({ state: 'hidden' })
  }
  await phone.go(`/activities/${id}`)
  await amend('列席人员')
  await form.getByLabel('列席人员第 1 人的姓名').fill('王平')
  await form.getByLabel('列席人员第 1 人的单位或身份').fill('街道党工委')
  await done('漏记列席')
  await phone.page.getByText('王平（街道党工委）').first().waitFor()
  await amend('日期、时间和时长')
  await form.getByLabel('开始时间').fill('09:30')
  await form.getByLabel('时长（分钟）').fill('75')
  await done('时长记错')
  await phone.page.getByText(/时间：原记.*09:30，75 分钟/).waitFor()
  const { activity, attendees } = await read(`/api/activities/${id}`)
  assert.deepEqual([activity.day, activity.starts_at, activity.minutes], [day, '09:30', 75])
  assert.equal(attendees.length, activity.expected, 'guests are not expected')
})

test('leave is asked ahead and withdrawn again', async (t) => {
  const phone = await sign_in(t, 'dangyuan')
  const { rows } = await (await phone.page.request.get(`${street.url}/api/own-activities?from=2026-11&until=2026-11`)).json()
  const { id } = rows.find((one) => one.activity.title === '专题党课：身边的先锋').activity
  await phone.go(`/me/activities/${id}`)
  await phone.page.getByLabel('事由').fill('住院')
  await phone.page.getByRole('button', { name: '请假', exact: true }).tap()
  await phone.page.getByText('已请假：住院').waitFor()
  await phone.check('leave-asked')
  await phone.page.getByRole('button', { name: '撤回请假' }).tap()
  await phone.page.getByText('已请假：住院').waitFor({ state: 'detached' })
})

test('a vote is recorded by its counts and says what it came to', async (t) => {
  const phone = await sign_in(t, 'shuji')
  await phone.go('/votes')
  await phone.page.getByRole('button', { name: '登记一次表决' }).tap()
  const sheet = phone.page.getByRole('dialog')
  await sheet.getByLabel('所在会议').selectOption({ label: '不在已登记的会议上' })
  await sheet.getByText('应到 21 人').waitFor()
  await sheet.getByLabel('表决事项').fill('十一月支部工作计划')
  await sheet.getByRole('button', { name: '反对加一' }).tap()
  await phone.check('vote-form')
  await sheet.getByRole('button', { name: '登记计票' }).tap()
  await phone.page.getByRole('heading', { name: '十一月支部工作计划' }).waitFor()
  await phone.page.getByText('反对 1').first().waitFor()
  await phone.page.getByRole('button', { name: /为什么是这个结果/ }).first().tap()
  await phone.page.getByText(/赞成须超过/).waitFor()
  await phone.check('vote-why')
})

test('the quarter is published from closed registers only', async (t) => {
  const phone = await sign_in(t, 'shuji')
  await phone.go('/points/publication')
  await phone.page.getByText('已于2026年10月8日公开').waitFor()
  await phone.check('quarter')
  await phone.page.getByRole('button', { name: '下个季度' }).tap()
  await phone.page.getByText('11月、12月的积分登记还没有关闭').waitFor()
  assert.equal(await phone.page.getByRole('button', { name: '公开2026年第四季度积分' }).isDisabled(), true)
  await phone.check('quarter-open')
})

test('the own password is changed by whoever knows the old one', async (t) => {
  const phone = await sign_in(t, 'dangyuan')
  await phone.go('/me')
  await phone.page.getByRole('button', { name: '更改口令' }).tap()
  const fill = async (old_password, password) => {
    await phone.page.getByLabel('现在的口令').fill(old_password)
    await phone.page.getByLabel('新口令', { exact: true }).fill(password)
    await phone.page.getByLabel('再输一次新口令').fill(password)
    await phone.page.getByRole('button', { name: '更改', exact: true }).tap()
  }
  await fill('Wrong-Horse-77', 'Other-Horse-77')
  await phone.page.getByRole('alert').waitFor()
  await phone.check('password-refused')
  await fill(street.password, 'Other-Horse-77')
  await phone.page.getByText('口令已经更改').waitFor()
  await phone.page.getByRole('checkbox', { name: '大字' }).tap()
  await phone.check('me-large')
  await sign_in(t, 'dangyuan', 'Other-Horse-77')
})
