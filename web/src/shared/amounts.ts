import { count_text, points_text, yuan_text } from './numbers'

/** What an amount of an explanation counts. `text` prints it as the server wrote it. */
export type AmountKind = 'fen' | 'points' | 'count' | 'text'

export function amount_text(amount: string | number, kind: AmountKind): string {
  if (typeof amount === 'string' || kind === 'text') return String(amount)
  if (kind === 'fen') return `${yuan_text(amount)} 元`
  if (kind === 'points') return `${points_text(amount)} 分`
  return count_text(amount)
}
