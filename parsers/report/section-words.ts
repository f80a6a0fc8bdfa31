/** What the heading of each chapter may say, without numbering: patterns over half-width text without white space. */

/** `printed`: wordings of the two national forms and of the law; `old`: what else reports have printed since 2008. */
export interface ChapterWords {
  no: number
  printed: string
  old: string
}

const ogi = '(?:政府信息公开|政务公开|政府信息|信息公开)'
const joint = '[、,和及与以]{0,2}'

/** The longer wording stands before the shorter one that begins it. */
export const chapterWords: readonly ChapterWords[] = [
  {
    no: 1,
    printed: '总体情况',
    old: `(?:20\\d\\d年(?:度)?)?(?:${ogi})?(?:工作)?(?:的)?(?:总体(?:工作)?情况|总体推进情况|总体概况|基本情况|基本概况|概述|概况|工作概述)|(?:20\\d\\d年)?主要(?:工作概述|任务落实情况|工作情况)`,
  },
  {
    no: 2,
    printed: '主动公开政府信息情况',
    old: '(?:行政机关)?主动公开(?:政府|政务)?信息(?:的)?(?:工作)?情况|政府信息(?:的)?主动公开(?:的)?情况|(?:政府)?信息公开情况|主动公开(?:的)?情况',
  },
  {
    no: 3,
    printed: '收到和处理政府信息公开申请情况',
    old: '(?:行政机关)?(?:收到|接收)(?:和|及|并)处理(?:政府|政务)?信息公开申请(?:的)?情况|(?:政府信息)?依申请公开(?:和不予公开)?(?:政府)?(?:信息)?(?:的)?(?:办理|处理)?(?:的)?情况|政府信息公开申请(?:办理|处理)情况',
  },
  {
    no: 4,
    printed: `政府信息公开行政复议、行政诉讼情况|因政府信息公开工作被申请行政复议、提起行政诉讼情况`,
    old: `(?:因)?(?:政府信息公开|信息公开)?(?:工作)?(?:被)?(?:申请|提起)?行政复议${joint}(?:被)?(?:提起)?(?:行政)?诉讼(?:和申诉)?(?:的)?(?:情况)?|(?:申请)?复议${joint}诉讼(?:和|及)?(?:申诉)?(?:的)?情况`,
  },
  {
    no: 5,
    printed: '(?:政府信息公开工作)?存在的主要问题及改进情况',
    old: `(?:${ogi}(?:工作)?)?(?:中)?存在(?:的)?(?:主要)?(?:问题|困难|不足)(?:和不足|与不足|、困难|和困难)?(?:及|和|与|以及|、)?(?:下一步)?(?:的)?(?:主要)?(?:改进|打算|整改|工作)?(?:情况|措施|打算|安排|计划|思路)?`,
  },
  {
    no: 6,
    printed: '其他需要报告的事项',
    old: '(?:其他|其它)(?:需要|需)?(?:报告|说明)(?:的)?(?:事项|情况)|需要(?:说明|报告)的(?:其他|其它)?(?:事项|情况)(?:与附表)?|其他事项',
  },
]
