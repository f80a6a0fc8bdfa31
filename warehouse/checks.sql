-- The gate of a whole snapshot: published only while this view is empty. What concerns one county alone is proved in site-checks.sql.
CREATE VIEW failed_checks AS

SELECT 'codebook_empty' AS check_name, 'codebook' AS detail WHERE NOT EXISTS (FROM codebook)

-- every shard must have arrived whole
UNION ALL
SELECT 'reports_lost', 'reports' WHERE (SELECT count(*) FROM reports) <> (SELECT ifnull(sum(report_count), 0) FROM shards)

UNION ALL
SELECT 'facts_lost', 'facts' WHERE (SELECT count(*) FROM facts) <> (SELECT ifnull(sum(fact_count), 0) FROM shards)

-- at most one verdict may stand for one check
UNION ALL
SELECT 'two_standing_verdicts', report || ' ' || "check"
FROM decisions WHERE state = 'standing' AND kind IN ('confirm', 'dismiss')
GROUP BY report, code, "check" HAVING count(*) > 1;
COMMENT ON VIEW failed_checks IS '发布前检查：一行一处违规，为空方可发布';
