// A branch's month on the desk from the plan to the publication of the quarter: what is held on the pages is what the
// books then say.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { open_desk } from './harness.mjs'
import { startDemo } from './program.mjs'

let street
before(async () => {
  street = await startDemo()
})
after(() => street?.stop())

const sign_in = (t, login) => open_desk(t, { url: street.url, login, password: street.password })
const button = (desk, name) => desk.page.getByRole('button', { name })

async function ask(desk, path) {
  const answer = await desk.page.request.get(street.url + path)
  assert.equal(answer.status(), 200, path)
  return answer.json()
}

async function branch_of(desk) {
  const { roles } = await ask(desk, '/api/session')
  return roles.find((one) => one.role === 'branch_secretary').unit
}

/** Its id. */
async function plan_a_study(desk) {
  await desk.go('/activities')
  await desk.page.getByRole('heading', { name: '组织生活', level: 1 }).waitFor()
  await desk.check('activities')
  await button(desk, '安排活动').first().click()
  const form = desk.page.getByRole('dialog')
  await form.getByLabel('种类').selectOption('activity.study')
  await form.getByLabel('日期').fill('2026-11-20')
  await form.getByLabel('主题', { exact: true }).fill('学习党章第三十二条')
  await form.getByLabel('地点').fill('社区活动室')
  await desk.check('activities-plan')
  await form.getByRole('button', { name: '安排', exact: true }).click()
  await desk.page.getByRole('heading', { name: '学习党章第三十二条', level: 1 }).waitFor()
  return new URL(desk.page.url()).hash.split('/').at(-1)
}

/** After people were marked another day has its reason. */
async function move_it(desk) {
  await button(desk, '更改安排').click()
  const form = desk.page.getByRole('dialog')
  await form.getByLabel('日期').fill('2026-11-19')
  await form.getByLabel('更改时间的理由').fill('实际在前一天开展')
  await desk.check('activity-moved')
  await form.getByRole('button', { name: '保存更改' }).click()
  await form.waitFor({ state: 'hidden' })
  await desk.page.getByText('2026年11月19日').first().waitFor()
}

/** After the end, by an amendment. */
async function amend_it(desk) {
  await button(desk, '更正记录').click()
  const form = desk.page.getByRole('dialog')
  await form.getByLabel('更正哪一项').selectOption('日期、时间和时长')
  await form.getByLabel('时长（分钟）').fill('45')
  await form.getByLabel('理由').fill('时长记错')
  await desk.check('activity-time-amended')
  await form.getByRole('button', { name: '更正', exact: true }).click()
  await form.waitFor({ state: 'hidden' })
  await desk.page.getByText(/时间：原记.*改为“2026年11月19日.*45 分钟”/).waitFor()
}

async function hold_it(desk) {
  const { page } = desk
  const people = page.getByRole('group', { name: /的到会情况$/ })
  await people.first().waitFor()
  await desk.check('activity-planned')
  const expected = await people.count()
  await people.nth(0).getByRole('button', { name: '缺席' }).click()
  await page.getByText(`其余 ${expected - 1} 人到会`).click()
  await page.getByRole('heading', { name: `到会 ${expected - 1}/${expected}` }).waitFor()
  await move_it(desk)
  await button(desk, '办结').click()
  await page.getByRole('alert').getByText(/记录还缺/).waitFor()
  for (const field of await page.locator('main textarea:enabled, main input[name]:enabled:not([name^="guests"])').all()) {
    if ((await field.inputValue()) === '') await field.fill('学习党章，讨论支部的基本任务')
  }
  await page.getByLabel('列席人员第 1 人的姓名').fill('王平')
  await page.getByLabel('列席人员第 1 人的单位或身份').fill('街道党工委')
  await page.getByLabel('列席人员第 2 人的姓名').waitFor()
  await desk.check('activity-recorded')
  await button(desk, '办结').click()
  await page.getByText('已办结').first().waitFor()
  await desk.check('activity-finished')
  await desk.page.getByText('王平（街道党工委）').waitFor()
  return expected
}

test('the list of duties names the members who have not been talked to', async (t) => {
  const desk = await sign_in(t, 'shequ')
  const { rows } = await ask(desk, '/api/inspection?' + (await community_month(desk)))
    .then((table) => ({ rows: table.units.filter((one) => one.cells.some((cell) => cell.rule === 'activity.heart_to_heart')) }))
  const state_of = (unit) => unit.cells.find((cell) => cell.rule === 'activity.heart_to_heart').state
  const open = rows.find((one) => state_of(one) === 'due')
  const done = rows.find((one) => state_of(one) === 'done')
  assert.ok(open && done, 'some branches have talked to everybody and some have not')
  await desk.go(`/duty/obligations?unit=${open.unit}&period=2026-11`)
  await desk.page.getByText(/还有 \d+ 人没有参加谈心谈话：/).waitFor()
  await desk.check('obligations-talks')
  await desk.go(`/duty/obligations?unit=${done.unit}&period=2026-11`)
  await desk.page.getByRole('row').filter({ hasText: '谈心谈话' }).getByText('按期办结').waitFor()
  assert.equal(await desk.page.getByText(/没有参加谈心谈话/).count(), 0)
})

async function community_month(desk) {
  const { roles } = await ask(desk, '/api/session')
  return `unit=${roles.find((one) => one.role === 'community_worker').unit}&month=2026-11`
}

test('a study is planned, held, recorded and finished, and the list and the books say so', async (t) => {
  const desk = await sign_in(t, 'shuji')
  const id = await plan_a_study(desk)
  const expected = await hold_it(desk)
  await amend_it(desk)
  const { activity, attendees, record } = await ask(desk, `/api/activities/${id}`)
  assert.equal(activity.state, 'finished')
  assert.equal(activity.present, expected - 1)
  assert.equal(activity.day, '2026-11-19')
  assert.equal(activity.minutes, 45)
  assert.equal(record.guests, '王平（街道党工委）')
  assert.equal(attendees.filter((one) => one.presence === 'absent').length, 1)
  await desk.go('/activities')
  const row = desk.page.getByRole('row').filter({ hasText: '学习党章第三十二条' })
  await row.getByText(`${expected - 1}/${expected}`).waitFor()
  await row.getByText('已办结').waitFor()
})

test('the form for a kind that a task asks for opens filled in', async (t) => {
  const desk = await sign_in(t, 'shuji')
  await desk.go('/activities/new?kind=activity.branch_committee')
  const form = desk.page.getByRole('dialog')
  await form.getByLabel('种类').waitFor()
  assert.equal(await form.getByLabel('种类').inputValue(), 'activity.branch_committee')
  await desk.check('activities-new')
})

async function pay_and_report(desk, unit) {
  await desk.go('/dues?period=2026-11')
  await button(desk, /已缴，共/).click()
  // Whoever is in arrears is left out, and stays.
  await desk.page.waitForFunction(() => !/[1-9]\d* 人(全部)?已缴，共/.test(document.body.innerText))
  await desk.check('month-dues')
  const { rows, paid, owed } = await ask(desk, `/api/dues?unit=${unit}&month=2026-11`)
  assert.equal(rows.filter((one) => one.state === 'due' && one.arrears_months === 0).length, 0, 'who is in no arrears has paid')
  assert.ok(paid > 0 && paid <= owed)
}

async function settle_proposals(t, unit) {
  const second = await sign_in(t, 'shequ')
  await second.go(`/points/register?unit=${unit}`)
  await second.page.getByRole('heading', { name: '积分', level: 1 }).waitFor()
  const confirm = second.page.getByRole('row').getByRole('button', { name: /^确认/ })
  for (let left = await confirm.count(); left > 0; left -= 1) {
    await confirm.first().click()
    await second.page.waitForFunction((count) => [...document.querySelectorAll('main tr button')].filter((one) => /^确认/.test(one.textContent.trim())).length < count, left)
  }
}

async function close_register(desk, month) {
  await desk.go(`/points/register?period=${month}`)
  await button(desk, '关闭本月登记').click()
  await button(desk, '确认关闭').click()
  await button(desk, '关闭本月登记').waitFor({ state: 'detached' })
}

test('dues are paid and reported, registers closed, and the quarter is published', async (t) => {
  const desk = await sign_in(t, 'shuji')
  const unit = await branch_of(desk)
  await pay_and_report(desk, unit)
  await settle_proposals(t, unit)

  await street.move_to('2027-01-04')
  await desk.log_in('shuji', street.password)
  await desk.page.goto('about:blank')
  await desk.go('/dues?period=2026-11')
  await button(desk, '党费月报').click()
  await button(desk, '确认并报告').click()
  await desk.page.getByText(/已于2027年1月4日报告/).first().waitFor()
  const sheet = await ask(desk, `/api/dues?unit=${unit}&month=2026-11`)
  assert.equal(sheet.reported, sheet.rows.reduce((sum, one) => sum + one.paid, 0))
  await desk.check('month-dues-reported')

  for (const month of ['2026-11', '2026-12']) await close_register(desk, month)
  await desk.check('month-points-closed')
  await desk.go('/points/publication?period=2026-Q4')
  await button(desk, /^公开.*积分$/).click()
  await button(desk, '确认公开').click()
  await desk.page.getByText(/已于2027年1月4日公开/).waitFor()
  await desk.check('month-quarter')
  const quarter = await ask(desk, `/api/points/quarter?unit=${unit}&quarter=2026-Q4`)
  assert.equal(quarter.published_on, '2027-01-04')
  assert.ok(quarter.rows.length > 10)
})

test('the community files the year that is over', async (t) => {
  const community = await sign_in(t, 'shequ')
  await community.go('/archive/filing')
  await community.page.getByRole('heading', { level: 1 }).waitFor()
  await community.check('archive-filing')
})
