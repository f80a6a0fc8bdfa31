-- The gate of one county: its shard is published only while this view is empty. One row per breach, each under the check's name.
CREATE TABLE strays (
  table_name VARCHAR NOT NULL,
  key VARCHAR NOT NULL
);
COMMENT ON TABLE strays IS '无主数据：所指报告版本或指标不存在而未能装载的行，不为空即不得发布';
COMMENT ON COLUMN strays.table_name IS '来源表';
COMMENT ON COLUMN strays.key IS '找不到的报告版本或指标代码';

CREATE VIEW failed_site_checks AS

-- rows left out by the loader: the report revision or the cell they name does not exist
SELECT 'stray_rows' AS check_name, table_name || ': ' || key AS detail FROM strays

UNION ALL
SELECT 'expected_without_publisher', e.publisher || ' ' || e.year
FROM expected e ANTI JOIN publishers USING (publisher)

UNION ALL
SELECT 'expected_without_report', e.report
FROM expected e ANTI JOIN reports r ON r.report = e.report
WHERE e.report IS NOT NULL

-- a state that says a report was read needs the report; one that says there is none forbids it
UNION ALL
SELECT 'expected_state_against_report', e.publisher || ' ' || e.year || ' ' || e.state
FROM expected e
WHERE (e.state IN ('on_time', 'late', 'published_undated') AND e.report IS NULL)
  OR (e.state IN ('missing', 'not_due') AND e.report IS NOT NULL)

UNION ALL
SELECT 'expected_late_before_due', e.publisher || ' ' || e.year
FROM expected e
WHERE (e.state = 'late' AND e.published_date <= e.due_date)
  OR (e.state = 'on_time' AND e.published_date > e.due_date)

UNION ALL
SELECT 'report_without_publisher', r.report FROM reports r ANTI JOIN publishers USING (publisher)

UNION ALL
SELECT 'report_without_snapshot', r.report || ' #' || r.revision FROM reports r ANTI JOIN snapshots USING (snapshot)

UNION ALL
SELECT 'report_key_against_columns', r.report
FROM reports r WHERE r.report <> r.publisher || '/' || r.year || '/' || r.kind

UNION ALL
SELECT 'not_one_current_revision', report FROM reports GROUP BY report HAVING count(*) FILTER (current) <> 1

UNION ALL
SELECT 'revisions_not_consecutive', report FROM reports GROUP BY report HAVING max(revision) <> count(*)

UNION ALL
SELECT 'duplicate_fact', r.report || ' #' || r.revision || ' ' || c.cell
FROM (SELECT report_no, cell_no FROM facts GROUP BY ALL HAVING count(*) > 1)
JOIN reports r USING (report_no) JOIN codebook c USING (cell_no)

-- a figure may stand only in a table whose edition prints it, or where reading has said that the page took its row from another
UNION ALL
SELECT 'fact_outside_edition', r.report || ' #' || r.revision || ' ' || c.cell
FROM facts f JOIN reports r USING (report_no) JOIN codebook c USING (cell_no)
WHERE CASE CASE c.table_no WHEN 0 THEN r.edition_t0 WHEN 2 THEN r.edition_t2 WHEN 3 THEN r.edition_t3 WHEN 4 THEN r.edition_t4 END
  WHEN '2014' THEN c.label_2014
  WHEN '2019' THEN c.label_2019
  WHEN '2021' THEN c.label_2021
END IS NULL
  AND NOT (
    CASE c.table_no WHEN 0 THEN r.edition_t0 WHEN 2 THEN r.edition_t2 WHEN 3 THEN r.edition_t3 WHEN 4 THEN r.edition_t4 END IS NOT NULL
    AND r.report_no IN (SELECT report_no FROM problems WHERE code = 'row_unknown' AND report_no IS NOT NULL))

-- what a figure is walked home to must be among the archived bytes
UNION ALL
SELECT 'place_without_snapshot', r.report || ' #' || r.revision || ' ' || f.place_snapshot
FROM (SELECT report_no, place_snapshot FROM facts UNION SELECT report_no, place_snapshot FROM indicators) f
ANTI JOIN snapshots s ON s.snapshot = f.place_snapshot
JOIN reports r USING (report_no)
WHERE f.place_snapshot IS NOT NULL

UNION ALL
SELECT 'duplicate_indicator', r.report || ' #' || r.revision || ' ' || x.indicator_no
FROM (SELECT report_no, indicator_no FROM indicators GROUP BY ALL HAVING count(*) > 1) x JOIN reports r USING (report_no)

UNION ALL
SELECT 'value_not_finite', r.report || ' #' || r.revision || ' ' || c.cell
FROM facts f JOIN reports r USING (report_no) JOIN codebook c USING (cell_no)
WHERE NOT isfinite(f.value)

UNION ALL
SELECT 'duplicate_stated', r.report || ' #' || r.revision || ' ' || t.stated_no
FROM (SELECT report_no, stated_no FROM stated GROUP BY ALL HAVING count(*) > 1) t JOIN reports r USING (report_no)

UNION ALL
SELECT 'stated_without_parent', r.report || ' #' || r.revision || ' ' || t.stated_no
FROM stated t
ANTI JOIN stated p ON p.report_no = t.report_no AND p.stated_no = t.parent_no
JOIN reports r USING (report_no)
WHERE t.parent_no IS NOT NULL

UNION ALL
SELECT 'duplicate_section', r.report || ' #' || r.revision || ' ' || x.position
FROM (SELECT report_no, position FROM sections GROUP BY ALL HAVING count(*) > 1) x JOIN reports r USING (report_no)

UNION ALL
SELECT 'problem_without_snapshot', b.snapshot FROM problems b ANTI JOIN snapshots USING (snapshot)

UNION ALL
SELECT 'duplicate_problem', snapshot || ' ' || problem_no
FROM problems GROUP BY snapshot, report_no, problem_no HAVING count(*) > 1

UNION ALL
SELECT 'duplicate_finding', ifnull(r.report || ' #' || r.revision, f.owed) || ' ' || f."check"
FROM (SELECT report_no, owed, code, "check" FROM findings GROUP BY ALL HAVING count(*) > 1) f LEFT JOIN reports r USING (report_no)

-- a report that is here is not owed any more, and what is owed stands in the expected set
UNION ALL
SELECT 'finding_owed_against_expected', f.owed
FROM (SELECT DISTINCT owed FROM findings WHERE owed IS NOT NULL) f
WHERE f.owed IN (SELECT report FROM reports)
  OR NOT EXISTS (SELECT 1 FROM expected e WHERE f.owed LIKE e.publisher || '/' || e.year || '/%')

UNION ALL
SELECT 'duplicate_change', r.report || ' #' || r.revision || ' ' || x.change_no
FROM (SELECT report_no, change_no FROM changes GROUP BY ALL HAVING count(*) > 1) x JOIN reports r USING (report_no)

UNION ALL
SELECT 'duplicate_similarity', r.report || ' #' || r.revision
FROM (SELECT report_no, other_no, part FROM similarities GROUP BY ALL HAVING count(*) > 1) x
JOIN reports r USING (report_no)

-- the operands of a finding must be there to be shown
UNION ALL
SELECT 'finding_without_cell', r.report || ' #' || r.revision || ' ' || f."check" || ' ' || f.cell
FROM (SELECT report_no, "check", unnest(cells) AS cell FROM findings WHERE verdict = 'broken') f
ANTI JOIN (SELECT facts.report_no, codebook.cell FROM facts JOIN codebook USING (cell_no)) g
  ON g.report_no = f.report_no AND g.cell = f.cell
JOIN reports r USING (report_no)

UNION ALL
SELECT 'finding_without_sentence', r.report || ' #' || r.revision || ' ' || f."check" || ' ' || f.stated_no
FROM (SELECT report_no, "check", unnest(stated_nos) AS stated_no FROM findings) f
ANTI JOIN stated t ON t.report_no = f.report_no AND t.stated_no = f.stated_no
JOIN reports r USING (report_no);
COMMENT ON VIEW failed_site_checks IS '站点数据检查：一行一处违规，为空方可发布';
