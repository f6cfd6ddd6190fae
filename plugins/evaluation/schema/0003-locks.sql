-- The locks of publishing, for whatever writes to the file: the program itself asks before (lw-evaluation-locks.c).
-- A step of its own, after all that makes the tables anew.
CREATE TRIGGER evaluation_method_locked_insert BEFORE INSERT ON evaluation_method
WHEN EXISTS (SELECT 1 FROM evaluation_publication) AND NOT EXISTS (SELECT 1 FROM evaluation_revision)
BEGIN SELECT raise (ABORT, 'the method is published and locked'); END;
CREATE TRIGGER evaluation_method_locked_update BEFORE UPDATE ON evaluation_method
WHEN EXISTS (SELECT 1 FROM evaluation_publication) AND NOT EXISTS (SELECT 1 FROM evaluation_revision)
BEGIN SELECT raise (ABORT, 'the method is published and locked'); END;
CREATE TRIGGER evaluation_method_locked_delete BEFORE DELETE ON evaluation_method
WHEN EXISTS (SELECT 1 FROM evaluation_publication) AND NOT EXISTS (SELECT 1 FROM evaluation_revision)
BEGIN SELECT raise (ABORT, 'the method is published and locked'); END;
CREATE TRIGGER evaluation_scale_locked_insert BEFORE INSERT ON evaluation_scale
WHEN EXISTS (SELECT 1 FROM evaluation_publication) AND NOT EXISTS (SELECT 1 FROM evaluation_revision)
BEGIN SELECT raise (ABORT, 'the method is published and locked'); END;
CREATE TRIGGER evaluation_scale_locked_update BEFORE UPDATE ON evaluation_scale
WHEN EXISTS (SELECT 1 FROM evaluation_publication) AND NOT EXISTS (SELECT 1 FROM evaluation_revision)
BEGIN SELECT raise (ABORT, 'the method is published and locked'); END;
CREATE TRIGGER evaluation_scale_locked_delete BEFORE DELETE ON evaluation_scale
WHEN EXISTS (SELECT 1 FROM evaluation_publication) AND NOT EXISTS (SELECT 1 FROM evaluation_revision)
BEGIN SELECT raise (ABORT, 'the method is published and locked'); END;
CREATE TRIGGER evaluation_scale_mark_locked_insert BEFORE INSERT ON evaluation_scale_mark
WHEN EXISTS (SELECT 1 FROM evaluation_publication) AND NOT EXISTS (SELECT 1 FROM evaluation_revision)
BEGIN SELECT raise (ABORT, 'the method is published and locked'); END;
CREATE TRIGGER evaluation_scale_mark_locked_update BEFORE UPDATE ON evaluation_scale_mark
WHEN EXISTS (SELECT 1 FROM evaluation_publication) AND NOT EXISTS (SELECT 1 FROM evaluation_revision)
BEGIN SELECT raise (ABORT, 'the method is published and locked'); END;
CREATE TRIGGER evaluation_scale_mark_locked_delete BEFORE DELETE ON evaluation_scale_mark
WHEN EXISTS (SELECT 1 FROM evaluation_publication) AND NOT EXISTS (SELECT 1 FROM evaluation_revision)
BEGIN SELECT raise (ABORT, 'the method is published and locked'); END;
CREATE TRIGGER evaluation_criterion_locked_insert BEFORE INSERT ON evaluation_criterion
WHEN EXISTS (SELECT 1 FROM evaluation_publication) AND NOT EXISTS (SELECT 1 FROM evaluation_revision)
BEGIN SELECT raise (ABORT, 'the method is published and locked'); END;
CREATE TRIGGER evaluation_criterion_locked_update BEFORE UPDATE ON evaluation_criterion
WHEN EXISTS (SELECT 1 FROM evaluation_publication) AND NOT EXISTS (SELECT 1 FROM evaluation_revision)
BEGIN SELECT raise (ABORT, 'the method is published and locked'); END;
CREATE TRIGGER evaluation_criterion_locked_delete BEFORE DELETE ON evaluation_criterion
WHEN EXISTS (SELECT 1 FROM evaluation_publication) AND NOT EXISTS (SELECT 1 FROM evaluation_revision)
BEGIN SELECT raise (ABORT, 'the method is published and locked'); END;
CREATE TRIGGER evaluation_tie_rule_locked_insert BEFORE INSERT ON evaluation_tie_rule
WHEN EXISTS (SELECT 1 FROM evaluation_publication) AND NOT EXISTS (SELECT 1 FROM evaluation_revision)
BEGIN SELECT raise (ABORT, 'the method is published and locked'); END;
CREATE TRIGGER evaluation_tie_rule_locked_update BEFORE UPDATE ON evaluation_tie_rule
WHEN EXISTS (SELECT 1 FROM evaluation_publication) AND NOT EXISTS (SELECT 1 FROM evaluation_revision)
BEGIN SELECT raise (ABORT, 'the method is published and locked'); END;
CREATE TRIGGER evaluation_tie_rule_locked_delete BEFORE DELETE ON evaluation_tie_rule
WHEN EXISTS (SELECT 1 FROM evaluation_publication) AND NOT EXISTS (SELECT 1 FROM evaluation_revision)
BEGIN SELECT raise (ABORT, 'the method is published and locked'); END;

-- A publication is for ever.
CREATE TRIGGER evaluation_publication_no_update BEFORE UPDATE ON evaluation_publication
BEGIN SELECT raise (ABORT, 'a publication is never changed'); END;
CREATE TRIGGER evaluation_publication_no_delete BEFORE DELETE ON evaluation_publication
BEGIN SELECT raise (ABORT, 'a publication is never changed'); END;
