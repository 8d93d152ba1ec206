// What every browser scenario needs. A scenario is a file test/e2e/<feature>.mjs:
//
//   import { test } from 'node:test'
//   import { open_desk, open_phone } from './harness.mjs'
//
//   test('a payment is recorded once', async (t) => {
//     const desk = await open_desk(t, { login: 'demo', password: 'demo' })
//     await desk.go('/practice/dues')
//     await desk.page.getByRole('button', { name: '登记' }).click()
//     await desk.check('dues')            // axe: no serious or critical finding; and a screenshot
//   })
//
// HANGJI_URL    address of a running server; without it the mock server is started on a free port (dist must be built)
// HANGJI_SHOTS  folder for screenshots; without it none are taken
// At the end of each scenario: no request went to another host, and no page threw an error.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { AxeBuilder } from '@axe-core/playwright'
import { chromium } from 'playwright-core'

const chromium_path = process.env.HANGJI_CHROMIUM ?? '/usr/bin/chromium'
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

let browser
let mock
let users = 0

async function start_mock(extra = []) {
  const script = fileURLToPath(new URL('../mock/server.mjs', import.meta.url))
  const child = spawn(process.execPath, [script, '--port', '0', ...extra], { stdio: ['ignore', 'pipe', 'inherit'] })
  const url = await new Promise((resolve, reject) => {
    child.stdout.once('data', (line) => resolve(String(line).trim()))
    child.once('exit', () => reject(new Error('the mock server ended at start')))
  })
  return { url, stop: () => child.kill() }
}

async function acquire() {
  users += 1
  browser ??= chromium.launch({ executablePath: chromium_path, headless: true, args: flags })
  if (!process.env.HANGJI_URL) mock ??= start_mock()
  return { browser: await browser, url: process.env.HANGJI_URL ?? (await mock).url }
}

async function release() {
  users -= 1
  if (users > 0) return
  const [was_browser, was_mock] = [browser, mock]
  browser = mock = undefined
  await (await was_browser)?.close()
  ;(await was_mock)?.stop()
}

/** A server of its own in the state before the first set-up. Only of the mock. */
export const start_unused_mock = () => start_mock(['--setup'])

/** Counted in the page: what a person does with finger and keyboard, not what the script calls. */
function count_in_page() {
  const typed = new WeakSet()
  const is_text = (field) =>
    field instanceof HTMLTextAreaElement ||
    (field instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit', 'file', 'range'].includes(field.type))
  addEventListener('pointerdown', (event) => event.isTrusted && window.hangji_count('tap', ''), true)
  addEventListener(
    'input',
    (event) => {
      if (!is_text(event.target) || typed.has(event.target)) return
      typed.add(event.target)
      window.hangji_count('field', event.target.name || event.target.id || event.target.placeholder || '')
    },
    true,
  )
}

async function open(t, side, context_options, options) {
  const { browser: shared, url: shared_url } = await acquire()
  const url = options.url ?? shared_url
  const own_host = new URL(url).host
  const context = await shared.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce', ...context_options })
  const counted = { taps: 0, fields: [] }
  const foreign = new Set()
  const errors = []

  context.on('request', (request) => {
    const target = new URL(request.url())
    if (!['data:', 'blob:', 'about:'].includes(target.protocol) && target.host !== own_host) foreign.add(target.host)
  })
  await context.exposeFunction('hangji_count', (what, name) => {
    if (what === 'tap') counted.taps += 1
    else counted.fields.push(name)
  })
  await context.addInitScript(count_in_page)
  const page = await context.newPage()
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) errors.push(message.text())
  })

  t.after(async () => {
    await context.close()
    await release()
    assert.deepEqual([...foreign], [], 'requests to other hosts')
    assert.deepEqual(errors, [], 'errors of the page')
  })

  const entry = side === 'desk' ? '/?desk=1' : '/m.html'
  const me = {
    page,
    url,
    /** Taps and typed fields since the last `reset`. */
    counted,
    reset_count: () => Object.assign(counted, { taps: 0, fields: [] }),

    /** Opens a page by its path in the router, e.g. /practice/dues. */
    async go(path) {
      await page.goto(`${url}${entry}#${path}`)
      await page.locator('main').waitFor()
      await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'))
    },

    /** Signs in over the interface, without the login page. */
    async log_in(login, password, totp) {
      const answer = await context.request.post(`${url}/api/session`, { data: { login, password, ...(totp ? { totp } : {}) } })
      assert.equal(answer.ok(), true, `login of ${login}: ${answer.status()} ${await answer.text()}`)
    },

    /** Fails on serious or critical findings of axe. */
    async axe() {
      const { violations } = await new AxeBuilder({ page }).analyze()
      const bad = violations.filter((one) => ['serious', 'critical'].includes(one.impact))
      const told = bad.map((one) => `${one.id}: ${one.nodes.map((node) => `${node.target} ${node.failureSummary}`).join('; ')}`)
      assert.deepEqual(told, [], 'axe')
    },

    async shot(name) {
      const folder = process.env.HANGJI_SHOTS
      if (!folder) return
      mkdirSync(folder, { recursive: true })
      await page.screenshot({ path: join(folder, `${side}-${name}.png`) })
    },

    async check(name) {
      await me.shot(name)
      await me.axe()
    },
  }
  if (options.login) await me.log_in(options.login, options.password, options.totp)
  return me
}

/** An office PC, 1366 × 768. Options: login, password, totp, url. */
export const open_desk = (t, options = {}) => open(t, 'desk', { viewport: { width: 1366, height: 768 } }, options)

/** A phone, 390 × 844, touch. Options: login, password, totp, url. */
export const open_phone = (t, options = {}) =>
  open(t, 'phone', { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true }, options)
