/**
 * The statistics tables of the annual report as data: a row a printed line, a column an edition of the form.
 * Sources: 国办公开办函〔2019〕60号 (edition 2019), 国办公开办函〔2021〕30号 (edition 2021). The annex of edition 2014 stands in annex-form.ts.
 */

/** An edition is named by the year of the notice that issued it, and is read off a table, never off the report year. */
export type Edition = '2014' | '2019' | '2021'

/** Units of cells; `decimal` says whether the form allows a fraction, `signed` whether it allows a minus. */
export const units = {
  document: { label: '件', decimal: false, signed: false },
  request: { label: '件', decimal: false, signed: false },
  case: { label: '件', decimal: false, signed: false },
  item: { label: '项', decimal: false, signed: false },
  entry: { label: '条', decimal: false, signed: false },
  time: { label: '次', decimal: false, signed: false },
  article: { label: '篇', decimal: false, signed: false },
  body: { label: '个', decimal: false, signed: false },
  person: { label: '人', decimal: false, signed: false },
  attendance: { label: '人次', decimal: false, signed: false },
  item_change: { label: '项', decimal: false, signed: true },
  yuan: { label: '元', decimal: true, signed: false },
  wan_yuan: { label: '万元', decimal: true, signed: false },
} as const
export type Unit = keyof typeof units

/** Table three, across: the applicant axis 申请人情况. The five `org_*` columns stand under 法人或其他组织. */
export const applicants = [
  { code: 'natural_person', label: '自然人', group: null },
  { code: 'org_business', label: '商业企业', group: '法人或其他组织' },
  { code: 'org_research', label: '科研机构', group: '法人或其他组织' },
  { code: 'org_public_welfare', label: '社会公益组织', group: '法人或其他组织' },
  { code: 'org_legal_service', label: '法律服务机构', group: '法人或其他组织' },
  { code: 'org_other', label: '其他', group: '法人或其他组织' },
  { code: 'total', label: '总计', group: null },
] as const
export type Applicant = (typeof applicants)[number]['code']

/** Table three, down. `part` is the group label in the second column; 三、本年度办理结果 spans all rows that have one. */
export const requestRows = [
  { code: 'new_received', part: null, '2019': '一、本年新收政府信息公开申请数量', '2021': '一、本年新收政府信息公开申请数量' },
  { code: 'carried_in', part: null, '2019': '二、上年结转政府信息公开申请数量', '2021': '二、上年结转政府信息公开申请数量' },
  { code: 'granted', part: '（一）予以公开', '2019': '（一）予以公开', '2021': '（一）予以公开' },
  { code: 'granted_partial', part: '（二）部分公开', '2019': '（二）部分公开（区分处理的，只计这一情形，不计其他情形）', '2021': '（二）部分公开（区分处理的，只计这一情形，不计其他情形）' },
  { code: 'denied_state_secret', part: '（三）不予公开', '2019': '1.属于国家秘密', '2021': '1.属于国家秘密' },
  { code: 'denied_law_prohibits', part: '（三）不予公开', '2019': '2.其他法律行政法规禁止公开', '2021': '2.其他法律行政法规禁止公开' },
  { code: 'denied_security_stability', part: '（三）不予公开', '2019': '3.危及“三安全一稳定”', '2021': '3.危及“三安全一稳定”' },
  { code: 'denied_third_party', part: '（三）不予公开', '2019': '4.保护第三方合法权益', '2021': '4.保护第三方合法权益' },
  { code: 'denied_internal_affairs', part: '（三）不予公开', '2019': '5.属于三类内部事务信息', '2021': '5.属于三类内部事务信息' },
  { code: 'denied_process_info', part: '（三）不予公开', '2019': '6.属于四类过程性信息', '2021': '6.属于四类过程性信息' },
  { code: 'denied_enforcement_file', part: '（三）不予公开', '2019': '7.属于行政执法案卷', '2021': '7.属于行政执法案卷' },
  { code: 'denied_admin_query', part: '（三）不予公开', '2019': '8.属于行政查询事项', '2021': '8.属于行政查询事项' },
  { code: 'unable_not_held', part: '（四）无法提供', '2019': '1.本机关不掌握相关政府信息', '2021': '1.本机关不掌握相关政府信息' },
  { code: 'unable_must_create', part: '（四）无法提供', '2019': '2.没有现成信息需要另行制作', '2021': '2.没有现成信息需要另行制作' },
  { code: 'unable_still_unclear', part: '（四）无法提供', '2019': '3.补正后申请内容仍不明确', '2021': '3.补正后申请内容仍不明确' },
  { code: 'rejected_petition', part: '（五）不予处理', '2019': '1.信访举报投诉类申请', '2021': '1.信访举报投诉类申请' },
  { code: 'rejected_duplicate', part: '（五）不予处理', '2019': '2.重复申请', '2021': '2.重复申请' },
  { code: 'rejected_publication', part: '（五）不予处理', '2019': '3.要求提供公开出版物', '2021': '3.要求提供公开出版物' },
  { code: 'rejected_excessive', part: '（五）不予处理', '2019': '4.无正当理由大量反复申请', '2021': '4.无正当理由大量反复申请' },
  { code: 'rejected_reconfirm', part: '（五）不予处理', '2019': '5.要求行政机关确认或重新出具已获取信息', '2021': '5.要求行政机关确认或重新出具已获取信息' },
  { code: 'other_total', part: '（六）其他处理', '2019': '（六）其他处理', '2021': null },
  { code: 'other_not_corrected', part: '（六）其他处理', '2019': null, '2021': '1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请' },
  { code: 'other_fee_unpaid', part: '（六）其他处理', '2019': null, '2021': '2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请' },
  { code: 'other_misc', part: '（六）其他处理', '2019': null, '2021': '3.其他' },
  { code: 'results_total', part: '（七）总计', '2019': '（七）总计', '2021': '（七）总计' },
  { code: 'carried_out', part: null, '2019': '四、结转下年度继续办理', '2021': '四、结转下年度继续办理' },
] as const
export type RequestRow = (typeof requestRows)[number]['code']

/** Table four, first axis: the route of review; `under` is the printed heading above it. */
export const routes = [
  { code: 'reconsideration', label: '行政复议', under: null },
  { code: 'litigation_direct', label: '未经复议直接起诉', under: '行政诉讼' },
  { code: 'litigation_after_reconsideration', label: '复议后起诉', under: '行政诉讼' },
] as const
export type Route = (typeof routes)[number]['code']

/** Table four, second axis: how the case ended. */
export const results = [
  { code: 'upheld', label: '结果维持' },
  { code: 'corrected', label: '结果纠正' },
  { code: 'other', label: '其他结果' },
  { code: 'pending', label: '尚未审结' },
  { code: 'total', label: '总计' },
] as const
export type Result = (typeof results)[number]['code']

/** Table two: a row a cell, with the clause of 条例第二十条 it answers to and its printed labels (row, column). */
export const disclosureCells = [
  { id: 't2.rules.made', clause: '一', row: '规章', unit: 'document', '2019': '本年新制作数量', '2021': null },
  { id: 't2.rules.newly_public', clause: '一', row: '规章', unit: 'document', '2019': '本年新公开数量', '2021': null },
  { id: 't2.rules.public_stock', clause: '一', row: '规章', unit: 'document', '2019': '对外公开总数量', '2021': null },
  { id: 't2.normative_docs.made', clause: '一', row: '规范性文件', unit: 'document', '2019': '本年新制作数量', '2021': null },
  { id: 't2.normative_docs.newly_public', clause: '一', row: '规范性文件', unit: 'document', '2019': '本年新公开数量', '2021': null },
  { id: 't2.normative_docs.public_stock', clause: '一', row: '规范性文件', unit: 'document', '2019': '对外公开总数量', '2021': null },
  { id: 't2.rules.issued', clause: '一', row: '规章', unit: 'document', '2019': null, '2021': '本年制发件数' },
  { id: 't2.rules.repealed', clause: '一', row: '规章', unit: 'document', '2019': null, '2021': '本年废止件数' },
  { id: 't2.rules.in_force', clause: '一', row: '规章', unit: 'document', '2019': null, '2021': '现行有效件数' },
  { id: 't2.normative_docs.issued', clause: '一', row: '行政规范性文件', unit: 'document', '2019': null, '2021': '本年制发件数' },
  { id: 't2.normative_docs.repealed', clause: '一', row: '行政规范性文件', unit: 'document', '2019': null, '2021': '本年废止件数' },
  { id: 't2.normative_docs.in_force', clause: '一', row: '行政规范性文件', unit: 'document', '2019': null, '2021': '现行有效件数' },
  { id: 't2.licensing.items_prev', clause: '五', row: '行政许可', unit: 'item', '2019': '上一年项目数量', '2021': null },
  { id: 't2.licensing.items_change', clause: '五', row: '行政许可', unit: 'item_change', '2019': '本年增/减', '2021': null },
  { id: 't2.licensing.decisions', clause: '五', row: '行政许可', unit: 'case', '2019': '处理决定数量', '2021': '本年处理决定数量' },
  { id: 't2.other_services.items_prev', clause: '五', row: '其他对外管理服务事项', unit: 'item', '2019': '上一年项目数量', '2021': null },
  { id: 't2.other_services.items_change', clause: '五', row: '其他对外管理服务事项', unit: 'item_change', '2019': '本年增/减', '2021': null },
  { id: 't2.other_services.decisions', clause: '五', row: '其他对外管理服务事项', unit: 'case', '2019': '处理决定数量', '2021': null },
  { id: 't2.penalty.items_prev', clause: '六', row: '行政处罚', unit: 'item', '2019': '上一年项目数量', '2021': null },
  { id: 't2.penalty.items_change', clause: '六', row: '行政处罚', unit: 'item_change', '2019': '本年增/减', '2021': null },
  { id: 't2.penalty.decisions', clause: '六', row: '行政处罚', unit: 'case', '2019': '处理决定数量', '2021': '本年处理决定数量' },
  { id: 't2.coercion.items_prev', clause: '六', row: '行政强制', unit: 'item', '2019': '上一年项目数量', '2021': null },
  { id: 't2.coercion.items_change', clause: '六', row: '行政强制', unit: 'item_change', '2019': '本年增/减', '2021': null },
  { id: 't2.coercion.decisions', clause: '六', row: '行政强制', unit: 'case', '2019': '处理决定数量', '2021': '本年处理决定数量' },
  { id: 't2.admin_fees.items_prev', clause: '八', row: '行政事业性收费', unit: 'item', '2019': '上一年项目数量', '2021': null },
  { id: 't2.admin_fees.items_change', clause: '八', row: '行政事业性收费', unit: 'item_change', '2019': '本年增/减', '2021': null },
  { id: 't2.admin_fees.amount_wan_yuan', clause: '八', row: '行政事业性收费', unit: 'wan_yuan', '2019': null, '2021': '本年收费金额（单位：万元）' },
  { id: 't2.central_procurement.items', clause: '九', row: '政府集中采购', unit: 'item', '2019': '采购项目数量', '2021': null },
  { id: 't2.central_procurement.amount_yuan', clause: '九', row: '政府集中采购', unit: 'yuan', '2019': '采购总金额', '2021': null },
] as const
export type DisclosureCell = (typeof disclosureCells)[number]['id']
