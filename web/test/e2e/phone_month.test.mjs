// A branch's month by its secretary on a phone: theme day, committee meeting, dues, points register. Every tap and every
// typed field is counted, the minutes' text apart: the system asks for nothing it knows.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { open_phone } from './harness.mjs'
import { startDemo } from './program.mjs'

const most_taps = 30
const most_fields = 0
/** The month is over: its books can be reported and closed. */
const after_the_month = '2026-12-01'

let street
before(async () => {
  street = await startDemo()
})
after(() => street?.stop())

const sign_in = (t, login) => open_phone(t, { url: street.url, login, password: street.password })

/** What a finger does. Only these are counted as the person's work; waiting and looking cost nothing. */
function finger(phone) {
  const { page } = phone
  const sheet = page.getByRole('dialog')
  return {
    button: (name) => page.getByRole('button', { name }).first().tap(),
    tab: (name) => page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name, exact: true }).tap(),
    task: (title) => page.getByRole('listitem').filter({ hasText: title }).getByRole('button', { name: '去办' }).first().tap(),
    in_sheet: async (name) => {
      await sheet.getByRole('button', { name, exact: true }).tap()
      await sheet.waitFor({ state: 'detached' }).catch(() => sheet.waitFor({ state: 'hidden' }))
    },
    back: () => page.getByRole('button', { name: '返回' }).tap(),
    async minutes(text) {
      await page.locator('textarea[name="minutes"]').tap()
      await page.keyboard.type(text)
    },
  }
}

const quiet = (phone) => phone.page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'))

/** Marks somebody's leave or absence: a tap on the name, a tap on the reason. */
async function except(phone, name, why) {
  const hand = finger(phone)
  await hand.button(new RegExp(`^${name}，未登记`))
  await phone.check('attendance-sheet')
  await hand.in_sheet(why)
  await phone.page.getByRole('button', { name: new RegExp(`^${name}，${why}`) }).waitFor()
}

async function names_not_marked(phone) {
  const labels = await phone.page.getByRole('button', { name: /，未登记$/ }).evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))
  return labels.map((label) => label.split('，')[0])
}

async function theme_day(phone) {
  const hand = finger(phone)
  await hand.tab('组织生活')
  await quiet(phone)
  await phone.check('activities')
  await hand.button(/^主题党日$/)
  await phone.page.getByText('街道本月给出的主题已填好').waitFor()
  await phone.check('plan-theme-day')
  await hand.button(/^安排并发出通知$/)
  await phone.page.getByText('现场签到码').waitFor()
  await phone.check('theme-day')
  const members = await names_not_marked(phone)
  assert.ok(members.length >= 20, `a branch of about twenty, here ${members.length}`)
  await except(phone, members[0], '生病')
  await except(phone, members[3], '因公出差')
  await except(phone, members[5], '值班')
  await except(phone, members[8], '缺席')
  await hand.button(/^其余 \d+ 人到会$/)
  await phone.page.getByRole('heading', { name: `到会 ${members.length - 4}/${members.length}` }).waitFor()
  await hand.minutes('集中学习党的创新理论，到楼栋走访困难党员三户，收集意见两条，由支委会研究办理。')
  await phone.check('theme-day-filled')
  await hand.button(/^办结$/)
  await phone.page.getByText('已办结').first().waitFor()
  await phone.page.getByText('实效测评').first().waitFor()
  await phone.check('theme-day-finished')
}

async function committee_meeting(phone) {
  const hand = finger(phone)
  await hand.back()
  await quiet(phone)
  await hand.button(/^支委会$/)
  await phone.page.getByRole('button', { name: '安排', exact: true }).and(phone.page.locator(':enabled')).waitFor()
  await hand.button(/^安排$/)
  await phone.page.getByRole('button', { name: /^全部 \d+ 人到会$/ }).waitFor()
  await phone.check('committee')
  await hand.button(/^全部 \d+ 人到会$/)
  await phone.page.getByText('登记有误的点姓名更正').waitFor()
  await hand.minutes('研究本月党费收缴、积分登记和困难党员走访，议定由组织委员落实。')
  await hand.button(/^办结$/)
  await phone.page.getByText('已办结').first().waitFor()
  await phone.check('committee-finished')
  await hand.back()
}

async function ask(phone, path) {
  const answer = await phone.page.request.get(street.url + path)
  assert.equal(answer.status(), 200, path)
  return answer.json()
}

async function dues(phone) {
  const hand = finger(phone)
  await quiet(phone)
  await hand.tab('党费')
  await phone.page.getByRole('button', { name: /人全部已缴/ }).waitFor()
  await phone.check('dues')
  // Whoever owes for months is left out already; one more has not paid.
  const before = await phone.page.getByRole('button', { pressed: true }).count()
  await phone.page.getByRole('button', { pressed: true }).first().tap()
  await hand.button(new RegExp(`^其余 ${before - 1} 人全部已缴`))
  await phone.page.waitForFunction((count) => document.querySelectorAll('button[aria-pressed="true"]').length < count - 1, before)
  await quiet(phone)
  const { roles } = await ask(phone, '/api/session')
  const { rows } = await ask(phone, `/api/dues?unit=${roles.find((one) => one.role === 'branch_secretary').unit}&month=2026-11`)
  assert.ok(rows.filter((one) => one.state === 'paid').length >= before - 1, 'the books have what was tapped')
  await phone.check('dues-entered')
}

/** The books of the month that is over, each reached from the task that asks for it. */
async function close_the_month(phone) {
  const hand = finger(phone)
  await phone.go('/')
  await phone.page.getByText('党费收缴月报').first().waitFor()
  await phone.check('workbench-after')
  await hand.task('党费收缴月报')
  await phone.page.getByRole('button', { name: '报告2026年11月党费' }).waitFor()
  await hand.button(/^报告2026年11月党费$/)
  await phone.page.getByText('已于12月1日报告').waitFor()
  await phone.check('dues-reported')
  await hand.tab('工作台')
  await phone.page.getByText('积分月登记').first().waitFor()
  await hand.task('积分月登记')
  await phone.page.getByRole('button', { name: '关闭2026年11月积分登记' }).waitFor()
  await phone.check('points')
  await hand.button(/^关闭2026年11月积分登记$/)
  await phone.page.getByText('关闭以后不能再打开').waitFor()
  await hand.in_sheet('确认关闭')
  await phone.page.getByText('已于12月1日关闭').waitFor()
  await phone.check('points-closed')
  // The facts are the only thing that takes a duty off the list.
  await phone.go('/')
  for (const title of ['党费收缴月报', '积分月登记']) assert.equal(await phone.page.getByText(title).count(), 0, `${title} is still asked for`)
}

/** The second person, on a phone of their own. */
async function confirm_proposals(t) {
  const second = await sign_in(t, 'weiyuan')
  await second.go('/points/register')
  const confirm = second.page.getByRole('button', { name: '确认', exact: true })
  await confirm.first().waitFor()
  await second.check('points-second-person')
  for (let left = await confirm.count(); left > 0; left -= 1) {
    await confirm.first().tap()
    await second.page.waitForFunction((count) => [...document.querySelectorAll('button')].filter((one) => one.textContent.trim() === '确认' || one.matches('.van-button--loading')).length < count, left)
  }
  await quiet(second)
}

test('a secretary does the whole month on the phone in at most thirty taps and no typed field', async (t) => {
  const phone = await sign_in(t, 'shuji')
  await phone.go('/')
  await phone.check('workbench')
  await theme_day(phone)
  await committee_meeting(phone)
  await dues(phone)
  await confirm_proposals(t)
  await street.move_to(after_the_month)
  await phone.log_in('shuji', street.password)
  await phone.page.goto('about:blank')
  await close_the_month(phone)

  const { taps, fields } = phone.counted
  const typed = fields.filter((name) => name !== 'minutes')
  t.diagnostic(`taps ${taps}`)
  t.diagnostic(`fields ${typed.length}`)
  assert.equal(fields.length - typed.length, 2, 'the minutes of two meetings')
  assert.ok(taps <= most_taps, `${taps} taps`)
  assert.ok(typed.length <= most_fields, `${typed.length} typed fields: ${typed}`)
})
