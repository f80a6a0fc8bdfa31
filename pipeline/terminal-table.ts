/** Tables for the terminal whose columns stand straight although Chinese characters are two columns wide. Pure. */

/** Characters that take two columns in a terminal. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]/u
const flat = /[\p{Mn}\p{Me}\u200b-\u200f\ufeff]/u

/** Columns that a text takes in a terminal. */
export function widthOf(text: string): number {
  let width = 0
  for (const unit of text)
    width += flat.test(unit) ? 0 : wide.test(unit) || unit === '“' || unit === '”' ? 2 : 1
  return width
}

/** Lines of a table: headings, a rule, the rows; numbers to the right, the last column as long as it likes. */
export function drawTable(
  headings: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string[] {
  const shown = rows.map((row) =>
    row.map((value) => (value === null ? '' : String(value).replaceAll(/\s+/g, ' '))),
  )
  const widths = headings.map((heading, index) =>
    Math.max(widthOf(heading), ...shown.map((row) => widthOf(row[index] ?? ''))),
  )
  const line = (row: readonly string[], right: (index: number) => boolean): string =>
    row
      .map((text, index) => {
        const room = ' '.repeat(Math.max(0, (widths[index] ?? 0) - widthOf(text)))
        if (right(index)) return room + text
        return index === row.length - 1 ? text : text + room
      })
      .join('  ')
  const last = headings.length - 1
  return [
    line(headings, () => false),
    widths
      .map((width, index) => '─'.repeat(index === last ? widthOf(headings[last] ?? '') : width))
      .join('  '),
    ...shown.map((row, at) => line(row, (index) => typeof rows[at]?.[index] === 'number')),
  ]
}
