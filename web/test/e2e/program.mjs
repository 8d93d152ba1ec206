// The real program on its invented street, for browser scenarios: a data directory of its own, a free port, a fixed day.
//
//   const street = await startDemo()                 // { url, pid, password, stop() }
//   const phone = await open_phone(t, { url: street.url, login: 'shuji', password: street.password })
//
// HANGJI_PROGRAM  the program; without it build/hangji of this tree
// HANGJI_PAGES    built pages; without it web/dist

import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const demo_password = 'Hangji-Demo-2026'
/** The day the invented street believes in unless another is asked for. */
export const demo_today = '2026-11-20'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const build_takes_at_most_ms = 300_000

function free_port() {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

/** Waits until the program answers; fails with what it printed when it ended or took too long. */
async function until_it_answers(child, url, printed) {
  const give_up = Date.now() + build_takes_at_most_ms
  while (Date.now() < give_up) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the program ended at start:\n${printed()}`)
    try {
      const answer = await fetch(`${url}/api/session`)
      if (answer.status < 500) return
    } catch {
      // Not listening yet: the street is still being built.
    }
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error(`the program did not answer in ${build_takes_at_most_ms} ms:\n${printed()}`)
}

function ended(child) {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => child.once('exit', resolve))
}

/** Starts `hangji demo`; `stop()` ends it by its process id and removes its data. */
export async function startDemo({ today = demo_today } = {}) {
  const program = process.env.HANGJI_PROGRAM ?? here('../../../build/hangji')
  const pages = process.env.HANGJI_PAGES ?? here('../../dist')
  const data = await mkdtemp(join(tmpdir(), 'hangji-e2e-'))
  const port = await free_port()
  const url = `http://127.0.0.1:${port}`
  const args = ['demo', '--data', data, '--listen', `127.0.0.1:${port}`, '--pages', pages, '--rules', here('../../../rules'), '--today', today]
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  const keep = (text) => {
    output = (output + String(text)).slice(-20_000)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  child.once('error', (error) => keep(error.message))

  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null && child.pid) process.kill(child.pid)
    await ended(child)
    await rm(data, { recursive: true, force: true })
  }
  try {
    await until_it_answers(child, url, () => output)
  } catch (error) {
    await stop()
    throw error
  }
  return { url, pid: child.pid, password: demo_password, stop, printed: () => output }
}
