// The own record as the register has it, numbers masked, and the facts of the own review, awards and punishments: for
// the desk and the phone.
import { api } from './api/client'
import { day_text } from './dates'
import { session } from './session'
import { category_word, member_state_word, registration_word, sex_word, standing_word } from './words'

export async function own_record_lines(signal: AbortSignal): Promise<[string, string][]> {
  const row = await api.get('/api/own-record', { signal })
  return [
    ['姓名', row.name],
    ['性别', sex_word(row.sex)],
    ['民族', row.ethnicity],
    ['出生日期', day_text(row.born_on)],
    ['身份证号', row.identity_number],
    ['联系电话', row.phone],
    ['学历', row.education],
    ['职业', row.occupation],
    ['所在党组织', row.unit_name],
    ['党员类别', category_word(row.category)],
    ['党籍', `${standing_word(row.standing)}　${registration_word(row.registration)}　${member_state_word(row.state)}`],
    ['入党日期', day_text(row.joined_on)],
    ['转正日期', day_text(row.full_member_on)],
    ...(row.floating_destination ? [['流动去向', row.floating_destination] as [string, string]] : []),
  ]
}

/** Grades of the review, lessons, awards, punishments: what the points follow from, with how long it works. */
export async function own_facts(signal: AbortSignal) {
  return (await api.get('/api/members/{id}/facts', { path: { id: session.data?.user.member ?? '0' }, signal })).rows
}
