/** Wordings about requests for information: received, carried over, closed, by whom, by which way, with what outcome. */
import type { Wording } from './stated-wording.ts'

const matter = /^(?:件次|件|宗|例|起|次|份|个|条|项|人次|单)$/
const asker =
  '(?:的|各类|公民|群众|个人|自然人|法人|社会|企业|商业|或者?|和|及|与|、|其[他它]|组织|书面|网上|网络|线上|在线|互联网|平台|电子|邮件|邮箱|邮寄|当面|现场|信函|传真|各|政府|政务|信息|公开|依|有效|新|要求|关于|提交|提出|递交|任何|相关|有关|来自|等|对|向|我|镇|乡|街道|局|县|市|区|本|机关|通过|方式|渠道|途径)'
const request = `(?:${asker}{0,20}申请(?:书|表|件|人|公开|信息|事项|政府|情况|的)*|依申请(?:公开)?(?:政府)?(?:信息)?(?:办件|事项|请求|诉求|件|的)*)`
const receive =
  '(?:(?:新|共)?(?:收到|接到|受理|接收|接受|接|收)(?:(?:并|和|、|及)?(?:受理|处理|办理|办结|答复))?|新收|新增|登记)(?:了|到)?'
const priorYear = '(?:上年度?|上一年度?|去年|往年|上年度未办结)'
const nextYear = '(?:下一?年度?|次年度?|明年)'

/** Requests carried in and out: 结转 decides whatever else the clause says, so these come first. */
export const carriedOver: readonly Wording[] = [
  // Requests carried in and out come first: 结转 decides whatever else the clause says.
  {
    topic: 'requests.carried_in',
    word: '转',
    lead: new RegExp(
      `(?:${priorYear}(?:未办结|未办理完毕)?(?:的)?(?:结转|转结|转入)(?:至|到|入)?(?:本年度?|今年|20\\d\\d年(?:度)?)?(?:继续)?(?:办理)?|结转(?:自)?${priorYear}|20\\d\\d年(?:度)?结转至?本年度?)(?:的)?(?:政府)?(?:信息)?(?:公开)?(?:依申请)?(?:公开)?(?:申请)?(?:件|事项)?$`,
    ),
    unit: matter,
    unless: /提案|建议|复议|诉讼|信访/,
  },
  {
    topic: 'requests.carried_out',
    word: '转',
    lead: new RegExp(
      `(?<!${priorYear}|\\d年)(?<!${priorYear}度)(?:结转|转结|转入|顺延)(?:至|到|入|为)?${nextYear}(?:继续)?(?:办理|答复|处理)?(?:的)?(?:政府信息公开)?(?:申请)?(?:件|事项)?$`,
    ),
    unit: matter,
    unless: /提案|建议|复议|诉讼|信访/,
  },
  // 结转2024年 is out of 2023 and into 2024: the report's own year decides.
  {
    topic: 'requests.carried_out',
    word: '转',
    lead: /(?:结转|转结|转入|顺延)(?:至|到|入|为)?(?<target>20\d\d)年(?:度)?(?:继续)?(?:办理|答复|处理)?(?:的)?(?:政府信息公开)?(?:申请)?(?:件|事项)?$/,
    unit: matter,
    unless: /提案|建议|复议|诉讼|信访/,
  },
  {
    topic: 'requests.carried_out',
    word: '转',
    lead: /^(?:剩余|其余|余下|另有|尚有|余|其中|有)*$/,
    tail: new RegExp(`^(?:申请)?(?:结转|转结)(?:至|到|入)?(?:${nextYear}|(?<target>20\\d\\d)年)`),
    unit: matter,
    scopes: ['requests'],
  },
]

/** All that happens to requests within the year. */
export const requestWordings: readonly Wording[] = [
  {
    topic: 'requests.closed',
    lead: new RegExp(
      `(?<!不予|其[他它]|无法|(?:同意|予以|不予|部分)公开)(?:办理结果|办结|办理|答复|回复|处理|审结|办复|完成|办毕)(?:完毕|完结|完成|答复|办结)?(?:了)?${request}?(?:件)?$`,
    ),
    unit: matter,
    scopes: ['requests'],
    ogi: true,
    unless:
      /收到(?:和|并|、)?处理|收到并|受理(?:并|和|及)?(?:处理|办理|办结|答复)|接到和|和办理|超期|逾期|按时办结数|延期办结|上年办|去年|满意|延期|率|撤回/,
  },
  {
    topic: 'requests.closed',
    lead: /(?:已|均|全部|按时|按期|依法|及时|其中|^|[,;])$/,
    tail: /^(?:均|全部|都)?(?:已经?|按时|按期|按规定?|依法|及时)+(?:全部|按时|按期|按规定?|按要求|依法|依规|及时|规范|予以|作出|完成)*(?:办结|答复|办理完毕|办理)/,
    unit: matter,
    scopes: ['requests'],
    ogi: true,
  },
  {
    topic: 'requests.closed',
    lead: /(?:已经?|均已|共|依法)?(?:办结|答复|办理完毕)(?:的)?$/,
    tail: /^(?:政府信息公开)?申请(?!人)/,
    unit: matter,
    scopes: ['requests'],
    unless: /复议|诉讼|超期|逾期|上年|去年/,
  },
  {
    topic: 'requests.received',
    lead: new RegExp(`${receive}${request}$`),
    unit: matter,
    ogi: true,
    unless:
      /咨询|复议|诉讼|上年|去年|许可|低保|救助|补贴|贷款|撤回|补正|增加|减少|退回|不予|转办|分别(?:收到|受理|接到)/,
  },
  {
    topic: 'requests.received',
    lead: new RegExp(`${receive}$`),
    tail: new RegExp(`^${request}(?!行政复议|复议|行政诉讼)`),
    unit: matter,
    ogi: true,
    unless: /咨询|复议|诉讼|上年|去年|许可|低保|救助|补贴|贷款/,
  },
  {
    topic: 'requests.received',
    lead: /(?<!办理|答复|办结|处理|回复|完成|结转|无|的|不予|受理|拒绝|撤回|[他它]|公开|[、和及与])(?:依申请公开(?:政府)?(?:信息)?(?:公开)?(?:申请|请求|诉求)?(?:件|事项)?|(?:政府)?信息(?:依申请)?公开申请(?:件|事项)?|(?:^|年(?:度)?|镇|乡|局)(?:新收|新增)(?:申请)?)$/,
    unit: matter,
    unless: /咨询|复议|诉讼|上年|去年|答复|办结|办理|增加|减少|率|目录|结转|引起|引发/,
    ogi: true,
  },
  {
    topic: 'requests.received',
    lead: /^(?:本年度?|全年|20\d\d年(?:度)?)?(?:共有|收到)?(?:的)?申请$/,
    unit: matter,
    scopes: ['requests'],
    ogi: true,
  },
  {
    topic: 'requests.by_channel',
    lead: /(?<name>当面|现场|信函|邮寄|网络|网上|在线|互联网|传真|电子邮件|电子邮箱|邮件|线上|线下|网站|平台)(?:方式)?(?:收到|提出|提交|受理)?(?:的)?(?:申请)$/,
    unit: matter,
    scopes: ['requests'],
    ogi: true,
  },
  {
    topic: 'requests.by_applicant',
    lead: /(?<![、和及与或])(?<name>自然人|公民个人|公民|个人|商业企业|企业|科研机构|社会公益(?:性)?组织|法律服务机构|法人(?:或|和|及)?其[他它]组织|法人)(?:提出|提交|递交)?(?:的)?(?:政府信息公开)?(?:申请)?$/,
    unit: /^(?:件|宗|例|起|份|条)$/,
    scopes: ['requests'],
    unless: /复议|诉讼|投诉|咨询/,
    ogi: true,
  },
  {
    topic: 'requests.outcome',
    lead: /(?<name>(?:同意)?部分公开|予以公开|同意公开|不予公开|不同意公开|无法提供|不予处理|其[他它]处理|(?:属于)?已(?:经)?主动公开)(?:的|答复|申请|情形|决定|范围|信息)*$/,
    unit: /^(?:件|宗|例|起|份|条)$/,
    scopes: ['requests'],
    unless: /上年|去年|主动公开政府/,
  },
]
