-- Fills cell_values with the figures from `first_cell` to `last_cell`, in the order in which they are read.
INSERT INTO cell_values BY NAME
SELECT f.cell_no, f.report_no, p.site, p.kind AS publisher_kind, r.year, r.kind AS report_kind,
  CASE c.table_no WHEN 0 THEN r.edition_t0 WHEN 2 THEN r.edition_t2 WHEN 3 THEN r.edition_t3 WHEN 4 THEN r.edition_t4 END AS edition,
  f.value, f.state, f.raw
FROM facts f
JOIN reports r USING (report_no)
JOIN publishers p USING (publisher)
JOIN codebook c USING (cell_no)
WHERE r.current AND f.cell_no BETWEEN getvariable('first_cell') AND getvariable('last_cell')
ORDER BY f.cell_no, f.report_no;
