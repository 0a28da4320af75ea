-- Rows can be neither changed nor deleted one by one (0004), nor all at once.
CREATE TRIGGER audit_events_stand_whole BEFORE TRUNCATE ON "audit_events" FOR EACH STATEMENT EXECUTE FUNCTION audit_events_stand();
