BEGIN TRANSACTION;
CREATE TABLE area (
  id         TEXT NOT NULL PRIMARY KEY,
  name       TEXT NOT NULL,
  code       TEXT,
  population INTEGER,
  trust      TEXT
) STRICT, WITHOUT ROWID;
INSERT INTO "area" VALUES('east','East',NULL,120000,NULL);
INSERT INTO "area" VALUES('west','West',NULL,NULL,NULL);
CREATE TABLE bid (
  lot    TEXT NOT NULL REFERENCES lot (id),
  bidder TEXT NOT NULL REFERENCES bidder (id),
  price  INTEGER CHECK (price >= 0),                        -- minor units; absent until given
  status TEXT NOT NULL CHECK (status IN ('submitted', 'withdrawn', 'excluded')),
  trust  TEXT,
  note   TEXT,
  PRIMARY KEY (lot, bidder)
) STRICT, WITHOUT ROWID;
INSERT INTO "bid" VALUES('L1','B1',12000,'submitted',NULL,'A first line.
A second line.');
INSERT INTO "bid" VALUES('L1','B2',8000,'submitted',NULL,NULL);
INSERT INTO "bid" VALUES('L2','B1',9050,'submitted',NULL,NULL);
CREATE TABLE bidder (
  id       TEXT NOT NULL PRIMARY KEY,
  name     TEXT NOT NULL,
  form     TEXT NOT NULL CHECK (form IN ('single', 'consortium')),
  trust    TEXT,
  position INTEGER NOT NULL,
  note     TEXT
) STRICT, WITHOUT ROWID;
INSERT INTO "bidder" VALUES('B1','Alpha','single',NULL,1,NULL);
INSERT INTO "bidder" VALUES('B2','Alpha, Beta','consortium',NULL,2,NULL);
CREATE TABLE bidder_member (
  bidder       TEXT NOT NULL REFERENCES bidder (id),
  organisation TEXT NOT NULL REFERENCES organisation (id),
  role         TEXT NOT NULL CHECK (role IN ('lead', 'member', 'partner')),
  share        INTEGER CHECK (share BETWEEN 0 AND 10000),   -- basis points of the bidder
  trust        TEXT,
  position     INTEGER NOT NULL,
  PRIMARY KEY (bidder, organisation)
) STRICT, WITHOUT ROWID;
INSERT INTO "bidder_member" VALUES('B1','alpha','lead',NULL,NULL,1);
INSERT INTO "bidder_member" VALUES('B2','alpha','member',4000,NULL,3);
INSERT INTO "bidder_member" VALUES('B2','beta','lead',6000,NULL,2);
CREATE TABLE command (
  seq    INTEGER PRIMARY KEY,
  at     TEXT NOT NULL,                      -- UTC, RFC 3339
  person TEXT NOT NULL,
  name   TEXT NOT NULL,
  reason TEXT,
  kind   TEXT NOT NULL CHECK (kind IN ('do', 'undo', 'redo', 'final')),
  target INTEGER REFERENCES command (seq)    -- the command that was undone or redone
) STRICT;
INSERT INTO "command" VALUES(1,'2026-11-22T01:40:33.011Z','root','Import small.xml',NULL,'final',NULL);
INSERT INTO "command" VALUES(40,'2026-11-22T01:40:33.071Z','tester','Change lot L1: title=Edited','for the dump','do',NULL);
INSERT INTO "command" VALUES(42,'2026-11-22T01:40:33.127Z','tester','Change lot L1: title=Edited',NULL,'undo',40);
INSERT INTO "command" VALUES(44,'2026-11-22T01:40:33.179Z','tester','Change lot L1: title=Edited',NULL,'redo',40);
CREATE TABLE competition (
  id        TEXT NOT NULL PRIMARY KEY,
  title     TEXT NOT NULL,
  authority TEXT,
  currency  TEXT NOT NULL,
  reference TEXT,
  trust     TEXT
) STRICT, WITHOUT ROWID;
INSERT INTO "competition" VALUES('night-shelters','Night shelters in two boroughs','The Borough','GBP',NULL,'illustrative');
CREATE TABLE evaluation_consensus (
  lot       TEXT NOT NULL,
  bidder    TEXT NOT NULL REFERENCES bidder (id),
  criterion TEXT NOT NULL REFERENCES evaluation_criterion (id),
  mark      TEXT NOT NULL,
  rationale TEXT,
  PRIMARY KEY (lot, bidder, criterion)
) STRICT, WITHOUT ROWID;
INSERT INTO "evaluation_consensus" VALUES('L1','B1','1.1','3','Agreed: fair.');
CREATE TABLE evaluation_criterion (
  id       TEXT NOT NULL PRIMARY KEY,
  parent   TEXT REFERENCES evaluation_criterion (id),
  title    TEXT NOT NULL,
  kind     TEXT NOT NULL CHECK (kind IN ('group', 'scored', 'pass-fail', 'price', 'information')),
  weight   TEXT,                                             -- decimal points, or basis points of the parent
  scale    TEXT REFERENCES evaluation_scale (id),
  scope    TEXT CHECK (scope IN ('lot', 'common')),          -- of a leaf: marked per lot, or once for all lots
  minimum  TEXT,                                             -- leaf: a mark; group: points; absent is not zero
  formula  TEXT CHECK (formula IN ('lowest-over-price', 'fixed-range')),
  optimum  INTEGER,                                          -- fixed-range: price with all the points, minor units
  top      INTEGER,                                          -- fixed-range: price with none
  trust    TEXT,
  position INTEGER NOT NULL,
  guidance TEXT
) STRICT, WITHOUT ROWID;
INSERT INTO "evaluation_criterion" VALUES('1',NULL,'Quality','group','60',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,NULL);
INSERT INTO "evaluation_criterion" VALUES('1.1','1','Care','scored','40','S5','lot','3',NULL,NULL,NULL,NULL,2,NULL);
INSERT INTO "evaluation_criterion" VALUES('1.2','1','Staff','scored','20','S5','common','3',NULL,NULL,NULL,NULL,3,NULL);
INSERT INTO "evaluation_criterion" VALUES('2',NULL,'Price','price','40',NULL,NULL,NULL,'lowest-over-price',NULL,NULL,NULL,4,NULL);
CREATE TABLE evaluation_mark (
  lot       TEXT NOT NULL,
  bidder    TEXT NOT NULL REFERENCES bidder (id),
  criterion TEXT NOT NULL REFERENCES evaluation_criterion (id),
  person    TEXT NOT NULL REFERENCES person (id),
  mark      TEXT NOT NULL,                                   -- a value of the scale, or 'pass', 'fail'
  rationale TEXT,
  PRIMARY KEY (lot, bidder, criterion, person)
) STRICT, WITHOUT ROWID;
INSERT INTO "evaluation_mark" VALUES('','B1','1.2','E1','5','Well staffed.');
INSERT INTO "evaluation_mark" VALUES('','B2','1.2','E1','3',NULL);
INSERT INTO "evaluation_mark" VALUES('L1','B1','1.1','E1','3','Fair.');
INSERT INTO "evaluation_mark" VALUES('L1','B1','1.1','E2','5','Very good.');
INSERT INTO "evaluation_mark" VALUES('L1','B2','1.1','E1','3',NULL);
INSERT INTO "evaluation_mark" VALUES('L2','B1','1.1','E1','5',NULL);
CREATE TABLE evaluation_method (
  id       TEXT NOT NULL PRIMARY KEY CHECK (id = 'method'),
  weights  TEXT NOT NULL CHECK (weights IN ('points', 'basis-points')),
  whole    TEXT NOT NULL,                                    -- points of a perfect bid, decimal
  rounding TEXT NOT NULL CHECK (rounding IN ('never', 'criterion', 'section', 'total')),
  places   INTEGER NOT NULL CHECK (places BETWEEN 0 AND 30),
  rule     TEXT NOT NULL CHECK (rule IN ('half-up', 'half-even', 'down', 'up')),
  minimum  TEXT,                                             -- of the total, in points; absent is not zero
  trust    TEXT
) STRICT, WITHOUT ROWID;
INSERT INTO "evaluation_method" VALUES('method','points','100','total',2,'half-up',NULL,NULL);
CREATE TABLE evaluation_scale (
  id    TEXT NOT NULL PRIMARY KEY,
  title TEXT NOT NULL,
  trust TEXT
) STRICT, WITHOUT ROWID;
INSERT INTO "evaluation_scale" VALUES('S5','0 to 5',NULL);
CREATE TABLE evaluation_scale_mark (
  scale      TEXT NOT NULL REFERENCES evaluation_scale (id),
  value      TEXT NOT NULL,                                  -- decimal
  label      TEXT NOT NULL,
  position   INTEGER NOT NULL,
  descriptor TEXT,
  PRIMARY KEY (scale, value)
) STRICT, WITHOUT ROWID;
INSERT INTO "evaluation_scale_mark" VALUES('S5','0','None',1,NULL);
INSERT INTO "evaluation_scale_mark" VALUES('S5','3','Fair',2,'Meets the need.');
INSERT INTO "evaluation_scale_mark" VALUES('S5','5','Excellent',3,NULL);
CREATE TABLE journal (
  seq     INTEGER PRIMARY KEY,
  command INTEGER NOT NULL REFERENCES command (seq),
  op      TEXT NOT NULL CHECK (op = 'insert' OR op = 'update' OR op = 'delete' OR op = 'command'),
  tbl     TEXT,
  key     TEXT,                              -- primary key's columns joined by '/'
  before  TEXT,                              -- the whole row as JSON, nulls left out
  after   TEXT,
  hash    BLOB NOT NULL CHECK (length (hash) = 32)
) STRICT;
INSERT INTO "journal" VALUES(1,1,'command',NULL,NULL,NULL,'{"seq":1,"at":"2026-11-22T01:40:33.011Z","person":"root","name":"Import small.xml","kind":"final"}',X'9C9B4D184D33C9F47ADFF5F3EC537BE1C49520152A3AA818305E28316D282E1A');
INSERT INTO "journal" VALUES(2,1,'insert','competition','night-shelters',NULL,'{"id":"night-shelters","title":"Night shelters in two boroughs","authority":"The Borough","currency":"GBP","trust":"illustrative"}',X'885F96B016C20FB8C3FAB9EBFA3ACC07AE2768A51B00086A8B1430AB114F7CB1');
INSERT INTO "journal" VALUES(3,1,'insert','provenance','marks',NULL,'{"subject":"marks","trust":"illustrative","note":"Every mark is invented."}',X'FCF8BAB4524E77240D109E356AEC413D2077DF6E647908A68660F39FC2B40336');
INSERT INTO "journal" VALUES(4,1,'insert','provenance','prices',NULL,'{"subject":"prices","trust":"illustrative"}',X'D9701FB5123172FC167313EE2A3C3A3F8AE5FCE356EDDC8F62655DE86CD20D04');
INSERT INTO "journal" VALUES(5,1,'insert','area','east',NULL,'{"id":"east","name":"East","population":120000}',X'94CA17CC822B82A8C20F521273D6630F388F7DA49ECDF0AD84561A2036C52D12');
INSERT INTO "journal" VALUES(6,1,'insert','area','west',NULL,'{"id":"west","name":"West"}',X'721ED1FC2E6C9418C6C9700AFA1403B37ABA2C95C48AF8128CCDC79FBCE9E62F');
INSERT INTO "journal" VALUES(7,1,'insert','lot','L1',NULL,'{"id":"L1","title":"Łódź Street and the 東 quarter, with a title that is rather too long for a narrow terminal","value":25000000,"position":1}',X'330B874AEA83F222A548E5253437917A2E51AE92347E0F66F10960894FDBBE2D');
INSERT INTO "journal" VALUES(8,1,'insert','lot_area','L1/east',NULL,'{"lot":"L1","area":"east"}',X'4D485F859C3C298046F5AC4BAD99A6624E06AB99EDCFE477A1F16F6ED7C15ABB');
INSERT INTO "journal" VALUES(9,1,'insert','lot','L2',NULL,'{"id":"L2","title":"West","position":2,"note":"Opens in <winter> & closes in spring"}',X'1A39A8C2150412B1B4A8CB8668DBA24C9DA8ECE528E69542D424081A71B47D64');
INSERT INTO "journal" VALUES(10,1,'insert','lot_area','L2/west',NULL,'{"lot":"L2","area":"west"}',X'D367FD8BC63064769012D070E2B0F3891CC7B125E452C11D34B280786780B50C');
INSERT INTO "journal" VALUES(11,1,'insert','organisation','alpha',NULL,'{"id":"alpha","name":"Alpha Homes","kind":"voluntary","size":"small"}',X'15FEA1D1EE0EA33B41CF989AA2A7312548EA161E6DB5FBFD68472C5587D7CE18');
INSERT INTO "journal" VALUES(12,1,'insert','organisation','beta',NULL,'{"id":"beta","name":"Beta \"B\" Ltd","kind":"private"}',X'690955CF0A40DCF7191E935FD1F89EAB5C53C5AF32E13BD21D392854CC66EBDA');
INSERT INTO "journal" VALUES(13,1,'insert','bidder','B1',NULL,'{"id":"B1","name":"Alpha","form":"single","position":1}',X'7DB1714D117989BF29A723F5BB902FAEFADE0E88B419BE55E6DF0B5E0EB7BDDD');
INSERT INTO "journal" VALUES(14,1,'insert','bidder_member','B1/alpha',NULL,'{"bidder":"B1","organisation":"alpha","role":"lead","position":1}',X'CCFB2FC2F51F126D270BFF5CD7B5C29775BAE76A0B15DF8BA60735F42CA88929');
INSERT INTO "journal" VALUES(15,1,'insert','bidder','B2',NULL,'{"id":"B2","name":"Alpha, Beta","form":"consortium","position":2}',X'2E0E9FDDE5B1DE400133E5672B6F599564DAE41C62EF7688D00CDFC5FB1226DA');
INSERT INTO "journal" VALUES(16,1,'insert','bidder_member','B2/beta',NULL,'{"bidder":"B2","organisation":"beta","role":"lead","share":6000,"position":2}',X'4A313C5D18C82ED0A578F7646BB57BBBB1A822086F9464E71C634760CCB61525');
INSERT INTO "journal" VALUES(17,1,'insert','bidder_member','B2/alpha',NULL,'{"bidder":"B2","organisation":"alpha","role":"member","share":4000,"position":3}',X'DC0FB2A57E68AC19203F0780ECFE98699442081572054A1ABFF7C3E7EFB8E497');
INSERT INTO "journal" VALUES(18,1,'insert','bid','L1/B1',NULL,'{"lot":"L1","bidder":"B1","price":12000,"status":"submitted","note":"A first line.\u000aA second line."}',X'573F1AAB0E0D26C25C45012ABF6DDF3DE19A65EE66BC4796E4FC29A211B4C90A');
INSERT INTO "journal" VALUES(19,1,'insert','bid','L1/B2',NULL,'{"lot":"L1","bidder":"B2","price":8000,"status":"submitted"}',X'CB54FC57729986B7C687A1DC2B4C71E635B2CC6396D57F23641303F292E6E1B0');
INSERT INTO "journal" VALUES(20,1,'insert','bid','L2/B1',NULL,'{"lot":"L2","bidder":"B1","price":9050,"status":"submitted"}',X'BA63A6F3A7267EBF4CFC0D7859AAF196802674E68E3951132B66A5EC21BB2B97');
INSERT INTO "journal" VALUES(21,1,'insert','person','E1',NULL,'{"id":"E1","name":"Evaluator 1"}',X'68462A70D1F0AD315715C744DA5D00F0E3C83586FCD2F3CA9BC4B7A58408BD59');
INSERT INTO "journal" VALUES(22,1,'insert','person_role','E1/evaluator',NULL,'{"person":"E1","role":"evaluator"}',X'544A31DE342F1EF49C964605F950987209D5A91A3888E5A71CF659E5EF13E78B');
INSERT INTO "journal" VALUES(23,1,'insert','person','E2',NULL,'{"id":"E2","name":"Evaluator 2"}',X'B9F0BCDD7BAB612C1FEB6ACA965CBFBDC0262E81C8015A03F3C4857BACE81945');
INSERT INTO "journal" VALUES(24,1,'insert','evaluation_method','method',NULL,'{"id":"method","weights":"points","whole":"100","rounding":"total","places":2,"rule":"half-up"}',X'7E7E4E46CF3C5005A6FAA2CD37938973D018313B3140A33DA6B0596CC5BC9D31');
INSERT INTO "journal" VALUES(25,1,'insert','evaluation_scale','S5',NULL,'{"id":"S5","title":"0 to 5"}',X'15DC8475AC86E31613E7DDF15846C978417B8689D2D0B3F64E00CDB9011D2CA4');
INSERT INTO "journal" VALUES(26,1,'insert','evaluation_scale_mark','S5/0',NULL,'{"scale":"S5","value":"0","label":"None","position":1}',X'018BE821D3D012EC4C8959B6ADA86117F92716011EDBD87E71D38B5997FDE76D');
INSERT INTO "journal" VALUES(27,1,'insert','evaluation_scale_mark','S5/3',NULL,'{"scale":"S5","value":"3","label":"Fair","position":2,"descriptor":"Meets the need."}',X'4C0938D8257C3A49AFC580DBD72D34F5720DF9361ECA2E9C19016182CC66BDC4');
INSERT INTO "journal" VALUES(28,1,'insert','evaluation_scale_mark','S5/5',NULL,'{"scale":"S5","value":"5","label":"Excellent","position":3}',X'4FB322B64D799A18ED41C64AD35C0296445D899464B93A8E995E3FF892C051C6');
INSERT INTO "journal" VALUES(29,1,'insert','evaluation_criterion','1',NULL,'{"id":"1","title":"Quality","kind":"group","weight":"60","position":1}',X'8A79B7BE8741E3D51D229CD7531CD2A6A1D611C83E4EB651F7F1BCDA93C26186');
INSERT INTO "journal" VALUES(30,1,'insert','evaluation_criterion','1.1',NULL,'{"id":"1.1","parent":"1","title":"Care","kind":"scored","weight":"40","scale":"S5","scope":"lot","minimum":"3","position":2}',X'23C2B85CA857805DD3C95F0E366ECB0B616BC35EF89A3A6812B66C1DCF2A2B06');
INSERT INTO "journal" VALUES(31,1,'insert','evaluation_criterion','1.2',NULL,'{"id":"1.2","parent":"1","title":"Staff","kind":"scored","weight":"20","scale":"S5","scope":"common","minimum":"3","position":3}',X'B32E142A0BD400AB6666674761B5481E8BCAF0E9B4CF60D15CB01CE973366C5C');
INSERT INTO "journal" VALUES(32,1,'insert','evaluation_criterion','2',NULL,'{"id":"2","title":"Price","kind":"price","weight":"40","formula":"lowest-over-price","position":4}',X'9C13B8AAC5E81BB2278E4B92CD1F2CCF22629AF49F3DE1487D0E9CFE2B584DDF');
INSERT INTO "journal" VALUES(33,1,'insert','evaluation_mark','/B1/1.2/E1',NULL,'{"lot":"","bidder":"B1","criterion":"1.2","person":"E1","mark":"5","rationale":"Well staffed."}',X'250231A5F529712E293E3196FF239B9D1D3A88F75ABA4427A13182C14EFBC6B7');
INSERT INTO "journal" VALUES(34,1,'insert','evaluation_mark','/B2/1.2/E1',NULL,'{"lot":"","bidder":"B2","criterion":"1.2","person":"E1","mark":"3"}',X'ED2D9E5EA6457D8C6C14B8384EDDC3DFFEF060D0F0A90A7F3D26046997ACCD3F');
INSERT INTO "journal" VALUES(35,1,'insert','evaluation_mark','L1/B1/1.1/E1',NULL,'{"lot":"L1","bidder":"B1","criterion":"1.1","person":"E1","mark":"3","rationale":"Fair."}',X'8366792A9B55FF5AABB4925BF235C6F86B4A37697918B79E51EB2AE91C56D586');
INSERT INTO "journal" VALUES(36,1,'insert','evaluation_mark','L1/B1/1.1/E2',NULL,'{"lot":"L1","bidder":"B1","criterion":"1.1","person":"E2","mark":"5","rationale":"Very good."}',X'BDDB72A71326E6498BDC86587BEBC2EA62D3C00F652F9E55DE260B2A32671A5F');
INSERT INTO "journal" VALUES(37,1,'insert','evaluation_mark','L1/B2/1.1/E1',NULL,'{"lot":"L1","bidder":"B2","criterion":"1.1","person":"E1","mark":"3"}',X'9018E7D56996E739196F9AF5867EABF9B547DBDE64C1392A9F91DD99DDD044F2');
INSERT INTO "journal" VALUES(38,1,'insert','evaluation_mark','L2/B1/1.1/E1',NULL,'{"lot":"L2","bidder":"B1","criterion":"1.1","person":"E1","mark":"5"}',X'CBF589E1181F2406F72B2E3308B967076D2FB73D88BD2B9E9C31977128D01F64');
INSERT INTO "journal" VALUES(39,1,'insert','evaluation_consensus','L1/B1/1.1',NULL,'{"lot":"L1","bidder":"B1","criterion":"1.1","mark":"3","rationale":"Agreed: fair."}',X'7015DF14B9AF4BB59462C9D46508F17A18F2D13FF3CA6C24EC56DFC73D80BAE3');
INSERT INTO "journal" VALUES(40,40,'command',NULL,NULL,NULL,'{"seq":40,"at":"2026-11-22T01:40:33.071Z","person":"tester","name":"Change lot L1: title=Edited","reason":"for the dump","kind":"do"}',X'84CB1F319BFA30FD92FC184E9A075C7AC9AB4F737886C79A5A290EA4EBA6D1F0');
INSERT INTO "journal" VALUES(41,40,'update','lot','L1','{"id":"L1","title":"Łódź Street and the 東 quarter, with a title that is rather too long for a narrow terminal","value":25000000,"position":1}','{"id":"L1","title":"Edited","value":25000000,"position":1}',X'CD8BEE8FCA72B968121F5355739E6D74AB5A38AE531D8EE16FD3405EA5A89488');
INSERT INTO "journal" VALUES(42,42,'command',NULL,NULL,NULL,'{"seq":42,"at":"2026-11-22T01:40:33.127Z","person":"tester","name":"Change lot L1: title=Edited","kind":"undo","target":40}',X'CF5BEF5C3D9BC3B5EFECA4263EC4EE1F23B41EE056C951718DC7E0C9E4C74FFE');
INSERT INTO "journal" VALUES(43,42,'update','lot','L1','{"id":"L1","title":"Edited","value":25000000,"position":1}','{"id":"L1","title":"Łódź Street and the 東 quarter, with a title that is rather too long for a narrow terminal","value":25000000,"position":1}',X'C664FE419BD396BD961F607EB04E392283E43C5D604EC99CC6C05876468D61BE');
INSERT INTO "journal" VALUES(44,44,'command',NULL,NULL,NULL,'{"seq":44,"at":"2026-11-22T01:40:33.179Z","person":"tester","name":"Change lot L1: title=Edited","kind":"redo","target":40}',X'5D096859D653EB383669375D72F1896DDB20B3110B97B2861A3BF04036E56EA9');
INSERT INTO "journal" VALUES(45,44,'update','lot','L1','{"id":"L1","title":"Łódź Street and the 東 quarter, with a title that is rather too long for a narrow terminal","value":25000000,"position":1}','{"id":"L1","title":"Edited","value":25000000,"position":1}',X'7187F02C0290F9F991F2DF5E000BB279DC90F8AFC591C4B95EB53E6EA1526D81');
CREATE TABLE lot (
  id       TEXT NOT NULL PRIMARY KEY,
  title    TEXT NOT NULL,
  value    INTEGER,            -- indicative annual value, minor units
  trust    TEXT,
  position INTEGER NOT NULL,
  note     TEXT
) STRICT, WITHOUT ROWID;
INSERT INTO "lot" VALUES('L1','Edited',25000000,NULL,1,NULL);
INSERT INTO "lot" VALUES('L2','West',NULL,NULL,2,'Opens in <winter> & closes in spring');
CREATE TABLE lot_area (
  lot  TEXT NOT NULL REFERENCES lot (id),
  area TEXT NOT NULL REFERENCES area (id),
  PRIMARY KEY (lot, area)
) STRICT, WITHOUT ROWID;
INSERT INTO "lot_area" VALUES('L1','east');
INSERT INTO "lot_area" VALUES('L2','west');
CREATE TABLE organisation (
  id    TEXT NOT NULL PRIMARY KEY,
  name  TEXT NOT NULL,
  kind  TEXT NOT NULL CHECK (kind IN ('private', 'voluntary', 'social-enterprise', 'mutual', 'public', 'joint-venture')),
  size  TEXT CHECK (size IN ('micro', 'small', 'medium', 'large')),
  trust TEXT,
  note  TEXT
) STRICT, WITHOUT ROWID;
INSERT INTO "organisation" VALUES('alpha','Alpha Homes','voluntary','small',NULL,NULL);
INSERT INTO "organisation" VALUES('beta','Beta "B" Ltd','private',NULL,NULL,NULL);
CREATE TABLE person (
  id    TEXT NOT NULL PRIMARY KEY,
  name  TEXT NOT NULL,                                       -- or the post, where no name is to appear
  trust TEXT
) STRICT, WITHOUT ROWID;
INSERT INTO "person" VALUES('E1','Evaluator 1',NULL);
INSERT INTO "person" VALUES('E2','Evaluator 2',NULL);
CREATE TABLE person_role (
  person TEXT NOT NULL REFERENCES person (id),
  role   TEXT NOT NULL CHECK (role IN ('lead', 'evaluator', 'moderator', 'commercial', 'observer', 'approver')),
  PRIMARY KEY (person, role)
) STRICT, WITHOUT ROWID;
INSERT INTO "person_role" VALUES('E1','evaluator');
CREATE TABLE provenance (
  subject TEXT NOT NULL PRIMARY KEY,
  trust   TEXT NOT NULL,
  note    TEXT
) STRICT, WITHOUT ROWID;
INSERT INTO "provenance" VALUES('marks','illustrative','Every mark is invented.');
INSERT INTO "provenance" VALUES('prices','illustrative',NULL);
CREATE TABLE registration (
  organisation TEXT NOT NULL REFERENCES organisation (id),
  register     TEXT NOT NULL,
  number       TEXT NOT NULL,
  PRIMARY KEY (organisation, register)
) STRICT, WITHOUT ROWID;
CREATE TABLE schema_version (
  plugin   TEXT NOT NULL,
  version  INTEGER NOT NULL,
  checksum TEXT NOT NULL,                    -- SHA-256 of the step's text
  PRIMARY KEY (plugin, version)
) STRICT, WITHOUT ROWID;
INSERT INTO "schema_version" VALUES('core',1,'3b2476a20708b5b0e1926b76c2aba83791541d60e090def5fc79ca4910a59dd0');
INSERT INTO "schema_version" VALUES('evaluation',1,'5afcb6be5c8875f9cf785c0a3559192f57a890c7990c8ff73ae002d4e0ccea3f');
INSERT INTO "schema_version" VALUES('store',1,'4f0c781e97020196bda50ab6886a54aae893780b283f56a668a7133653d5ca38');
CREATE TABLE undo_step (
  command   INTEGER PRIMARY KEY REFERENCES command (seq),
  changeset BLOB NOT NULL
) STRICT;
INSERT INTO "undo_step" VALUES(40,X'54060100000000006C6F7400170003024C31035EC581C3B364C5BA2053747265657420616E642074686520E69DB120717561727465722C20776974682061207469746C6520746861742069732072617468657220746F6F206C6F6E6720666F722061206E6172726F77207465726D696E616C0000000000030645646974656400000000');
CREATE INDEX command_by_target ON command (target) WHERE target IS NOT NULL;
CREATE TRIGGER command_no_update BEFORE UPDATE ON command
BEGIN SELECT raise (ABORT, 'the record of commands is append-only'); END;
CREATE TRIGGER command_no_delete BEFORE DELETE ON command
BEGIN SELECT raise (ABORT, 'the record of commands is append-only'); END;
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
BEGIN SELECT raise (ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
BEGIN SELECT raise (ABORT, 'the journal is append-only'); END;
CREATE INDEX lot_area_by_area ON lot_area (area);
CREATE INDEX bidder_member_by_organisation ON bidder_member (organisation);
CREATE INDEX bid_by_bidder ON bid (bidder);
CREATE INDEX evaluation_criterion_by_parent ON evaluation_criterion (parent);
COMMIT;
