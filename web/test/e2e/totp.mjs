// What an authenticator shows, at the time of day of the machine on the day the program believes in.
import { createHmac } from 'node:crypto'

import { demo_today } from './program.mjs'

function program_now() {
  const shanghai_ms = 8 * 3_600_000
  const time_of_day = (Date.now() + shanghai_ms) % 86_400_000
  return Date.parse(`${demo_today}T00:00:00+08:00`) + time_of_day
}

/** RFC 6238, SHA-1, 6 digits, 30 seconds. */
export function code_of(secret) {
  const bits = [...secret].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(program_now() / 30_000)))
  const digest = createHmac('sha1', key).update(counter).digest()
  return String((digest.readUInt32BE(digest[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}
