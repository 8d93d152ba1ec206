// The shapes of the answers about members.

export interface MemberDetail {
  id: string
  unit: string
  unit_name: string
  name: string
  sex: string
  ethnicity: string
  born_on: string
  education: string
  category: string
  standing: string
  registration: string
  state: string
  state_since: string
  joined_on: string
  full_member_on: string | null
  occupation: string
  identity_number: string
  phone: string
  has_fixed_phone: boolean
  has_address: boolean
  lost_since: string | null
  floating_destination: string
  notes: string
}

export interface MemberHistory {
  memberships: { unit: string; unit_name: string; from: string; until: string | null; reason: string }[]
  /** In the order of time; the last one holds today. */
  categories: { category: string; until: string | null }[]
  registrations: { registration: string; until: string | null }[]
  events: { event: string; day: string; reason: string }[]
}

/** One line of the list. */
export interface MemberLine {
  [field: string]: unknown
  id: string
  name: string
  sex: string
  born_on: string
  category: string
  standing: string
  registration: string
  state: string
  unit_name: string
  identity_tail: string
  phone_tail: string
  lost_since: string | null
}
