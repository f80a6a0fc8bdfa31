/** JSON as list interfaces answer it. */

/** The value of a JSON text; null where it is none, so that its reader's schema refuses it by name. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
