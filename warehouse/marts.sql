-- What the dashboard reads. The first line of each mart says what one row is.
-- publisher_kind, name and site are those of the publisher; report_kind is own or summary; times are UTC.

-- A report that is owed and not here has checks too; they have no report_no.
-- one row per check that stands, kept and not applicable ones too
CREATE VIEW mart_verdicts AS
WITH placed AS (
  SELECT f.*, r.publisher, r.year, r.report, r.kind AS report_kind, r.revision, r.snapshot
  FROM findings f JOIN reports r USING (report_no)
  WHERE r.current
  UNION ALL
  SELECT f.*, split_part(owed, '/', 1), split_part(owed, '/', 2)::SMALLINT, owed, split_part(owed, '/', 3), NULL, NULL
  FROM findings f
  WHERE owed IS NOT NULL
)
SELECT p.site, p.site_name, f.publisher, p.name, p.kind AS publisher_kind, f.year, f.report, f.report_kind, f.revision,
  f.report_no, f.snapshot, f.code, f."check", f.severity, f.verdict, f.trivial, f.expected, f.actual, f.message, f.cells,
  f.stated_nos, f.operands, f.suspect_cell, f.suspect_repair
FROM placed f JOIN publishers p USING (publisher);
COMMENT ON VIEW mart_verdicts IS '核对：一行一项核对，含相符与不适用，属于现行报告或应有而未见的报告';

-- Findings are counted of the current report or of its absence; other counts are empty where there is no report.
-- one row per publisher × year of the expected set
CREATE TABLE mart_coverage AS
WITH current_reports AS (SELECT report, report_no FROM reports WHERE current),
numbers AS (
  SELECT report_no, count(*) AS number_count FROM facts SEMI JOIN current_reports USING (report_no)
  WHERE state = 'number' GROUP BY report_no
),
verdicts AS (
  SELECT publisher, year,
    count(*) FILTER (verdict = 'broken' AND severity = 'E') AS broken_e,
    count(*) FILTER (verdict = 'broken' AND severity = 'W') AS broken_w,
    count(*) FILTER (verdict = 'broken' AND severity = 'I') AS broken_i,
    count(*) FILTER (verdict = 'uncertain') AS uncertain
  FROM mart_verdicts WHERE verdict IN ('broken', 'uncertain') GROUP BY publisher, year
),
troubles AS (SELECT report_no, count(*) AS problem_count FROM problems WHERE report_no IS NOT NULL GROUP BY report_no),
deadlines AS (
  SELECT report_no, any_value(nullif(regexp_extract(message, '时限依据：([^）]*)', 1), '')) AS due_reason
  FROM findings WHERE code = 'TIM-01' AND message IS NOT NULL GROUP BY report_no
)
SELECT p.site, p.site_name, e.publisher, p.name, p.kind, e.year, e.state, e.due_date, e.published_date, e.report,
  e.detail,
  coalesce(v.broken_e, CASE WHEN r.report_no IS NOT NULL THEN 0 END) AS broken_e,
  coalesce(v.broken_w, CASE WHEN r.report_no IS NOT NULL THEN 0 END) AS broken_w,
  coalesce(v.broken_i, CASE WHEN r.report_no IS NOT NULL THEN 0 END) AS broken_i,
  coalesce(v.uncertain, CASE WHEN r.report_no IS NOT NULL THEN 0 END) AS uncertain,
  CASE WHEN r.report_no IS NOT NULL THEN ifnull(t.problem_count, 0) END AS problem_count,
  CASE WHEN r.report_no IS NOT NULL THEN ifnull(n.number_count, 0) END AS number_count,
  e.not_seen, l.due_reason,
  list_position(['government', 'office', 'department', 'subdistrict', 'township'], p.kind::VARCHAR)::UTINYINT AS kind_place
FROM expected e
JOIN publishers p USING (publisher)
LEFT JOIN current_reports r ON r.report = e.report
LEFT JOIN numbers n ON n.report_no = r.report_no
LEFT JOIN verdicts v ON v.publisher = e.publisher AND v.year = e.year
LEFT JOIN troubles t ON t.report_no = r.report_no
LEFT JOIN deadlines l ON l.report_no = r.report_no
ORDER BY p.site, kind_place, e.publisher, e.year;
COMMENT ON TABLE mart_coverage IS '覆盖：一行一个单位一个年度';

-- one row per publisher; `short_name` is what people type, without 人民政府 or 办事处
CREATE TABLE mart_publishers AS
SELECT site, site_name, publisher, name, kind, kind_place,
  regexp_replace(lower(name), '(人民政府|办事处)$', '') AS short_name
FROM mart_coverage
GROUP BY ALL
ORDER BY site, kind_place, publisher;
COMMENT ON TABLE mart_publishers IS '单位：一行一个单位';

-- one row per report × revision
CREATE TABLE mart_revisions AS
SELECT r.report_no, p.site, p.site_name, r.publisher, p.name, p.kind AS publisher_kind, r.year, r.report, r.kind AS report_kind,
  r.revision, r.current, r.title, r.snapshot, s.url, s.fetched_at, s.status, s.media_type, s.byte_count, s.charset,
  s.charset_because, r.page_date, r.url_date, r.signed_date, r.first_seen, r.edition_t0, r.edition_t2,
  r.edition_t3, r.edition_t4
FROM reports r JOIN publishers p USING (publisher) JOIN snapshots s USING (snapshot)
ORDER BY r.report_no;
COMMENT ON TABLE mart_revisions IS '版本：一行一份报告一个版本';

-- one row per report × revision × cell, all revisions, with everything that leads home
CREATE VIEW mart_evidence AS
SELECT r.report_no, r.site, r.publisher, r.name, r.publisher_kind, r.year, r.report, r.report_kind, r.revision,
  r.current, r.title, c.cell, c.table_no, c.position, c.label, c.label_2014, c.label_2019, c.label_2021, c.unit,
  c.unit_label,
  CASE c.table_no WHEN 0 THEN r.edition_t0 WHEN 2 THEN r.edition_t2 WHEN 3 THEN r.edition_t3 WHEN 4 THEN r.edition_t4 END AS edition,
  f.value, f.state, f.raw, f.matched_by, coalesce(d.snapshot, r.snapshot) AS snapshot, coalesce(d.url, r.url) AS url,
  coalesce(d.fetched_at, r.fetched_at) AS fetched_at,
  CASE WHEN d.snapshot IS NULL THEN r.charset ELSE d.charset END AS charset,
  CASE WHEN d.snapshot IS NULL THEN r.charset_because ELSE d.charset_because END AS charset_because, r.first_seen,
  f.place_table, f.place_row, f.place_column, f.place_start, f.place_end
FROM facts f
JOIN codebook c USING (cell_no)
JOIN mart_revisions r USING (report_no)
LEFT JOIN snapshots d ON d.snapshot = f.place_snapshot;
COMMENT ON VIEW mart_evidence IS '证据：一行一份报告版本一个指标，含全部历史版本';

-- one row per current report × cell
CREATE VIEW mart_figures AS
SELECT r.report_no, r.site, r.publisher, r.name, r.publisher_kind, r.year, r.report, r.report_kind, r.revision,
  c.cell, c.table_no, c.position, c.label, c.label_2014, c.label_2019, c.label_2021, c.unit, c.unit_label,
  CASE c.table_no WHEN 0 THEN r.edition_t0 WHEN 2 THEN r.edition_t2 WHEN 3 THEN r.edition_t3 WHEN 4 THEN r.edition_t4 END AS edition,
  f.value, f.state, f.raw, f.matched_by, coalesce(f.place_snapshot, r.snapshot) AS snapshot, f.place_start, f.place_end
FROM facts f
JOIN codebook c USING (cell_no)
JOIN mart_revisions r USING (report_no)
WHERE r.current;
COMMENT ON VIEW mart_figures IS '指标：一行一份现行报告一个指标';

-- one row per current report × cell, without names: for sums and medians over many publishers
CREATE VIEW mart_values AS
SELECT v.report_no, c.cell, c.table_no, v.site, v.publisher_kind, v.year, v.report_kind, v.edition, v.value, v.state, v.raw
FROM cell_values v JOIN codebook c USING (cell_no);
COMMENT ON VIEW mart_values IS '指标值：一行一份现行报告一个指标，供汇总比较';

-- A gap that is not nought is unknown where an outcome that could make it up is absent.
-- one row per current report that has table three: what came in and where it went, by its column 总计; `gap` is what went nowhere
CREATE TABLE mart_flows AS
WITH totals AS (
  SELECT f.report_no, c.cell, f.value FROM facts f JOIN codebook c USING (cell_no)
  WHERE c.table_no = 3 AND ends_with(c.cell, '.total')),
flows AS (
  SELECT report_no,
    max(value) FILTER (cell = 't3.new_received.total') AS new_received,
    max(value) FILTER (cell = 't3.carried_in.total') AS carried_in,
    sum(value) FILTER (cell = 't3.granted.total') AS granted,
    sum(value) FILTER (cell = 't3.granted_partial.total') AS granted_partial,
    sum(value) FILTER (starts_with(cell, 't3.denied_')) AS denied,
    sum(value) FILTER (starts_with(cell, 't3.unable_')) AS unable,
    sum(value) FILTER (starts_with(cell, 't3.rejected_')) AS rejected,
    sum(value) FILTER (starts_with(cell, 't3.other_')) AS other,
    max(value) FILTER (cell = 't3.carried_out.total') AS carried_out,
    ifnull(sum(value) FILTER (cell NOT IN ('t3.new_received.total', 't3.carried_in.total',
      't3.results_total.total', 't3.carried_out.total')), 0) AS outcomes,
    count(*) FILTER (value IS NULL AND cell <> 't3.results_total.total') AS absent
  FROM totals GROUP BY report_no)
SELECT r.site, r.publisher, r.name, r.publisher_kind, r.year, r.report, r.report_kind,
  w.* EXCLUDE (report_no, outcomes, absent),
  CASE WHEN absent = 0 OR new_received + carried_in = outcomes + carried_out
    THEN new_received + carried_in - outcomes - carried_out END AS gap
FROM flows w JOIN mart_revisions r USING (report_no)
WHERE r.current
ORDER BY r.year, r.report_no;
COMMENT ON TABLE mart_flows IS '申请流向：一行一份现行报告';

-- one row per cell of the codebook, with the number of current reports that state a number in it
CREATE TABLE mart_cells AS
SELECT c.cell, c.table_no, c.position, c.unit, c.unit_label, c.label, c.label_2014, c.label_2019, c.label_2021,
  ifnull(n.report_count, 0) AS report_count
FROM codebook c
LEFT JOIN (
  SELECT f.cell_no, count(*) AS report_count FROM facts f JOIN reports r USING (report_no)
  WHERE r.current AND f.state = 'number' GROUP BY f.cell_no
) n USING (cell_no)
ORDER BY c.cell_no;
COMMENT ON TABLE mart_cells IS '指标目录：一行一个指标，附有数值的现行报告份数';

-- `place` is the order in which people are shown them: the gravest and surest first
-- one row per check that stands and is broken or uncertain
CREATE TABLE mart_findings AS
SELECT row_number() OVER (
    ORDER BY list_position(['E', 'W', 'I'], f.severity), f.verdict, f.code, f.publisher, f.year DESC, f.report, f."check"
  )::INTEGER AS place,
  f.report_no, f.site, f.publisher, f.name, f.publisher_kind, f.year, f.report, f.report_kind, f.revision,
  f.code, f."check", f.severity, f.verdict, f.expected, f.actual, f.message, f.cells, f.stated_nos, f.snapshot,
  f.operands, d.kind AS decision, d.decided_by, d.decided_at, d.reason AS decision_reason, f.suspect_cell,
  f.suspect_repair, lower(concat_ws(' ', f.name, f.code, f.message)) AS search_text
FROM mart_verdicts f
LEFT JOIN decisions d ON d.report = f.report AND d.code = f.code AND d."check" = f."check"
  AND d.state = 'standing' AND d.kind IN ('confirm', 'dismiss')
WHERE f.verdict IN ('broken', 'uncertain')
ORDER BY place;
COMMENT ON TABLE mart_findings IS '审计发现：一行一项不符或存疑的核对，属于现行报告或应有而未见的报告';

-- one row per code; the five counts exclude one another and add up to all checks that stand
CREATE TABLE mart_checks AS
SELECT f.code,
  count(*) FILTER (f.verdict = 'kept' AND NOT f.trivial) AS kept,
  count(*) FILTER (f.verdict = 'kept' AND f.trivial) AS trivially_kept,
  count(*) FILTER (f.verdict = 'broken') AS broken,
  count(*) FILTER (f.verdict = 'uncertain') AS uncertain,
  count(*) FILTER (f.verdict = 'not_applicable') AS not_applicable
FROM mart_verdicts f
GROUP BY f.code
ORDER BY f.code;
COMMENT ON TABLE mart_checks IS '核对统计：一行一个代码，五类结论互不重复';

-- one row per figure of a table that no national form prints, all revisions
CREATE VIEW mart_indicators AS
SELECT p.site, r.publisher, p.name, p.kind AS publisher_kind, r.year, r.report, r.kind AS report_kind, r.revision,
  r.current, x.indicator_no, x.label, x.value, x.state, x.raw, x.unit, s.snapshot, s.url, s.fetched_at, x.place_table,
  x.place_row, x.place_column, x.place_start, x.place_end
FROM indicators x
JOIN reports r USING (report_no)
JOIN publishers p USING (publisher)
JOIN snapshots s ON s.snapshot = coalesce(x.place_snapshot, r.snapshot);
COMMENT ON VIEW mart_indicators IS '自设指标：一行一个统一格式以外的表格数据，含全部历史版本';

-- one row per narrative figure or item of its list, all revisions; `item_name` is the item's, `name` the publisher's
CREATE VIEW mart_stated AS
SELECT r.report_no, r.site, r.publisher, r.name, r.publisher_kind, r.year, r.report, r.report_kind, r.revision,
  r.current, t.stated_no, t.parent_no, t.topic, t.name AS item_name, t.value, t.unit, t.approx, t.sentence,
  r.snapshot, r.url, r.fetched_at, r.charset, r.charset_because, t.place_start, t.place_end
FROM stated t JOIN mart_revisions r USING (report_no);
COMMENT ON VIEW mart_stated IS '正文数据：一行一个数或其分项，含全部历史版本';

-- one row per heading of a report, all revisions
CREATE VIEW mart_sections AS
SELECT r.publisher, r.name, r.year, r.report, r.revision, r.current, x.position, x.section_no, x.title, r.snapshot,
  x.place_start
FROM sections x JOIN mart_revisions r USING (report_no);
COMMENT ON VIEW mart_sections IS '正文结构：一行一个标题';

-- one row per problem of reading; report columns are empty where the page is no report
CREATE VIEW mart_problems AS
SELECT p.site, r.publisher, p.name, p.kind AS publisher_kind, r.year, r.report, r.kind AS report_kind, r.revision,
  r.current, b.snapshot, s.url, s.fetched_at, b.problem_no, b.code, b.severity, b.detail, b.place_start
FROM problems b
JOIN snapshots s USING (snapshot)
LEFT JOIN reports r ON r.report_no = b.report_no
LEFT JOIN publishers p ON p.publisher = r.publisher;
COMMENT ON VIEW mart_problems IS '读取问题：一行一个问题';

-- `edited` where the same is a row of mart_edits
-- one row per cell whose value or state differs between a revision and the one before it
CREATE TABLE mart_changes AS
WITH pairs AS (
  SELECT report_no, lag(report_no) OVER steps AS old_no, lag(revision) OVER steps AS old_revision,
    lag(snapshot) OVER steps AS old_snapshot
  FROM reports WINDOW steps AS (PARTITION BY report ORDER BY revision)
  QUALIFY old_no IS NOT NULL
),
olds AS (SELECT pairs.report_no, facts.* EXCLUDE (report_no) FROM pairs JOIN facts ON facts.report_no = pairs.old_no),
news AS (SELECT facts.* FROM facts SEMI JOIN pairs USING (report_no)),
differing AS (
  SELECT coalesce(n.report_no, o.report_no) AS report_no, coalesce(n.cell_no, o.cell_no) AS cell_no,
    o.value AS old_value, n.value AS new_value, o.state AS old_state, n.state AS new_state,
    o.raw AS old_raw, n.raw AS new_raw
  FROM olds o FULL JOIN news n ON n.report_no = o.report_no AND n.cell_no = o.cell_no
  WHERE o.value IS DISTINCT FROM n.value OR o.state IS DISTINCT FROM n.state
)
SELECT p.site, r.publisher, p.name, p.kind AS publisher_kind, r.year, r.report, r.kind AS report_kind,
  pairs.old_revision, r.revision, c.cell, c.table_no, c.position, c.label, c.unit_label, d.old_value, d.new_value,
  d.old_state, d.new_state, d.old_raw, d.new_raw, pairs.old_snapshot, r.snapshot AS new_snapshot, r.first_seen,
  EXISTS (SELECT 1 FROM changes x WHERE x.report_no = d.report_no AND x.cell_no = d.cell_no) AS edited
FROM differing d
JOIN pairs USING (report_no)
JOIN reports r USING (report_no)
JOIN codebook c USING (cell_no)
JOIN publishers p USING (publisher)
ORDER BY d.report_no, d.cell_no;
COMMENT ON TABLE mart_changes IS '变化：一行一个在前后两个版本间数值或状态不同的指标';

-- one row per code of the catalogue or of a check; title and basis are empty where the catalogue does not know the code
CREATE VIEW mart_codes AS
SELECT coalesce(c.code, k.code) AS code, c.title, c.basis, c.severity, ifnull(k.kept, 0) AS kept,
  ifnull(k.trivially_kept, 0) AS trivially_kept, ifnull(k.broken, 0) AS broken, ifnull(k.uncertain, 0) AS uncertain,
  ifnull(k.not_applicable, 0) AS not_applicable
FROM codes c FULL JOIN mart_checks k ON k.code = c.code;
COMMENT ON VIEW mart_codes IS '核对目录：一行一个代码，附五类结论的数目';

-- one row per site × publisher kind × year × code; the five counts add up to all checks that stand there
CREATE TABLE mart_check_counts AS
SELECT f.site, f.publisher_kind, f.year, f.code,
  count(*) FILTER (f.verdict = 'kept' AND NOT f.trivial) AS kept,
  count(*) FILTER (f.verdict = 'kept' AND f.trivial) AS trivially_kept,
  count(*) FILTER (f.verdict = 'broken') AS broken,
  count(*) FILTER (f.verdict = 'uncertain') AS uncertain,
  count(*) FILTER (f.verdict = 'not_applicable') AS not_applicable
FROM mart_verdicts f
GROUP BY ALL
ORDER BY f.site, f.publisher_kind, f.year, f.code;
COMMENT ON TABLE mart_check_counts IS '核对分布：一行一个站点一类单位一个年度一个代码';

-- one row per code that auditors have judged
CREATE VIEW mart_check_ratings AS
SELECT code, verdicts, dismissed, verdicts - dismissed AS confirmed, dismissed / verdicts AS dismissal_rate, demoted
FROM check_ratings;
COMMENT ON VIEW mart_check_ratings IS '核对评价：一行一个代码，排除率超过限度的降为提示';

-- one row per event of the auditors' decisions, undone and expired ones too; report columns are empty for undo
CREATE VIEW mart_decisions AS
SELECT p.site, p.publisher, p.name, split_part(d.report, '/', 2)::SMALLINT AS year, d.report, d.event, d.decided_at, d.decided_by, d.kind, d.code, d."check", d.operands,
  d.cell, c.label, d.value, d.reason, d.undoes, d.state
FROM decisions d
LEFT JOIN publishers p ON p.publisher = split_part(d.report, '/', 1)
LEFT JOIN codebook c ON c.cell = d.cell;
COMMENT ON VIEW mart_decisions IS '审计结论：一行一次决定';

-- Silent edits count as reported once a run that began after first_seen has shown them again:
-- first_seen < the beginning of the newest run, and not not_seen; until then they wait and may be forgotten.
-- one row per silent edit, figures and paragraphs
CREATE VIEW mart_edits AS
SELECT p.site, r.publisher, p.name, p.kind AS publisher_kind, r.year, r.report, r.kind AS report_kind,
  o.revision AS old_revision, r.revision, x.change_no, x.kind, c.cell, c.table_no, c.position, c.label, c.unit_label,
  x.section_no, x.old_text, x.new_text, x.old_value, x.new_value, x.old_state, x.new_state,
  o.snapshot AS old_snapshot, x.old_start, x.old_end, r.snapshot AS new_snapshot, x.new_start, x.new_end,
  r.first_seen, r.current AND ifnull(e.not_seen, false) AS not_seen
FROM changes x
JOIN reports r USING (report_no)
JOIN reports o ON o.report_no = x.old_no
JOIN publishers p ON p.publisher = r.publisher
LEFT JOIN expected e ON e.publisher = r.publisher AND e.year = r.year
LEFT JOIN codebook c USING (cell_no);
COMMENT ON VIEW mart_edits IS '改动：一行一处在两个版本间不同的数据或段落，昙花一现的版本不计';

-- `place` puts the most alike first
-- one row per pair of current reports that say the same; passages are character offsets in the decoded pages
CREATE TABLE mart_similarities AS
SELECT row_number() OVER (ORDER BY x.share DESC, r.report, o.report, x.part)::INTEGER AS place, p.site, r.publisher, p.name, r.year, r.report, o.publisher AS other_publisher, q.name AS other_name,
  o.year AS other_year, o.report AS other_report, x.scope, x.part, x.share, r.snapshot, o.snapshot AS other_snapshot,
  x.starts, x.ends, x.other_starts, x.other_ends
FROM similarities x
JOIN reports r USING (report_no)
JOIN reports o ON o.report_no = x.other_no
JOIN publishers p ON p.publisher = r.publisher
JOIN publishers q ON q.publisher = o.publisher
WHERE r.current AND o.current
ORDER BY place;
COMMENT ON TABLE mart_similarities IS '雷同：一行两份文字相近的现行报告';
