// What every browser scenario needs. A scenario is a file test/e2e/<feature>.test.mjs:
//
//   import { after, before, test } from 'node:test'
//   import { open_desk } from './harness.mjs'
//   import { startDemo } from './program.mjs'
//
//   let street
//   before(async () => { street = await startDemo() })
//   after(() => street?.stop())
//
//   test('a payment is recorded once', async (t) => {
//     const desk = await open_desk(t, { url: street.url, login: 'shuji', password: street.password })
//     await desk.go('/practice/dues')
//     await desk.page.getByRole('button', { name: '登记' }).click()
//     await desk.check('dues')            // axe: nothing worse than minor; every number explained; and a screenshot
//   })
//
// HANGJI_SHOTS  folder for screenshots; without it none are taken
// At the end of each scenario: no request and no socket went to another host, none failed, nothing was answered with
// 500 or more, and no page threw an error.

import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

import { AxeBuilder } from '@axe-core/playwright'
import { chromium } from 'playwright-core'

import { bare_numbers } from './bare_numbers.mjs'

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
let users = 0

async function acquire() {
  users += 1
  browser ??= chromium.launch({ executablePath: chromium_path, headless: true, args: flags })
  return browser
}

async function release() {
  users -= 1
  if (users > 0) return
  const was = browser
  browser = undefined
  await (await was)?.close()
}

/** In the page: nothing is loading, which is shown pale, or fades in or out, which axe would take for faint colours. */
function is_at_rest() {
  const is_ending = (one) => one.playState === 'running' && one.effect?.getComputedTiming().iterations !== Infinity
  if (document.querySelector('[aria-busy="true"]')) return false
  return !document.getAnimations().some(is_ending) && !document.querySelector('[class*="-enter-active"], [class*="-leave-active"]')
}

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
  const { url } = options
  const shared = await acquire()
  const own_host = new URL(url).host
  const context = await shared.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce', ...context_options })
  const counted = { taps: 0, fields: [] }
  const foreign = new Set()
  const errors = []

  const watch = (address) => {
    const target = new URL(address)
    if (!['data:', 'blob:', 'about:'].includes(target.protocol) && target.host !== own_host) foreign.add(target.host)
  }
  context.on('response', (response) => {
    if (response.status() >= 500) errors.push(`${response.status()} ${response.url()}`)
  })
  // A request that its page no longer waits for is aborted by the browser.
  context.on('requestfailed', (request) => {
    const { errorText: why } = request.failure()
    if (why !== 'net::ERR_ABORTED') errors.push(`${why} ${request.url()}`)
  })
  context.on('request', (request) => watch(request.url()))
  await context.exposeFunction('hangji_count', (what, name) => {
    if (what === 'tap') counted.taps += 1
    else counted.fields.push(name)
  })
  await context.addInitScript(count_in_page)
  const page = await context.newPage()
  page.on('websocket', (socket) => watch(socket.url()))
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

    /** Fails on moderate, serious or critical findings of axe. */
    async axe() {
      await page.waitForFunction(is_at_rest)
      // The library's drawers bring a header of their own, which axe takes for the page's second one, and its
      // menus stand beside the page's landmarks.
      const builder = new AxeBuilder({ page }).disableRules(['landmark-no-duplicate-banner', 'landmark-unique', 'region'])
      const { violations } = await builder.analyze()
      const bad = violations.filter((one) => ['moderate', 'serious', 'critical'].includes(one.impact))
      const told = bad.map((one) => `${one.id}: ${one.nodes.map((node) => `${node.target} ${node.failureSummary}`).join('; ')}`)
      assert.deepEqual(told, [], 'axe')
    },

    /** Fails on a number that neither leads to how it came about nor stands beside its rule. */
    async explained() {
      await page.waitForFunction(is_at_rest)
      assert.deepEqual(await page.evaluate(bare_numbers), [], `every number explains itself: ${page.url()}`)
    },

    async shot(name) {
      const folder = process.env.HANGJI_SHOTS
      if (!folder) return
      mkdirSync(folder, { recursive: true })
      await page.screenshot({ path: join(folder, `${side}-${name}.png`) })
    },

    async check(name) {
      await me.check_entry(name)
      await me.explained()
    },

    /** The same where things are only set up and entered, not reckoned. */
    async check_entry(name) {
      await me.shot(name)
      await me.axe()
    },
  }
  if (options.login) await me.log_in(options.login, options.password, options.totp)
  return me
}

/** An office PC, 1366 × 768. Options: url of the program; login, password, totp. */
export const open_desk = (t, options = {}) => open(t, 'desk', { viewport: { width: 1366, height: 768 } }, options)

/** A phone, 390 × 844, touch. Options: url of the program; login, password, totp. */
export const open_phone = (t, options = {}) =>
  open(t, 'phone', { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true }, options)
