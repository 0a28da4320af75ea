ALTER TABLE "tenancies" ADD COLUMN "told_gone_at" timestamp with time zone;--> statement-breakpoint
-- A host that is gone was told of as removed: its tenancy, which ends when it comes back as another's, tells it no second time.
CREATE OR REPLACE FUNCTION note_tenancy_event() RETURNS trigger AS $$
DECLARE
	said text := (SELECT reference FROM host_services WHERE tenancy_id = NEW.id);
BEGIN
	IF TG_OP = 'INSERT' THEN
		PERFORM note_fleet_event('host-added', NEW.vm_id, NEW.owner, said, NULL, '{}');
	ELSIF NEW.until IS NULL THEN
		PERFORM note_fleet_event('host-changed', NEW.vm_id, NEW.owner, said, NULL, '{customer}');
	ELSIF NEW.told_gone_at IS NULL THEN
		PERFORM note_fleet_event('host-removed', NEW.vm_id, NEW.owner, said, NULL, '{}');
	END IF;
	RETURN NULL;
END;
$$ LANGUAGE plpgsql;
--> statement-breakpoint
CREATE FUNCTION note_gone() RETURNS trigger AS $$
BEGIN
	UPDATE tenancies SET told_gone_at = NEW.gone_at
	WHERE vm_id = NEW.vm_id AND until IS NULL AND owner = NEW.owner;
	RETURN NULL;
END;
$$ LANGUAGE plpgsql;
--> statement-breakpoint
CREATE TRIGGER hosts_gone AFTER UPDATE ON "hosts" FOR EACH ROW
WHEN (NOT NEW.doubled AND (OLD.gone_at IS NULL) <> (NEW.gone_at IS NULL)) EXECUTE FUNCTION note_gone();
--> statement-breakpoint
-- Those that are gone now were told of before.
UPDATE tenancies t SET told_gone_at = h.gone_at FROM hosts h
WHERE h.vm_id = t.vm_id AND t.until IS NULL AND t.owner = h.owner AND h.gone_at IS NOT NULL;
