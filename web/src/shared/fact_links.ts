// Where a fact leads: to the record it comes from, and to its sheet in the archive.
import type { FactMention } from './api/types'
import { may } from './session'

export const record_address = (fact: string) => `/api/archive/items/${fact}/record.pdf`

/** Facts of a unit that a volume of the archive collects; each is typeset. */
const with_sheet = ['activity.finished', 'dues.reported', 'points.register_closed', 'points.published', 'inspection.issued', 'bulletin.issued', 'vote.held']

/** The page of the activity a fact comes from; none: it comes from no activity, or the page is not for this person. */
export function activity_page(fact: FactMention): string | undefined {
  const has_one = fact.kind.startsWith('activity.') && !['', '0'].includes(fact.source)
  return has_one && may('see_activities') ? `/activities/${fact.source}` : undefined
}

export function sheet_of(fact: FactMention): string | undefined {
  return with_sheet.includes(fact.kind) && may('see_archive') ? record_address(fact.id) : undefined
}
