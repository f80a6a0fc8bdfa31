/** Printed names of the lines of the form, as findings quote them. */
import { applicants, requestRows, routes } from '../../parsers/codebook/form.ts'

const names = new Map<string, string>([
  ...applicants.map((column): [string, string] => [
    column.code,
    column.group === null ? column.label : `${column.group}·${column.label}`,
  ]),
  ...requestRows.map((row): [string, string] => [row.code, row['2021'] ?? row['2019']]),
  ...routes.map((route): [string, string] => [
    route.code,
    route.under === null ? route.label : `${route.under}·${route.label}`,
  ]),
])

/** The printed name of a column, row or route of the form. */
export function nameOfLine(line: string): string {
  return names.get(line) ?? line
}
