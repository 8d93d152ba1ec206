// The few shapes that the frame of the pages itself relies on. Feature pages take theirs from schema.d.ts.

/** What a new password must be like, and by which rule. */
export interface PasswordDemands {
  least_length: number
  least_kinds: number
  rule?: RuleSource | null
}

export interface RoleAtUnit {
  role: string
  unit: string
}

/** Answer of GET and POST /api/session. */
export interface Session {
  user: { id: string; name: string; login: string; member: string }
  roles: RoleAtUnit[]
  permissions: string[]
  csrf: string
  /** The day of the server's clock, YYYY-MM-DD. Pages never ask the clock of the browser for "today". */
  today: string
  tenant_name: string
  must_enroll_totp: boolean
  /** The password was set by somebody else: it is changed before anything else is done. */
  password_given?: { given_by: string; given_at: string } | null
  /** Of a new password. */
  password_demands: PasswordDemands
}

export interface RuleSource {
  id: string
  title: string
  document: string
  article: string
  /** What the rule is in force as; a `proposal` is a default of the program which no text dictates. */
  certainty?: string
  note?: string
}

export interface FactMention {
  id: string
  kind: string
  day: string
  /** The record it comes from; `0`: none. */
  source: string
  note: string
  entered_by: string
  entered_at: string
}

export interface ExplanationStep {
  text: string
  amount?: string | number | null
  fact?: FactMention | null
  rule?: RuleSource | null
}

/** How a number came about: facts, rules and the arithmetic between them. */
export interface Explanation {
  title: string
  value: string | number
  steps: ExplanationStep[]
}

export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled'

export interface Job {
  id: string
  state: JobState
  done: number
  total: number
  message: string
  result_url?: string
}

/** One page of a list; `next_key` is absent or empty on the last one. */
export interface Page<Row> {
  rows: Row[]
  next_key?: string | null
}

/** What a list component hands to its loader. */
export interface PageRequest {
  after: string | undefined
  limit: number
}

export interface UnitNode {
  id: string
  name: string
  /** A short Chinese word shown behind the name: 党委, 支部, 党小组 … */
  kind_name?: string
  has_children: boolean
  /** Given = the whole branch is here; absent with has_children = loaded when opened. */
  children?: UnitNode[]
}
