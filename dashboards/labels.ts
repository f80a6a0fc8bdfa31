/** Label paths of the form, said briefly. Pure. */

const unsaid = /^(?:三、本年度办理结果|法人或其他组织|第二十条第（.+）项)$/u

/** A figure's name out of its printed label path, without the labels that go without saying and without numbering. */
export function nameOfLabel(path: string): string {
  const labels = path.split(' / ')
  const said = labels.filter((label) => !unsaid.test(label))
  return said
    .map((label) => label.replace(/^[一二三四]、/u, '').replace(/（区分处理的[^）]*）/u, ''))
    .join(' · ')
}
