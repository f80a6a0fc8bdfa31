/** What of a page is the report's own text, and what is the frame around it. */
import { expect, test } from 'vitest'
import { halfWidth } from '../../parsers/page/text.ts'
import { readPage } from '../../parsers/read.ts'

const page = (body: string): string =>
  `<h1>石门镇2022年政府信息公开工作年度报告</h1><p>一、总体情况</p>${body}<p>六、其他需要报告的事项</p><p>无。</p>`
const textsOf = (body: string): string[] => {
  return readPage(page(body), null, null)
    .prose.filter(({ section }) => section === 1)
    .map((one) => one.text)
}

test.each([
  '全年为群众打印政策明白纸2000余份，并在村务公开栏张贴。',
  '县政府门户网站总访问量达到36万次，我镇栏目访问量居各乡镇前列，公开成效明显。',
  '落实网站栏目责任编辑制度和信息保密制度，确保发布信息准确。',
  '在办事大厅设置二维码，群众扫一扫即可查阅政务公开内容，方便快捷。',
  '本镇微信公众号点击率不断提高，相关信息被群众广泛转发分享到朋友圈，社会反响良好。',
])('a sentence of the report stays: %s', (sentence) => {
  expect(textsOf(`<p>${sentence}</p>`)).toEqual([halfWidth(sentence)])
})

test.each([
  '【打印】【关闭窗口】',
  '浏览次数：1234次。',
  '来源：石门镇 作者：党政办 字体：大 中 小',
  '上一篇：石门镇2021年政府信息公开工作年度报告。',
  '打印本页 关闭窗口 分享到：微信 微博。',
  '版权所有：石门县人民政府，未经许可不得转载本网站任何内容。',
])('a line of the frame goes: %s', (line) => {
  expect(textsOf(`<p>${line}</p><p>全年工作平稳。</p>`)).toEqual(['全年工作平稳。'])
})
