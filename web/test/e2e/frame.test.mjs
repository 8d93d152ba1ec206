// The frame of the pages: login, set-up, shell, large type; on the mock server only.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { open_desk, open_phone, start_unused_mock } from './harness.mjs'

const on_mock = { skip: process.env.HANGJI_URL ? 'needs the accounts of the mock server' : false }

test('the desk asks for login, leads back to the page wanted, and out again', on_mock, async (t) => {
  const desk = await open_desk(t)
  await desk.go('/')
  await desk.page.getByRole('heading', { name: '登录' }).waitFor()
  await desk.check('login')
  await desk.page.getByLabel('账号').fill('demo')
  await desk.page.getByLabel('口令').fill('wrong')
  await desk.page.getByRole('button', { name: '登录' }).click()
  await desk.page.getByRole('alert').waitFor()
  await desk.check('login-refused')
  await desk.page.getByLabel('口令').fill('demo')
  await desk.page.keyboard.press('Enter')
  await desk.page.getByText('今天没有到期的事').waitFor()
  await desk.check('workbench')
  await desk.page.getByRole('button', { name: '账户：李明' }).click()
  await desk.page.getByText('街道党建办').waitFor()
  await desk.check('user-menu')
  await desk.page.getByText('退出登录').click()
  await desk.page.getByRole('heading', { name: '登录' }).waitFor()
})

test('an administrator is asked for the code and reminded to enrol', on_mock, async (t) => {
  const desk = await open_desk(t)
  await desk.go('/login')
  await desk.page.getByLabel('账号').fill('admin')
  await desk.page.getByLabel('口令').fill('admin')
  await desk.page.keyboard.press('Enter')
  await desk.page.getByLabel('动态口令').fill('123456')
  await desk.shot('login-code')
  await desk.page.keyboard.press('Enter')
  await desk.page.getByText('管理员须启用动态口令').waitFor()
  await desk.axe()
})

test('large type and narrow windows keep everything reachable', on_mock, async (t) => {
  const desk = await open_desk(t, { login: 'demo', password: 'demo' })
  await desk.go('/')
  await desk.page.getByRole('button', { name: '大字' }).click()
  await desk.check('workbench-large')
  await desk.page.setViewportSize({ width: 800, height: 700 })
  await desk.page.getByRole('button', { name: '菜单' }).click()
  await desk.page.getByRole('navigation', { name: '主菜单' }).waitFor()
  await desk.check('workbench-narrow')
})

test('an unused server leads through its set-up', on_mock, async (t) => {
  const unused = await start_unused_mock()
  t.after(() => unused.stop())
  const desk = await open_desk(t, { url: unused.url })
  await desk.go('/')
  await desk.page.getByLabel('街道（镇）全称').fill('某某市某某区晨光街道')
  await desk.check('setup-street')
  await desk.page.getByRole('button', { name: '下一步' }).click()
  for (const [index, login] of ['system', 'security', 'audit'].entries()) {
    await desk.page.getByLabel('姓名').nth(index).fill(`管理员${index + 1}`)
    await desk.page.getByLabel('账号').nth(index).fill(login)
    await desk.page.getByLabel('口令').nth(index).fill('long enough 123')
  }
  await desk.check('setup-administrators')
  await desk.page.getByRole('button', { name: '建立' }).click()
  await desk.page.getByLabel('已将密钥文件另存一份').check()
  await desk.check('setup-key')
  await desk.page.getByRole('button', { name: '完成' }).click()
  await desk.page.getByRole('heading', { name: '登录' }).waitFor()
})

test('the phone: login, workbench, own page; taps and typed fields are counted', on_mock, async (t) => {
  const phone = await open_phone(t)
  await phone.go('/')
  await phone.page.getByRole('heading', { name: '登录' }).waitFor()
  await phone.check('login')
  await phone.page.getByLabel('账号').tap()
  await phone.page.keyboard.type('demo')
  await phone.page.getByLabel('口令').tap()
  await phone.page.keyboard.type('demo')
  await phone.page.getByRole('button', { name: '登录' }).tap()
  await phone.page.getByText('今天没有到期的事').waitFor()
  assert.deepEqual(phone.counted, { taps: 3, fields: ['username', 'password'] })
  await phone.check('workbench')
  await phone.page.getByRole('link', { name: '我的' }).tap()
  await phone.page.getByText('退出登录').waitFor()
  await phone.check('me')
})

test('a page that does not exist says so', on_mock, async (t) => {
  const desk = await open_desk(t, { login: 'demo', password: 'demo' })
  await desk.go('/no/such/page')
  await desk.page.getByRole('heading', { name: '没有这一页' }).waitFor()
  await desk.axe()
})
