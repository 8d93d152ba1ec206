// Money is integer fen, points are integer hundredths; both become text here and only here, without floating point.

function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ',')
}

function split(hundredths: number): { sign: string; whole: string; part: string } {
  if (!Number.isInteger(hundredths)) throw new Error(`not an integer: ${hundredths}`)
  const digits = String(Math.abs(hundredths)).padStart(3, '0')
  return { sign: hundredths < 0 ? '-' : '', whole: digits.slice(0, -2), part: digits.slice(-2) }
}

/** 123450 fen → 1,234.50. */
export function yuan_text(fen: number | null | undefined): string {
  if (fen === null || fen === undefined) return '—'
  const { sign, whole, part } = split(fen)
  return `${sign}${grouped(whole)}.${part}`
}

/** 1250 hundredths → 12.5; 1200 → 12. */
export function points_text(hundredths: number | null | undefined): string {
  if (hundredths === null || hundredths === undefined) return '—'
  const { sign, whole, part } = split(hundredths)
  const tail = part.replace(/0+$/, '')
  return `${sign}${grouped(whole)}${tail === '' ? '' : `.${tail}`}`
}

/** 9844 → 9,844. */
export function count_text(count: number | null | undefined): string {
  if (count === null || count === undefined) return '—'
  return `${count < 0 ? '-' : ''}${grouped(String(Math.abs(count)))}`
}

/**
 * What a person typed (12, 12.5, 1,234.50, full-width digits, 元 behind it) in hundredths: fen or points.
 * Null when it is no such number or has more than two decimals.
 */
export function parse_hundredths(typed: string): number | null {
  const plain = typed
    .replace(/[０-９．，－]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\s,元分¥￥]/g, '')
  const match = /^(-?)(\d{1,13})(?:\.(\d{1,2}))?$/.exec(plain)
  if (!match) return null
  const value = Number(`${match[2]}${(match[3] ?? '').padEnd(2, '0')}`)
  return match[1] === '-' && value !== 0 ? -value : value
}
