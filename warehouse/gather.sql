-- Gathers shards into the tables of tables.sql. Within a shard rows lie in the order of use, and shards come in the order of their codes,
-- so that nothing long is sorted here. Reports are numbered within their shard; `first_no` makes the numbers unique.
CREATE TEMP TABLE gathering AS
SELECT shard, getvariable('folder') || '/' || hash AS folder,
  ifnull(sum(report_count) OVER (ORDER BY shard ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)::INTEGER AS first_no
FROM shards;

SET VARIABLE files = (SELECT list(folder || '/publishers.parquet' ORDER BY shard) FROM gathering);
INSERT INTO publishers BY NAME FROM read_parquet(getvariable('files')) ORDER BY site, publisher;

SET VARIABLE files = (SELECT list(folder || '/expected.parquet' ORDER BY shard) FROM gathering);
INSERT INTO expected BY NAME FROM read_parquet(getvariable('files')) ORDER BY publisher, year;

-- the same bytes may have been archived for two sites: the first fetch counts
SET VARIABLE files = (SELECT list(folder || '/snapshots.parquet' ORDER BY shard) FROM gathering);
INSERT INTO snapshots BY NAME FROM read_parquet(getvariable('files'))
QUALIFY row_number() OVER (PARTITION BY snapshot ORDER BY fetched_at, url) = 1 ORDER BY snapshot;

SET VARIABLE files = (SELECT list(folder || '/reports.parquet' ORDER BY shard) FROM gathering);
INSERT INTO reports BY NAME
SELECT s.* EXCLUDE (filename) REPLACE (s.report_no + g.first_no AS report_no)
FROM read_parquet(getvariable('files'), filename = true) s JOIN gathering g ON g.folder = parse_dirpath(s.filename);

SET VARIABLE files = (SELECT list(folder || '/sections.parquet' ORDER BY shard) FROM gathering);
INSERT INTO sections BY NAME
SELECT s.* EXCLUDE (filename) REPLACE (s.report_no + g.first_no AS report_no)
FROM read_parquet(getvariable('files'), filename = true) s JOIN gathering g ON g.folder = parse_dirpath(s.filename);

SET VARIABLE files = (SELECT list(folder || '/facts.parquet' ORDER BY shard) FROM gathering);
INSERT INTO facts BY NAME
SELECT s.* EXCLUDE (filename) REPLACE (s.report_no + g.first_no AS report_no)
FROM read_parquet(getvariable('files'), filename = true) s JOIN gathering g ON g.folder = parse_dirpath(s.filename);

SET VARIABLE files = (SELECT list(folder || '/indicators.parquet' ORDER BY shard) FROM gathering);
INSERT INTO indicators BY NAME
SELECT s.* EXCLUDE (filename) REPLACE (s.report_no + g.first_no AS report_no)
FROM read_parquet(getvariable('files'), filename = true) s JOIN gathering g ON g.folder = parse_dirpath(s.filename)
ORDER BY report_no, indicator_no;

SET VARIABLE files = (SELECT list(folder || '/stated.parquet' ORDER BY shard) FROM gathering);
INSERT INTO stated BY NAME
SELECT s.* EXCLUDE (filename) REPLACE (s.report_no + g.first_no AS report_no)
FROM read_parquet(getvariable('files'), filename = true) s JOIN gathering g ON g.folder = parse_dirpath(s.filename);

SET VARIABLE files = (SELECT list(folder || '/problems.parquet' ORDER BY shard) FROM gathering);
INSERT INTO problems BY NAME
SELECT s.* EXCLUDE (filename) REPLACE (s.report_no + g.first_no AS report_no)
FROM read_parquet(getvariable('files'), filename = true) s JOIN gathering g ON g.folder = parse_dirpath(s.filename);

-- A code that auditors have dismissed too often is only information. What somebody is asked to look at lies apart from what is kept, so
-- that questions about findings pass over the rest.
CREATE TEMP MACRO weigh(code, severity) AS CASE WHEN code IN (SELECT r.code FROM check_ratings r WHERE r.demoted) THEN 'I' ELSE severity END;

SET VARIABLE files = (SELECT list(folder || '/findings.parquet' ORDER BY shard) FROM gathering);
INSERT INTO findings BY NAME
SELECT s.* EXCLUDE (filename) REPLACE (s.report_no + g.first_no AS report_no, weigh(s.code, s.severity) AS severity)
FROM read_parquet(getvariable('files'), filename = true) s JOIN gathering g ON g.folder = parse_dirpath(s.filename)
WHERE s.verdict IN ('broken', 'uncertain');
INSERT INTO findings BY NAME
SELECT s.* EXCLUDE (filename) REPLACE (s.report_no + g.first_no AS report_no, weigh(s.code, s.severity) AS severity)
FROM read_parquet(getvariable('files'), filename = true) s JOIN gathering g ON g.folder = parse_dirpath(s.filename)
WHERE s.verdict NOT IN ('broken', 'uncertain');

SET VARIABLE files = (SELECT list(folder || '/similarities.parquet' ORDER BY shard) FROM gathering);
INSERT INTO similarities BY NAME
SELECT s.* EXCLUDE (filename) REPLACE (s.report_no + g.first_no AS report_no, s.other_no + g.first_no AS other_no)
FROM read_parquet(getvariable('files'), filename = true) s JOIN gathering g ON g.folder = parse_dirpath(s.filename);

SET VARIABLE files = (SELECT list(folder || '/changes.parquet' ORDER BY shard) FROM gathering);
INSERT INTO changes BY NAME
SELECT s.* EXCLUDE (filename) REPLACE (s.report_no + g.first_no AS report_no, s.old_no + g.first_no AS old_no)
FROM read_parquet(getvariable('files'), filename = true) s JOIN gathering g ON g.folder = parse_dirpath(s.filename);

DROP TABLE gathering;
