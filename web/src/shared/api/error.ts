import type { RuleSource } from './types'

export interface ErrorBody {
  code: string
  message: string
  field?: string
  rule?: RuleSource
  log_id?: string
}

/** Any answer that is not a success, and no answer at all (status 0). `message` is a Chinese sentence fit to show. */
export class ApiError extends Error {
  readonly code: string
  readonly field: string
  readonly rule: RuleSource | undefined
  readonly log_id: string

  constructor(
    readonly status: number,
    body: ErrorBody,
  ) {
    super(body.message)
    this.name = 'ApiError'
    this.code = body.code
    this.field = body.field ?? ''
    this.rule = body.rule
    this.log_id = body.log_id ?? ''
  }

  /** True when it is unknown whether the server acted: only then may a write be sent again under the same key. */
  get unanswered(): boolean {
    return this.status === 0
  }
}

const sentences: Record<number, string> = {
  401: '登录已过期，请重新登录。',
  403: '您没有办理此事的权限。',
  404: '没有找到所要的内容，可能已被移走。',
  413: '文件或内容过大，请减小后再试。',
  429: '操作过于频繁，请稍候再试。',
  503: '服务器正忙，请稍候再试。',
}

/** Turns the body of a failed answer into an error, also when a proxy answered with something else than our JSON. */
export function error_from_answer(status: number, body: unknown): ApiError {
  if (typeof body === 'object' && body !== null && 'code' in body && 'message' in body) {
    return new ApiError(status, body as ErrorBody)
  }
  return new ApiError(status, {
    code: `http.${status}`,
    message: sentences[status] ?? `服务器没有正常答复（${status}），请稍后重试。`,
  })
}

/** The error as an ApiError, whatever was thrown. */
export function as_api_error(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown
  return new ApiError(0, { code: 'page.bug', message: `页面出错：${String(thrown)}` })
}
