/** Wordings about disclosure on own initiative: totals and kinds. */
import { otherTime, paper, type Wording } from './stated-wording.ts'

const open =
  '(?:主动公开|主动发布|对外公开|对外发布|向社会公开|向社会公布|累计公开|累计发布|网上公开|公开发布|更新发布|发布更新)'
const anyOpen = `(?:${open}|(?<!依申请|申请|不予|部分|同意|予以|应|应当|应该|拟|需|需要|可|实际)公开(?!栏|专区|平台|目录|指南|条例|渠道)|发布|公布|更新|上传|录入)`
const plainKinds =
  '(?:各类|各种|各项|各|全部|相关|有关|本级|政府|政务|公共|公众|类|的|了|并|和|网站|网上|动态|主动公开|公开|发布|、|及|与|本镇|本乡|全镇|全乡)'

/** Tried last: whatever else a clause may say has been ruled out by then. */
export const disclosureWordings: readonly Wording[] = [
  {
    topic: 'disclosed.total',
    lead: new RegExp(
      `${anyOpen}(?:了)?${plainKinds}{0,8}信息(?:公开)?$|${open}(?:了)?${plainKinds}{0,4}(?:内容|事项|文件信息)?$|(?<!申请|依申请)(?:政府|政务)?信息(?:主动)?公开(?:情况)?$|政务公开(?:信息)?$|信息公开发布$|(?:政府|政务)信息(?:主动)?公开(?:量)?$|(?:公开|发布)信息(?:量)?$`,
    ),
    unit: paper,
    unless: otherTime,
  },
  {
    topic: 'disclosed.item',
    lead: new RegExp(
      `(?:(?<!政务|政府信息|信息|村务|党务|财务|校务)${anyOpen}|公示)(?:了)?(?<name>[\\u4e00-\\u9fff“”《》、]{2,20})$`,
    ),
    unit: /^(?:条次|条|件|篇次|篇|份|则|期)$/,
    unless: otherTime,
  },
]

/** Names of things that are not information: no kind of disclosure. */
export const noKind =
  /^信息|浏览|访问|点击|阅读|会议|培训|咨询|申请|意见|活动|栏目|专栏|回复|留言|人员|岗位|账号|网站|平台|版块|板块|渠道|设备|率|制度|答复|复议|诉讼|提案|建议|内容|包括|公示栏|公开栏|宣传|手册|问题|举措|措施|错误|链接|要点|计划$|方案|简报|总结|检查/
