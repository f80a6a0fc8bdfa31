-- The tables of one snapshot of the warehouse: one table a property of SharedRows or SiteRows (rows.ts), the same names.
-- Long tables carry short integers (report_no, cell_no) for their text keys and are stored in the order of use.
-- They have no key indices, which cost more than the load itself; site-checks.sql proves their keys before publishing.

CREATE TYPE publisher_kind AS ENUM ('township', 'subdistrict', 'department', 'office', 'government');
CREATE TYPE coverage_state AS ENUM (
  'on_time', 'late', 'published_undated', 'missing', 'unreachable',
  'found_not_read', 'image_only', 'attachment_only', 'withdrawn', 'not_due'
);
CREATE TYPE value_state AS ENUM (
  'number', 'blank', 'dash', 'none_word', 'slash', 'non_numeric', 'missing_cell', 'merged_covered'
);
CREATE TYPE edition AS ENUM ('2014', '2019', '2021');

CREATE TABLE codebook (
  cell_no SMALLINT PRIMARY KEY,
  cell VARCHAR NOT NULL UNIQUE,
  table_no UTINYINT NOT NULL CHECK (table_no IN (0, 2, 3, 4)),
  position SMALLINT NOT NULL,
  unit VARCHAR NOT NULL,
  unit_label VARCHAR NOT NULL,
  label VARCHAR NOT NULL,
  label_2014 VARCHAR,
  label_2019 VARCHAR,
  label_2021 VARCHAR,
  CHECK (label_2014 IS NOT NULL OR label_2019 IS NOT NULL OR label_2021 IS NOT NULL)
);
COMMENT ON TABLE codebook IS '指标目录：统计表的每一个数据格，一行一格';
COMMENT ON COLUMN codebook.cell_no IS '指标序号（按印制顺序，仅供库内连接）';
COMMENT ON COLUMN codebook.cell IS '指标代码，各版格式通用，永不改名';
COMMENT ON COLUMN codebook.table_no IS '统计表编号：0 为2014版附表，2、3、4 为报告第二、三、四部分表格';
COMMENT ON COLUMN codebook.position IS '在指标目录中的顺序';
COMMENT ON COLUMN codebook.unit IS '计量单位代码';
COMMENT ON COLUMN codebook.unit_label IS '计量单位';
COMMENT ON COLUMN codebook.label IS '项目名称（最新版格式的印制标题，逐级以 / 分隔）';
COMMENT ON COLUMN codebook.label_2014 IS '2014版格式的项目名称，无此格为空';
COMMENT ON COLUMN codebook.label_2019 IS '2019版格式的项目名称，无此格为空';
COMMENT ON COLUMN codebook.label_2021 IS '2021版格式的项目名称，无此格为空';

CREATE TABLE publishers (
  publisher VARCHAR PRIMARY KEY,
  site VARCHAR NOT NULL,
  site_name VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  kind publisher_kind NOT NULL
);
COMMENT ON TABLE publishers IS '发布单位：应当编制年度报告的行政机关，一行一个单位';
COMMENT ON COLUMN publishers.publisher IS '单位代码';
COMMENT ON COLUMN publishers.site IS '所属站点代码';
COMMENT ON COLUMN publishers.site_name IS '所属站点名称';
COMMENT ON COLUMN publishers.name IS '单位名称';
COMMENT ON COLUMN publishers.kind IS '单位类别：乡镇、街道、部门、办公室、人民政府';

CREATE TABLE expected (
  publisher VARCHAR NOT NULL,
  year SMALLINT NOT NULL,
  state coverage_state NOT NULL,
  due_date DATE,
  published_date DATE,
  report VARCHAR,
  detail VARCHAR,
  not_seen BOOLEAN NOT NULL,
  PRIMARY KEY (publisher, year)
);
COMMENT ON TABLE expected IS '应发报告清单：一行一个单位一个年度，每行必有状态';
COMMENT ON COLUMN expected.publisher IS '单位代码';
COMMENT ON COLUMN expected.year IS '报告年度';
COMMENT ON COLUMN expected.state IS '发布状态（按期、逾期、日期不明、未见、无法访问、未能读取、仅图片、仅附件、已撤下、未到期）';
COMMENT ON COLUMN expected.due_date IS '规定的发布截止日';
COMMENT ON COLUMN expected.published_date IS '判定所用的发布日期';
COMMENT ON COLUMN expected.report IS '报告标识，未见报告为空';
COMMENT ON COLUMN expected.detail IS '状态说明';
COMMENT ON COLUMN expected.not_seen IS '报告此前已读取，而最近一次采集未见；其数据保留';

CREATE TABLE snapshots (
  snapshot VARCHAR PRIMARY KEY CHECK (regexp_full_match(snapshot, '[0-9a-f]{64}')),
  url VARCHAR NOT NULL,
  fetched_at TIMESTAMP NOT NULL,
  status SMALLINT NOT NULL,
  media_type VARCHAR,
  byte_count BIGINT NOT NULL CHECK (byte_count >= 0),
  charset VARCHAR,
  charset_because VARCHAR
);
COMMENT ON TABLE snapshots IS '存档网页：一行一份原始字节';
COMMENT ON COLUMN snapshots.snapshot IS '原始字节的 SHA-256';
COMMENT ON COLUMN snapshots.url IS '网址';
COMMENT ON COLUMN snapshots.fetched_at IS '首次采集时间（UTC）';
COMMENT ON COLUMN snapshots.status IS 'HTTP 状态码';
COMMENT ON COLUMN snapshots.media_type IS '内容类型';
COMMENT ON COLUMN snapshots.byte_count IS '字节数';
COMMENT ON COLUMN snapshots.charset IS '解码所用字符编码';
COMMENT ON COLUMN snapshots.charset_because IS '采用该编码的依据：bom、header、meta、evidence';

CREATE TABLE reports (
  report_no INTEGER PRIMARY KEY,
  report VARCHAR NOT NULL,
  revision SMALLINT NOT NULL CHECK (revision >= 1),
  current BOOLEAN NOT NULL,
  publisher VARCHAR NOT NULL,
  year SMALLINT NOT NULL,
  kind VARCHAR NOT NULL CHECK (kind IN ('own', 'summary')),
  title VARCHAR,
  snapshot VARCHAR NOT NULL,
  page_date DATE,
  url_date DATE,
  signed_date DATE,
  first_seen TIMESTAMP NOT NULL,
  edition_t0 edition,
  edition_t2 edition,
  edition_t3 edition,
  edition_t4 edition,
  UNIQUE (report, revision)
);
COMMENT ON TABLE reports IS '年度报告的各个版本：一行一份报告一个版本';
COMMENT ON COLUMN reports.report_no IS '版本序号（按单位、年度、类别、版本排列，仅供库内连接）';
COMMENT ON COLUMN reports.report IS '报告标识：单位代码/年度/own 或 summary';
COMMENT ON COLUMN reports.revision IS '版本号，自 1 起；数据或正文有变即为新版本';
COMMENT ON COLUMN reports.current IS '是否现行版本';
COMMENT ON COLUMN reports.publisher IS '单位代码';
COMMENT ON COLUMN reports.year IS '报告年度';
COMMENT ON COLUMN reports.kind IS '报告类别：own 本机关，summary 本级政府汇总';
COMMENT ON COLUMN reports.title IS '页面标题';
COMMENT ON COLUMN reports.snapshot IS '存档网页的 SHA-256';
COMMENT ON COLUMN reports.page_date IS '页面所载发布日期';
COMMENT ON COLUMN reports.url_date IS '网址中的日期';
COMMENT ON COLUMN reports.signed_date IS '文末落款日期';
COMMENT ON COLUMN reports.first_seen IS '首次见到该版本的时间（UTC）';
COMMENT ON COLUMN reports.edition_t0 IS '附表（政府信息公开情况统计表）的格式版本，未见附表为空';
COMMENT ON COLUMN reports.edition_t2 IS '第二部分表格的格式版本，未见表格为空';
COMMENT ON COLUMN reports.edition_t3 IS '第三部分表格的格式版本，未见表格为空';
COMMENT ON COLUMN reports.edition_t4 IS '第四部分表格的格式版本，未见表格为空';

CREATE TABLE sections (
  report_no INTEGER NOT NULL,
  position SMALLINT NOT NULL,
  section_no UTINYINT NOT NULL,
  title VARCHAR NOT NULL,
  place_start INTEGER NOT NULL CHECK (place_start >= 0)
);
COMMENT ON TABLE sections IS '报告正文各部分：一行一个标题';
COMMENT ON COLUMN sections.report_no IS '版本序号';
COMMENT ON COLUMN sections.position IS '在正文中的顺序';
COMMENT ON COLUMN sections.section_no IS '统一格式中的部分编号，1 至 6';
COMMENT ON COLUMN sections.title IS '标题原文';
COMMENT ON COLUMN sections.place_start IS '标题在解码后网页中的起始字符位置';

CREATE TABLE facts (
  cell_no SMALLINT NOT NULL,
  report_no INTEGER NOT NULL,
  value DOUBLE,
  state value_state NOT NULL,
  raw VARCHAR NOT NULL,
  matched_by VARCHAR NOT NULL CHECK (matched_by IN ('label', 'position')),
  place_table SMALLINT,
  place_row SMALLINT,
  place_column SMALLINT,
  place_start INTEGER,
  place_end INTEGER,
  place_snapshot VARCHAR,
  CHECK ((state = 'number') = (value IS NOT NULL)),
  CHECK ((place_start IS NULL) = (place_end IS NULL) AND (place_end IS NULL OR place_start < place_end)),
  CHECK (value IS NULL OR place_start IS NOT NULL)
);
COMMENT ON TABLE facts IS '统计数据：一行一份报告版本一个指标，按站点、单位、年度、指标排列';
COMMENT ON COLUMN facts.cell_no IS '指标序号';
COMMENT ON COLUMN facts.report_no IS '版本序号';
COMMENT ON COLUMN facts.value IS '数值；仅状态为 number 时有值，空白绝不记为零';
COMMENT ON COLUMN facts.state IS '填报状态：数值、空白、横线、“无”字、斜线、非数值、缺格、被合并';
COMMENT ON COLUMN facts.raw IS '单元格原文（空白已合并）';
COMMENT ON COLUMN facts.matched_by IS '对应方式：label 按项目名称，position 按行列位置';
COMMENT ON COLUMN facts.place_table IS '网页中第几个表格，自 0 起；统计表在页面上已散成文字、没有行列时为 -1';
COMMENT ON COLUMN facts.place_row IS '表格第几行，自 0 起；没有行列时为 -1';
COMMENT ON COLUMN facts.place_column IS '表格第几列，自 0 起；没有行列时为 -1';
COMMENT ON COLUMN facts.place_start IS '单元格在解码后网页中的起始字符位置';
COMMENT ON COLUMN facts.place_end IS '单元格在解码后网页中的结束字符位置（不含）';
COMMENT ON COLUMN facts.place_snapshot IS '单元格所在存档的 SHA-256：统计表另在附件中时有值，与报告正文同一存档为空';

CREATE TABLE indicators (
  report_no INTEGER NOT NULL,
  indicator_no SMALLINT NOT NULL,
  label VARCHAR NOT NULL,
  value DOUBLE,
  state value_state NOT NULL,
  raw VARCHAR NOT NULL,
  unit VARCHAR NOT NULL,
  place_table SMALLINT NOT NULL,
  place_row SMALLINT NOT NULL,
  place_column SMALLINT NOT NULL,
  place_start INTEGER NOT NULL CHECK (place_start >= 0),
  place_end INTEGER NOT NULL,
  place_snapshot VARCHAR,
  CHECK ((state = 'number') = (value IS NOT NULL)),
  CHECK (place_start < place_end)
);
COMMENT ON TABLE indicators IS '自设指标：统一格式以外的表格数据（2014年以前的地方表格、各省增设的行），一行一个数';
COMMENT ON COLUMN indicators.report_no IS '版本序号';
COMMENT ON COLUMN indicators.indicator_no IS '在该版本中的序号';
COMMENT ON COLUMN indicators.label IS '项目名称原文；一行多列时后接列标题，以 / 分隔';
COMMENT ON COLUMN indicators.value IS '数值；仅状态为 number 时有值，空白绝不记为零';
COMMENT ON COLUMN indicators.state IS '填报状态，同 facts.state';
COMMENT ON COLUMN indicators.raw IS '单元格原文（空白已合并）';
COMMENT ON COLUMN indicators.unit IS '原文单位，未印单位为空串';
COMMENT ON COLUMN indicators.place_table IS '网页中第几个表格，自 0 起';
COMMENT ON COLUMN indicators.place_row IS '表格第几行，自 0 起';
COMMENT ON COLUMN indicators.place_column IS '表格第几列，自 0 起';
COMMENT ON COLUMN indicators.place_start IS '单元格在解码后网页中的起始字符位置';
COMMENT ON COLUMN indicators.place_end IS '单元格在解码后网页中的结束字符位置（不含）';
COMMENT ON COLUMN indicators.place_snapshot IS '单元格所在存档的 SHA-256，与报告正文同一存档为空';

CREATE TABLE stated (
  report_no INTEGER NOT NULL,
  stated_no SMALLINT NOT NULL,
  parent_no SMALLINT CHECK (parent_no <> stated_no),
  topic VARCHAR NOT NULL,
  name VARCHAR,
  value DOUBLE NOT NULL,
  unit VARCHAR NOT NULL,
  approx BOOLEAN NOT NULL,
  sentence VARCHAR NOT NULL,
  place_start INTEGER NOT NULL CHECK (place_start >= 0),
  place_end INTEGER NOT NULL,
  CHECK (place_start < place_end)
);
COMMENT ON TABLE stated IS '正文所述数据：一行一个数，分项指向其总数';
COMMENT ON COLUMN stated.report_no IS '版本序号';
COMMENT ON COLUMN stated.stated_no IS '在该版本正文中的序号';
COMMENT ON COLUMN stated.parent_no IS '所属总数的序号，非分项为空';
COMMENT ON COLUMN stated.topic IS '事项代码';
COMMENT ON COLUMN stated.name IS '分项名称';
COMMENT ON COLUMN stated.value IS '数值';
COMMENT ON COLUMN stated.unit IS '原文单位';
COMMENT ON COLUMN stated.approx IS '是否约数（余、多、近、约等）';
COMMENT ON COLUMN stated.sentence IS '所在句子';
COMMENT ON COLUMN stated.place_start IS '句子在解码后网页中的起始字符位置';
COMMENT ON COLUMN stated.place_end IS '句子在解码后网页中的结束字符位置（不含）';

CREATE TABLE problems (
  snapshot VARCHAR NOT NULL,
  report_no INTEGER,
  problem_no SMALLINT NOT NULL,
  code VARCHAR NOT NULL,
  severity VARCHAR NOT NULL CHECK (severity IN ('error', 'warning', 'info')),
  detail VARCHAR NOT NULL,
  place_start INTEGER
);
COMMENT ON TABLE problems IS '读取问题：本系统未能读懂之处，一行一个问题，不作为对单位的审计发现';
COMMENT ON COLUMN problems.snapshot IS '存档网页的 SHA-256';
COMMENT ON COLUMN problems.report_no IS '版本序号，页面不成报告时为空';
COMMENT ON COLUMN problems.problem_no IS '在该网页中的序号';
COMMENT ON COLUMN problems.code IS '问题代码';
COMMENT ON COLUMN problems.severity IS '程度：error、warning、info';
COMMENT ON COLUMN problems.detail IS '说明';
COMMENT ON COLUMN problems.place_start IS '在解码后网页中的起始字符位置';

CREATE TABLE findings (
  report_no INTEGER,
  owed VARCHAR,
  code VARCHAR NOT NULL,
  "check" VARCHAR NOT NULL,
  severity VARCHAR NOT NULL CHECK (severity IN ('E', 'W', 'I')),
  verdict VARCHAR NOT NULL CHECK (verdict IN ('kept', 'broken', 'uncertain', 'not_applicable')),
  trivial BOOLEAN NOT NULL,
  expected DOUBLE,
  actual DOUBLE,
  message VARCHAR,
  cells VARCHAR[] NOT NULL,
  stated_nos SMALLINT[] NOT NULL,
  operands VARCHAR CHECK (regexp_full_match(operands, '[0-9a-f]{64}')),
  suspect_cell VARCHAR,
  suspect_repair DOUBLE,
  CHECK ((suspect_cell IS NULL) = (suspect_repair IS NULL)),
  CHECK ((report_no IS NULL) = (owed IS NOT NULL)),
  CHECK (NOT trivial OR verdict = 'kept'),
  CHECK (verdict <> 'broken' OR message IS NOT NULL)
);
COMMENT ON TABLE findings IS '核对结果：一行一份报告版本一项核对，相符与不适用的也在内；应有而未见的报告也有核对';
COMMENT ON COLUMN findings.report_no IS '版本序号；报告应有而未见的为空';
COMMENT ON COLUMN findings.owed IS '应有而未见的报告的标识；其余为空';
COMMENT ON COLUMN findings.code IS '审计发现代码';
COMMENT ON COLUMN findings."check" IS '核对项，指明具体的一次比较';
COMMENT ON COLUMN findings.severity IS '程度：E 严重，W 一般，I 提示';
COMMENT ON COLUMN findings.verdict IS '结论：相符、不符、存疑、不适用';
COMMENT ON COLUMN findings.trivial IS '是否因各数均为零而相符';
COMMENT ON COLUMN findings.expected IS '应有数';
COMMENT ON COLUMN findings.actual IS '实有数';
COMMENT ON COLUMN findings.message IS '审计表述';
COMMENT ON COLUMN findings.cells IS '所涉指标代码';
COMMENT ON COLUMN findings.stated_nos IS '所涉正文数据的序号';
COMMENT ON COLUMN findings.operands IS '所涉原文的 SHA-256，审计结论据此绑定';
COMMENT ON COLUMN findings.suspect_cell IS '疑似填错的单元格：改动它一格即可使该表所有不符的合计成立；没有唯一的一格为空';
COMMENT ON COLUMN findings.suspect_repair IS '疑似单元格应有的数值';

CREATE TABLE similarities (
  report_no INTEGER NOT NULL,
  other_no INTEGER NOT NULL CHECK (other_no <> report_no),
  scope VARCHAR NOT NULL CHECK (scope IN ('own_earlier', 'neighbour')),
  part VARCHAR NOT NULL CHECK (part IN ('body', 'plan')),
  share DOUBLE NOT NULL CHECK (share > 0 AND share <= 1),
  starts INTEGER[] NOT NULL,
  ends INTEGER[] NOT NULL,
  other_starts INTEGER[] NOT NULL,
  other_ends INTEGER[] NOT NULL,
  CHECK (len(starts) = len(ends) AND len(starts) = len(other_starts) AND len(starts) = len(other_ends))
);
COMMENT ON TABLE similarities IS '雷同：一行两份文字相近的报告，名称、数字与法定用语不计';
COMMENT ON COLUMN similarities.report_no IS '版本序号';
COMMENT ON COLUMN similarities.other_no IS '与之相近的报告的版本序号';
COMMENT ON COLUMN similarities.scope IS '范围：own_earlier 本单位往年，neighbour 同县同年其他单位';
COMMENT ON COLUMN similarities.part IS '比较部分：body 全文，plan 存在问题及改进情况';
COMMENT ON COLUMN similarities.share IS '相同片段占两文全部片段的比例，0 至 1';
COMMENT ON COLUMN similarities.starts IS '相同段落在解码后网页中的起始字符位置';
COMMENT ON COLUMN similarities.ends IS '相同段落在解码后网页中的结束字符位置（不含）';
COMMENT ON COLUMN similarities.other_starts IS '相同段落在另一报告解码后网页中的起始字符位置';
COMMENT ON COLUMN similarities.other_ends IS '相同段落在另一报告解码后网页中的结束字符位置（不含）';

CREATE TABLE changes (
  report_no INTEGER NOT NULL,
  old_no INTEGER NOT NULL CHECK (old_no < report_no),
  cell_no SMALLINT,
  change_no INTEGER NOT NULL,
  kind VARCHAR NOT NULL CHECK (kind IN ('figure', 'paragraph')),
  section_no UTINYINT,
  old_text VARCHAR,
  new_text VARCHAR,
  old_value DOUBLE,
  new_value DOUBLE,
  old_state value_state,
  new_state value_state,
  old_start INTEGER,
  old_end INTEGER,
  new_start INTEGER,
  new_end INTEGER,
  CHECK ((kind = 'figure') = (cell_no IS NOT NULL)),
  CHECK (old_text IS NOT NULL OR new_text IS NOT NULL)
);
COMMENT ON TABLE changes IS '改动：一行一处在两个版本间不同的数据或段落';
COMMENT ON COLUMN changes.report_no IS '改动后的版本序号';
COMMENT ON COLUMN changes.old_no IS '改动前的版本序号';
COMMENT ON COLUMN changes.cell_no IS '指标序号，段落改动为空';
COMMENT ON COLUMN changes.change_no IS '在该版本改动中的序号';
COMMENT ON COLUMN changes.kind IS '类别：figure 数据，paragraph 段落';
COMMENT ON COLUMN changes.section_no IS '段落所在部分编号';
COMMENT ON COLUMN changes.old_text IS '改动前原文，新增为空';
COMMENT ON COLUMN changes.new_text IS '改动后原文，删除为空';
COMMENT ON COLUMN changes.old_value IS '改动前数值';
COMMENT ON COLUMN changes.new_value IS '改动后数值';
COMMENT ON COLUMN changes.old_state IS '改动前填报状态';
COMMENT ON COLUMN changes.new_state IS '改动后填报状态';
COMMENT ON COLUMN changes.old_start IS '改动前在解码后网页中的起始字符位置';
COMMENT ON COLUMN changes.old_end IS '改动前在解码后网页中的结束字符位置（不含）';
COMMENT ON COLUMN changes.new_start IS '改动后在解码后网页中的起始字符位置';
COMMENT ON COLUMN changes.new_end IS '改动后在解码后网页中的结束字符位置（不含）';

CREATE TABLE decisions (
  event VARCHAR PRIMARY KEY,
  decided_at TIMESTAMP NOT NULL,
  decided_by VARCHAR NOT NULL,
  kind VARCHAR NOT NULL CHECK (kind IN ('confirm', 'dismiss', 'comment', 'override', 'undo')),
  report VARCHAR,
  code VARCHAR,
  "check" VARCHAR,
  operands VARCHAR,
  cell VARCHAR,
  value DOUBLE,
  reason VARCHAR,
  undoes VARCHAR,
  state VARCHAR NOT NULL CHECK (state IN ('standing', 'superseded', 'undone', 'expired', 'not_checked')),
  CHECK ((kind = 'undo') = (undoes IS NOT NULL)),
  CHECK ((kind = 'override') = (cell IS NOT NULL) AND (cell IS NULL) = (value IS NULL))
);
COMMENT ON TABLE decisions IS '审计结论：一行一次决定，只增不改';
COMMENT ON COLUMN decisions.event IS '决定标识';
COMMENT ON COLUMN decisions.decided_at IS '作出决定的时间（UTC）';
COMMENT ON COLUMN decisions.decided_by IS '作出决定的人';
COMMENT ON COLUMN decisions.kind IS '类别：确认、排除、批注、更正数值、撤销';
COMMENT ON COLUMN decisions.report IS '报告标识';
COMMENT ON COLUMN decisions.code IS '审计发现代码';
COMMENT ON COLUMN decisions."check" IS '核对项';
COMMENT ON COLUMN decisions.operands IS '作出决定时所涉原文的 SHA-256';
COMMENT ON COLUMN decisions.cell IS '更正的指标代码';
COMMENT ON COLUMN decisions.value IS '更正后的数值，与公布数并列，不替代公布数';
COMMENT ON COLUMN decisions.reason IS '理由';
COMMENT ON COLUMN decisions.undoes IS '所撤销的决定';
COMMENT ON COLUMN decisions.state IS '状态：有效、已被取代、已撤销、原文已变而失效、本期无此核对';

CREATE TABLE codes (
  code VARCHAR PRIMARY KEY,
  title VARCHAR NOT NULL,
  basis VARCHAR NOT NULL,
  severity VARCHAR NOT NULL CHECK (severity IN ('E', 'W', 'I'))
);
COMMENT ON TABLE codes IS '核对目录：一行一个审计发现代码';
COMMENT ON COLUMN codes.code IS '审计发现代码';
COMMENT ON COLUMN codes.title IS '应当成立的关系';
COMMENT ON COLUMN codes.basis IS '依据：表格所印勾稽关系、条文或通知';
COMMENT ON COLUMN codes.severity IS '目录所定程度：E 严重，W 一般，I 提示';

CREATE TABLE check_ratings (
  code VARCHAR PRIMARY KEY,
  verdicts INTEGER NOT NULL CHECK (verdicts > 0),
  dismissed INTEGER NOT NULL CHECK (dismissed BETWEEN 0 AND verdicts),
  demoted BOOLEAN NOT NULL
);
COMMENT ON TABLE check_ratings IS '核对评价：一行一个代码，审计人员确认与排除的数目';
COMMENT ON COLUMN check_ratings.code IS '审计发现代码';
COMMENT ON COLUMN check_ratings.verdicts IS '确认与排除合计';
COMMENT ON COLUMN check_ratings.dismissed IS '其中排除';
COMMENT ON COLUMN check_ratings.demoted IS '是否因排除过多而降为提示';

-- Filled from facts by values.sql: what compares many publishers in one figure reads these, what shows one report reads facts.
CREATE TABLE cell_values (
  cell_no SMALLINT NOT NULL,
  report_no INTEGER NOT NULL,
  site VARCHAR NOT NULL,
  publisher_kind publisher_kind NOT NULL,
  year SMALLINT NOT NULL,
  report_kind VARCHAR NOT NULL,
  edition edition,
  value DOUBLE,
  state value_state NOT NULL,
  raw VARCHAR NOT NULL
);
COMMENT ON TABLE cell_values IS '指标值：现行报告的统计数据，按指标、单位、年度排列';
COMMENT ON COLUMN cell_values.cell_no IS '指标序号';
COMMENT ON COLUMN cell_values.report_no IS '版本序号';
COMMENT ON COLUMN cell_values.site IS '站点代码';
COMMENT ON COLUMN cell_values.publisher_kind IS '单位类别';
COMMENT ON COLUMN cell_values.year IS '报告年度';
COMMENT ON COLUMN cell_values.report_kind IS '报告类别：own 本机关，summary 本级政府汇总';
COMMENT ON COLUMN cell_values.edition IS '所在表格的格式版本';
COMMENT ON COLUMN cell_values.value IS '数值；仅状态为 number 时有值，空白绝不记为零';
COMMENT ON COLUMN cell_values.state IS '填报状态';
COMMENT ON COLUMN cell_values.raw IS '单元格原文（空白已合并）';

CREATE TABLE shards (
  shard VARCHAR PRIMARY KEY,
  hash VARCHAR NOT NULL CHECK (regexp_full_match(hash, '[0-9a-f]{64}')),
  report_count INTEGER NOT NULL,
  fact_count INTEGER NOT NULL,
  figure_count INTEGER NOT NULL,
  number_count INTEGER NOT NULL
);
COMMENT ON TABLE shards IS '分片：本快照由哪些站点的数据合成，一行一个站点';
COMMENT ON COLUMN shards.shard IS '站点代码';
COMMENT ON COLUMN shards.hash IS '分片内容的 SHA-256';
COMMENT ON COLUMN shards.report_count IS '报告版本数';
COMMENT ON COLUMN shards.fact_count IS '统计数据行数';
COMMENT ON COLUMN shards.figure_count IS '现行报告的统计数据行数';
COMMENT ON COLUMN shards.number_count IS '现行报告中有数值的统计数据行数';
