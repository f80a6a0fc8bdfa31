/** Wordings about disclosure on own initiative: totals and kinds. */
import { otherTime, paper, type Wording } from './stated-wording.ts'

const open =
  '(?:主动公开|主动发布|对外公开|对外发布|向社会公开|向社会公布|累计公开|累计发布|网上公开|公开发布|更新发布|发布更新)'
const anyOpen = `(?:${open}|(?<!依申请|申请|不予|免于|免予|部分|同意|予以|应|应当|应该|拟|需|需要|可|实际)公开(?!栏|专区|平台|目录|指南|条例|渠道)|发布|公布|更新|上传|录入)`
const plainKinds =
  '(?:各类|各种|各项|各|全部|相关|有关|本级|政府|政务|公共|公众|类|的|了|并|和|网站|网上|动态|主动公开|公开|发布|、|及|与|本镇|本乡|全镇|全乡)'

/** What kinds of information are called at their end; a figure behind any other word is of something else. */
export const kindEnding =
  '(?:信息|公告|公示|动态|新闻|文件|公文|政策|法规|预算|决算|预决算|任免|规划|计划|总结|清单|指南|事项|类|材料|资料|通知|目录|年报|数据|行政许可|行政处罚|概况|职责|职能|领导|机构|要闻|报告|经费|结果|标准|流程|提案|议案|项目|采购|招标|收费|救助|补贴)'

/** Tried last: whatever else a clause may say has been ruled out by then. */
export const disclosureWordings: readonly Wording[] = [
  {
    topic: 'disclosed.total',
    lead: new RegExp(
      `${anyOpen}(?:了)?${plainKinds}{0,8}信息(?:公开)?$|(?<!申请|依申请)(?:政府|政务)?信息(?:主动)?公开(?:情况)?$|政务公开(?:信息)?$|信息公开发布$|(?:政府|政务)信息(?:主动)?公开(?:量)?$|(?<!免于|免予|不予|申请)(?:公开|发布|公示(?!栏))信息(?:量)?$`,
    ),
    unit: paper,
    unless: new RegExp(`${otherTime.source}|^法定主动公开|分别(?:主动)?(?:公开|发布)`),
  },
  {
    topic: 'disclosed.total',
    lead: new RegExp(`${open}(?:了)?${plainKinds}{0,4}(?:内容|事项|文件信息)?$`),
    unit: paper,
    apart: ['normative', 'rules', 'enforcement'],
    unless: new RegExp(`${otherTime.source}|^法定主动公开`),
  },
  {
    topic: 'disclosed.total',
    lead: new RegExp(`${anyOpen}[^,;。:]{2,50}等(?:各类|各项|的)*(?:(?:政府|政务)?信息|内容)?$`),
    unit: paper,
    unless: otherTime,
  },
  {
    topic: 'disclosed.total',
    lead: new RegExp(`(?:${anyOpen}|整理)(?:了|出)?$`),
    tail: /^(?:主动公开|的|各类|各|相关)*(?:政府|政务)?信息(?!公开|化|员)/,
    unit: paper,
    unless: otherTime,
  },
  {
    topic: 'disclosed.total',
    lead: new RegExp(
      `(?:通过|利用|依托|运用|借助|在)[^,;。:]{0,16}(?:网站|网|平台|公众号|微信|微博|栏|屏)(?:上)?(?:主动)?(?:公开|发布)$`,
    ),
    unit: /^(?:条次|条|篇)$/,
    unless: otherTime,
  },
  {
    topic: 'disclosed.item',
    lead: /^(?<name>[\u4e00-\u9fff“”、]{2,14}类(?:的)?信息)$/,
    unit: /^(?:条|件|篇)$/,
    scopes: ['disclosure'],
    unless: otherTime,
  },
  {
    topic: 'disclosed.item',
    lead: new RegExp(
      `(?:(?<!政务|政府信息|信息|村务|党务|财务|校务)${anyOpen}|公示(?!栏))(?:了)?(?<name>[\\u4e00-\\u9fff“”《》、]{0,16}${kindEnding})$`,
    ),
    unit: /^(?:条次|条|件|篇次|篇)$/,
    unless: otherTime,
  },
]

/** Names of things that are not information: no kind of disclosure. */
export const noKind =
  /^信息|^目录|浏览|访问|点击|阅读|会议|培训|咨询|申请|意见|活动|栏目|专栏|回复|留言|人员|岗位|账号|网站|平台|版块|板块|渠道|设备|率|制度|答复|复议|诉讼|提案|建议|内容|包括|公示栏|公开栏|宣传|手册|问题|举措|措施|错误|链接|要点|计划$|方案|简报|总结|检查|短视频|视频$|解读$/
