// The shape of an account in the list of the administrators.

export interface Account {
  [field: string]: unknown
  id: string
  login: string
  name: string
  state: 'active' | 'disabled'
  has_totp: boolean
  grants: { id: string; role: string; unit: string; from: string }[]
}

export const administrator_roles = ['system_administrator', 'security_administrator', 'auditor']
export const working_roles = ['branch_secretary', 'branch_committee_member', 'community_worker', 'street_office', 'liaison', 'member']
