-- One made-up county of the country: the template county under another code, every figure shifted, some cells blank, some checks broken.
-- `code` is the six-digit code; what differs is drawn from hashes, so that the same code gives the same county.
CREATE VIEW county_publishers AS
SELECT getvariable('code') AS site, getvariable('code') || '县' AS site_name,
  replace(publisher, '990101', getvariable('code')) AS publisher, name, kind
FROM template_publishers;

CREATE VIEW county_expected AS
SELECT replace(publisher, '990101', getvariable('code')) AS publisher, year,
  CASE WHEN hash(getvariable('code'), publisher, year) % 40 = 0 THEN 'late' ELSE state END AS state, due_date, published_date,
  replace(report, '990101', getvariable('code')) AS report, detail, not_seen
FROM template_expected;

CREATE VIEW county_snapshots AS
SELECT sha256(getvariable('code') || snapshot) AS snapshot, replace(url, '990101', getvariable('code')) AS url, * EXCLUDE (snapshot, url)
FROM template_snapshots;

CREATE VIEW county_reports AS
SELECT * REPLACE (replace(report, '990101', getvariable('code')) AS report,
  replace(publisher, '990101', getvariable('code')) AS publisher, sha256(getvariable('code') || snapshot) AS snapshot)
FROM template_reports;

CREATE VIEW county_sections AS FROM template_sections;

CREATE VIEW county_facts AS
WITH drawn AS (
  SELECT *, hash(getvariable('code'), report_no, cell_no) AS draw, (hash(getvariable('code'), report_no) % 30000)::INTEGER AS moved
  FROM template_facts),
shifted AS (
  SELECT * REPLACE (place_start + moved AS place_start, place_end + moved AS place_end,
    CASE WHEN draw % 25 = 0 THEN NULL WHEN value > 0 OR draw % 9 = 0 THEN value + (draw // 64) % 23 ELSE value END AS value)
  FROM drawn)
SELECT * EXCLUDE (draw, moved) REPLACE (
  CASE WHEN value IS NOT NULL THEN 'number' WHEN draw % 50 = 0 THEN 'dash' ELSE 'blank' END AS state,
  CASE WHEN value IS NOT NULL THEN format('{:g}', value) WHEN draw % 50 = 0 THEN '—' ELSE '' END AS raw)
FROM shifted;

CREATE VIEW county_indicators AS FROM template_indicators;

CREATE VIEW county_stated AS
SELECT * REPLACE (value + hash(getvariable('code'), report_no, stated_no) % 5 AS value) FROM template_stated;

CREATE VIEW county_problems AS
SELECT sha256(getvariable('code') || snapshot) AS snapshot, report_no, 0::SMALLINT AS problem_no, 'label_unknown' AS code,
  'warning' AS severity, '第 3 个表格第 7 行的项目名称无法对应' AS detail, 1200 AS place_start
FROM template_reports WHERE hash(getvariable('code'), report_no) % 5 = 0;

CREATE VIEW county_findings AS
WITH drawn AS (
  SELECT *, hash(getvariable('code'), report_no, "check") AS draw FROM template_findings),
judged AS (
  SELECT * REPLACE (CASE WHEN verdict = 'kept' AND draw % 110 = 0 THEN 'broken' WHEN verdict = 'kept' AND draw % 110 = 1 THEN 'uncertain'
    ELSE verdict END AS verdict) FROM drawn)
SELECT * EXCLUDE (draw) REPLACE (
  trivial AND verdict = 'kept' AS trivial,
  CASE WHEN verdict IN ('broken', 'uncertain') THEN draw % 400 ELSE expected END AS expected,
  CASE WHEN verdict IN ('broken', 'uncertain') THEN draw % 389 ELSE actual END AS actual,
  CASE WHEN verdict IN ('broken', 'uncertain') AND message IS NULL
    THEN format('报告中“{}”应为 {}，实为 {}。', "check", draw % 400, draw % 389) ELSE message END AS message,
  CASE WHEN verdict IN ('broken', 'uncertain') THEN sha256(getvariable('code') || report_no || "check") END AS operands)
FROM judged;

CREATE VIEW county_similarities AS FROM template_similarities;
CREATE VIEW county_changes AS FROM template_changes;
