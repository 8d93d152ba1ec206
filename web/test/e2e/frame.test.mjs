// The frame of the pages on the real program: login, large type, narrow windows, the phone.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { open_desk, open_phone } from './harness.mjs'
import { startDemo } from './program.mjs'

let street
before(async () => {
  street = await startDemo()
})
after(() => street?.stop())

const signed_in = (login) => ({ url: street.url, login, password: street.password })

test('the desk asks for login, leads back to the page wanted, and out again', async (t) => {
  const desk = await open_desk(t, { url: street.url })
  await desk.go('/')
  await desk.page.getByRole('heading', { name: '登录' }).waitFor()
  await desk.check('login')
  await desk.page.getByLabel('账号').fill('shuji')
  await desk.page.getByLabel('口令').fill('Wrong-Horse-77')
  await desk.page.getByRole('button', { name: '登录' }).click()
  await desk.page.getByRole('alert').waitFor()
  await desk.check('login-refused')
  await desk.page.getByLabel('口令').fill(street.password)
  await desk.page.keyboard.press('Enter')
  await desk.page.getByText('积分月登记').first().waitFor()
  await desk.check('workbench')
  await desk.page.getByRole('button', { name: /^账户：/ }).click()
  await desk.page.getByText('支部书记').first().waitFor()
  await desk.check('user-menu')
  await desk.page.getByText('退出登录').click()
  await desk.page.getByRole('heading', { name: '登录' }).waitFor()
})

test('large type and narrow windows keep everything reachable', async (t) => {
  const desk = await open_desk(t, signed_in('shuji'))
  await desk.go('/')
  await desk.page.getByRole('button', { name: '大字' }).click()
  await desk.check('workbench-large')
  await desk.page.setViewportSize({ width: 800, height: 700 })
  await desk.page.getByRole('button', { name: '菜单' }).click()
  await desk.page.getByRole('navigation', { name: '主菜单' }).waitFor()
  await desk.check('workbench-narrow')
})

test('the phone: login, workbench, own page; taps and typed fields are counted', async (t) => {
  const phone = await open_phone(t, { url: street.url })
  await phone.go('/')
  await phone.page.getByRole('heading', { name: '登录' }).waitFor()
  await phone.check('login')
  await phone.page.getByLabel('账号').tap()
  await phone.page.keyboard.type('shuji')
  await phone.page.getByLabel('口令').tap()
  await phone.page.keyboard.type(street.password)
  await phone.page.getByRole('button', { name: '登录' }).tap()
  await phone.page.getByText('积分月登记').first().waitFor()
  assert.deepEqual(phone.counted, { taps: 3, fields: ['username', 'password'] })
  await phone.check('workbench')
  await phone.page.getByRole('link', { name: '我的', exact: true }).tap()
  await phone.page.getByText('退出登录').waitFor()
  await phone.check('me')
})

test('a deadline on the phone’s workbench leads to why and by which rule', async (t) => {
  const phone = await open_phone(t, signed_in('shuji'))
  await phone.go('/')
  const task = phone.page.getByRole('listitem').filter({ hasText: '失联党员停止党籍' })
  await task.getByRole('button', { name: '去办' }).tap()
  await phone.page.getByRole('heading', { name: /^失联党员停止党籍/ }).waitFor()
  await phone.page.getByText('第二十四条').first().waitFor()
  await phone.check('deadlines')
})

test('a task whose page is only on the desk says so and leads there', async (t) => {
  const phone = await open_phone(t, signed_in('shuji'))
  await phone.go('/elsewhere?path=/points/review')
  const link = phone.page.getByRole('link', { name: '打开电脑版的这一页' })
  assert.equal(await link.getAttribute('href'), './?desk=1#/points/review')
  await phone.check('elsewhere')
})

test('a page that does not exist says so', async (t) => {
  const desk = await open_desk(t, signed_in('shuji'))
  await desk.go('/no/such/page')
  await desk.page.getByRole('heading', { name: '没有这一页' }).waitFor()
  await desk.axe()
})
