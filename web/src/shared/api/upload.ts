import { ApiError, error_from_answer } from './error'
import { idempotency_key } from './key'
import { session } from '../session'

export interface Upload<T> {
  answer: Promise<T>
  cancel(): void
}

/** Sends a form with its files and tells how far it is (0 to 1), which `fetch` cannot. */
export function upload<T>(url: string, form: FormData, progress: (part: number) => void): Upload<T> {
  const request = new XMLHttpRequest()
  const answer = new Promise<T>((resolve, reject) => {
    request.open('POST', url)
    request.setRequestHeader('X-CSRF-Token', session.data?.csrf ?? '')
    request.setRequestHeader('Idempotency-Key', idempotency_key())
    request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total)
    request.onerror = () => reject(new ApiError(0, { code: 'network', message: '上传中断，请检查网络后重试。' }))
    request.onabort = () => reject(new ApiError(0, { code: 'upload.cancelled', message: '已取消上传。' }))
    request.onload = () => {
      const body = parsed(request.responseText)
      if (request.status >= 200 && request.status < 300) resolve(body as T)
      else reject(error_from_answer(request.status, body))
    }
    request.send(form)
  })
  return { answer, cancel: () => request.abort() }
}

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return text
  }
}
