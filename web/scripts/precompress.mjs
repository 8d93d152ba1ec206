// Writes a .gz beside each text file of dist, so that the server never compresses while it serves.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const dist = new URL('../dist/', import.meta.url)
let count = 0

for (const name of readdirSync(dist, { recursive: true })) {
  if (!/\.(js|css|html|svg|json)$/.test(name)) continue
  const file = new URL(name, dist)
  const content = readFileSync(file)
  const packed = gzipSync(content, { level: 9 })
  if (packed.length >= content.length) continue
  writeFileSync(new URL(`${name}.gz`, dist), packed)
  count += 1
}
console.log(`precompressed ${count} files`)
