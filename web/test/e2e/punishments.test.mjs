// A punishment is to be announced: it waits among the deadlines until that is entered, and the member sees the own one with
// its periods on the phone and at the desk.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { open_desk, open_phone } from './harness.mjs'
import { startDemo } from './program.mjs'

let street
before(async () => { street = await startDemo() })
after(() => street?.stop())

const opened = (t, open, login) => open(t, { url: street.url, login, password: street.password })
const session_of = async ({ page }) => (await page.request.get(`${street.url}/api/session`)).json()

/** 张三's warning of 10 November, to be announced by 10 December. */
async function punish({ page }, member) {
  const { csrf } = await session_of({ page })
  const headers = { 'X-CSRF-Token': csrf, 'Idempotency-Key': 'punishment-00000001' }
  const data = { kind: 'member.disciplined', topic: 'warning', day: '2026-11-10', note: '某纪〔2026〕9号' }
  const answer = await page.request.post(`${street.url}/api/members/${member}/facts`, { headers, data })
  assert.equal(answer.ok(), true, await answer.text())
}

test('a punishment is announced once and its member sees the periods', async (t) => {
  const phone = await opened(t, open_phone, 'dangyuan')
  const { member, name } = (await session_of(phone)).user
  await phone.go('/me/record')
  await phone.page.getByRole('heading', { name: '隶属和变动' }).waitFor()
  assert.equal(await phone.page.getByText('党纪处分：').count(), 0)

  const desk = await opened(t, open_desk, 'shequ')
  await punish(desk, member)
  await desk.go('/deadlines')
  const row = desk.page.getByRole('row').filter({ hasText: '处分决定宣布' })
  await row.getByText('2026年12月10日').waitFor()
  await row.getByText('第四十四条').waitFor()
  await row.getByRole('button', { name }).click()
  await desk.page.getByText('2026年11月10日起，至2027年11月10日前一日，不得提升职务').waitFor()
  await desk.page.getByRole('button', { name: '登记宣布处分决定' }).click()
  await desk.page.getByLabel('宣布处分决定的日期').fill('2026-11-18')
  await desk.page.getByLabel('在哪里、向哪些人宣布').fill('支部党员大会，本人在场')
  await desk.check('punishment-step')
  await desk.page.locator('form').getByRole('button', { name: '登记宣布处分决定' }).click()
  await desk.page.getByText('2026年11月18日已办').waitFor()
  await desk.check('punishment-announced')
  await row.waitFor({ state: 'detached' })

  await phone.page.reload()
  await phone.page.getByText('党纪处分：').waitFor()
  await phone.page.getByText('不得提升职务').waitFor()
  await phone.page.getByText('2026年11月18日已办').waitFor()
  await phone.check('own-punishment')
  const own = await opened(t, open_desk, 'dangyuan')
  await own.go('/account')
  await own.page.getByRole('link', { name: '我的资料' }).click()
  await own.page.getByText(/^999999\*{8}\w{4}$/).waitFor()
  await own.page.getByText('不得提升职务').waitFor()
  assert.equal(await own.page.getByRole('button', { name: /^登记/ }).count(), 0)
  await own.check('own-record-desk')
})
