/** Days as the project writes them. */

/** An ISO day, or null where the parts are no date. */
export function isoDay(
  year: string | undefined,
  month: string | undefined,
  date: string | undefined,
): string | null {
  if (year === undefined || month === undefined || date === undefined) return null
  const iso = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  const parsed = new Date(`${iso}T00:00:00Z`)
  return Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== iso ? null : iso
}
