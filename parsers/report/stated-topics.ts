/** The closed grammar of narrative figures: a row a wording. A figure that no row fits is not read. */
import type { Topic } from './report.ts'
import type { Scope } from './stated-scope.ts'

/**
 * One wording. `lead` must match the clause before the figure (fillers like 共计 taken off), `tail` what follows it.
 * Patterns see at most 60 characters, half-width, without white space.
 */
interface Wording {
  topic: Topic
  /** Stands in every clause that the patterns can match; spares trying them on all others. */
  word?: string
  lead: RegExp
  tail?: RegExp
  unit: RegExp
  /** The figure must stand where one of these is spoken of. */
  scopes?: readonly Scope[]
  /** Words in the clause that make it something else. */
  unless?: RegExp
  /** The sentence or its sub-heading must speak of open government information. */
  ogi?: true
}

const paper = /^(?:条次|条|件次|件|篇次|篇|份|次|项|宗|例|期|个|则|部|只|起)$/
const article = /^(?:条次|条|件|篇次|篇|份|次|期|个|则|项|部)$/
const matter = /^(?:件次|件|宗|例|起|次|份|个|条|项|人次|单)$/
const suit = /^(?:件|宗|例|起|次|项|个)$/
const decision = /^(?:件次|件|宗|例|起|次|个|项)$/
const money = /^(?:元|千元|万元|亿元)$/
/** Figures of another time, of a plan, or of those who read. */
const otherTime =
  /浏览|访问|点击|阅读|关注|粉丝|转载|上年(?!结转)|去年|往年|上一年(?!度?结转)|同期|历年|历史|到目前|至今|迄今|建站|开通以来|计划|力争|目标|要求|不少于|每(?:月|周|季|日|年|个)|日均|月均|平均|增加|减少|增长|下降|翻番/
const open =
  '(?:主动公开|主动发布|对外公开|对外发布|向社会公开|向社会公布|累计公开|累计发布|网上公开|公开发布|更新发布|发布更新)'
const anyOpen = `(?:${open}|(?<!依申请|申请|不予|部分|同意|予以)公开(?!栏|专区|平台|目录|指南|条例|渠道)|发布|公布|更新|上传|录入)`
const plainKinds =
  '(?:各类|各种|各项|各|全部|相关|有关|本级|政府|政务|公共|公众|类|的|了|并|和|网站|网上|动态|主动公开|公开|发布|、|及|与|本镇|本乡|全镇|全乡)'
const asker =
  '(?:的|各类|公民|群众|个人|自然人|法人|社会|企业|商业|或者?|和|及|与|、|其[他它]|组织|书面|网上|网络|线上|在线|互联网|平台|电子|邮件|邮箱|邮寄|当面|现场|信函|传真|各|政府|政务|信息|公开|依|有效|新|要求|关于|提交|提出|递交|任何|相关|有关|来自|向|我|镇|乡|街道|局|县|市|区|本|机关|通过|方式|渠道|途径)'
const of = '(?:的|案件|申请|案|情况|事项|办件|工单|数)*'
const request = `(?:${asker}{0,14}申请(?:书|表|件|人|公开|信息|事项|政府|的)*|依申请(?:公开)?(?:政府)?(?:信息)?(?:办件|事项|件|的)*)`
const receive =
  '(?:(?:新|共)?(?:收到|接到|受理|接收|接受|接|收)(?:(?:并|和|、)?(?:受理|处理|办理))?|新收|新增|登记)(?:了|到)?'
const priorYear = '(?:上年度?|上一年度?|去年|往年|上年度未办结)'
const nextYear = '(?:下一?年度?|次年度?|明年)'

export const wordings: readonly Wording[] = [
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
    lead: /^$/,
    tail: new RegExp(`^(?:申请)?(?:结转|转结)(?:至|到|入)?(?:${nextYear}|(?<target>20\\d\\d)年)`),
    unit: matter,
    scopes: ['requests'],
  },
  {
    topic: 'reconsideration.count',
    word: '复议',
    lead: new RegExp(`(?<![、和及与或]|不服)行政复议${of}$`),
    unit: suit,
    unless: /纠错率|维持率|办理行政复议|审理行政复议|审结行政复议|上年|去年|增加|减少|应诉/,
  },
  {
    topic: 'reconsideration.count',
    word: '复议',
    lead: new RegExp(`(?<!行政|[、和及与或])复议${of}$`),
    unit: suit,
    scopes: ['reviews'],
    ogi: true,
    unless: /办理|审理|上年|去年|经复议|复议后/,
  },
  {
    topic: 'litigation.count',
    word: '诉讼',
    lead: new RegExp(`(?<!复议(?:案件|申请)?[、和及与或](?:被)?(?:提起)?)(?:行政)?诉讼${of}$`),
    unit: suit,
    unless: /应诉率|民事|未经复议|复议后|上年|去年|增加|减少|败诉/,
  },
  {
    topic: 'reconsideration.count',
    word: '复议',
    lead: /(?:发生|收到|被申请|引起|产生|引发|涉及)$/,
    tail: /^(?:的)?(?:因?政府信息公开(?:工作)?(?:引起|引发)?(?:的)?)?行政复议(?!、|和|及|与)/,
    unit: suit,
  },
  {
    topic: 'litigation.count',
    word: '诉讼',
    lead: /(?:发生|收到|被提起|引起|产生|引发|涉及|^|[,、和及])$/,
    tail: /^(?:的)?(?:因?政府信息公开(?:工作)?(?:引起|引发)?(?:的)?)?行政诉讼/,
    unit: suit,
  },
  {
    topic: 'normative.issued',
    lead: /(?:制发|制定|出台|印发|新增|制作|发文|起草)(?:并?(?:公开|发布|印发|公布))?了?(?:政府|本级|各类|的)*(?:行政)?规范性文件(?:的)?$|(?:行政)?规范性文件(?:本年)?(?:新)?(?:制发|制定|出台|印发|制作)(?:件|的)?$/,
    unit: paper,
    unless: /规章和|规章、|上年|去年|党内/,
  },
  {
    topic: 'normative.issued',
    lead: /(?:本年)?(?:新)?(?:制发|制定|出台|印发)(?:并公开|并发布)?(?:件)?$/,
    unit: paper,
    scopes: ['normative'],
    unless: /计划|方案|制度|上年|去年/,
  },
  {
    topic: 'normative.repealed',
    lead: /(?:废止|宣布废止|宣布失效|废止失效|失效)(?:了|和宣布失效|或失效)?(?:行政)?(?:规范性文件)?(?:件|的)?$/,
    unit: paper,
    scopes: ['normative'],
    unless: /规章(?!制度)/,
  },
  {
    topic: 'normative.in_force',
    lead: /(?:现行有效|继续有效|目前有效|现有有效|现有|保留)(?:的)?(?:行政)?(?:规范性文件)?(?:件|的)?$/,
    unit: paper,
    scopes: ['normative'],
    unless: /规章(?!制度)/,
  },
  {
    topic: 'rules.issued',
    lead: /(?:制发|制定|出台|颁布)(?:政府)?规章$|^(?:政府)?规章(?:本年)?(?:制发|制定|出台)(?:件)?$/,
    unit: paper,
  },
  { topic: 'rules.repealed', lead: /废止(?:政府)?(?:规章)?(?:件)?$/, unit: paper, scopes: ['rules'] },
  {
    topic: 'rules.in_force',
    lead: /现行有效(?:的)?(?:政府)?(?:规章)?(?:件)?$/,
    unit: paper,
    scopes: ['rules'],
  },
  {
    topic: 'licensing.decisions',
    word: '许可',
    lead: /(?:行政许可|(?<=行政处罚[^,;。]{0,20})许可)(?:类)?(?:处理)?(?:决定|案件|办件|业务|服务|审批)*$/,
    unit: decision,
    unless: /公开|公示|公布|发布|目录|清单|权限|上年|去年|信息|名(?:单|录)/,
  },
  {
    topic: 'penalty.decisions',
    word: '处罚',
    lead: /行政处罚(?:类)?(?:处理)?(?:决定(?:书)?|案件|案)*$/,
    unit: decision,
    unless: /公开|公示|公布|发布|目录|清单|权限|上年|去年|信息|事项/,
  },
  {
    topic: 'coercion.decisions',
    word: '强制',
    lead: /行政强制(?:类)?(?:措施|执行|处理|决定|案件|[、和])*$/,
    unit: decision,
    unless: /公开|公示|公布|发布|目录|清单|权限|上年|去年|信息|事项/,
  },
  {
    topic: 'processing_fee.amount_yuan',
    word: '处理费',
    lead: /(?:信息(?:公开)?处理费|信息公开(?:的)?处理费|信息处理费用|信息公开处理费用|处理费)(?:用|的)?(?:收取|收入)?$|(?:收取|收缴|产生)(?:政府信息公开|政府)?信息(?:公开)?处理费用?$/,
    unit: money,
  },
  {
    topic: 'fees.amount',
    word: '行政事业性',
    lead: /行政事业性收费(?:收入|项目)?(?:收费)?$|收取行政事业性(?:收费|费用)$/,
    unit: money,
    unless: /上年|去年|减免|降低/,
  },
  // Requests.
  {
    topic: 'requests.closed',
    lead: new RegExp(
      `(?<!不予|其[他它]|无法)(?:办结|办理|答复|回复|处理|审结|办复|完成|办毕)(?:完毕|完结|完成|答复|办结)?(?:了)?${request}?(?:件)?$`,
    ),
    unit: matter,
    scopes: ['requests'],
    ogi: true,
    unless:
      /收到(?:和|并|、)?处理|收到并|受理(?:并|和)?(?:处理|办理)|接到和|和办理|超期|逾期|上年办|去年|满意|延期|率|撤回/,
  },
  {
    topic: 'requests.closed',
    lead: /(?:已|均|全部|按时|按期|依法|及时|其中|^|[,;])$/,
    tail: /^(?:均|全部|都)?(?:已|按时|按期|依法|及时)+(?:全部|按时|按期|依法|及时|予以)*(?:办结|答复|办理完毕)/,
    unit: matter,
    scopes: ['requests'],
    ogi: true,
  },
  {
    topic: 'requests.received',
    lead: new RegExp(`${receive}${request}$`),
    unit: matter,
    ogi: true,
    unless: /咨询|复议|诉讼|上年|去年|许可|低保|救助|补贴|贷款|撤回|补正|增加|减少|退回|不予|转办/,
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
    lead: /(?<!办理|答复|办结|处理|回复|完成|结转|无|的|不予|受理|拒绝|撤回|[他它]|公开|[、和及与])(?:依申请公开(?:政府)?(?:信息)?(?:公开)?(?:申请)?(?:件|事项)?|(?:政府)?信息(?:依申请)?公开申请(?:件|事项)?|(?:^|年(?:度)?|镇|乡|局)(?:新收|新增)(?:申请)?)$/,
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
  // What stands beside open information and is never a request.
  {
    topic: 'hotline.cases',
    lead: /(?:热线|12345)[^\d,;:。]{0,20}$|(?:工单)$/,
    unit: /^(?:件次|件|条|起|单|通|次|人次)$/,
    scopes: ['hotline'],
    unless: /率|上年|去年|培训|会议|申请公开|依申请/,
  },
  {
    topic: 'consultations',
    lead: /(?:咨询|留言|网民来信|群众来信|来信)[^\d,;:。]{0,8}$/,
    unit: /^(?:人次|人|件次|件|条|次|起|个|批次|通)$/,
    unless: /率|上年|去年|培训|会议|依申请/,
  },
  {
    topic: 'complaints',
    lead: /(?:信访|举报|投诉)[^\d,;:。]{0,8}$/,
    unit: /^(?:件次|件|条|起|个|次|人次|宗|批次)$/,
    unless: /率|上年|去年|培训|会议|依申请|信访举报投诉类|处罚|立案/,
  },
  {
    topic: 'motions',
    lead: /(?:提案|(?<!复)议案|代表建议|代表意见建议|建议提案|代表建议和政协委员提案)(?:意见|件|和建议)?$/,
    unit: /^(?:件|条|份|个|项)$/,
    unless: /率|上年|去年|公开|(?:建议|代表|议案)[、和及与](?:政协)?(?:委员)?提案/,
  },
  {
    topic: 'training.people',
    word: '训',
    lead: /(?:培训|参训)(?:干部|人员|工作人员|业务人员|学员|信息员|各类|党员|[、和])*$/,
    unit: /^(?:人次|人)$/,
    unless: /就业|技能|农业|农民|种植|养殖|电商|劳动力/,
  },
  {
    topic: 'training.sessions',
    word: '训',
    lead: /(?:开展|组织|举办|召开|参加|进行|开办)[^\d,;:。]{0,24}培训(?:会议|会|班|活动|工作|学习)?$/,
    unit: /^(?:次|场|场次|期|个|批次)$/,
    unless: /就业|技能|农业|农民|种植|养殖|电商|劳动力|安全生产|消防|计划|每/,
  },
  {
    topic: 'training.sessions',
    word: '训',
    lead: /(?:开展|组织|举办|召开|参加|进行|开办)(?:了)?$/,
    tail: /^(?:以上)?(?:政务公开|政府信息公开|信息公开|业务|专题|专项|工作|相关|集中|知识|人员|的|及|和|、|信息员){0,6}培训/,
    unit: /^(?:次|场|期|个|批次)$/,
    unless: /就业|技能|农业|农民|种植|养殖|电商|劳动力|安全生产|消防|计划|每/,
  },
  {
    topic: 'interpretations',
    word: '解读',
    lead: /(?:(?<!媒体)(?:政策|文件)(?:文件)?(?:及)?解读|解读)(?:类)?(?:材料|稿件|信息|文章|文件|产品|政策|作品|方案|稿|的)*$/,
    unit: article,
    unless: /率|上年|去年|会|培训|每|计划/,
  },
  {
    topic: 'responses',
    word: '回',
    lead: /(?:回应|回复)(?:公众|社会|群众|网民|百姓|民生)*(?:关切|关注(?:的)?热点|热点|舆情|关注)(?:问题|信息|或重大舆情|和|、)*$/,
    unit: /^(?:次|件|条|个|起|项|篇)$/,
  },
  {
    topic: 'wechat.posts',
    lead: /微信(?:公众号|公众平台|平台|订阅号|视频号)?[^\d,;:。]{0,12}(?:推送|推文|发文|发送|编发|发布(?:推文|文章|图文|消息))[^\d,;:。]{0,6}$|公众号(?:推送|推文|发文|编发|发布(?:推文|文章|图文|消息))[^\d,;:。]{0,6}$/,
    unit: /^(?:条|篇|期|次|则|件|份)$/,
    unless: otherTime,
  },
  {
    topic: 'weibo.posts',
    word: '微博',
    lead: /微博[^\d,;:。]{0,8}(?:推送|推文|发文|编发|博文|发布(?:微博|博文|消息))[^\d,;:。]{0,4}$/,
    unit: /^(?:条|篇|期|次|则|件)$/,
    unless: otherTime,
  },
  // Disclosure on own initiative.
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
    lead: new RegExp(`${anyOpen}(?:了)?(?<name>[\\u4e00-\\u9fff“”《》、]{2,20})$`),
    unit: /^(?:条次|条|件|篇次|篇|份|则|期)$/,
    unless: otherTime,
  },
]
/** Names of things that are not information: no kind of disclosure. */
export const noKind =
  /^信息|浏览|访问|点击|阅读|会议|培训|咨询|申请|意见|活动|栏目|专栏|回复|留言|人员|岗位|账号|网站|平台|版块|板块|渠道|设备|率|制度|答复|复议|诉讼|提案|建议|内容|包括|公示栏|公开栏|宣传|手册|问题|举措|措施|错误|链接/
