// What the rule demands of a new password, in words: the numbers come from the server.

export interface PasswordDemands {
  least_length: number
  least_kinds: number
}

export function demands_text(demands: PasswordDemands | undefined): string {
  return demands ? `${demands.least_length} 个字符以上，含大写、小写、数字、符号中的 ${demands.least_kinds} 种，不含账号。` : ''
}
