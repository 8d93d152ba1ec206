// What the pages of enterprises share: the words of the registry's states and the shapes of the answers.

export const enterprise_states: Record<string, string> = {
  operating: '在营',
  suspended: '停业',
  closed: '关闭',
  merged: '合并',
  transformed: '转出',
  cancelled: '注销',
}

export interface Enterprise {
  [field: string]: unknown
  id: string
  name: string
  credit_code: string | null
  credit_code_doubtful: boolean
  state: string
  state_name: string
  industry: string
  employees: number
  party_members: number
  formal_members: number
  address: string
  building: string
  community: string | null
  unit: string | null
  liaison: string
  coverage_asked: string
  coverage_name: string
  is_covered: boolean
}

export interface EnterpriseDetail {
  enterprise: Enterprise
  legal_person: string
  established_on: string | null
  state_since: string
  phone: string
  community_name: string
  unit_name: string
  notes: string
  events: { former_state_name: string; state_name: string; day: string; reason: string; successor: string | null }[]
}

/** Columns of a roster that the program does not know, kept as a JSON object of texts. */
export function notes_of(json: string): [string, string][] {
  try {
    return Object.entries(JSON.parse(json || '{}') as Record<string, unknown>).map(([name, value]) => [name, String(value)])
  } catch {
    return []
  }
}
