// The server masks what it sends. These serve what was typed on this page and is shown again before it is sent.

/** 13800138000 → 138****8000. */
export function mask_phone(phone: string): string {
  return phone.length < 8 ? '****' : `${phone.slice(0, 3)}****${phone.slice(-4)}`
}

/** 110101199003071234 → 110101********1234. */
export function mask_identity_number(number: string): string {
  return number.length < 15 ? '****' : `${number.slice(0, 6)}${'*'.repeat(number.length - 10)}${number.slice(-4)}`
}
