/** Reports that read like real ones: each in its own words, most of them right, and the faults of each named beside it. */
import type { Publisher } from '../../crawlers/site.ts'
import type { CellId } from '../../parsers/codebook/codebook.ts'
import type { Shell } from '../../pipeline/demo/page-writer.ts'

/** Figures of a report by cell, as its text may quote them. */
type Quote = (cell: CellId) => number

/** One report of 2023. */
export interface Living {
  code: string
  name: string
  kind: Publisher['kind']
  shell: Shell
  title: string
  date: string
  preamble: readonly string[]
  /** Paragraphs by chapter; those not named are empty. */
  text: (of: Quote) => Partial<Record<number, readonly string[]>>
  /** What is wrong with it: codes of findings above information. */
  faults: readonly string[]
}

/** The reports of the county, a row each. */
export const livingReports: readonly Living[] = [
  {
    code: '990001100000',
    name: '石门镇',
    kind: 'township',
    shell: 'word',
    title: '云岭县石门镇2023年政府信息公开工作年度报告',
    date: '2024-01-10',
    preamble: [
      '2023年，石门镇在县委、县政府的正确领导下，认真贯彻《中华人民共和国政府信息公开条例》，现将2023年度政府信息公开工作情况报告如下：本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六部分组成。本报告所列数据的统计期限从2023年1月1日起，到2023年12月31日止。如有疑问，请与石门镇党政办联系（电话：0999-6612345，邮箱：smzdzb@example.gov.cn）。',
    ],
    text: (of) => ({
      1: [
        '2023年，我镇全面贯彻党的二十大精神，信息公开数量较2022年增长12.5%。',
        '（一）主动公开情况。截至2023年12月31日，我镇通过县政府门户网站主动公开政府信息132条，其中机构职能类3条，政策文件类8条，财政预决算类4条，工作动态类117条。微信公众号推送信息286条，阅读量达12.6万人次。组织政策宣讲6场次，发放宣传单1200余份。',
        `（二）依申请公开情况。2023年，我镇共收到政府信息公开申请${of('t3.new_received.total')}件（均为网上提交），上年结转${of('t3.carried_in.total')}件，已按期办结${of('t3.results_total.total')}件，结转下年度${of('t3.carried_out.total')}件。同比2022年减少2件。`,
        '（三）政府信息管理情况。严格执行“先审查后公开”“三审三校”制度，清理2019年以来的规范性文件。',
        '（四）平台建设情况。在镇便民服务中心设立政务公开专区1个，公开栏15个，电子屏2块。',
        '（五）监督保障情况。纳入全镇目标考核，占分值4%，全年培训2次，培训86人次；社会评议良好，无责任追究情况。参加全省政务公开视频会议1次。',
      ],
      5: [
        '一是公开内容不够全面；二是2022年度反馈的解读形式单一问题整改还不到位。下一步，组织人员赴青杨镇观摩学习，与三岔乡积极开展交叉检查。',
      ],
      6: [
        '按照《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）规定的按件、按量收费标准，本机关2023年没有产生信息处理费。',
      ],
    }),
    faults: [],
  },
  {
    code: '990001101000',
    name: '青杨镇',
    kind: 'township',
    shell: 'vsb',
    title: '云岭县青杨镇人民政府2023年政府信息公开工作年度报告',
    date: '2024-01-31',
    preamble: [],
    text: (of) => ({
      1: [
        '一、主动公开方面。全年累计公开信息408条，其中：通过政府网站公开信息96条、政务微博88条、微信公众号224条。',
        `二、依申请公开方面。全年共受理申请${of('t3.new_received.total')}件，办结率100%。收到咨询电话23次。`,
        `三、政府信息管理方面。2023年制发规范性文件${of('t2.normative_docs.issued')}件，废止${of('t2.normative_docs.repealed')}件，现行有效${of('t2.normative_docs.in_force')}件。`,
        '四、平台建设。建好政府信息公开专栏。五、监督保障。专项检查4次、评议1次、考核1次，没有追责情况。',
      ],
      5: ['（一）存在问题。政策解读质量有待提升。', '（二）改进措施。2024年，我镇将加强政策解读。'],
      6: ['我镇2023年度未收取信息处理费，无其他需要报告的事项。'],
    }),
    faults: [],
  },
  {
    code: '990001201000',
    name: '三岔乡',
    kind: 'township',
    shell: 'div',
    title: '三岔乡2023年政府信息公开工作年度报告',
    date: '2024-01-12',
    preamble: [],
    text: (of) => ({
      1: [
        '2023年，三岔乡人民政府严格按照条例（国务院令第711号）要求，推进政府信息公开工作。',
        '（一）主动公开。2023年，三岔乡主动公开政府信息共计65条，其中，通过网站公开35条，通过微信公众号公开50条（部分信息多渠道发布）。',
        `（二）依申请公开。2023年，三岔乡新收申请${of('t3.new_received.total')}件，上年度结转${of('t3.carried_in.total')}件，答复${of('t3.results_total.total')}件，${of('t3.carried_out.total')}件结转下年度办理。`,
        '（三）政府信息管理。落实保密审查。（四）政府信息公开平台建设。依托县政府网站。（五）监督保障。考核、评议、责任追究情况良好。',
      ],
      5: ['问题：主动性不强。改进：加强领导。'],
      6: ['2023年收取信息处理费0元。'],
    }),
    faults: [],
  },
  {
    code: '990001202000',
    name: '南坪回族乡',
    kind: 'township',
    shell: 'word',
    title: '云岭县南坪回族乡2023年政府信息公开年度报告',
    date: '2024-02-06',
    preamble: ['本报告所列数据的统计期限自2022年1月1日起至2022年12月31日止。'],
    text: () => ({
      1: [
        '2022年，青杨镇主动公开各类信息210条。我局认真学习贯彻全省、全州政务公开工作会议精神。',
        '（二）依申请公开。未收到政府信息公开申请。（三）政府信息管理。落实三审三校。（四）平台建设。改版网站专栏。（五）监督保障。开展培训、考核和评议，行政事业型收费已公示。',
      ],
      5: ['问题：公开不及时。改进：加强力量，联系人：马某13912345678。'],
      6: ['没有其他需要报告的事项。'],
    }),
    faults: ['TIM-01', 'TIM-04', 'XYR-07', 'AGY-04', 'AGY-05', 'FMT-16', 'LAN-01', 'LAN-03', 'NAR-04'],
  },
  {
    code: '990001902000',
    name: '云岭县卫生健康局',
    kind: 'department',
    shell: 'div',
    title: '云岭县卫生健康局2023年政府信息公开工作年度报告',
    date: '2024-01-22',
    preamble: [],
    text: (of) => ({
      1: [
        `（一）主动公开。我局2023年主动公开信息560条，其中政策文件60条、工作动态490条。办理行政许可${of('t2.licensing.decisions') + 1000}件。（二）依申请公开。收到申请${of('t3.new_received.total')}件。（三）政府信息管理。制发规范性文件${of('t2.normative_docs.issued')}件。（四）平台建设。网站专栏1个。（五）监督保障。考核评议1次。`,
      ],
      5: ['问题是人手少。改进是加强培训。'],
      6: ['本年度依申请公开信息未收取费用。'],
    }),
    faults: ['NAR-01', 'NAR-06'],
  },
]
