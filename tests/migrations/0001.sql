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
INSERT INTO "command" VALUES(1,'2026-11-22T01:09:34.285Z','root','Import small.xml',NULL,'final',NULL);
INSERT INTO "command" VALUES(40,'2026-11-22T01:09:34.367Z','tester','Change lot L1: title=Edited','for the dump','do',NULL);
INSERT INTO "command" VALUES(42,'2026-11-22T01:09:34.468Z','tester','Change lot L1: title=Edited',NULL,'undo',40);
INSERT INTO "command" VALUES(44,'2026-11-22T01:09:34.559Z','tester','Change lot L1: title=Edited',NULL,'redo',40);
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
  op      TEXT NOT NULL CHECK (op IN ('command', 'insert', 'update', 'delete')),
  tbl     TEXT,
  key     TEXT,                              -- primary key's columns joined by '/'
  before  TEXT,                              -- the whole row as JSON, nulls left out
  after   TEXT,
  hash    BLOB NOT NULL CHECK (length (hash) = 32)
) STRICT;
INSERT INTO "journal" VALUES(1,1,'command',NULL,NULL,NULL,'{"seq":1,"at":"2026-11-22T01:09:34.285Z","person":"root","name":"Import small.xml","kind":"final"}',X'2ED5BB433F3EEE05BDA0FF2287B10ED2A6AA1697933A98D8ABAB173A38A76099');
INSERT INTO "journal" VALUES(2,1,'insert','competition','night-shelters',NULL,'{"id":"night-shelters","title":"Night shelters in two boroughs","authority":"The Borough","currency":"GBP","trust":"illustrative"}',X'8A51B0594FCAE9F4D3534EEA5B99834EB73891DED7B3EDD5ACA2D05776808A7F');
INSERT INTO "journal" VALUES(3,1,'insert','provenance','marks',NULL,'{"subject":"marks","trust":"illustrative","note":"Every mark is invented."}',X'A54A49171996EA1C7C5CD1D5116E3B77A6EC57560637FEA398ED2338D2227AB3');
INSERT INTO "journal" VALUES(4,1,'insert','provenance','prices',NULL,'{"subject":"prices","trust":"illustrative"}',X'49DCB47CD5B60FEFCF44D9B386F0C95750CF8BC385C74694F6EB18F7C5BD647F');
INSERT INTO "journal" VALUES(5,1,'insert','area','east',NULL,'{"id":"east","name":"East","population":120000}',X'2C43769FA655F48B475D5E6AFA41117FA92DD3A7365B12017D82106E51121F15');
INSERT INTO "journal" VALUES(6,1,'insert','area','west',NULL,'{"id":"west","name":"West"}',X'EA4254A646678965ABAC09EC4B1571297065E94CD376A3345C616BD7CAD25641');
INSERT INTO "journal" VALUES(7,1,'insert','lot','L1',NULL,'{"id":"L1","title":"Łódź Street and the 東 quarter, with a title that is rather too long for a narrow terminal","value":25000000,"position":1}',X'05A3979AADBBFBF7CCDE2B1360CC6C16CE99EF87232B2C6331EE3EFF3C849566');
INSERT INTO "journal" VALUES(8,1,'insert','lot_area','L1/east',NULL,'{"lot":"L1","area":"east"}',X'6D4B830FA92575504AA6AD8FF60EFBFE3E50986A9274854587DD95F64A3811C4');
INSERT INTO "journal" VALUES(9,1,'insert','lot','L2',NULL,'{"id":"L2","title":"West","position":2,"note":"Opens in <winter> & closes in spring"}',X'4EAE56F972455E07B3224C0BB7028C53F6A3214B2FEA01C6A944DEBC3F28403B');
INSERT INTO "journal" VALUES(10,1,'insert','lot_area','L2/west',NULL,'{"lot":"L2","area":"west"}',X'76858046E494CCF8348A5978663D88C3FC475EA491CDB15E1467E60DA58F3753');
INSERT INTO "journal" VALUES(11,1,'insert','organisation','alpha',NULL,'{"id":"alpha","name":"Alpha Homes","kind":"voluntary","size":"small"}',X'6AAF76E4AB271EAAE7C9FE7FA4BEB8D16D3CC3B7396E5802595B1BFE2451395E');
INSERT INTO "journal" VALUES(12,1,'insert','organisation','beta',NULL,'{"id":"beta","name":"Beta \"B\" Ltd","kind":"private"}',X'65AF185F02E5E2AD3AC07565DE263095F2FA629BFE675FAFB40C27148D64C2D8');
INSERT INTO "journal" VALUES(13,1,'insert','bidder','B1',NULL,'{"id":"B1","name":"Alpha","form":"single","position":1}',X'D57F5FDD4050BD19AD7F70352351EF3FAB6C8A08D5AAF3FB5F658423F18BCEC7');
INSERT INTO "journal" VALUES(14,1,'insert','bidder_member','B1/alpha',NULL,'{"bidder":"B1","organisation":"alpha","role":"lead","position":1}',X'DACD1DE7365CA03737ED8A6F94B74D456BC3B946A1190E1E22677831E6622428');
INSERT INTO "journal" VALUES(15,1,'insert','bidder','B2',NULL,'{"id":"B2","name":"Alpha, Beta","form":"consortium","position":2}',X'B9AC4FFE6DE118D1E21FFF4BD50822AA6A4F33B3BA0DBEA2B8B0CDD9E85CA4BA');
INSERT INTO "journal" VALUES(16,1,'insert','bidder_member','B2/beta',NULL,'{"bidder":"B2","organisation":"beta","role":"lead","share":6000,"position":2}',X'8A440C6D9CC41C17A8B87644A4A4B5B9BA66509EF068643EF6BD87FB09BDCAEE');
INSERT INTO "journal" VALUES(17,1,'insert','bidder_member','B2/alpha',NULL,'{"bidder":"B2","organisation":"alpha","role":"member","share":4000,"position":3}',X'DD216711801E017A88E68AA6183375FD97027EE9B193A0DC7EFD8AF3190623F1');
INSERT INTO "journal" VALUES(18,1,'insert','bid','L1/B1',NULL,'{"lot":"L1","bidder":"B1","price":12000,"status":"submitted","note":"A first line.\u000aA second line."}',X'95C96DC46A50CB9C6F446D3488EABE1A00A758DBFBE1746206AA5925BEC9579D');
INSERT INTO "journal" VALUES(19,1,'insert','bid','L1/B2',NULL,'{"lot":"L1","bidder":"B2","price":8000,"status":"submitted"}',X'BCF4FDFFAB9B6CE8D5463DF07404275F197FEC0029226BEC02C1CFCFCEEE86E5');
INSERT INTO "journal" VALUES(20,1,'insert','bid','L2/B1',NULL,'{"lot":"L2","bidder":"B1","price":9050,"status":"submitted"}',X'26246B6F38EB350F54FBB6096075BA827B99CF2ADDE1C1DA9FD43D0AD4F46CE4');
INSERT INTO "journal" VALUES(21,1,'insert','person','E1',NULL,'{"id":"E1","name":"Evaluator 1"}',X'0CD1087D125666453A670EC6B59F054168D4722300B83F3F43E3E5E31E24A7A3');
INSERT INTO "journal" VALUES(22,1,'insert','person_role','E1/evaluator',NULL,'{"person":"E1","role":"evaluator"}',X'C31A4F4A39A3D2A3FB82AB31F412893114289322F400E201B76588FF077CEF9A');
INSERT INTO "journal" VALUES(23,1,'insert','person','E2',NULL,'{"id":"E2","name":"Evaluator 2"}',X'BCD973D67DC9DE6B0829F49CC46B95F1E8E79332866115330CC3DA73D0FC3B78');
INSERT INTO "journal" VALUES(24,1,'insert','evaluation_method','method',NULL,'{"id":"method","weights":"points","whole":"100","rounding":"total","places":2,"rule":"half-up"}',X'39800DCC98ADE32F8C037EBD352CA70AE1C0117D9D009B89B18A12D0A417432E');
INSERT INTO "journal" VALUES(25,1,'insert','evaluation_scale','S5',NULL,'{"id":"S5","title":"0 to 5"}',X'EAAA1AA29C150846B78BEAEA17A0E5DECDE71AAB2630DA47917E741FEC0FAB26');
INSERT INTO "journal" VALUES(26,1,'insert','evaluation_scale_mark','S5/0',NULL,'{"scale":"S5","value":"0","label":"None","position":1}',X'8BED2D15C6A936C144054139CB38A1E5E39617CBE8DC1AE2C2DA39E2441FAC07');
INSERT INTO "journal" VALUES(27,1,'insert','evaluation_scale_mark','S5/3',NULL,'{"scale":"S5","value":"3","label":"Fair","position":2,"descriptor":"Meets the need."}',X'5D8C17B86ED864BCD9C19C14B31717E4334A93565BD0C61F3241080C107F15E4');
INSERT INTO "journal" VALUES(28,1,'insert','evaluation_scale_mark','S5/5',NULL,'{"scale":"S5","value":"5","label":"Excellent","position":3}',X'29B259FCD7CE31AA132FE1EDF240A1A3D1972CF74443D5F83175A82A5E4B8358');
INSERT INTO "journal" VALUES(29,1,'insert','evaluation_criterion','1',NULL,'{"id":"1","title":"Quality","kind":"group","weight":"60","position":1}',X'AA844A0AE1FB1F5802BF8369162DB3C85D3EBB72BABC14C709791697B1AF40D5');
INSERT INTO "journal" VALUES(30,1,'insert','evaluation_criterion','1.1',NULL,'{"id":"1.1","parent":"1","title":"Care","kind":"scored","weight":"40","scale":"S5","scope":"lot","minimum":"3","position":2}',X'3278E41E21C8FD5A68C266A3497CD7C1544668E983FEE16798CCEFBC45211057');
INSERT INTO "journal" VALUES(31,1,'insert','evaluation_criterion','1.2',NULL,'{"id":"1.2","parent":"1","title":"Staff","kind":"scored","weight":"20","scale":"S5","scope":"common","minimum":"3","position":3}',X'375094C2BBE7880C1995953042E99E1E298F8A5A4AF16B368AAB4B6243091B03');
INSERT INTO "journal" VALUES(32,1,'insert','evaluation_criterion','2',NULL,'{"id":"2","title":"Price","kind":"price","weight":"40","formula":"lowest-over-price","position":4}',X'B544384EDF8F5CCAFE175BEC9B45AD33CB676EBA1DEFDD82009B21FD32A46F4F');
INSERT INTO "journal" VALUES(33,1,'insert','evaluation_mark','/B1/1.2/E1',NULL,'{"lot":"","bidder":"B1","criterion":"1.2","person":"E1","mark":"5","rationale":"Well staffed."}',X'972DEDD338C702B74CBC3F4B61958191D9667D2210293F38EE2A074490D7FFB6');
INSERT INTO "journal" VALUES(34,1,'insert','evaluation_mark','/B2/1.2/E1',NULL,'{"lot":"","bidder":"B2","criterion":"1.2","person":"E1","mark":"3"}',X'1640DB0F289C671D92315F44FFD5910E0788CE0E1BD3E70E2E79AEC2F323BBAC');
INSERT INTO "journal" VALUES(35,1,'insert','evaluation_mark','L1/B1/1.1/E1',NULL,'{"lot":"L1","bidder":"B1","criterion":"1.1","person":"E1","mark":"3","rationale":"Fair."}',X'7D96AEC98A32ACEBACF62907B8195EE1BF53714C0F847923437B28C8E4DD8223');
INSERT INTO "journal" VALUES(36,1,'insert','evaluation_mark','L1/B1/1.1/E2',NULL,'{"lot":"L1","bidder":"B1","criterion":"1.1","person":"E2","mark":"5","rationale":"Very good."}',X'859DD4963A00931CD09203E7EC5EA928AD1F813DBD53A3F3B6FA427E0923762B');
INSERT INTO "journal" VALUES(37,1,'insert','evaluation_mark','L1/B2/1.1/E1',NULL,'{"lot":"L1","bidder":"B2","criterion":"1.1","person":"E1","mark":"3"}',X'A3C35C7CE356975FAF4E76607D1EE71A5D9D42640E4667B94AA552B39D7E2E84');
INSERT INTO "journal" VALUES(38,1,'insert','evaluation_mark','L2/B1/1.1/E1',NULL,'{"lot":"L2","bidder":"B1","criterion":"1.1","person":"E1","mark":"5"}',X'5F08DE3401B87FAA0F4B53149CAAAB21CDFF4376776746DA3626FEBA774095F6');
INSERT INTO "journal" VALUES(39,1,'insert','evaluation_consensus','L1/B1/1.1',NULL,'{"lot":"L1","bidder":"B1","criterion":"1.1","mark":"3","rationale":"Agreed: fair."}',X'9A1F600775662A7C2D57950700EFEC52CE3CBF23AC6AB22A53A07E7CA4CCD317');
INSERT INTO "journal" VALUES(40,40,'command',NULL,NULL,NULL,'{"seq":40,"at":"2026-11-22T01:09:34.367Z","person":"tester","name":"Change lot L1: title=Edited","reason":"for the dump","kind":"do"}',X'18C4D2C43421CF8462666B49A1BD3A61AED72EC6ED5349149721BA6D7AAAE494');
INSERT INTO "journal" VALUES(41,40,'update','lot','L1','{"id":"L1","title":"Łódź Street and the 東 quarter, with a title that is rather too long for a narrow terminal","value":25000000,"position":1}','{"id":"L1","title":"Edited","value":25000000,"position":1}',X'376234BA9D8387603519CDE44FAEBFB0E50ED0F79D8E43DA19CDAA52DF101B1D');
INSERT INTO "journal" VALUES(42,42,'command',NULL,NULL,NULL,'{"seq":42,"at":"2026-11-22T01:09:34.468Z","person":"tester","name":"Change lot L1: title=Edited","kind":"undo","target":40}',X'5C3AF60FD02E61B65B91604103F2B4EFFB7B9D9BCA327019211A5B174F80E335');
INSERT INTO "journal" VALUES(43,42,'update','lot','L1','{"id":"L1","title":"Edited","value":25000000,"position":1}','{"id":"L1","title":"Łódź Street and the 東 quarter, with a title that is rather too long for a narrow terminal","value":25000000,"position":1}',X'102F8A94F039EAAF3E78F60AD331AC2B903163815D4D63A4B5000FDA931ECB78');
INSERT INTO "journal" VALUES(44,44,'command',NULL,NULL,NULL,'{"seq":44,"at":"2026-11-22T01:09:34.559Z","person":"tester","name":"Change lot L1: title=Edited","kind":"redo","target":40}',X'81DEB7F996406911B670FD26C3605E4771171A3A3F2E91E691CEBFE056A0B251');
INSERT INTO "journal" VALUES(45,44,'update','lot','L1','{"id":"L1","title":"Łódź Street and the 東 quarter, with a title that is rather too long for a narrow terminal","value":25000000,"position":1}','{"id":"L1","title":"Edited","value":25000000,"position":1}',X'00F029C71411B832AF785C23CB1A2B8AE0802FC420E26A4820640E57A76CFF81');
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
INSERT INTO "schema_version" VALUES('store',1,'413d40b46c953401d85c9e818e263c686a6a88126ef41dd6f9e596f53e3ccb81');
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
