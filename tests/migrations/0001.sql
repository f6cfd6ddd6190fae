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
  target INTEGER REFERENCES command (seq),   -- the command that was undone or redone
  step   TEXT                                -- SHA-256 of its undo step, so that the chain covers it
) STRICT;
INSERT INTO "command" VALUES(1,'2026-11-22T02:01:00.898Z','root','Import small.xml',NULL,'final',NULL,NULL);
INSERT INTO "command" VALUES(40,'2026-11-22T02:01:00.938Z','tester','Change lot L1: title=Edited','for the dump','do',NULL,'5a3e82a967963c2a565a49dae67dee151ba1640f5e840502d89f3a4a66c7a6e3');
INSERT INTO "command" VALUES(42,'2026-11-22T02:01:00.967Z','tester','Change lot L1: title=Edited',NULL,'undo',40,NULL);
INSERT INTO "command" VALUES(44,'2026-11-22T02:01:00.992Z','tester','Change lot L1: title=Edited',NULL,'redo',40,NULL);
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
INSERT INTO "journal" VALUES(1,1,'command',NULL,NULL,NULL,'{"seq":1,"at":"2026-11-22T02:01:00.898Z","person":"root","name":"Import small.xml","kind":"final"}',X'EDC5C93A1B8CE210E7FC67D9EF9AD1C146835B1F6844D73B9960563E55EDEE85');
INSERT INTO "journal" VALUES(2,1,'insert','competition','night-shelters',NULL,'{"id":"night-shelters","title":"Night shelters in two boroughs","authority":"The Borough","currency":"GBP","trust":"illustrative"}',X'D4DD0863D03D2625127143DD3BCAA28460E753CE66FDD8CF71D7A632537AE774');
INSERT INTO "journal" VALUES(3,1,'insert','provenance','marks',NULL,'{"subject":"marks","trust":"illustrative","note":"Every mark is invented."}',X'12A282C713C1BFA60EF153333AF4732D56E432B25F6DE3FC6919F83159F5341D');
INSERT INTO "journal" VALUES(4,1,'insert','provenance','prices',NULL,'{"subject":"prices","trust":"illustrative"}',X'A30154272E1B0AE4B9AF3F3BCA18921C40D73CBE94A8BB132276A86A75D4F4B9');
INSERT INTO "journal" VALUES(5,1,'insert','area','east',NULL,'{"id":"east","name":"East","population":120000}',X'160C087D5B20A8548B9F8E7618180E6C72F0B6C4670F63A30026E896ED2E1217');
INSERT INTO "journal" VALUES(6,1,'insert','area','west',NULL,'{"id":"west","name":"West"}',X'DEDFD45534514C5F055EBDB75777958A6509DD9FFE8948A82F6DE2A5E128C5A8');
INSERT INTO "journal" VALUES(7,1,'insert','lot','L1',NULL,'{"id":"L1","title":"Łódź Street and the 東 quarter, with a title that is rather too long for a narrow terminal","value":25000000,"position":1}',X'B4447782193B4EB3C268EF885AF7D6F6950E20B90768CCC5D1DE693650284ACC');
INSERT INTO "journal" VALUES(8,1,'insert','lot_area','L1/east',NULL,'{"lot":"L1","area":"east"}',X'339B5F113B92BB2838B74DEA730D249158DDA908EC8B628E80BBED0A5F8BDDDE');
INSERT INTO "journal" VALUES(9,1,'insert','lot','L2',NULL,'{"id":"L2","title":"West","position":2,"note":"Opens in <winter> & closes in spring"}',X'49466BEBB6FC49C8DA17C3C810FC31759FBFED30839E26E6050DE5F7E1F9032B');
INSERT INTO "journal" VALUES(10,1,'insert','lot_area','L2/west',NULL,'{"lot":"L2","area":"west"}',X'6880661012FE5E7D6F930D476C3203855E0AA8E411CCE4C57B1902FF72247E96');
INSERT INTO "journal" VALUES(11,1,'insert','organisation','alpha',NULL,'{"id":"alpha","name":"Alpha Homes","kind":"voluntary","size":"small"}',X'AFFCECB37D1558FA5426B4B89A99AF3C9C109118F5393BCCDD43F8041823931E');
INSERT INTO "journal" VALUES(12,1,'insert','organisation','beta',NULL,'{"id":"beta","name":"Beta \"B\" Ltd","kind":"private"}',X'2867E4C3F10F11A59562C77E7B75B2A9820CC4DE72DF21134A7916BBEA165BD3');
INSERT INTO "journal" VALUES(13,1,'insert','bidder','B1',NULL,'{"id":"B1","name":"Alpha","form":"single","position":1}',X'CD24360C5CD8173DEA0FE9B60DB109D85075E19FFF29BE7FE73150A84B144702');
INSERT INTO "journal" VALUES(14,1,'insert','bidder_member','B1/alpha',NULL,'{"bidder":"B1","organisation":"alpha","role":"lead","position":1}',X'2920DE50E59FDB5BC1C00B0165AE437FDA994F0E124384FCA916BBAC04311A0E');
INSERT INTO "journal" VALUES(15,1,'insert','bidder','B2',NULL,'{"id":"B2","name":"Alpha, Beta","form":"consortium","position":2}',X'0CA1023F1E3CAF298BFEDE443358624F65E99CF3D8EC514E830A3291C2718FB9');
INSERT INTO "journal" VALUES(16,1,'insert','bidder_member','B2/beta',NULL,'{"bidder":"B2","organisation":"beta","role":"lead","share":6000,"position":2}',X'6A2E829A7C1FD04E530B094722D9777DA621DA0F7FFFD3596422B72BEC1056DD');
INSERT INTO "journal" VALUES(17,1,'insert','bidder_member','B2/alpha',NULL,'{"bidder":"B2","organisation":"alpha","role":"member","share":4000,"position":3}',X'906B01C0697CAB20CEC63EAEF19C29D5C4ADA9D7F71D110EBD88062E4A7A7CA8');
INSERT INTO "journal" VALUES(18,1,'insert','bid','L1/B1',NULL,'{"lot":"L1","bidder":"B1","price":12000,"status":"submitted","note":"A first line.\u000aA second line."}',X'AD918DE46A4F528126328744D36FCF0A7988FFA019C5897F69564856D162075A');
INSERT INTO "journal" VALUES(19,1,'insert','bid','L1/B2',NULL,'{"lot":"L1","bidder":"B2","price":8000,"status":"submitted"}',X'4242E265E5AFB59C584DECA4661624609FCAB7E4C3939B6089B767D10B270A05');
INSERT INTO "journal" VALUES(20,1,'insert','bid','L2/B1',NULL,'{"lot":"L2","bidder":"B1","price":9050,"status":"submitted"}',X'AD4F7B9C32E771793DC20B1E5E69C83EDAFE0FA8084581B0891B6542D83DDB62');
INSERT INTO "journal" VALUES(21,1,'insert','person','E1',NULL,'{"id":"E1","name":"Evaluator 1"}',X'70655FFA24F3F193954002962D44932DE3CC3EBC03F1D27B202E1EBA558B962D');
INSERT INTO "journal" VALUES(22,1,'insert','person_role','E1/evaluator',NULL,'{"person":"E1","role":"evaluator"}',X'04E2339FB50C4EFF8C6B0797C9860B0B2EA059AC5309E27DD9A1F5E917B3684B');
INSERT INTO "journal" VALUES(23,1,'insert','person','E2',NULL,'{"id":"E2","name":"Evaluator 2"}',X'926BA57488B735E141EE8FA3F492FADAF8C5CE87C3A19ADE143A66CC5787E204');
INSERT INTO "journal" VALUES(24,1,'insert','evaluation_method','method',NULL,'{"id":"method","weights":"points","whole":"100","rounding":"total","places":2,"rule":"half-up"}',X'D3A68441209921310D19890671F4C519A15E382F73BDD2FFCBE634CEF019DC02');
INSERT INTO "journal" VALUES(25,1,'insert','evaluation_scale','S5',NULL,'{"id":"S5","title":"0 to 5"}',X'FEBF74F92388E3F79940CC171725F0262A4227F60EB28917FE999913EA161EFA');
INSERT INTO "journal" VALUES(26,1,'insert','evaluation_scale_mark','S5/0',NULL,'{"scale":"S5","value":"0","label":"None","position":1}',X'408D5CDDC3C2341E78088CC49FB19979EBFFF8C2600989CE9B390F4032042714');
INSERT INTO "journal" VALUES(27,1,'insert','evaluation_scale_mark','S5/3',NULL,'{"scale":"S5","value":"3","label":"Fair","position":2,"descriptor":"Meets the need."}',X'82A4BB61A0FA8FE776E81EC41A9029E729C9C4349BE810C4F61BF7EE142F30A7');
INSERT INTO "journal" VALUES(28,1,'insert','evaluation_scale_mark','S5/5',NULL,'{"scale":"S5","value":"5","label":"Excellent","position":3}',X'8B3DDCFE0C207ABCD8EB674FE307E4EEDFDE866AC50E5F3086B4141E3AA8CE9C');
INSERT INTO "journal" VALUES(29,1,'insert','evaluation_criterion','1',NULL,'{"id":"1","title":"Quality","kind":"group","weight":"60","position":1}',X'F949678C9EC68D6F0B46F6A455030D6BE9724371170D7D8CA4123FC870D74BD2');
INSERT INTO "journal" VALUES(30,1,'insert','evaluation_criterion','1.1',NULL,'{"id":"1.1","parent":"1","title":"Care","kind":"scored","weight":"40","scale":"S5","scope":"lot","minimum":"3","position":2}',X'6033AE0799894EF0227AFEDE4AC5F338C0061951FF86438635DEB61C90332753');
INSERT INTO "journal" VALUES(31,1,'insert','evaluation_criterion','1.2',NULL,'{"id":"1.2","parent":"1","title":"Staff","kind":"scored","weight":"20","scale":"S5","scope":"common","minimum":"3","position":3}',X'D174372C0C8F00638C0C94967F5A94E0E7FBBED75E74CD69E2E7263C128CC246');
INSERT INTO "journal" VALUES(32,1,'insert','evaluation_criterion','2',NULL,'{"id":"2","title":"Price","kind":"price","weight":"40","formula":"lowest-over-price","position":4}',X'CCB110459F7485C5E331A43E4D765F51331CF269EADB63D8E49317C96982C54B');
INSERT INTO "journal" VALUES(33,1,'insert','evaluation_mark','/B1/1.2/E1',NULL,'{"lot":"","bidder":"B1","criterion":"1.2","person":"E1","mark":"5","rationale":"Well staffed."}',X'125CF368637A24C3373810ED3B194ABB9C47EA472239F126814228CB3474A381');
INSERT INTO "journal" VALUES(34,1,'insert','evaluation_mark','/B2/1.2/E1',NULL,'{"lot":"","bidder":"B2","criterion":"1.2","person":"E1","mark":"3"}',X'257B009C985C2CC2992A40E0256300EBCB56BA2F12C67F54243C4ACF39565E86');
INSERT INTO "journal" VALUES(35,1,'insert','evaluation_mark','L1/B1/1.1/E1',NULL,'{"lot":"L1","bidder":"B1","criterion":"1.1","person":"E1","mark":"3","rationale":"Fair."}',X'4ABE3A605EF4C8FB2010298FE4E8F96D1877CF604C3DD907B4C7D5998EF07795');
INSERT INTO "journal" VALUES(36,1,'insert','evaluation_mark','L1/B1/1.1/E2',NULL,'{"lot":"L1","bidder":"B1","criterion":"1.1","person":"E2","mark":"5","rationale":"Very good."}',X'B1627D0C06017FB97F73E75D84D02EEDF3845A48CB4CBC850F494E26704E80B8');
INSERT INTO "journal" VALUES(37,1,'insert','evaluation_mark','L1/B2/1.1/E1',NULL,'{"lot":"L1","bidder":"B2","criterion":"1.1","person":"E1","mark":"3"}',X'6678629C8156168131D3302730737919CE6E5C5C5A5122798B213ECE72248373');
INSERT INTO "journal" VALUES(38,1,'insert','evaluation_mark','L2/B1/1.1/E1',NULL,'{"lot":"L2","bidder":"B1","criterion":"1.1","person":"E1","mark":"5"}',X'913C55F40B17BC9630E3E4C30710DF95456174E9499E41C01A0A87623280BA19');
INSERT INTO "journal" VALUES(39,1,'insert','evaluation_consensus','L1/B1/1.1',NULL,'{"lot":"L1","bidder":"B1","criterion":"1.1","mark":"3","rationale":"Agreed: fair."}',X'A237C942CB440F91AE7B068CCCB2B53625EA2D35F4F9126C31BB5005C89CFB71');
INSERT INTO "journal" VALUES(40,40,'command',NULL,NULL,NULL,'{"seq":40,"at":"2026-11-22T02:01:00.938Z","person":"tester","name":"Change lot L1: title=Edited","reason":"for the dump","kind":"do","step":"5a3e82a967963c2a565a49dae67dee151ba1640f5e840502d89f3a4a66c7a6e3"}',X'30F335378909087AC58F22E697A7C4F27E02B93D33CD54EB4239D80C29105B56');
INSERT INTO "journal" VALUES(41,40,'update','lot','L1','{"id":"L1","title":"Łódź Street and the 東 quarter, with a title that is rather too long for a narrow terminal","value":25000000,"position":1}','{"id":"L1","title":"Edited","value":25000000,"position":1}',X'2D228FB6584783CABA5B8AF0D2AAA817A9B3D39B0D3E190866C407EEB49BFB48');
INSERT INTO "journal" VALUES(42,42,'command',NULL,NULL,NULL,'{"seq":42,"at":"2026-11-22T02:01:00.967Z","person":"tester","name":"Change lot L1: title=Edited","kind":"undo","target":40}',X'7688022004E2C48E0A9F2C9390C88F99F9960786B73AABF64F62BE3F7B8A11EC');
INSERT INTO "journal" VALUES(43,42,'update','lot','L1','{"id":"L1","title":"Edited","value":25000000,"position":1}','{"id":"L1","title":"Łódź Street and the 東 quarter, with a title that is rather too long for a narrow terminal","value":25000000,"position":1}',X'5391D82AE47417F99BD648EA695EDDE5531830BBF343604C3C1828E2FA7B2F25');
INSERT INTO "journal" VALUES(44,44,'command',NULL,NULL,NULL,'{"seq":44,"at":"2026-11-22T02:01:00.992Z","person":"tester","name":"Change lot L1: title=Edited","kind":"redo","target":40}',X'FB1658815EE9EAE18878DE44B77F70C0B6BDC7A14296A7E285FCAD48E0786D74');
INSERT INTO "journal" VALUES(45,44,'update','lot','L1','{"id":"L1","title":"Łódź Street and the 東 quarter, with a title that is rather too long for a narrow terminal","value":25000000,"position":1}','{"id":"L1","title":"Edited","value":25000000,"position":1}',X'1E4D292D2E82EC3D33849B7580F758C57062AB50B160647BAC3F68C26B18A784');
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
INSERT INTO "schema_version" VALUES('store',1,'7f93664191f53ed154effd53d0e67d9e0603878c4300cd3065cc5a592cb457fc');
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
