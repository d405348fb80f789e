/** Whether a body is JSON: what no form can send without the browser asking first. */
export function isJson(contentType: string | undefined): boolean {
  return /^application\/json\s*(;|$)/i.test(contentType ?? "");
}

/** Whether a body is NDJSON: it may be longer than others, since nothing of it is kept in memory. */
export function isLines(contentType: string | undefined): boolean {
  return /^application\/x-ndjson\s*(;|$)/i.test(contentType ?? "");
}
