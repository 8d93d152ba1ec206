// The real program on its invented street, for browser scenarios: a data directory of its own, a free port, a fixed day.
//
//   const street = await startDemo()                 // { url, pid, password, stop() }
//   const phone = await open_phone(t, { url: street.url, login: 'shuji', password: street.password })
//
// HANGJI_PROGRAM  the program; without it build/hangji of this tree
// HANGJI_PAGES    built pages; without it web/dist
// HANGJI_RULES    rules; without it those of this tree
// HANGJI_DEMO     a street built beforehand for the usual day, to be copied; without it each start builds one

import { spawn } from 'node:child_process'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const demo_password = 'Hangji-Demo-2026'
/** The day the invented street believes in unless another is asked for. */
export const demo_today = '2026-11-20'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const build_takes_at_most_ms = 300_000

/**
 * The address the program prints once it listens; fails with what it printed when it ended or took too long. The port is
 * the program's own choice: one found free before the street is built may be another's by the time it listens.
 */
async function address_of(child, printed) {
  const give_up = Date.now() + build_takes_at_most_ms
  while (Date.now() < give_up) {
    const address = /http:\/\/127\.0\.0\.1:\d+(?=\s)/.exec(printed())
    if (address) return address[0]
    if (is_over(child)) throw new Error(`the program ended at start:\n${printed()}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`the program did not answer in ${build_takes_at_most_ms} ms:\n${printed()}`)
}

/** True also of a program that could not be started at all. */
const is_over = (child) => child.pid === undefined || child.exitCode !== null || child.signalCode !== null

function ended(child) {
  if (is_over(child)) return Promise.resolve()
  return new Promise((resolve) => child.once('exit', resolve))
}

/**
 * Starts `hangji demo`; `stop()` ends it by its process id and removes its data; `move_to(day)` starts it again on the same
 * data as if that day had come (everybody signs in anew).
 */
export async function startDemo({ today = demo_today, command = 'demo' } = {}) {
  const program = process.env.HANGJI_PROGRAM ?? here('../../../build/hangji')
  const pages = process.env.HANGJI_PAGES ?? here('../../dist')
  const rules = process.env.HANGJI_RULES ?? here('../../../rules')
  const data = await mkdtemp(join(tmpdir(), 'hangji-e2e-'))
  const built = process.env.HANGJI_DEMO
  if (built && command === 'demo' && today === demo_today) await cp(built, data, { recursive: true })
  let url
  let listen = '127.0.0.1:0'
  let child
  let output = ''
  const keep = (text) => {
    output = (output + String(text)).slice(-20_000)
  }

  async function end() {
    if (!is_over(child)) process.kill(child.pid)
    await ended(child)
  }
  async function begin(day) {
    output = ''
    const args = [command, '--data', data, '--listen', listen, '--pages', pages, '--rules', rules, '--today', day]
    child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.once('error', (error) => keep(error.message))
    url = await address_of(child, () => output)
    listen = new URL(url).host
  }
  async function stop() {
    await end()
    await rm(data, { recursive: true, force: true })
  }
  async function move_to(day) {
    await end()
    await begin(day)
  }

  try {
    await begin(today)
  } catch (error) {
    await stop()
    throw error
  }
  return { url, get pid() { return child.pid }, password: demo_password, stop, move_to, printed: () => output }
}

/** The same program on an empty data directory, waiting for its first set-up. */
export const startEmpty = (options = {}) => startDemo({ ...options, command: 'serve' })
