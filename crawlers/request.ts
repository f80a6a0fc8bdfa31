/** What is asked of a site: an address, and for the few interfaces that want it a body. Reading only: nothing here changes a site. */

/** One request for a list page. */
export interface PageRequest {
  /** Absolute, without a fragment. */
  url: string
  method: 'GET' | 'POST'
  /** Text of a POST. */
  body?: string
  /** Names in lower case; only those without which an interface does not answer. */
  headers?: Readonly<Record<string, string>>
}

/** Asks for a page in the ordinary way; some list interfaces answer only to the page that they belong to. */
export function getPage(url: string, referer?: string): PageRequest {
  return referer === undefined ? { url, method: 'GET' } : { url, method: 'GET', headers: { referer } }
}

/** Sends the fields of a search or list form. */
export function postForm(
  url: string,
  fields: Readonly<Record<string, string>>,
  referer: string,
): PageRequest {
  const body = new URLSearchParams(fields).toString()
  const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8', referer }
  return { url, method: 'POST', body, headers }
}

/** Sends a query in JSON, as the list interfaces of newer products want it. */
export function postJson(url: string, value: unknown, referer: string): PageRequest {
  const headers = { 'content-type': 'application/json; charset=UTF-8', referer }
  return { url, method: 'POST', body: JSON.stringify(value), headers }
}

/**
 * The name under which an answer is archived and known: the address, and for a POST its body as a fragment,
 * which no server is ever sent.
 */
export function requestName(request: PageRequest): string {
  return request.body === undefined ? request.url : `${request.url}#${encodeURIComponent(request.body)}`
}
